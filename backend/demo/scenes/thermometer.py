"""A probe thermometer held up in front of an open chilled cabinet."""

from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from backend.demo.scenes.brush import Colour, Point, glow, gradient, latin, ramp, shade, shadow
from backend.demo.scenes.cabinet import draw_cabinet

# Segments a to g of a seven-segment digit, clockwise from the top, the middle one last.
SEGMENTS = {
    "0": "abcdef", "1": "bc", "2": "abdeg", "3": "abcdg", "4": "bcfg",
    "5": "acdfg", "6": "acdefg", "7": "abc", "8": "abcdefg", "9": "abcdfg", "-": "g",
}  # fmt: skip
INK: Colour = (26, 36, 30)
GHOST: Colour = (158, 176, 154)
SCREEN = (470, 452, 1130, 742)


def draw_thermometer(random: Random, reading: str) -> Image.Image:
    """The reading, such as "3.8", large enough to be read on a thumbnail."""
    picture = _cabinet_out_of_focus(random.randrange(1 << 30)).copy()
    _probe(picture)
    _body(picture)
    _screen(picture, reading)
    return picture


@lru_cache(maxsize=4)
def _cabinet_out_of_focus(seed: int) -> Image.Image:
    far = draw_cabinet(Random(seed), gap=False)  # noqa: S311
    near = far.crop((200, 60, 1300, 885)).resize((400, 300), Image.Resampling.BILINEAR)
    return near.filter(ImageFilter.GaussianBlur(3.2)).resize(far.size, Image.Resampling.BICUBIC)


def _probe(picture: Image.Image) -> None:
    shadow(picture, [(812, 930), (872, 930), (858, 1200), (836, 1200)], 0.35, 18)
    steel = shade(
        Image.new("RGB", (28, 330), (206, 212, 218)), ramp((28, 330), (120, 255, 215, 110), sideways=True)
    )
    picture.paste(steel, (786, 900))


def _body(picture: Image.Image) -> None:
    box = (380, 330, 1220, 960)
    shadow(picture, [(400, 380), (1250, 380), (1250, 1000), (400, 1000)], 0.5, 60)
    size = (box[2] - box[0], box[3] - box[1])
    shell = shade(Image.new("RGB", size, (250, 250, 247)), ramp(size, (255, 250, 240, 228, 205)))
    mask = _rounded(size, 96)
    picture.paste(shell, box[:2], mask)
    rim = Image.new("RGB", (size[0] - 96, size[1] - 150), (22, 122, 112))
    picture.paste(rim, (box[0] + 48, box[1] + 58), _rounded(rim.size, 58))
    draw = ImageDraw.Draw(picture)
    for x, label in ((560, "ON"), (800, "HOLD"), (1040, "°C/°F")):
        draw.rounded_rectangle(
            (x - 82, 874, x + 82, 934), 30, fill=(226, 229, 228), outline=(188, 193, 192), width=3
        )
        draw.text((x, 904), label, font=latin(30), fill=(70, 78, 80), anchor="mm")
    draw.text((800, 418), "PROBE THERMOMETER", font=latin(30), fill=(214, 240, 234), anchor="mm")


def _screen(picture: Image.Image, reading: str) -> None:
    left, top, right, bottom = SCREEN
    glass = gradient((right - left, bottom - top), (186, 204, 178), (170, 190, 164))
    picture.paste(glass, (left, top), _rounded(glass.size, 22))
    draw = ImageDraw.Draw(picture)
    digits = sum(sign != "." for sign in reading)
    wide = min(124.0, 470.0 / digits - 30)
    x = (left + right - 130) / 2 + (digits * (wide + 24) + 10) / 2
    for sign in reversed(reading):
        if sign == ".":
            draw.ellipse((x - 16, bottom - 66, x + 12, bottom - 38), fill=INK)
            x -= 26
        else:
            _digit(draw, (x - wide, top + 42.0), wide, sign)
            x -= wide + 24
    draw.text((right - 88, top + 84), "°C", font=latin(84), fill=INK, anchor="mm")
    draw.text((right - 88, bottom - 62), "HOLD", font=latin(32), fill=INK, anchor="mm")
    glow(
        picture,
        [(left + 30, top), (left + 190, top), (left + 60, bottom), (left, bottom)],
        (250, 255, 248),
        0.22,
        14,
    )


def _digit(draw: ImageDraw.ImageDraw, corner: Point, w: float, sign: str) -> None:
    x, y = corner
    h, t = 206.0, 24.0
    bars = {
        "a": (x + t, y, x + w - t, y + t),
        "b": (x + w - t, y + t * 0.6, x + w, y + h / 2 - 4),
        "c": (x + w - t, y + h / 2 + 4, x + w, y + h - t * 0.6),
        "d": (x + t, y + h - t, x + w - t, y + h),
        "e": (x, y + h / 2 + 4, x + t, y + h - t * 0.6),
        "f": (x, y + t * 0.6, x + t, y + h / 2 - 4),
        "g": (x + t, y + h / 2 - t / 2, x + w - t, y + h / 2 + t / 2),
    }
    for name, bar in bars.items():
        draw.rounded_rectangle(bar, 9, fill=INK if name in SEGMENTS[sign] else GHOST)


def _rounded(size: tuple[int, int], radius: int) -> Image.Image:
    mask = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] * 2 - 1, size[1] * 2 - 1), radius * 2, fill=255)
    return mask.resize(size, Image.Resampling.BILINEAR)

"""Light, shadow and perspective for drawn photographs."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from backend.wire import Bilingual

Colour = tuple[int, int, int]
Point = tuple[float, float]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

WIDTH, HEIGHT = 1600, 1200

# Where Linux, macOS and Windows keep a font with Chinese; without one the English words are drawn.
CHINESE_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Medium.ttc",
    "C:/Windows/Fonts/msyhbd.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)


@lru_cache(maxsize=64)
def latin(size: int) -> Font:
    """The font that comes with Pillow."""
    return ImageFont.load_default(size)


@lru_cache(maxsize=16)
def chinese(size: int) -> Font | None:
    """A font of this machine that has Chinese, if there is one."""
    for path in CHINESE_FONTS:
        if Path(path).exists():
            # Within the Noto collection number 2 is Simplified Chinese; elsewhere the first will do.
            return ImageFont.truetype(path, size, index=2 if "NotoSansCJK" in path else 0)
    return None


def words(text: Bilingual, size: int) -> tuple[str, Font]:
    """The words to draw and the font that can draw them."""
    font = chinese(size)
    return (text.zh, font) if font else (text.en, latin(size))


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two, `share` of the way to the other."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


def ramp(size: tuple[int, int], stops: Sequence[int], *, sideways: bool = False) -> Image.Image:
    """A grey gradient through equally spaced stops, from the top down or from left to right."""
    strip = Image.frombytes("L", (len(stops), 1) if sideways else (1, len(stops)), bytes(stops))
    return strip.resize(size, Image.Resampling.BICUBIC)


def gradient(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    """One colour flowing into another from the top down."""
    mask = ramp(size, (0, 255))
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def shade(picture: Image.Image, light: Image.Image) -> Image.Image:
    """The picture darkened where the light is dark, its transparency kept."""
    lit = ImageChops.multiply(picture.convert("RGB"), Image.merge("RGB", (light, light, light)))
    if picture.mode == "RGBA":
        lit.putalpha(picture.getchannel("A"))
    return lit


def shadow(picture: Image.Image, outline: Sequence[Point], depth: float, blur: float) -> None:
    """Darken a soft-edged polygon; drawn at a quarter of the size because nobody sees the difference."""
    small = Image.new("L", (picture.width // 4, picture.height // 4), 0)
    ImageDraw.Draw(small).polygon([(x / 4, y / 4) for x, y in outline], fill=round(255 * depth))
    mask = small.filter(ImageFilter.GaussianBlur(blur / 4)).resize(picture.size)
    picture.paste((14, 16, 20), (0, 0), mask)


def glow(picture: Image.Image, outline: Sequence[Point], colour: Colour, depth: float, blur: float) -> None:
    """Lighten a soft-edged polygon."""
    small = Image.new("L", (picture.width // 4, picture.height // 4), 0)
    ImageDraw.Draw(small).polygon([(x / 4, y / 4) for x, y in outline], fill=round(255 * depth))
    mask = small.filter(ImageFilter.GaussianBlur(blur / 4)).resize(picture.size)
    picture.paste(colour, (0, 0), mask)


def ellipse(middle: Point, wide: float, high: float) -> list[Point]:
    """A polygon near enough to an ellipse for a shadow."""
    corners = ((1, 0), (0.87, 0.5), (0.5, 0.87), (0, 1), (-0.5, 0.87), (-0.87, 0.5))
    half = [(middle[0] + wide * x, middle[1] + high * y) for x, y in corners]
    return half + [(2 * middle[0] - x, 2 * middle[1] - y) for x, y in half]


def onto(picture: Image.Image, flat: Image.Image, quad: Sequence[Point]) -> None:
    """Lay a flat picture onto four corners (top left, top right, bottom right, bottom left) of another."""
    left, top = int(min(x for x, _ in quad)), int(min(y for _, y in quad))
    right, bottom = int(max(x for x, _ in quad)) + 1, int(max(y for _, y in quad)) + 1
    box = (max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height))
    corners = [(x - box[0], y - box[1]) for x, y in quad]
    size = (box[2] - box[0], box[3] - box[1])
    source = [(0, 0), (flat.width, 0), (flat.width, flat.height), (0, flat.height)]
    warped = flat.convert("RGBA").transform(
        size, Image.Transform.PERSPECTIVE, _homography(corners, source), Image.Resampling.BICUBIC
    )
    picture.paste(warped, box[:2], warped)


def hold_by_hand(picture: Image.Image, random: Random) -> Image.Image:
    """What somebody in a hurry sees: nearer or farther, more to one side, never quite level.

    Two photos of one place have to be different pictures, or each would be taken for a copy of the other.
    """
    width, height = picture.size
    near = random.uniform(0.58, 0.94)
    left, top = random.uniform(0, 1 - near) * width, random.uniform(0, 1 - near) * height
    right, bottom = left + near * width, top + near * height

    def corner(x: float, y: float) -> Point:
        slant = random.uniform(-0.018, 0.018) * width, random.uniform(-0.018, 0.018) * width
        return min(max(x + slant[0], 0), width), min(max(y + slant[1], 0), height)

    source = [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)]
    target = [(0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))]
    return picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, _homography(target, source), Image.Resampling.BILINEAR
    )


def develop(picture: Image.Image, random: Random) -> Image.Image:
    """What a small lens and sensor do: darker corners, a tint, grain."""
    tint = random.choice(((255, 246, 232), (244, 250, 255), (255, 252, 246)))
    seen = ImageChops.multiply(picture, _lens(picture.size, tint))
    grain = Image.frombytes("L", (800, 600), random.randbytes(480_000)).resize(picture.size)
    return Image.blend(seen, Image.merge("RGB", (grain, grain, grain)), 0.03)


@lru_cache(maxsize=4)
def _lens(size: tuple[int, int], tint: Colour) -> Image.Image:
    corners = Image.radial_gradient("L").resize(size).point([255 - level // 6 for level in range(256)])
    return shade(Image.new("RGB", size, tint), corners)


def _homography(target: Sequence[Point], source: Sequence[Point]) -> list[float]:
    """Eight coefficients that lead every target corner back to its source corner, by Gauss-Jordan."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]

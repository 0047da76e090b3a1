"""Bottles, cartons, cups and tubs as they stand on a dairy shelf."""

from functools import lru_cache

from PIL import Image, ImageDraw

from backend.demo.scenes.brush import Colour, latin, mix, ramp, shade

# Drawn three times too large and made smaller: Pillow draws without smoothing.
FINE = 3
ROUND = (120, 205, 250, 255, 240, 205, 165, 110)
FLAT = (215, 245, 255, 250, 240, 225, 205, 175)

WHITE: Colour = (248, 249, 246)
BLUE: Colour = (38, 104, 178)
GREEN: Colour = (46, 139, 87)
RED: Colour = (205, 62, 58)
VIOLET: Colour = (118, 84, 166)
PINK: Colour = (232, 112, 146)
PEACH: Colour = (243, 164, 84)
YELLOW: Colour = (246, 204, 82)
TEAL: Colour = (34, 150, 148)
COCOA: Colour = (120, 78, 52)
NAVY: Colour = (36, 58, 104)

# What kind of pack, its colour, what is printed on it.
Pack = tuple[str, Colour, str]
TALL: tuple[Pack, ...] = (
    ("bottle", BLUE, "FRESH"),
    ("bottle", GREEN, "LOW FAT"),
    ("carton", BLUE, "MILK"),
    ("carton", TEAL, "CALCIUM"),
    ("carton", COCOA, "COCOA"),
    ("bottle", RED, "A2"),
    ("carton", VIOLET, "CREAM"),
)
SMALL: tuple[Pack, ...] = (
    ("cup", PINK, "BERRY"),
    ("cup", PEACH, "PEACH"),
    ("cup", TEAL, "PLAIN"),
    ("tub", NAVY, "GREEK"),
    ("cup", YELLOW, "OAT"),
    ("tub", GREEN, "FAMILY"),
    ("tub", RED, "BUTTER"),
)
SIZES = {"bottle": (96, 226), "carton": (104, 216), "cup": (96, 128), "tub": (138, 138)}


@lru_cache(maxsize=128)
def draw_pack(pack: Pack) -> Image.Image:
    """One pack from the front, with a transparent background."""
    kind, colour, name = pack
    width, height = (side * FINE for side in SIZES[kind])
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    match kind:
        case "bottle":
            _bottle(draw, width, height, colour, name)
        case "carton":
            _carton(draw, width, height, colour, name)
        case "cup":
            _cup(draw, width, height, colour, name)
        case _:
            _tub(draw, width, height, colour, name)
    light = ramp(picture.size, FLAT if kind == "carton" else ROUND, sideways=True)
    return shade(picture, light).resize(SIZES[kind], Image.Resampling.LANCZOS)


def _bottle(draw: ImageDraw.ImageDraw, w: int, h: int, colour: Colour, name: str) -> None:
    draw.rounded_rectangle((w * 0.08, h * 0.24, w * 0.92, h - 1), w * 0.14, fill=WHITE)
    draw.polygon(
        [(w * 0.12, h * 0.3), (w * 0.34, h * 0.13), (w * 0.66, h * 0.13), (w * 0.88, h * 0.3)], WHITE
    )
    draw.rounded_rectangle((w * 0.29, 2, w * 0.71, h * 0.125), w * 0.05, fill=colour)
    draw.rectangle((w * 0.08, h * 0.46, w * 0.92, h * 0.86), fill=colour)
    draw.rectangle((w * 0.08, h * 0.46, w * 0.92, h * 0.49), fill=mix(colour, WHITE, 0.55))
    draw.ellipse((w * 0.3, h * 0.52, w * 0.7, h * 0.7), fill=WHITE)
    draw.pieslice((w * 0.3, h * 0.52, w * 0.7, h * 0.7), 20, 160, fill=mix(colour, WHITE, 0.5))
    _print(draw, w, h * 0.775, name, WHITE)


def _carton(draw: ImageDraw.ImageDraw, w: int, h: int, colour: Colour, name: str) -> None:
    pale = mix(colour, WHITE, 0.82)
    draw.rectangle((w * 0.04, h * 0.2, w * 0.96, h - 1), fill=pale)
    draw.polygon(
        [(w * 0.04, h * 0.21), (w * 0.16, h * 0.07), (w * 0.84, h * 0.07), (w * 0.96, h * 0.21)], pale
    )
    draw.rectangle((w * 0.14, 2, w * 0.86, h * 0.08), fill=colour)
    draw.polygon([(w * 0.04, h * 0.62), (w * 0.96, h * 0.48), (w * 0.96, h - 1), (w * 0.04, h - 1)], colour)
    draw.ellipse((w * 0.3, h * 0.26, w * 0.7, h * 0.46), fill=mix(colour, WHITE, 0.35))
    draw.ellipse((w * 0.38, h * 0.3, w * 0.62, h * 0.42), fill=WHITE)
    _print(draw, w, h * 0.78, name, WHITE)


def _cup(draw: ImageDraw.ImageDraw, w: int, h: int, colour: Colour, name: str) -> None:
    draw.polygon([(w * 0.06, h * 0.1), (w * 0.94, h * 0.1), (w * 0.84, h - 1), (w * 0.16, h - 1)], WHITE)
    draw.polygon([(w * 0.1, h * 0.38), (w * 0.9, h * 0.38), (w * 0.85, h * 0.9), (w * 0.15, h * 0.9)], colour)
    draw.rounded_rectangle((0, 0, w - 1, h * 0.13), w * 0.03, fill=mix(colour, (226, 228, 232), 0.6))
    draw.ellipse((w * 0.34, h * 0.19, w * 0.66, h * 0.55), fill=mix(colour, WHITE, 0.6))
    _print(draw, w, h * 0.7, name, WHITE)


def _tub(draw: ImageDraw.ImageDraw, w: int, h: int, colour: Colour, name: str) -> None:
    draw.rounded_rectangle((w * 0.04, h * 0.14, w * 0.96, h - 1), w * 0.08, fill=colour)
    draw.rounded_rectangle((0, 0, w - 1, h * 0.2), w * 0.04, fill=mix(colour, WHITE, 0.75))
    draw.rectangle((w * 0.04, h * 0.46, w * 0.96, h * 0.8), fill=WHITE)
    _print(draw, w, h * 0.63, name, colour)


def _print(draw: ImageDraw.ImageDraw, width: int, y: float, name: str, ink: Colour) -> None:
    size = int(width * min(0.24, 1.0 / len(name)))
    draw.text((width / 2, y), name, font=latin(size), fill=ink, anchor="mm")

"""An aisle of the shop seen from its end: the floor clean, or in need of a mop."""

from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from backend.demo.scenes.brush import (
    HEIGHT,
    WIDTH,
    Colour,
    Point,
    ellipse,
    glow,
    gradient,
    mix,
    onto,
    ramp,
    shade,
    shadow,
)
from backend.demo.scenes.cabinet import draw_cabinet

# Where the aisle ends, far away: left, top, right, bottom.
FAR = (640, 330, 960, 560)
TILE: Colour = (222, 218, 208)


def draw_aisle(random: Random, *, dirty: bool) -> Image.Image:
    """Shelves left and right, lights above, tiles below."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (200, 204, 206))
    _ceiling(picture)
    floor = _tiles(random, dirty=dirty)
    if dirty:
        _spill(floor, random)
        _scuffs(floor, random)
    onto(picture, floor, [(FAR[0], FAR[3]), (FAR[2], FAR[3]), (2350, HEIGHT), (-750, HEIGHT)])
    _shelves(picture, random)
    if dirty:
        _litter(picture, random)
    else:
        _shine(picture)
    return picture


def _ceiling(picture: Image.Image) -> None:
    above = gradient((800, 400), (236, 239, 240), (206, 211, 214))
    draw = ImageDraw.Draw(above)
    for row in range(6):
        y = 30 + row * 66
        draw.rectangle((250, y, 370, y + 30), fill=(255, 255, 255))
        draw.rectangle((430, y, 550, y + 30), fill=(255, 255, 255))
        draw.line((0, y + 48, 800, y + 48), fill=(186, 191, 195), width=2)
    onto(picture, above, [(-700, 0), (2300, 0), (FAR[2], FAR[1]), (FAR[0], FAR[1])])


def _tiles(random: Random, *, dirty: bool) -> Image.Image:
    side = 100
    floor = Image.new("RGB", (1200, 1600), mix(TILE, (120, 112, 100), 0.62))
    draw = ImageDraw.Draw(floor)
    base = mix(TILE, (150, 138, 118), 0.30) if dirty else TILE
    for row in range(16):
        for column in range(12):
            x, y = column * side, row * side
            colour = mix(base, (255, 255, 255), random.uniform(0.0, 0.14))
            draw.rectangle((x + 2, y + 2, x + side - 3, y + side - 3), fill=colour)
    return floor


def _spill(floor: Image.Image, random: Random) -> None:
    """A puddle of milk and a brown drip trail."""
    middle = (random.uniform(440, 620), random.uniform(1180, 1290))
    edge = [random.uniform(0.72, 1.2) for _ in range(18)]
    outline = [
        (
            middle[0] + cos(2 * pi * i / 18) * 180 * edge[i],
            middle[1] + sin(2 * pi * i / 18) * 120 * edge[i],
        )
        for i in range(18)
    ]
    mask = Image.new("L", floor.size, 0)
    draw = ImageDraw.Draw(mask)
    draw.polygon(outline, fill=225)
    for _ in range(24):
        x, y, r = middle[0] + random.gauss(0, 190), middle[1] + random.gauss(0, 140), random.uniform(4, 22)
        draw.ellipse((x - r, y - r * 0.8, x + r, y + r * 0.8), fill=215)
    soft = mask.filter(ImageFilter.GaussianBlur(7)).point(
        [0 if v < 96 else min(255, (v - 96) * 4) for v in range(256)]
    )
    rim = soft.filter(ImageFilter.GaussianBlur(5))
    floor.paste((92, 84, 70), (0, 6), rim.point([v * 2 // 3 for v in range(256)]))
    floor.paste((240, 236, 224), (0, 0), soft.point([v * 9 // 10 for v in range(256)]))
    glow(floor, ellipse((middle[0] - 50, middle[1] - 34), 62, 24), (255, 255, 255), 0.9, 8)


def _scuffs(floor: Image.Image, random: Random) -> None:
    for _ in range(9):
        x, y, length = random.uniform(120, 1080), random.uniform(760, 1560), random.uniform(40, 150)
        shadow(floor, ellipse((x, y), length, random.uniform(12, 30)), random.uniform(0.18, 0.4), 16)
    draw = ImageDraw.Draw(floor, "RGBA")
    for step in range(5):
        x, y = 720 + step * 40 + (24 if step % 2 else -24), 1540 - step * 125
        for tread, wide in enumerate((9, 13, 16, 17, 16, 13, 10, 0, 11, 12, 9)):
            if wide:
                draw.rounded_rectangle(
                    (x - wide, y + tread * 7, x + wide, y + tread * 7 + 5), 2, (74, 62, 48, 120)
                )


def _shelves(picture: Image.Image, random: Random) -> None:
    left, top, right, bottom = FAR
    near, other = draw_cabinet(random, gap=False), draw_cabinet(random, gap=False)
    picture.paste(other.resize((right - left, bottom - top), Image.Resampling.LANCZOS), (left, top))
    walls: tuple[list[Point], list[Point]] = (
        [(-420, -330), (left, top + 14), (left, bottom), (-420, 1010)],
        [(right, top + 14), (2020, -330), (2020, 1010), (right, bottom)],
    )
    lights = ((255, 245, 220, 175), (175, 220, 245, 255))
    for wall, quad, light in zip((near, other), walls, lights, strict=True):
        onto(picture, shade(wall, ramp(wall.size, light, sideways=True)), quad)
    shadow(picture, [(-420, 1010), (left, bottom), (left + 24, bottom + 6), (-300, 1060)], 0.5, 24)
    shadow(picture, [(2020, 1010), (right, bottom), (right - 24, bottom + 6), (1900, 1060)], 0.5, 24)


def _litter(picture: Image.Image, random: Random) -> None:
    """A receipt, a cap and crumbs, near enough to be seen."""
    draw = ImageDraw.Draw(picture, "RGBA")
    x, y = random.uniform(930, 1080), random.uniform(930, 1000)
    paper = [(x, y), (x + 96, y - 26), (x + 132, y + 52), (x + 40, y + 86)]
    shadow(picture, [(px + 8, py + 14) for px, py in paper], 0.45, 14)
    draw.polygon(paper, fill=(252, 251, 246, 255))
    draw.polygon([paper[1], paper[2], (x + 84, y + 34)], fill=(222, 220, 212, 255))
    for line in range(4):
        draw.line(
            (x + 22 + line * 7, y + 14 + line * 14, x + 78 + line * 7, y - 2 + line * 14),
            (128, 128, 128, 255),
            3,
        )
    for _ in range(90):
        cx, cy, size = random.gauss(520, 190), random.gauss(950, 80), random.uniform(2, 7)
        draw.ellipse((cx, cy, cx + size * 1.5, cy + size), fill=(126, 88, 48, 220))
    shadow(picture, ellipse((430, 1010), 34, 15), 0.5, 10)
    draw.ellipse((398, 980, 458, 1014), fill=(38, 104, 178, 255))
    draw.ellipse((406, 984, 450, 1004), fill=(76, 140, 208, 255))


def _shine(picture: Image.Image) -> None:
    """The ceiling lights seen again in a clean floor."""
    for depth, strength in ((590, 0.55), (650, 0.5), (745, 0.42), (900, 0.36)):
        spread = (depth - 480) / 2.4
        for side in (-1, 1):
            middle = (800 + side * spread * 0.9, depth)
            glow(picture, ellipse(middle, spread * 0.5, (depth - 520) / 5), (255, 255, 255), strength, 14)

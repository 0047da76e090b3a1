"""A fire exit: clear, or blocked with boxes that somebody meant to move."""

from random import Random

from PIL import Image, ImageDraw

from backend.demo.scenes.brush import (
    HEIGHT,
    WIDTH,
    Colour,
    Point,
    chinese,
    glow,
    gradient,
    latin,
    mix,
    ramp,
    shade,
    shadow,
)

GREEN: Colour = (0, 138, 92)
FLOOR = 905
DOOR = (470, 270, 1130, FLOOR)
CARD: Colour = (196, 152, 102)
GOODS = ("TISSUE 24", "WATER 24", "NOODLES 12", "CUPS 1000", "SNACKS 20")


def draw_exit(random: Random, *, blocked: bool) -> Image.Image:
    """A double door with push bars under a green sign, and what stands in front of it."""
    picture = _wall_and_floor()
    _sign(picture)
    _door(picture)
    _keep_clear(picture)
    _extinguisher(picture)
    if blocked:
        _boxes(picture, random)
    return picture


def _wall_and_floor() -> Image.Image:
    picture = gradient((WIDTH, HEIGHT), (238, 236, 228), (220, 217, 208))
    draw = ImageDraw.Draw(picture)
    picture.paste(gradient((WIDTH, HEIGHT - FLOOR), (150, 154, 158), (190, 193, 194)), (0, FLOOR))
    for x in range(-2400, 4000, 190):
        draw.line((800 + (x - 800) * 0.62, FLOOR, x * 1.5 - 400, HEIGHT), fill=(140, 144, 148), width=3)
    for y in (938, 990, 1068, 1172):
        draw.line((0, y, WIDTH, y), fill=(142, 146, 150), width=3)
    draw.rectangle((0, FLOOR - 34, WIDTH, FLOOR), fill=(122, 126, 130))
    draw.line((0, 600, WIDTH, 600), fill=(206, 202, 192), width=4)
    shadow(picture, [(0, FLOOR - 4), (WIDTH, FLOOR - 4), (WIDTH, FLOOR + 30), (0, FLOOR + 30)], 0.35, 20)
    return picture


def _sign(picture: Image.Image) -> None:
    glow(picture, [(480, 60), (1120, 60), (1120, 240), (480, 240)], (170, 235, 205), 0.55, 90)
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((560, 86, 1040, 216), 12, fill=GREEN, outline=(236, 244, 240), width=6)
    font = chinese(58)
    if font:
        draw.text((770, 130), "安全出口", font=font, fill=(245, 255, 250), anchor="mm")
        draw.text((770, 186), "EXIT", font=latin(40), fill=(245, 255, 250), anchor="mm")
    else:
        draw.text((770, 151), "EXIT", font=latin(90), fill=(245, 255, 250), anchor="mm")
    _running_man(draw, (955, 150))


def _running_man(draw: ImageDraw.ImageDraw, middle: Point) -> None:
    x, y = middle
    pale: Colour = (245, 255, 250)
    draw.ellipse((x + 6, y - 50, x + 30, y - 26), fill=pale)
    limbs: tuple[tuple[Point, ...], ...] = (
        ((8, -22), (-8, 10)),
        ((8, -20), (32, -6), (46, -20)),
        ((4, -18), (-24, -16), (-36, 4)),
        ((-6, 8), (20, 22), (14, 48)),
        ((-8, 8), (-20, 30), (-46, 32)),
    )
    for limb in limbs:
        draw.line([(x + dx, y + dy) for dx, dy in limb], fill=pale, width=13, joint="curve")


def _door(picture: Image.Image) -> None:
    left, top, right, bottom = DOOR
    draw = ImageDraw.Draw(picture)
    draw.rectangle((left - 26, top - 26, right + 26, bottom), fill=(96, 104, 110))
    middle = (left + right) // 2
    for x, far in ((left, middle - 3), (middle + 3, right)):
        leaf = Image.new("RGB", (far - x, bottom - top), (176, 190, 196))
        picture.paste(shade(leaf, ramp(leaf.size, (255, 240, 215))), (x, top))
        draw.rectangle(
            (x + 96, top + 56, far - 96, top + 250), fill=(196, 220, 230), outline=(110, 120, 126), width=8
        )
        gleam = [(x + 108, top + 240), (x + 108, top + 150), (x + 190, top + 66), (far - 108, top + 66)]
        draw.polygon(gleam, (220, 236, 242))
        draw.rounded_rectangle((x + 24, top + 352, far - 24, top + 396), 12, fill=(196, 46, 40))
        draw.rounded_rectangle((x + 24, top + 352, far - 24, top + 366), 8, fill=(226, 92, 84))
        draw.rectangle((x, bottom - 66, far, bottom - 12), fill=(150, 160, 166))
    shadow(picture, [(left, top), (right, top), (right, top + 30), (left, top + 30)], 0.3, 14)


def _keep_clear(picture: Image.Image) -> None:
    """Yellow and black stripes on the floor where nothing may stand."""
    near, far = [(300.0, 1130.0), (1300.0, 1130.0)], [(440.0, 925.0), (1160.0, 925.0)]
    draw = ImageDraw.Draw(picture)
    corners = (near[0], near[1], far[1], far[0])
    for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        for step in range(20):
            a, b = (_along(start, end, (step + s) / 20) for s in (0.0, 1.0))
            draw.line((*a, *b), fill=(244, 196, 36) if step % 2 else (44, 46, 48), width=22)


def _along(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _extinguisher(picture: Image.Image) -> None:
    shadow(picture, [(1322, 640), (1412, 640), (1412, 880), (1322, 880)], 0.35, 24)
    tank = shade(
        Image.new("RGB", (78, 218), (206, 38, 34)), ramp((78, 218), (150, 255, 210, 130), sideways=True)
    )
    picture.paste(tank, (1316, 652))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((1340, 626, 1370, 654), fill=(40, 42, 44))
    draw.line([(1355, 632), (1404, 616), (1420, 700)], fill=(34, 36, 38), width=9, joint="curve")
    draw.rectangle((1326, 716, 1384, 790), fill=(248, 246, 240))
    draw.ellipse((1343, 668, 1367, 692), fill=(250, 250, 250), outline=(60, 60, 60), width=3)


def _boxes(picture: Image.Image, random: Random) -> None:
    piles = (
        (500, 1046, 250, 190), (770, 1070, 290, 220), (1065, 1040, 210, 170),
        (530, 852, 220, 170), (800, 846, 250, 180), (835, 664, 190, 140),
    )  # fmt: skip
    shadow(picture, [(420, 1000), (1330, 1000), (1380, 1110), (440, 1120)], 0.55, 40)
    for x, bottom, width, height in piles:
        _box(picture, random, (x + random.randint(-14, 14), bottom, width, height))


def _box(picture: Image.Image, random: Random, place: tuple[int, int, int, int]) -> None:
    x, bottom, width, height = place
    top, lid = bottom - height, 36
    colour = mix(CARD, (222, 184, 136), random.uniform(-0.3, 0.6))
    shadow(
        picture, [(x + 20, top), (x + width + 46, top), (x + width + 46, bottom), (x + 20, bottom)], 0.3, 20
    )
    front = shade(Image.new("RGB", (width, height), colour), ramp((width, height), (255, 240, 205)))
    picture.paste(front, (x, top))
    draw = ImageDraw.Draw(picture)
    cover = [(x, top), (x + 34, top - lid), (x + width + 34, top - lid), (x + width, top)]
    draw.polygon(cover, mix(colour, (255, 240, 210), 0.45))
    edge = [
        (x + width, top),
        (x + width + 34, top - lid),
        (x + width + 34, bottom - lid),
        (x + width, bottom),
    ]
    draw.polygon(edge, mix(colour, (60, 40, 20), 0.35))
    tape = mix(colour, (250, 232, 190), 0.55)
    draw.rectangle((x + width // 2 - 16, top, x + width // 2 + 16, top + height // 3), fill=tape)
    seam = x + width // 2
    strip = [(seam - 16, top), (seam + 18, top - lid), (seam + 50, top - lid), (seam + 16, top)]
    draw.polygon(strip, mix(tape, (255, 250, 230), 0.4))
    ink = mix(colour, (50, 34, 20), 0.75)
    draw.text((x + 18, bottom - 22), random.choice(GOODS), font=latin(28), fill=ink, anchor="ls")
    for arrow in (0, 1):
        ax, ay = x + width - 58 + arrow * 30, top + 62
        draw.polygon([(ax, ay - 40), (ax + 11, ay - 22), (ax - 11, ay - 22)], ink)
        draw.rectangle((ax - 4, ay - 22, ax + 4, ay), fill=ink)

"""A dairy cabinet from the front: full, or with a gap that costs sales."""

from random import Random

from PIL import Image, ImageDraw

from backend.demo.scenes.brush import HEIGHT, WIDTH, Colour, gradient, latin, mix, ramp, shade, shadow
from backend.demo.scenes.packs import SMALL, TALL, Pack, draw_pack

CANOPY = 84
RAIL = 50
STEEL: Colour = (212, 218, 222)
# Height of each shelf from canopy or rail to its deck, and whether tall packs stand on it.
SHELVES = ((258, True), (188, False), (262, True), (188, False))


def draw_cabinet(random: Random, *, gap: bool) -> Image.Image:
    """Four shelves of dairy; with `gap` the third stands half empty."""
    picture = gradient((WIDTH, HEIGHT), (232, 238, 241), (186, 198, 206))
    y = CANOPY
    for number, (room, tall) in enumerate(SHELVES):
        hole = (0.28 + random.uniform(-0.06, 0.06), 0.28 + random.uniform(0.36, 0.44))
        _shelf(picture, random, y, y + room, TALL if tall else SMALL, hole if gap and number == 2 else None)
        y += room + RAIL
    picture.paste((44, 52, 58), (0, y, WIDTH, HEIGHT))
    _canopy(picture, random)
    return picture


def _shelf(
    picture: Image.Image,
    random: Random,
    top: int,
    deck: int,
    packs: tuple[Pack, ...],
    hole: tuple[float, float] | None,
) -> None:
    inside = gradient((WIDTH, deck - top), (226, 234, 239), (184, 195, 204))
    picture.paste(shade(inside, ramp(inside.size, (165, 235, 255, 250, 220))), (0, top))
    _deck(picture, deck)
    blocks = _blocks(random, packs)
    for x, pack in blocks:
        if not _within(x, hole):
            behind = draw_pack(pack)
            dark = shade(behind, Image.new("L", behind.size, 168))
            picture.paste(dark, (x + 5, deck - dark.height - 16), dark)
    for x, pack in blocks:
        if not _within(x, hole):
            front = draw_pack(pack)
            picture.paste(front, (x, deck - front.height + random.randint(0, 3)), front)
    if hole:
        left, right = hole[0] * WIDTH, hole[1] * WIDTH
        shadow(picture, [(left, top), (right, top), (right, deck - 30), (left, deck - 30)], 0.30, 40)
    _under_shelf(picture, top)
    _rail(picture, random, deck, [x for x, _ in blocks[::3]])


def _blocks(random: Random, packs: tuple[Pack, ...]) -> list[tuple[int, Pack]]:
    """Which pack stands where: two to four facings of each, side by side."""
    places: list[tuple[int, Pack]] = []
    x, order = random.randint(-40, 6), random.sample(packs, len(packs))
    while x < WIDTH:
        pack = order[0]
        order = [*order[1:], pack]
        for _ in range(random.randint(2, 4)):
            places.append((x, pack))
            x += draw_pack(pack).width + random.randint(1, 5)
    return places


def _within(x: int, hole: tuple[float, float] | None) -> bool:
    return hole is not None and hole[0] * WIDTH < x + 40 < hole[1] * WIDTH


def _deck(picture: Image.Image, deck: int) -> None:
    """The wire shelf that shows where nothing stands."""
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, deck - 34, WIDTH, deck), fill=(176, 184, 190))
    for x in range(-200, WIDTH + 200, 26):
        draw.line((x + (WIDTH / 2 - x) * 0.06, deck - 34, x, deck), fill=(142, 150, 157), width=3)
    draw.line((0, deck - 34, WIDTH, deck - 34), fill=(128, 136, 143), width=3)


def _under_shelf(picture: Image.Image, top: int) -> None:
    """Shadow and light strip under the shelf above."""
    strip = Image.new("RGB", (WIDTH, 30), (20, 26, 32))
    picture.paste(strip, (0, top), ramp(strip.size, (170, 60, 0)))
    ImageDraw.Draw(picture).rectangle((0, top, WIDTH, top + 4), fill=(250, 253, 255))


def _rail(picture: Image.Image, random: Random, deck: int, tickets: list[int]) -> None:
    rail = Image.new("RGB", (WIDTH, RAIL), STEEL)
    picture.paste(shade(rail, ramp(rail.size, (255, 245, 205, 150))), (0, deck))
    draw = ImageDraw.Draw(picture)
    for x in tickets:
        offer = random.random() < 0.22
        paper: Colour = (255, 224, 92) if offer else (252, 252, 250)
        ink: Colour = (200, 38, 34) if offer else (34, 38, 42)
        edge = mix(paper, (90, 90, 90), 0.3)
        draw.rounded_rectangle((x + 8, deck + 6, x + 116, deck + 43), 4, fill=paper, outline=edge)
        price = f"{random.randint(3, 26)}.{random.choice('0589')}{random.choice('09')}"
        draw.text((x + 16, deck + 25), price, font=latin(23), fill=ink, anchor="lm")
        for bar in range(x + 86, x + 110, 3):
            draw.line((bar, deck + 13, bar, deck + 36), fill=(60, 62, 66), width=random.choice((1, 2)))


def _canopy(picture: Image.Image, random: Random) -> None:
    board = gradient((WIDTH, CANOPY), (14, 116, 107), (10, 84, 80))
    picture.paste(board, (0, 0))
    draw = ImageDraw.Draw(picture)
    for x in range(random.randint(60, 200), WIDTH, 520):
        draw.text((x, CANOPY / 2), "MORNING DAIRY", font=latin(38), fill=(232, 248, 244), anchor="lm")
    draw.rectangle((0, CANOPY - 8, WIDTH, CANOPY), fill=(248, 252, 255))

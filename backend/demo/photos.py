"""The demo company's photos: drawn when the demo is loaded, the same every time."""

from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from backend.demo.scenes.aisle import draw_aisle
from backend.demo.scenes.brush import HEIGHT, WIDTH, develop, hold_by_hand, latin, ramp, words
from backend.demo.scenes.cabinet import draw_cabinet
from backend.demo.scenes.exit import draw_exit
from backend.demo.scenes.thermometer import draw_thermometer
from backend.wire import Bilingual

STRIP = 112
# Drawing a place takes longer than taking a photo of it: each is drawn once and seen from different angles.
PLACES = 2


class Scene(StrEnum):
    """What a demo photo can show."""

    FULL_SHELF = "full_shelf"
    SHELF_GAP = "shelf_gap"
    THERMOMETER = "thermometer"
    CLEAN_FLOOR = "clean_floor"
    DIRTY_FLOOR = "dirty_floor"
    CLEAR_EXIT = "clear_exit"
    BLOCKED_EXIT = "blocked_exit"


class Caption(NamedTuple):
    """What the watermark says."""

    store: Bilingual
    person: Bilingual
    at: datetime
    time_zone: str


def take_photo(scene: Scene, seed: str, caption: Caption, *, reading: str = "3.6") -> bytes:
    """A 1600 x 1200 JPEG of a scene; the same seed and caption give the same picture.

    `reading` is what a thermometer shows.
    """
    # No secret hangs on these pictures; they have to come out alike on every run.
    random = Random(f"{scene}/{seed}")  # noqa: S311
    place = _draw(scene, random.randrange(PLACES), reading)
    picture = develop(hold_by_hand(place, random), random)
    _watermark(picture, caption)
    file = BytesIO()
    picture.save(file, "JPEG", quality=84)
    return file.getvalue()


def forget_places() -> None:
    """Give back the memory that drawn places take once the demo is loaded."""
    _draw.cache_clear()


@lru_cache(maxsize=16)
def _draw(scene: Scene, place: int, reading: str) -> Image.Image:
    random = Random(f"{scene}/{place}")  # noqa: S311
    match scene:
        case Scene.FULL_SHELF | Scene.SHELF_GAP:
            return draw_cabinet(random, gap=scene is Scene.SHELF_GAP)
        case Scene.THERMOMETER:
            return draw_thermometer(random, reading)
        case Scene.CLEAN_FLOOR | Scene.DIRTY_FLOOR:
            return draw_aisle(random, dirty=scene is Scene.DIRTY_FLOOR)
        case Scene.CLEAR_EXIT | Scene.BLOCKED_EXIT:
            return draw_exit(random, blocked=scene is Scene.BLOCKED_EXIT)


def _watermark(picture: Image.Image, caption: Caption) -> None:
    """Store, person and the store's own time on a dark strip at the bottom."""
    strip = Image.new("RGB", (WIDTH, STRIP), (8, 14, 18))
    picture.paste(strip, (0, HEIGHT - STRIP), ramp(strip.size, (0, 150, 205, 215)))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, HEIGHT - 76, 48, HEIGHT - 26), fill=(20, 184, 166))
    middle = HEIGHT - 51
    store, font = words(caption.store, 44)
    draw.text((66, middle), store, font=font, fill=(255, 255, 255), anchor="lm")
    person, font = words(caption.person, 36)
    draw.text((WIDTH / 2, middle), person, font=font, fill=(226, 234, 236), anchor="mm")
    moment = caption.at.astimezone(ZoneInfo(caption.time_zone)).strftime("%Y-%m-%d %H:%M:%S")
    draw.text((WIDTH - 40, middle), moment, font=latin(40), fill=(255, 255, 255), anchor="rm")

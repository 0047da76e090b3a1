"""The strokes by which a store signs at the end of a visit."""

import hashlib
from datetime import timedelta
from io import BytesIO
from math import sin

from PIL import Image, ImageDraw

from backend.demo.company import person_at, person_id, person_named
from backend.demo.film import stream
from backend.demo.names import demo_chance
from backend.demo.visits import Walk
from backend.inspections.proof import Signature
from backend.people.schemas import Role
from backend.photos.intake import take_in

RECENT = 7
SIZE = (900, 320)


def is_signed(walk: Walk) -> bool:
    """Whether the manager signed: on patrols of the last week, by then the company asked for it."""
    return walk.visit.checklist == "checklist" and walk.visit.days_ago <= RECENT


async def sign(walk: Walk) -> Signature | None:
    """Keep the manager's signature as a photo and return it, else nothing."""
    if not is_signed(walk):
        return None
    jpeg = draw_strokes(walk.name)
    sha256 = hashlib.sha256(jpeg).hexdigest()
    await take_in(sha256, person_id(walk.visit.person), stream(jpeg), "image/jpeg")
    at = walk.ended_at - timedelta(minutes=1)
    manager = person_named(person_at(walk.visit.store, Role.store_manager))
    return Signature(photo=sha256, name=manager.name.zh, role="store_manager", device_at=at, estimated_at=at)


def draw_strokes(name: str) -> bytes:
    """Draw a hand's line on white, as the phone keeps it; another line for another name."""
    chance = demo_chance(f"signature of {name}")
    picture = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(picture)
    for part in range(3):
        left, high, fast = 90 + part * 250, chance.randint(40, 80), chance.uniform(0.05, 0.09)
        points = [
            (left + step * 1.5 + 30 * sin(step * fast * 1.7), 160 + high * sin(step * fast) - step * 0.2)
            for step in range(140)
        ]
        draw.line(points, fill="#10302c", width=7, joint="curve")
    file = BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()

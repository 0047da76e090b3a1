"""Take the look of photos from before looks were taken, a few at a time: copies of them are found too."""

from datetime import datetime

from backend.database import fetch
from backend.events.log import record
from backend.photos.intake import copy_name, subject_of
from backend.photos.look import bands_of
from backend.photos.pixels import SIZES, look_of_copy
from backend.photos.store import photo_store
from backend.photos.threads import in_thread

AT_ONCE = 200
WAITING = """
    SELECT sha256 FROM photo WHERE look IS NULL AND NOT looked_at ORDER BY sha256 LIMIT $1
    FOR UPDATE SKIP LOCKED
"""
KEEP = """
    UPDATE photo SET looked_at = true, look = $2, band_1 = $3, band_2 = $4, band_3 = $5, band_4 = $6
    WHERE sha256 = $1
"""


async def look_at_earlier_photos(now: datetime) -> None:
    """Take the looks of at most 200 photos a minute; what has no look or no file is not asked again.

    What is found to look like another goes the way of a photo that has just arrived.
    """
    for row in await fetch(WAITING, AT_ONCE):
        sha256 = row["sha256"]
        look = await take_look(sha256)
        await fetch(KEEP, sha256, look, *(bands_of(look) if look is not None else (None,) * 4))
        if look is not None:
            await record("photo.looked_at", subject_of(sha256), payload={"sha256": sha256}, at=now)


async def take_look(sha256: str) -> int | None:
    """Return the look of a photo out of its smallest copy; None where it is flat, broken or gone."""
    try:
        return await in_thread(look_of_copy, await photo_store().read(copy_name(sha256, min(SIZES))))
    except OSError:
        return None

"""Photos from before looks were taken are looked at a few at a time, once, and their copies are found."""

from datetime import UTC, datetime

import pytest

from backend.database import fetch
from backend.photos import earlier
from backend.photos.earlier import look_at_earlier_photos
from backend.worker import work_until_quiet
from tests.cast import HILLTOP, RIVERSIDE, Cast
from tests.inspections.test_likenesses import likenesses, photograph, send, walk, with_photo
from tests.inspections.walk import photo, publish_patrol

FORGET = """
    UPDATE photo SET look = NULL, looked_at = false,
        band_1 = NULL, band_2 = NULL, band_3 = NULL, band_4 = NULL
"""


async def test_a_copy_of_an_earlier_photo_is_found_once_it_was_looked_at(cast: Cast) -> None:
    wang, version = await cast.wang(), await publish_patrol()
    first, copy = await send(wang, photograph(1)), await send(wang, photograph(1, 40))
    [before, other] = await fetch("SELECT sha256, look FROM photo ORDER BY sha256 = $1 DESC", first)
    await fetch(FORGET)
    await walk(wang, version, RIVERSIDE, with_photo(first), "2026-11-20T01:00:00Z")
    later = await walk(wang, version, HILLTOP, with_photo(copy), "2026-11-21T01:00:00Z")
    await work_until_quiet()
    assert await likenesses(wang, later) == []
    await look_at_earlier_photos(datetime.now(UTC))
    await work_until_quiet()
    (found,) = await likenesses(wang, later)
    assert found["other"]["sha256"] == first
    [after] = await fetch("SELECT look FROM photo WHERE sha256 = $1", first)
    assert ((after["look"] ^ before["look"]) & (2**64 - 1)).bit_count() <= 2, "the copy looks as the original"
    assert other["look"] is not None


async def test_it_goes_in_small_steps_and_ends(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    wang = await cast.wang()
    for seed in range(3):
        await send(wang, photograph(seed + 10))
    await fetch(FORGET)
    monkeypatch.setattr(earlier, "AT_ONCE", 2)
    counts = []
    for _ in range(3):
        await look_at_earlier_photos(datetime.now(UTC))
        [row] = await fetch("SELECT count(look) AS looks FROM photo")
        counts.append(row["looks"])
    assert counts == [2, 3, 3]
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'photo.looked_at'")) == 3


async def test_what_is_gone_is_not_asked_for_again(cast: Cast) -> None:
    await fetch(
        "INSERT INTO photo (sha256, width, height, bytes) VALUES ($1, 4, 3, 9)",
        photo(1),
    )
    await look_at_earlier_photos(datetime.now(UTC))
    [row] = await fetch("SELECT look, looked_at FROM photo")
    assert (row["look"], row["looked_at"]) == (None, True)
    assert await fetch(earlier.WAITING, 10) == []

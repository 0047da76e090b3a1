"""Find evidence that was shown before: the same picture for another question, visit or store."""

from typing import Any
from uuid import UUID

from backend.database import fetch, transaction, uuid7
from backend.events.log import Happening, record
from backend.photos.look import SAME, near_bands

NEAREST = 5
# An index-only walk per band; of some 70 values each holds a 65,536th of all photos.
NEAR = """
    SELECT look, bit_count((look # $1)::bit(64))::int AS distance FROM photo
    WHERE {band} = ANY(${place}::int[]) AND bit_count((look # $1)::bit(64)) <= {same}
"""
NEAR_LOOKS = " UNION ".join(NEAR.format(band=f"band_{n}", place=n + 1, same=SAME) for n in (1, 2, 3, 4))
# Whoever named a photo without having sent its bytes has shown nothing.
SENT = "EXISTS (SELECT FROM photo_upload WHERE photo = {use}.sha256 AND person = {use}.person)"
FIND = f"""
    WITH near AS ({NEAR_LOOKS})
    SELECT shown.subject, shown.sha256, shown.store, shown.question, shown.shown_at, near.distance
    FROM near JOIN photo ON photo.look = near.look
        JOIN photo_use AS shown ON shown.sha256 = photo.sha256
    WHERE shown.evidence IS NOT NULL AND shown.subject <> $6 AND {SENT.format(use="shown")}
    ORDER BY near.distance, shown.shown_at LIMIT {NEAREST}
"""  # noqa: S608
SHOWN = f"""
    SELECT mine.subject, mine.sha256, mine.store, mine.question, mine.shown_at, photo.look
    FROM photo_use AS mine JOIN photo USING (sha256)
    WHERE mine.evidence IS NOT NULL AND photo.look IS NOT NULL AND {SENT.format(use="mine")}
"""  # noqa: S608


async def look_for_likenesses(event: Happening) -> None:
    """Compare the photos of an inspection that came in, of a fix, or one that came later, with all others."""
    if event.name in ("photo.arrived", "photo.looked_at"):
        await compare(await fetch(f"{SHOWN} AND mine.sha256 = $1", event.payload["sha256"]))
    else:
        subject = UUID(str(event.payload.get("fix", event.subject)))
        await compare(await fetch(f"{SHOWN} AND mine.subject = $1", subject))


async def compare(uses: list[dict[str, Any]]) -> None:
    """Write down whatever looks alike; of two, the one that was shown later is the copy."""
    async with transaction():
        flagged: dict[UUID, UUID] = {}
        for mine in uses:
            for other in await find_near(mine):
                earlier, later = sorted((mine, other), key=lambda use: (use["shown_at"], use["subject"]))
                if await write_likeness(earlier, later, other["distance"]):
                    flagged[later["subject"]] = later["store"]
        for subject, store in flagged.items():
            await record("likeness.found", subject, store=store)


async def find_near(mine: dict[str, Any]) -> list[dict[str, Any]]:
    """List the nearest pictures that prove something else; a photo shared within one subject is meant so."""
    return await fetch(FIND, mine["look"], *near_bands(mine["look"]), mine["subject"])


async def write_likeness(earlier: dict[str, Any], later: dict[str, Any], distance: int) -> bool:
    """Keep a likeness once; tell whether it is new."""
    rows = await fetch(
        """
        INSERT INTO photo_likeness
            (id, subject, sha256, other_subject, other, distance, same_store, same_question)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id
        """,
        uuid7(),
        later["subject"],
        later["sha256"],
        earlier["subject"],
        earlier["sha256"],
        distance,
        earlier["store"] == later["store"],
        earlier["question"] == later["question"],
    )
    return bool(rows)

"""What reviewers and HQ are shown of pictures that were shown before."""

from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.people.access import reachable_store_ids, require_reach
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.photos.schemas import LikenessOut, OtherShown
from backend.wire import build

REVIEWERS = (Role.supervisor, Role.hq, Role.admin)


async def read_likenesses(subject: UUID, person: SignedIn) -> list[LikenessOut]:
    """List what looks alike in an inspection or a fix, for reviewers who reach its store.

    The other picture is shown only where its store is within reach too; else only that there is one.
    """
    rows = await fetch("SELECT store FROM photo_use WHERE subject = $1 AND evidence IS NOT NULL", subject)
    await require_reach(person, rows[0]["store"] if rows else None, *REVIEWERS)
    return await likenesses_of(subject, person)


async def likenesses_of(subject: UUID, person: SignedIn) -> list[LikenessOut]:
    """List likenesses, the nearest first."""
    rows = await fetch(
        """
        SELECT alike.sha256, distance, same_store, same_question, mine.question, other, other_subject,
            shown.evidence AS kind, shown.shown_at, store.id AS store, store.name AS store_name,
            person.name AS person_name
        FROM photo_likeness AS alike
            JOIN photo_use AS mine ON mine.subject = alike.subject AND mine.sha256 = alike.sha256
            JOIN photo_use AS shown ON shown.subject = other_subject AND shown.sha256 = other
            JOIN store ON store.id = shown.store JOIN person ON person.id = shown.person
        WHERE alike.subject = $1 ORDER BY distance, alike.id
        """,
        subject,
    )
    reach = await reachable_store_ids(person)
    return [told(row, reach is None or row["store"] in reach) for row in rows]


def told(row: dict[str, Any], within_reach: bool) -> LikenessOut:
    """Leave out whatever would tell of a store out of reach."""
    other = {
        "sha256": row.pop("other"),
        "subject": row.pop("other_subject"),
        "store_name": row.pop("store_name"),
        "person_name": row.pop("person_name"),
        **{name: row.pop(name) for name in ("kind", "store", "shown_at")},
    }
    return build(LikenessOut, row | {"other": build(OtherShown, other) if within_reach else None})

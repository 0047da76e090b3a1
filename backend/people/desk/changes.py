"""What was changed about a person, and by whom, out of the events that say so."""

from typing import Any
from uuid import UUID

import msgspec

from backend.database import fetch
from backend.people.desk.schemas import PersonChange, PersonDocument
from backend.people.me import COMPANY
from backend.people.schemas import PostCard
from backend.unchanged import changed_fields

SHOWN = 100
CHANGES = """
    SELECT event.name AS what, event.at, person.name AS by_name, payload
    FROM event LEFT JOIN person ON person.id = event.person
    WHERE subject = $1 AND event.name = ANY($2) ORDER BY seq DESC LIMIT $3
"""
NAMES = {
    "person.added": "added",
    "person.kept": "kept",
    "person.activated": "activated",
    "person.deactivated": "deactivated",
    "password.set": "password",
}


def change_of(held: PersonDocument | None, wanted: PersonDocument) -> tuple[str, dict[str, object]]:
    """Name what happened to a person, with the fields that changed and the posts that began and ended."""
    before = held.posts if held else ()
    payload: dict[str, object] = {
        "changed": changed_fields(held, wanted),
        "began": msgspec.to_builtins([post for post in wanted.posts if post not in before]),
        "ended": msgspec.to_builtins([post for post in before if post not in wanted.posts]),
    }
    if held is None:
        return "person.added", payload
    if held.active == wanted.active:
        return "person.kept", payload
    return "person.activated" if wanted.active else "person.deactivated", payload


def to_themselves(person: UUID) -> dict[str, object]:
    """Address an event to one person, whose own phone looks again at who they are."""
    return {"to": person}


async def list_changes(person: UUID) -> list[PersonChange]:
    """List what was changed about a person, the newest first."""
    rows = await fetch(CHANGES, person, list(NAMES), SHOWN)
    posts = [post for row in rows for side in ("began", "ended") for post in row["payload"].get(side, [])]
    places = await place_names([post["store"] or post["region"] for post in posts])
    return [
        PersonChange(
            what=NAMES[row["what"]],  # type: ignore[arg-type]
            at=row["at"],
            by_name=row["by_name"],
            fields=[field for field in row["payload"].get("changed", []) if field not in ("posts", "active")],
            began=with_places(row["payload"].get("began", []), places),
            ended=with_places(row["payload"].get("ended", []), places),
        )
        for row in rows
    ]


async def place_names(ids: list[str | None]) -> dict[str, Any]:
    """Read the names of regions and stores, also of those that are closed."""
    rows = await fetch(
        """
        SELECT id, name FROM store WHERE id = ANY($1) UNION ALL SELECT id, name FROM region WHERE id = ANY($1)
        """,
        [UUID(id) for id in ids if id],
    )
    return {str(row["id"]): row["name"] for row in rows}


def with_places(posts: list[dict[str, Any]], names: dict[str, Any]) -> list[PostCard]:
    """Return posts as they are shown."""
    return [
        msgspec.convert(post | {"place": names.get(post["store"] or post["region"], COMPANY)}, PostCard)
        for post in posts
    ]

"""Read a person whole."""

from uuid import UUID

from backend.database import fetch
from backend.people.access import require_role
from backend.people.desk.changes import list_changes
from backend.people.desk.in_order import as_typed, in_order
from backend.people.desk.listing import POSTS, READERS
from backend.people.desk.schemas import PersonDocument, PersonOut
from backend.people.person import SignedIn
from backend.problems import NotFound
from backend.unchanged import version_of
from backend.wire import build

HELD = """
    SELECT login, name, phone, email, locale, active,
        coalesce((SELECT jsonb_agg(jsonb_build_object('role', role, 'region', region, 'store', store))
            FROM post WHERE post.person = person.id), '[]') AS posts
    FROM person WHERE id = $1
"""
AROUND = f"""
    SELECT {POSTS}, (SELECT max(seen_at) FROM session WHERE session.person = person.id) AS seen_at,
        (SELECT count(*) FROM session WHERE session.person = person.id AND ended_at IS NULL) AS devices,
        (SELECT coalesce(sum(records + photos), 0) FROM device_report WHERE device_report.person = person.id)
            AS unsent
    FROM person WHERE id = $1
"""  # noqa: S608


async def read_person(id: UUID, person: SignedIn) -> PersonOut:
    """Show a person whole, with what was changed and by whom."""
    require_role(person, *READERS)
    held = await held_person(id)
    if held is None:
        raise NotFound()
    [around] = await fetch(AROUND, id)
    return build(
        PersonOut,
        around | {"id": id, "version": version_of(held), "person": held, "changes": await list_changes(id)},
    )


async def held_person(id: UUID) -> PersonDocument | None:
    """Read what is kept of a person."""
    rows = await fetch(HELD, id)
    return in_order(as_typed(build(PersonDocument, rows[0]))) if rows else None

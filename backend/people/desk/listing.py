"""List people a page at a time."""

from uuid import UUID

import msgspec

from backend.database import fetch
from backend.people.access import require_role
from backend.people.contact import normal_phone, without_spacing
from backend.people.desk.schemas import PeoplePage, PersonLine
from backend.people.me import COMPANY
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.searching import pattern
from backend.wire import Document, build

READERS = (Role.hq, Role.admin)
PAGE = 100
POSTS = f"""
    coalesce((SELECT jsonb_agg(jsonb_build_object('role', role, 'region', post.region, 'store', post.store,
            'place', coalesce(store.name, region.name, '{msgspec.json.encode(COMPANY).decode()}'::jsonb))
            ORDER BY role, region.code, store.code)
        FROM post LEFT JOIN region ON region.id = post.region LEFT JOIN store ON store.id = post.store
        WHERE post.person = person.id), '[]') AS posts
"""  # noqa: S608
FOUND = f"""
    WITH RECURSIVE below AS (
        SELECT id FROM region WHERE id = $8
        UNION SELECT region.id FROM region JOIN below ON region.parent = below.id
    )
    SELECT person.id, login, name, phone, active, {POSTS},
        (SELECT max(seen_at) FROM session WHERE session.person = person.id) AS seen_at
    FROM person
    WHERE (name, login) > ($1, $2) AND ($3::bool IS NULL OR active = $3)
        AND ($4::text IS NULL OR name ILIKE $4 OR login ILIKE $4 OR phone LIKE $5)
        AND ($6::text IS NULL AND $7::uuid IS NULL AND $8::uuid IS NULL OR EXISTS (
            SELECT FROM post LEFT JOIN store ON store.id = post.store
            WHERE post.person = person.id AND ($6 IS NULL OR role = $6) AND ($7 IS NULL OR post.store = $7)
                AND ($8 IS NULL OR coalesce(post.region, store.region) IN (SELECT id FROM below))))
    ORDER BY name, login LIMIT {PAGE + 1}
"""  # noqa: S608


class Wanted(Document):
    """Whom a list is asked for; a post has the role and the place, a region with all below it."""

    search: str = ""
    role: Role | None = None
    region: UUID | None = None
    store: UUID | None = None
    active: bool | None = None
    after: str = ""


async def list_people(person: SignedIn, wanted: Wanted) -> PeoplePage:
    """List people in order of name, by words of a name, a login or a phone number."""
    require_role(person, *READERS)
    name, _, login = wanted.after.rpartition("\t")
    words = wanted.search.strip()
    rows = await fetch(
        FOUND,
        name,
        login,
        wanted.active,
        pattern(words) if words else None,
        pattern(without_spacing(normal_phone(words))),
        wanted.role,
        wanted.store,
        wanted.region,
    )
    page = [build(PersonLine, row) for row in rows[:PAGE]]
    return PeoplePage(people=page, next=f"{page[-1].name}\t{page[-1].login}" if len(rows) > PAGE else None)

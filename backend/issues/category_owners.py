"""Whom HQ may name as the owner of a category: active people who hold a post."""

from uuid import UUID

from backend.database import fetch
from backend.issues.rules import CategoryOwner, CategoryOwners, issue_rules
from backend.people.access import require_role
from backend.people.desk.listing import POSTS
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.searching import pattern
from backend.wire import build

PAGE = 30
MAY_OWN = "person.active AND EXISTS (SELECT FROM post WHERE post.person = person.id)"
CARD = f"SELECT person.id, name, {POSTS}, {MAY_OWN} AS may_own FROM person"  # noqa: S608
ABLE = f"SELECT id FROM person WHERE {MAY_OWN} AND id = ANY($1)"  # noqa: S608
FOUND = f"""
    {CARD} WHERE {MAY_OWN} AND ($1::text IS NULL OR name ILIKE $1) ORDER BY name, person.id LIMIT {PAGE + 1}
"""
NAMED = f"{CARD} WHERE person.id = ANY($1) ORDER BY name, person.id"


async def who_may_own(people: set[UUID]) -> set[UUID]:
    """Tell which of them are active and hold a post."""
    return {row["id"] for row in await fetch(ABLE, list(people))}


async def list_category_owners(person: SignedIn, search: str) -> CategoryOwners:
    """List people by words of their name, and besides them whoever is named now, also if they have left."""
    require_role(person, Role.hq, Role.admin)
    words = search.strip()
    rows = await fetch(FOUND, pattern(words) if words else None)
    owners = {one.owner for one in (await issue_rules()).categories if one.owner}
    named = await fetch(NAMED, list(owners))
    return CategoryOwners(
        people=[build(CategoryOwner, row) for row in rows[:PAGE]],
        more=len(rows) > PAGE,
        named=[build(CategoryOwner, row) for row in named],
    )

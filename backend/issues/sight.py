"""Who sees an issue: whoever reaches its store, unless its category is for named roles only.

Whoever raised a confidential issue and whoever owns it see it too.
"""

from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.people.access import people_at, reachable_store_ids
from backend.people.person import SignedIn
from backend.people.schemas import Role


def seen(person: int, keys: int) -> str:
    """Write the condition on `issue` for the placeholders of a person's id and `sight_of` the person."""
    return f"""(issue.seen_by IS NULL OR issue.raised_by = ${person} AND issue.reporter IS NULL
        OR issue.owner = ${person} OR EXISTS (
        SELECT FROM jsonb_array_elements_text(issue.seen_by) AS named(role)
        WHERE named.role = ANY(${keys}) OR named.role || '@' || issue.store = ANY(${keys})))"""


async def sight_of(person: SignedIn) -> list[str]:
    """Return the roles a person holds, "hq" for the whole company and "staff@..." for one store each."""
    keys: list[str] = []
    for role in sorted(person.roles):
        stores = await reachable_store_ids(person, role)
        keys += [str(role)] if stores is None else [f"{role}@{store}" for store in stores]
    return keys


async def sees(person: SignedIn, issue: dict[str, Any]) -> bool:
    """Tell whether a person who reaches the store of an issue sees the issue itself."""
    if issue["seen_by"] is None or issue["owner"] == person.id:
        return True
    if issue["raised_by"] == person.id and issue["reporter"] is None:
        return True
    keys = await sight_of(person)
    return any(role in keys or f"{role}@{issue['store']}" in keys for role in issue["seen_by"])


async def people_who_see(issue: dict[str, Any], *roles: Role) -> list[UUID]:
    """List who holds one of the roles at the store of an issue and may see the issue."""
    allowed = [role for role in roles if issue["seen_by"] is None or role in issue["seen_by"]]
    return await people_at(issue["store"], *allowed) if allowed else []


async def veil_photos(*issues: UUID) -> None:
    """Let the photos of issues be seen by exactly those who see the issues; in the caller's transaction."""
    await fetch(
        """
        UPDATE photo_use SET seen_by = CASE WHEN issue.seen_by IS NOT NULL THEN
            issue.seen_by || to_jsonb(array_remove(ARRAY[issue.owner::text,
                CASE WHEN issue.reporter IS NULL THEN issue.raised_by::text END], NULL)) END
        FROM issue LEFT JOIN issue_step AS step ON step.issue = issue.id
        WHERE issue.id = ANY($1) AND (photo_use.subject IN (issue.id, step.id)
            OR photo_use.subject = issue.inspection AND issue.photos ? photo_use.sha256)
        """,
        list(issues),
    )

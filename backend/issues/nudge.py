"""A supervisor hurries stores about what is late: one deed for many issues, one line per store."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.database import fetch, insert_or_nothing, transaction, uuid7
from backend.issues.deeds.schemas import NudgeIn, NudgeOut
from backend.issues.listing import RUNNING
from backend.issues.sight import seen
from backend.issues.steps import tell
from backend.issues.tables import Nudge, NudgedIssue
from backend.people.access import reachable_store_ids, require_role, sight_of
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import AlreadySent, NotFound
from backend.wire import Sent

NUDGERS = (Role.supervisor, Role.hq)
REST = timedelta(hours=4)


async def nudge_stores(id: UUID, person: SignedIn, sent: Sent[NudgeIn]) -> tuple[NudgeOut, bool]:
    """Nudge every store about its issues once; one that was nudged within four hours is left alone."""
    require_role(person, *NUDGERS)
    wanted = list(dict.fromkeys(sent.document.issues))
    async with transaction():
        row = Nudge(
            id=id,
            person=person.id,
            estimated_at=sent.document.estimated_at,
            fingerprint=sent.fingerprint,
            asked=len(wanted),
        )
        new = await insert_or_nothing(row)
        if not new:
            await check_same(id, person, sent.fingerprint)
        else:
            await nudge_each_store(id, person, await still_running(person, wanted))
        return await count(id, len(wanted)), new


async def still_running(person: SignedIn, wanted: list[UUID]) -> list[list[dict[str, Any]]]:
    """Return what is still to be done, in sight and not just nudged, by store and by who sees it."""
    stores = await reachable_store_ids(person, *NUDGERS)
    rows = await fetch(
        f"""
        SELECT issue.* FROM issue
        WHERE issue.id = ANY($1) AND {RUNNING} AND {seen(2, 3)}
            AND ($4::uuid[] IS NULL OR issue.store = ANY($4)) AND NOT EXISTS (
                SELECT FROM nudged_issue JOIN nudge ON nudge.id = nudged_issue.nudge
                WHERE nudged_issue.issue = issue.id AND nudge.at > now() - $5::interval)
        ORDER BY issue.due_at, issue.id
        """,  # noqa: S608
        wanted,
        person.id,
        await sight_of(person),
        stores,
        REST,
    )
    groups: dict[tuple[UUID, str], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["store"], str(row["seen_by"])), []).append(row)
    return list(groups.values())


async def nudge_each_store(id: UUID, person: SignedIn, groups: list[list[dict[str, Any]]]) -> None:
    """Write one event for each store, which names its issues in the order of their deadlines.

    What only named roles may see has an event of its own, which says so to the live feed.
    """
    for issues in groups:
        ids = [issue["id"] for issue in issues]
        await NudgedIssue.insert(*[NudgedIssue(id=uuid7(), nudge=id, issue=issue) for issue in ids])
        await tell(issues[0], "issue.nudged", person.id, nudge=id, issues=ids)


async def count(id: UUID, asked: int) -> NudgeOut:
    """Say what came of a nudge."""
    rows = await fetch(
        """
        SELECT count(*) AS nudged, count(DISTINCT issue.store) AS stores
        FROM nudged_issue JOIN issue ON issue.id = nudged_issue.issue WHERE nudge = $1
        """,
        id,
    )
    nudged = rows[0]["nudged"]
    return NudgeOut(nudged=nudged, stores=rows[0]["stores"], left_alone=asked - nudged)


async def check_same(id: UUID, person: SignedIn, fingerprint: str) -> None:
    """Raise unless the same person sent the same nudge before."""
    rows = await fetch("SELECT person, fingerprint FROM nudge WHERE id = $1", id)
    if rows[0]["person"] != person.id:
        raise NotFound()
    if rows[0]["fingerprint"] != fingerprint:
        raise AlreadySent()

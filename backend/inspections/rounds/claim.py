"""Say that one has begun a task which several people may do, so that the others need not go too."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.database import fetch, insert_or_nothing, transaction
from backend.events.log import record
from backend.inspections.rounds.duties import MINE, held_roles
from backend.inspections.rounds.schemas import ClaimIn, ClaimOut, GivenUp
from backend.inspections.tables import TaskClaim
from backend.people.access import WATCHERS, reaches
from backend.people.person import SignedIn
from backend.problems import AlreadySent, Forbidden, NotFound
from backend.wire import Sent

# A walk that was begun yesterday and never came in keeps nobody away today.
HOLDS = "interval '20 hours'"
OWN = f"SELECT 1 FROM ({MINE}) AS own WHERE id = $5"  # noqa: S608
FIRST = """
    SELECT task_claim.person, person.name FROM task_claim JOIN person ON person.id = task_claim.person
    WHERE task = $1 AND (given_up_at IS NULL OR task_claim.id = $2) ORDER BY started_at, task_claim.id LIMIT 1
"""


async def claim_task(task: UUID, id: UUID, person: SignedIn, sent: Sent[ClaimIn]) -> tuple[ClaimOut, bool]:
    """Keep who began a task and when; nobody is kept from beginning it too.

    Whoever started first by our clock has it, however late the phone says so. Sent twice it changes nothing;
    the id with another content is `AlreadySent`.
    """
    async with transaction():
        asked = await load_task(task, person)
        row = TaskClaim(
            id=id,
            task=task,
            person=person.id,
            started_at=min(sent.document.estimated_at, datetime.now(UTC)),
            received_at=datetime.now(UTC),
            fingerprint=sent.fingerprint,
        )
        is_new = await insert_or_nothing(row)
        if is_new:
            payload: dict[str, object] = {"claim": id, "unannounced": not asked["announced"]}
            await record("task.claimed", task, store=asked["store"], person=person.id, payload=payload)
        else:
            await check_resent(task, id, person, sent)
        [first] = await fetch(FIRST, task, id)
    is_first = first["person"] == person.id
    done = asked["inspection"] is not None
    return ClaimOut(task=task, first=first["name"], is_first=is_first, done=done), is_new


async def give_up_task(task: UUID, id: UUID, person: SignedIn) -> GivenUp:
    """Take back that one has begun a task, so that the others need not wait; repeating changes nothing."""
    async with transaction():
        asked = await load_task(task, person)
        rows = await fetch(
            "UPDATE task_claim SET given_up_at = coalesce(given_up_at, now())"
            " WHERE id = $1 AND task = $2 AND person = $3 RETURNING given_up_at = now() AS is_new",
            id,
            task,
            person.id,
        )
        if not rows:
            raise NotFound()
        if rows[0]["is_new"]:
            payload: dict[str, object] = {"claim": id, "unannounced": not asked["announced"]}
            await record("task.given_up", task, store=asked["store"], person=person.id, payload=payload)
    return GivenUp(task=task)


async def load_task(id: UUID, person: SignedIn) -> dict[str, Any]:
    """Load a task that a person may do, or was to do until it was handed to somebody else.

    One that stores must not know of is there for no store.
    """
    rows = await fetch("SELECT store, announced, inspection, version FROM task WHERE id = $1", id)
    if not rows or not await reaches(person, rows[0]["store"]):
        raise NotFound()
    if not rows[0]["announced"] and not await reaches(person, rows[0]["store"], *WATCHERS):
        raise NotFound()
    if rows[0]["version"] == 1 and not await fetch(OWN, person.id, *await held_roles(person), id):
        raise Forbidden()
    return rows[0]


async def check_resent(task: UUID, id: UUID, person: SignedIn, sent: Sent[ClaimIn]) -> None:
    """Raise `AlreadySent` unless this very claim is what lies under its id."""
    rows = await fetch("SELECT task, person, fingerprint FROM task_claim WHERE id = $1", id)
    if [(row["task"], row["person"], row["fingerprint"]) for row in rows] != [
        (task, person.id, sent.fingerprint)
    ]:
        raise AlreadySent()

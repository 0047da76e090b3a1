"""Apply an import in one transaction, all of it or none, and take it back in one."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import record
from backend.importing.judging import judge
from backend.importing.kind import AnyKind, Asked, Card, Kind, Out
from backend.importing.progress import progress_of
from backend.importing.reading import count, read_import
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.problems import AlreadySent, FieldProblem, NotFound, OutOfDate, Unacceptable
from backend.wire import Sent


async def apply(kind: Kind[Asked, Out, Card], id: UUID, person: SignedIn, sent: Sent[Asked]) -> Out:
    """Write what the rows say; sent again it changes nothing.

    Rows with an error stop it, unless they are to be left out. Raises `Unacceptable`, `OutOfDate`,
    `AlreadySent` for another choice after it was applied.
    """
    require_role(person, *kind.keepers)
    application, now = kind.application(sent), datetime.now(UTC)
    async with progress_of(kind, id) as progress, transaction():
        head = await hold(kind, id)
        if head["status"] == "undone":
            raise OutOfDate()
        if head["status"] == "applied" and head["application"] != application:
            raise AlreadySent()
        if head["status"] == "tried":
            # What the rows name may have changed since the file was tried.
            await judge(kind, id, progress)
            counts = await count(kind, id)
            if counts.bad and not sent.document.leave_bad_out:
                raise Unacceptable(fields=[FieldProblem("leaveBadOut", "Some rows have errors.", "bad_rows")])
            await progress.tell("writing")
            await kind.write(id, sent.document)
            await fetch(
                f"""
                UPDATE {kind.table} SET status = 'applied', applied_at = $2, application = $3 WHERE id = $1
                """,
                id,
                now,
                application,
            )
            payload: dict[str, object] = {"created": counts.create, "rows": counts.rows}
            await record(kind.applied, id, person=person.id, payload=payload, at=now)
    return await read_import(kind, id, person)


async def undo(kind: Kind[Asked, Out, Card], id: UUID, person: SignedIn) -> Out:
    """Take an import back; asked again it changes nothing.

    Raises `OutOfDate` when something that it wrote was changed later.
    """
    require_role(person, *kind.keepers)
    now = datetime.now(UTC)
    async with transaction():
        head = await hold(kind, id)
        if head["status"] == "tried":
            raise OutOfDate(fields=[FieldProblem("status", "It was never applied.", "not_applied")])
        if head["status"] == "applied":
            if await fetch(kind.changed_later, id):
                message = "What it wrote was changed later."
                raise OutOfDate(fields=[FieldProblem("status", message, "changed_later")])
            await kind.restore(id)
            await fetch(f"UPDATE {kind.table} SET status = 'undone', undone_at = $2 WHERE id = $1", id, now)
            await record(kind.undone, id, person=person.id, at=now)
    return await read_import(kind, id, person)


async def hold(kind: AnyKind, id: UUID) -> dict[str, Any]:
    """Lock an import's row, so that it is applied or undone once; else raise `NotFound`."""
    rows = await fetch(f"SELECT status, application FROM {kind.table} WHERE id = $1 FOR UPDATE", id)
    if not rows:
        raise NotFound()
    return rows[0]

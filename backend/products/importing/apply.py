"""Apply an import in one transaction: all of it or none, and keep what was there for an undo."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import AlreadySent, FieldProblem, NotFound, OutOfDate, Unacceptable
from backend.products.importing.judging import judge
from backend.products.importing.reading import count, read_import
from backend.products.importing.schemas import ApplicationIn, ProductImportOut
from backend.products.importing.writing import STEPS
from backend.wire import Sent


async def apply(id: UUID, person: SignedIn, sent: Sent[ApplicationIn]) -> ProductImportOut:
    """Write what the rows say into the catalogue; sent again it changes nothing.

    Rows with an error stop it, unless they are to be left out. Raises `Unacceptable`, `OutOfDate`,
    `AlreadySent` for another choice after it was applied.
    """
    require_role(person, Role.hq)
    asked, now = sent.document, datetime.now(UTC)
    async with transaction():
        head = await hold(id)
        if head["status"] != "tried":
            if head["status"] == "applied" and head["application"]["fingerprint"] != sent.fingerprint:
                raise AlreadySent()
            if head["status"] == "undone":
                raise OutOfDate()
            return await read_import(id, person)
        # The catalogue may have changed since the file was tried.
        await judge(id)
        counts = await count(id)
        if counts.bad and not asked.leave_bad_out:
            raise Unacceptable(fields=[FieldProblem("leaveBadOut", "Some rows have errors.", "bad_rows")])
        chosen = choose(asked)
        for step in STEPS:
            await fetch(step, id, chosen)
        application = {"fingerprint": sent.fingerprint, "verdicts": chosen}
        await fetch(
            "UPDATE product_import SET status = 'applied', applied_at = $2, application = $3 WHERE id = $1",
            id,
            now,
            application,
        )
        payload: dict[str, object] = {"created": counts.create, "rows": counts.rows}
        await record("products.imported", id, person=person.id, payload=payload, at=now)
    return await read_import(id, person)


def choose(asked: ApplicationIn) -> list[str]:
    """List which kinds of rows are written."""
    chosen = ["create"]
    if asked.lookalikes == "create":
        chosen.append("similar")
    if asked.existing == "overwrite":
        chosen += ["update", "same_barcode"]
    return chosen


async def hold(id: UUID) -> dict[str, Any]:
    """Lock an import's row, so that it is applied or undone once; else raise `NotFound`."""
    rows = await fetch("SELECT status, application FROM product_import WHERE id = $1 FOR UPDATE", id)
    if not rows:
        raise NotFound()
    return rows[0]

"""Save a draft whole, as its writer types; nobody overwrites somebody else's words unseen."""

from datetime import UTC, datetime
from uuid import UUID

from backend.checklists.writing.reading import find_draft, saved
from backend.checklists.writing.schemas import DraftIn, DraftSaved
from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import AlreadySent, FieldProblem, OutOfDate, Unacceptable
from backend.wire import Sent

DEEPEST = 16
NAMELESS = {"zh": "", "en": ""}


async def save_draft(checklist: UUID, person: SignedIn, sent: Sent[DraftIn]) -> DraftSaved:
    """Keep a draft in place of the one it was written upon.

    The same save sent again changes nothing. Written upon an older revision it is `OutOfDate`, and so it is
    while the draft waits for its day of publication.
    """
    require_role(person, Role.hq)
    draft, now = sent.document, datetime.now(UTC)
    check_depth(draft.document)
    async with transaction():
        await hold_checklist(checklist, draft)
        held = await find_draft(checklist)
        if held is not None and held["save_id"] == draft.save_id:
            if held["fingerprint"] != sent.fingerprint:
                raise AlreadySent()
            return saved(held)
        await check_revision(checklist, draft, 0 if held is None else held["revision"])
        await fetch(
            """
            INSERT INTO checklist_draft
                (id, checklist, document, based_on, revision, save_id, fingerprint, saved_by, saved_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (checklist) DO UPDATE SET document = $3, based_on = $4, revision = $5, save_id = $6,
                fingerprint = $7, saved_by = $8, saved_at = $9
            """,
            uuid7(), checklist, draft.document, draft.based_on, draft.revision + 1, draft.save_id,
            sent.fingerprint, person.id, now,
        )  # fmt: skip
        if held is None:
            await record("draft.begun", checklist, person=person.id, at=now)
        found = await find_draft(checklist)
        assert found is not None, "it was written in this transaction"
        return saved(found)


async def drop_draft(checklist: UUID, person: SignedIn, revision: int) -> None:
    """Throw a draft away, unless it was changed meanwhile; one that is gone already is fine."""
    require_role(person, Role.hq)
    async with transaction():
        held = await find_draft(checklist, lock=True)
        if held is None:
            return
        if held["revision"] != revision:
            raise changed()
        await fetch("DELETE FROM checklist_draft WHERE checklist = $1", checklist)
        await record("draft.dropped", checklist, person=person.id)


async def hold_checklist(checklist: UUID, draft: DraftIn) -> None:
    """Lock the checklist's row, and write it for a new one under the name that the draft gives."""
    name = draft.document.get("name")
    words = {key: str(name.get(key, ""))[:2000] for key in NAMELESS} if isinstance(name, dict) else NAMELESS
    await fetch(
        "INSERT INTO checklist (id, name, archived) VALUES ($1, $2, false) ON CONFLICT (id) DO NOTHING",
        checklist,
        words,
    )
    await fetch(
        """
        UPDATE checklist SET name = $2 WHERE id = $1 AND NOT EXISTS (
            SELECT FROM checklist_version WHERE checklist = $1)
        """,
        checklist,
        words,
    )
    await fetch("SELECT 1 FROM checklist WHERE id = $1 FOR UPDATE", checklist)


async def check_revision(checklist: UUID, draft: DraftIn, newest: int) -> None:
    """Raise `OutOfDate` when the draft was written upon something else than what is there now."""
    rows = await fetch("SELECT 1 FROM publication WHERE checklist = $1 AND status = 'scheduled'", checklist)
    if rows:
        message = "A publication is scheduled; cancel it to go on writing."
        raise OutOfDate(fields=[FieldProblem("revision", message, "scheduled")])
    if draft.revision != newest:
        raise changed()
    if draft.based_on is not None:
        version = await fetch(
            "SELECT 1 FROM checklist_version WHERE id = $1 AND checklist = $2", draft.based_on, checklist
        )
        if not version:
            raise Unacceptable(fields=[FieldProblem("basedOn", "There is no such version.", "unknown")])


def changed() -> OutOfDate:
    """Say that the draft is no longer the one that was written upon."""
    message = "Somebody changed this draft meanwhile."
    return OutOfDate(fields=[FieldProblem("revision", message, "changed")])


def check_depth(document: dict[str, object]) -> None:
    """Raise `Unacceptable` for a document nested like no checklist, before anything walks through it."""
    level: list[object] = [document]
    for _ in range(DEEPEST):
        level = [inner for part in level for inner in parts_of(part)]
        if not level:
            return
    raise Unacceptable(fields=[FieldProblem("document", "This is nested too deeply.", "shape")])


def parts_of(part: object) -> list[object]:
    """Return what lies directly in a list or an object."""
    if isinstance(part, dict):
        return list(part.values())
    return part if isinstance(part, list) else []

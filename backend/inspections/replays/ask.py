"""Ask for a replay: keep the draft as it is now, and the list of inspections it shall be tried on."""

from datetime import UTC, datetime
from uuid import UUID

from backend.checklists.writing.look_over import look_over
from backend.checklists.writing.reading import find_draft
from backend.checklists.writing.save import changed
from backend.database import fetch, transaction
from backend.events.log import record
from backend.inspections.replays.reading import replay_of
from backend.inspections.replays.schemas import ReplayIn, ReplayOut
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import AlreadySent, FieldProblem, NotFound, Unacceptable
from backend.wire import Sent

MOST = 200_000


async def ask_for_replay(checklist: UUID, id: UUID, person: SignedIn, sent: Sent[ReplayIn]) -> ReplayOut:
    """Lay out a replay of the draft over the inspections of a span; a worker scores them.

    Asked for twice under one id it is one replay. A draft with flaws cannot be scored with: `Unacceptable`.
    """
    require_role(person, Role.hq)
    asked = sent.document
    if asked.since >= asked.until:
        raise Unacceptable(fields=[FieldProblem("until", "The end is before the beginning.", "upside_down")])
    async with transaction():
        await fetch("SELECT 1 FROM checklist WHERE id = $1 FOR UPDATE", checklist)
        if await was_asked(checklist, id, sent.fingerprint):
            return await replay_of(checklist, id)
        draft = await find_draft(checklist)
        if draft is None:
            raise NotFound()
        if draft["revision"] != asked.revision:
            raise changed()
        if refusals := look_over(draft["document"]).refusals:
            raise Unacceptable("This draft cannot be scored with yet.", fields=refusals)
        now = datetime.now(UTC)
        await fetch(
            """
            INSERT INTO replay
                (id, checklist, document, since, until, asked_by, asked_at, fingerprint, total, done)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0)
            """,
            id, checklist, draft["document"], asked.since, asked.until, person.id, now, sent.fingerprint,
        )  # fmt: skip
        await lay_out(id, checklist, asked)
        await record("replay.asked", id, person=person.id, payload={"checklist": checklist}, at=now)
    return await replay_of(checklist, id)


async def was_asked(checklist: UUID, id: UUID, content: str) -> bool:
    """Tell whether this very replay was asked for before; raise `AlreadySent` if the id is taken."""
    rows = await fetch("SELECT checklist, fingerprint FROM replay WHERE id = $1", id)
    if rows and (rows[0]["checklist"], rows[0]["fingerprint"]) != (checklist, content):
        raise AlreadySent()
    return bool(rows)


async def lay_out(id: UUID, checklist: UUID, asked: ReplayIn) -> None:
    """Number the inspections of the span, the newest first."""
    await fetch(
        """
        WITH laid AS (
            INSERT INTO replay_line (replay, place, inspection)
            SELECT $1, row_number() OVER (ORDER BY received_at DESC, inspection.id DESC), inspection.id
            FROM inspection JOIN checklist_version ON checklist_version.id = inspection.checklist_version
            WHERE checklist_version.checklist = $2 AND received_at >= $3 AND received_at < $4
            ORDER BY received_at DESC, inspection.id DESC LIMIT $5
            RETURNING 1)
        UPDATE replay SET total = (SELECT count(*) FROM laid) WHERE id = $1
        """,
        id,
        checklist,
        asked.since,
        asked.until,
        MOST,
    )

"""Publish a draft as it stands at one revision: at once, or when its moment comes."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.publish import publish
from backend.checklists.writing.look_over import look_over
from backend.checklists.writing.reading import find_draft, list_publications
from backend.checklists.writing.save import changed
from backend.checklists.writing.schemas import PublicationIn, PublicationOut
from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import AlreadySent, FieldProblem, NotFound, OutOfDate, Problem, Unacceptable
from backend.wire import Sent, fingerprint


async def ask_for_publication(
    checklist: UUID, id: UUID, person: SignedIn, sent: Sent[PublicationIn]
) -> PublicationOut:
    """Take the draft from its desk and publish it, or keep it until its moment comes.

    Asked for twice under one id it happens once. A draft that was changed meanwhile, or was written upon
    a version that is no longer the newest, is `OutOfDate`; one with flaws is `Unacceptable`.
    """
    require_role(person, Role.hq)
    asked, now = sent.document, datetime.now(UTC)
    async with transaction():
        # One after the other: whoever comes second finds the publication of the first.
        await fetch("SELECT 1 FROM checklist WHERE id = $1 FOR UPDATE", checklist)
        if earlier := await find_publication(checklist, id, sent.fingerprint):
            return earlier
        draft = await find_draft(checklist, lock=True)
        await check_draft(checklist, draft, asked)
        assert draft is not None, "check_draft has looked"
        due_at = now if asked.at is None or asked.at <= now else asked.at
        await fetch(
            """
            INSERT INTO publication (id, checklist, document, based_on, note, fingerprint, asked_by, asked_at,
                due_at, status)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'scheduled')
            """,
            id, checklist, draft["document"], draft["based_on"], asked.note.strip(), sent.fingerprint,
            person.id, now, due_at,
        )  # fmt: skip
        await fetch("DELETE FROM checklist_draft WHERE checklist = $1", checklist)
        if due_at == now:
            await carry_out(id, now)
        else:
            payload: dict[str, object] = {"checklist": checklist, "dueAt": due_at}
            await record("publication.scheduled", id, person=person.id, payload=payload, at=now)
        return await publication(id)


async def find_publication(checklist: UUID, id: UUID, content: str) -> PublicationOut | None:
    """Return what was asked for under this id before; raise `AlreadySent` if it was something else."""
    rows = await fetch("SELECT checklist, fingerprint FROM publication WHERE id = $1", id)
    if not rows:
        return None
    if (rows[0]["checklist"], rows[0]["fingerprint"]) != (checklist, content):
        raise AlreadySent()
    return await publication(id)


async def check_draft(checklist: UUID, draft: dict[str, Any] | None, asked: PublicationIn) -> None:
    """Raise what keeps this draft from being published."""
    if draft is None:
        if await list_publications("publication.checklist = $1 AND status = 'scheduled'", checklist):
            raise OutOfDate(fields=[FieldProblem("revision", "A publication is scheduled.", "scheduled")])
        raise NotFound()
    if draft["revision"] != asked.revision:
        raise changed()
    if draft["based_on"] != await newest_version(checklist):
        message = "A newer version was published meanwhile."
        raise OutOfDate(fields=[FieldProblem("basedOn", message, "newer_version")])
    if refusals := look_over(draft["document"]).refusals:
        raise Unacceptable("This checklist cannot be published yet.", fields=refusals)


async def newest_version(checklist: UUID) -> UUID | None:
    """Return the id of the version that is in use."""
    rows = await fetch(
        "SELECT id FROM checklist_version WHERE checklist = $1 ORDER BY number DESC LIMIT 1", checklist
    )
    return rows[0]["id"] if rows else None


async def publish_due(now: datetime) -> None:
    """Publish everything whose moment has come; one that is refused by now stays behind as a draft."""
    rows = await fetch(
        "SELECT id FROM publication WHERE status = 'scheduled' AND due_at <= $1 ORDER BY due_at, id", now
    )
    for row in rows:
        try:
            async with transaction():
                await publish_scheduled(row["id"], now)
        except Problem as problem:
            await set_aside(row["id"], "refused", "publication.refused", now, {"why": problem.title})


async def publish_scheduled(id: UUID, now: datetime) -> None:
    """Publish one that still waits; the checklist is locked first, as by whoever cancels at this moment."""
    await fetch(
        """
        SELECT 1 FROM checklist JOIN publication ON publication.checklist = checklist.id
        WHERE publication.id = $1 FOR UPDATE OF checklist
        """,
        id,
    )
    if await fetch("SELECT 1 FROM publication WHERE id = $1 AND status = 'scheduled' FOR UPDATE", id):
        await carry_out(id, now)


async def carry_out(id: UUID, now: datetime) -> None:
    """Make a version of what a publication keeps, in the caller's transaction."""
    row = (await fetch("SELECT * FROM publication WHERE id = $1", id))[0]
    document = msgspec.convert(row["document"], ChecklistDocument)
    version = await publish(row["checklist"], document, row["asked_by"], now, row["note"])
    await fetch("UPDATE publication SET status = 'published', version = $2 WHERE id = $1", id, version)


async def cancel_publication(checklist: UUID, id: UUID, person: SignedIn) -> PublicationOut:
    """Call a scheduled publication off and lay its draft back on the desk; too late is `OutOfDate`."""
    require_role(person, Role.hq)
    now = datetime.now(UTC)
    async with transaction():
        await fetch("SELECT 1 FROM checklist WHERE id = $1 FOR UPDATE", checklist)
        rows = await fetch(
            "SELECT status FROM publication WHERE id = $1 AND checklist = $2 FOR UPDATE", id, checklist
        )
        if not rows:
            raise NotFound()
        if rows[0]["status"] == "published":
            raise OutOfDate(fields=[FieldProblem("cancelled", "It has been published already.", "published")])
        if rows[0]["status"] == "scheduled":
            await set_aside(id, "cancelled", "publication.cancelled", now, {}, person.id)
        return await publication(id)


async def set_aside(
    id: UUID, status: str, event: str, now: datetime, payload: dict[str, object], by: UUID | None = None
) -> None:
    """Lay what a publication kept back on the desk as a draft, unless another is being written there."""
    rows = await fetch("UPDATE publication SET status = $2 WHERE id = $1 RETURNING *", id, status)
    row = rows[0]
    await fetch(
        """
        INSERT INTO checklist_draft
            (id, checklist, document, based_on, revision, save_id, fingerprint, saved_by, saved_at)
        VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8) ON CONFLICT (checklist) DO NOTHING
        """,
        uuid7(), row["checklist"], row["document"], row["based_on"], uuid7(), fingerprint(row["document"]),
        by or row["asked_by"], now,
    )  # fmt: skip
    await record(event, id, person=by, payload={"checklist": row["checklist"], **payload}, at=now)


async def publication(id: UUID) -> PublicationOut:
    """Return one publication as it is told."""
    return (await list_publications("publication.id = $1", id))[0]

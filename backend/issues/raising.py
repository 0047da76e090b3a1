"""Raise an issue, for a failed answer or by hand."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from backend.database import fetch, insert_or_nothing, transaction
from backend.events.log import record
from backend.issues.due import due_at
from backend.issues.reading import load_issue
from backend.issues.schemas import IssueIn, IssueOut
from backend.issues.tables import Issue
from backend.people.access import load_store
from backend.people.person import SignedIn
from backend.photos.access import use_photos
from backend.problems import AlreadySent, FieldProblem, NotFound, Unacceptable
from backend.wire import Sent, Severity


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something found wrong, in the words of whoever found it."""

    id: UUID
    store: UUID
    person: UUID
    title: dict[str, str]
    severity: Severity
    category: str
    raised_at: datetime
    device_at: datetime
    due_hours: int | None = None
    note: str = ""
    photos: tuple[str, ...] = ()
    products: tuple[UUID, ...] = ()
    reference_photo: str | None = None
    red_line: str | None = None
    inspection: UUID | None = None
    question: str = ""
    instance: int = 0
    fingerprint: str = ""


async def raise_issue(finding: Finding) -> bool:
    """Raise an issue in the caller's transaction; tell whether it is new, for one id raises one issue."""
    issue = Issue(
        id=finding.id,
        store=finding.store,
        inspection=finding.inspection,
        question=finding.question,
        instance=finding.instance,
        title=finding.title,
        note=finding.note,
        severity=finding.severity,
        category=finding.category,
        red_line=finding.red_line,
        photos=list(finding.photos),
        reference_photo=finding.reference_photo,
        products=[str(product) for product in finding.products],
        raised_by=finding.person,
        raised_at=finding.raised_at,
        device_at=finding.device_at,
        due_at=due_at(finding.severity, finding.raised_at, finding.due_hours),
        fingerprint=finding.fingerprint,
    )
    if not await insert_or_nothing(issue):
        return False
    await use_photos(finding.photos, finding.store, finding.id, finding.person)
    await record(
        "issue.raised",
        finding.id,
        store=finding.store,
        person=finding.person,
        payload={"inspection": finding.inspection, "redLine": finding.red_line, "severity": finding.severity},
        at=finding.raised_at,
    )
    return True


async def raise_by_hand(id: UUID, person: SignedIn, sent: Sent[IssueIn]) -> tuple[IssueOut, bool]:
    """Raise an issue without an inspection; the words are kept in the language they were written in."""
    draft = sent.document
    if not draft.title.strip():
        raise Unacceptable(fields=[FieldProblem("title", "Say in a few words what is wrong.", "required")])
    async with transaction():
        store = await load_store(person, draft.store)
        await check_products(draft.products)
        raised = await raise_issue(
            Finding(
                id=id,
                store=store.id,
                person=person.id,
                title={"zh": draft.title, "en": draft.title},
                note=draft.note,
                severity=draft.severity,
                category=draft.category,
                photos=draft.photos,
                products=draft.products,
                raised_at=datetime.now(UTC),
                device_at=draft.device_at,
                fingerprint=sent.fingerprint,
            )
        )
        if not raised:
            await check_same(id, person, sent.fingerprint)
    return await load_issue(person, id), raised


async def check_products(products: tuple[UUID, ...]) -> None:
    """Raise `Unacceptable` for a product that does not exist."""
    rows = await fetch("SELECT id FROM product WHERE id = ANY($1)", products)
    known = {row["id"] for row in rows}
    for index, product in enumerate(products):
        if product not in known:
            raise Unacceptable(
                fields=[FieldProblem(f"products[{index}]", "There is no such product.", "unknown")]
            )


async def check_same(id: UUID, person: SignedIn, fingerprint: str) -> None:
    """Raise unless the same person sent the same issue before."""
    rows = await fetch("SELECT raised_by, fingerprint FROM issue WHERE id = $1", id)
    if rows[0]["raised_by"] != person.id:
        raise NotFound()
    if rows[0]["fingerprint"] != fingerprint:
        raise AlreadySent()

"""Raise an issue, for a failed answer or by hand."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from backend.database import fetch, insert_or_nothing, transaction
from backend.issues.clock import count_deadlines
from backend.issues.finding import Finding
from backend.issues.reading import load_issue
from backend.issues.recurring import recur
from backend.issues.rules import CategoryRule, issue_rules
from backend.issues.schemas import IssueIn, IssueOut
from backend.issues.sight import show_to_called_in, veil_photos
from backend.issues.steps import tell
from backend.issues.tables import Issue
from backend.people.access import BELONGING, CALLED_IN, load_store, people_at, reaches, require_reach
from backend.people.former_reach import reached_then, was_open_then
from backend.people.marks import MarkKind, mark_arrival
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.photos.access import use_photos
from backend.problems import AlreadySent, FieldProblem, NotFound, Unacceptable
from backend.stores.calendars import calendar_of
from backend.wire import Sent

TOLD = ("id", "store", "seen_by", "owner", "owner_role", "raised_by", "reporter")
"""What of an issue its event says to the live feed."""


async def raise_issue(finding: Finding) -> bool:
    """Raise an issue in the caller's transaction; tell whether it is new, for one id raises one issue.

    What comes back while it is on probation is no new issue: the old one is opened again and counts it.
    """
    if await was_found(finding.id):
        return False
    if finding.question and await recur(finding):
        return True
    issue = await issue_row(finding)
    if not await insert_or_nothing(issue):
        return False
    await use_photos(finding.photos, finding.store, finding.id, finding.person)
    if issue.seen_by is not None:
        await veil_photos(finding.id)
    elif issue.owner is not None or issue.owner_role in CALLED_IN:
        await show_to_called_in(finding.id)
    held = {name: getattr(issue, name) for name in TOLD}
    told = {"inspection": finding.inspection, "redLine": finding.red_line, "severity": finding.severity}
    await tell(held, "issue.raised", finding.person if finding.reporter is None else None, **told)
    return True


async def was_found(id: UUID) -> bool:
    """Tell whether a finding has its issue, or has opened an old one again."""
    return bool(
        await fetch("SELECT 1 FROM issue WHERE id = $1 UNION SELECT 1 FROM issue_step WHERE id = $1", id)
    )


async def issue_row(finding: Finding) -> Issue:
    """Make the row of an issue: its deadlines in the working hours of the store, and whose it is."""
    rules = await issue_rules()
    rule = rules.category(finding.category)
    calendar = await calendar_of(finding.store)
    counted = count_deadlines(
        finding.raised_at, calendar, rules, finding.category, finding.severity, finding.due_hours
    )
    return Issue(
        id=finding.id,
        store=finding.store,
        inspection=finding.inspection,
        question=finding.question,
        instance=finding.instance,
        option=finding.option,
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
        due_at=counted.due_at,
        warn_at=counted.warn_at,
        answer_by=counted.answer_by,
        reply_by=counted.reply_by,
        look_at=min(counted.warn_at, counted.answer_by),
        owner=await owner_at(finding.store, rule, finding.owner_role),
        owner_role=finding.owner_role or rule.owner_role,
        seen_by=[str(role) for role in rule.seen_by] or None,
        reporter=finding.reporter,
        origin=msgspec.to_builtins(finding.origin),
        fingerprint=finding.fingerprint,
    )


async def owner_at(store: UUID, rule: CategoryRule, asked: str | None) -> UUID | None:
    """Return the owner of a category, where that person still reaches the store.

    A question that asks for maintenance gets the technician of its category, one that asks for others not.
    """
    if rule.owner is None or rule.owner not in await people_at(store, *([Role(asked)] if asked else Role)):
        return None
    return rule.owner


async def raise_by_hand(id: UUID, person: SignedIn, sent: Sent[IssueIn]) -> tuple[IssueOut, bool]:
    """Raise an issue without an inspection; the words are kept in the language they were written in."""
    draft = sent.document
    if not draft.title.strip():
        raise Unacceptable(fields=[FieldProblem("title", "Say in a few words what is wrong.", "required")])
    async with transaction():
        late = await check_store(person, draft)
        await check_products(draft.products)
        raised = await raise_issue(
            Finding(
                id=id,
                store=draft.store,
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
        elif late:
            await mark_arrival(id, MarkKind.after_move)
    return await load_issue(person, id, late=late), raised


async def check_store(person: SignedIn, draft: IssueIn) -> bool:
    """Tell whether the store was lost only after the issue was raised; else raise unless it is in reach."""
    if await reaches(person, draft.store) or not await reached_then(
        person, draft.store, draft.estimated_at, *BELONGING
    ):
        if not await was_open_then(draft.store, draft.estimated_at):
            await load_store(person, draft.store)
        await require_reach(person, draft.store)
        return False
    return True


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

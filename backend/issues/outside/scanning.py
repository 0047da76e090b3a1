"""What a printed code opens: a form that raises one issue in its store, and nothing to read."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from backend.database import fetch, transaction
from backend.issues.finding import Finding
from backend.issues.outside.codes import LINK
from backend.issues.outside.schemas import Raised, RaisingCategory, RaisingIn, RaisingPage
from backend.issues.raising import raise_issue
from backend.issues.rules import issue_rules
from backend.people.links import OpenLink, open_link
from backend.photos.by_link import check_brought, take_in_by_link
from backend.photos.intake import Arrival
from backend.problems import AlreadySent, FieldProblem, NotFound, TooManyTries, Unacceptable
from backend.wire import Sent

AN_HOUR = timedelta(hours=1)
PER_HOUR = 20


async def show_form(token: str) -> RaisingPage:
    """Tell whoever scanned the code where they are and what they can choose from."""
    link = await open_link(token, LINK)
    rows = await fetch("SELECT name FROM store WHERE id = $1 AND NOT closed", link.subject)
    if not rows:
        raise NotFound()
    rules = await issue_rules()
    return RaisingPage(
        store_name=rows[0]["name"],
        place=link.name,
        categories=[
            RaisingCategory(key=one.key, label=one.label, confidential=bool(one.seen_by))
            for one in rules.categories
        ],
    )


async def bring_photo(token: str, sha256: str, stream: AsyncIterator[bytes], content_type: str) -> Arrival:
    """Take in a photo of whoever scanned the code."""
    return await take_in_by_link(await open_link(token, LINK), sha256, stream, content_type)


async def raise_by_code(token: str, id: UUID, sent: Sent[RaisingIn]) -> tuple[Raised, bool]:
    """Raise an issue in the store of the code; one that is confidential goes to its named roles alone.

    At most 20 an hour come through one code, so that a bored guest buries nobody.
    """
    draft, link = sent.document, await open_link(token, LINK)
    check_words(draft)
    rules = await issue_rules()
    if draft.category not in {one.key for one in rules.categories}:
        raise Unacceptable(fields=[FieldProblem("category", "There is no such category.", "unknown")])
    async with transaction():
        await fetch("SELECT pg_advisory_xact_lock(hashtext($1))", f"code {link.id}")
        earlier = await number_of(id, link, sent.fingerprint)
        if earlier is not None:
            return Raised(number=earlier), False
        await check_pace(link)
        await check_brought(link.id, draft.photos)
        await raise_issue(finding_of(id, link, draft, sent.fingerprint))
        number = await number_of(id, link, sent.fingerprint)
        assert number is not None
        await fetch("UPDATE issue SET printed_code = $2 WHERE id = $1", id, link.id)
    return Raised(number=number), True


def check_words(draft: RaisingIn) -> None:
    """Raise `Unacceptable` for a title of spaces."""
    if not draft.title.strip():
        raise Unacceptable(fields=[FieldProblem("title", "Say in a few words what is wrong.", "required")])


def finding_of(id: UUID, link: OpenLink, draft: RaisingIn, fingerprint: str) -> Finding:
    """Make the finding; whoever hung the code stands for it, and its reporter, if named, beside."""
    return Finding(
        id=id,
        store=link.subject,
        person=link.made_by,
        title={"zh": draft.title.strip(), "en": draft.title.strip()},
        note=draft.note,
        severity="medium",
        category=draft.category,
        photos=draft.photos,
        raised_at=datetime.now(UTC),
        device_at=draft.device_at,
        reporter=draft.name.strip(),
        fingerprint=fingerprint,
    )


async def number_of(id: UUID, link: OpenLink, fingerprint: str) -> int | None:
    """Return the number of what this code raised under the id; `NotFound` for an id that is another's."""
    rows = await fetch("SELECT number, store, fingerprint, reporter FROM issue WHERE id = $1", id)
    if not rows:
        return None
    if rows[0]["store"] != link.subject or rows[0]["reporter"] is None:
        raise NotFound()
    if rows[0]["fingerprint"] != fingerprint:
        raise AlreadySent()
    number: int = rows[0]["number"]
    return number


async def check_pace(link: OpenLink) -> None:
    """Raise `TooManyTries` when too much came through this code within the hour."""
    rows = await fetch(
        "SELECT count(*) AS raised FROM issue WHERE printed_code = $1 AND raised_at > $2",
        link.id,
        datetime.now(UTC) - AN_HOUR,
    )
    if rows[0]["raised"] >= PER_HOUR:
        raise TooManyTries(retry_after=int(AN_HOUR.total_seconds()))

"""What crosses the wire about issues."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.wire import Bilingual, Category, Deed, Document, Line, Moment, Severity, Sha256, Words

Photos = Annotated[tuple[Sha256, ...], msgspec.Meta(max_length=20)]
Products = Annotated[tuple[UUID, ...], msgspec.Meta(max_length=50)]
Status = Literal["open", "fixed", "closed"]
Verdict = Literal["verified", "rejected"]


class IssueIn(Deed):
    """An issue raised by hand."""

    store: UUID
    title: Line
    note: Words = ""
    severity: Severity = "medium"
    category: Category = "general"
    photos: Photos = ()
    products: Products = ()


class FixIn(Deed):
    """What the store did, with its proof: words, photos or both."""

    round: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    note: Words = ""
    photos: Photos = ()


class VerificationIn(Deed):
    """A reviewer's verdict; a rejection says why."""

    verdict: Verdict
    reason: Words = ""
    photos: Photos = ()


class IssueCard(Document):
    """An issue as lists show it. `overdue` is computed when the list is read."""

    id: UUID
    number: int
    store: UUID
    store_name: Bilingual
    title: Bilingual
    severity: Severity
    category: str
    red_line: str | None
    status: Status
    round: int
    raised_at: Moment
    due_at: Moment
    overdue: bool
    cover: Sha256 | None
    products: list[UUID]


class VerificationOut(Document):
    """A verdict in the history of an issue."""

    verdict: Verdict
    reason: str
    photos: list[Sha256]
    person: UUID
    person_name: str
    device_at: Moment
    received_at: Moment


class FixOut(Document):
    """A fix in the history of an issue."""

    id: UUID
    round: int
    note: str
    photos: list[Sha256]
    person: UUID
    person_name: str
    device_at: Moment
    received_at: Moment
    verification: VerificationOut | None


class IssueOut(IssueCard):
    """An issue with everything that happened to it, oldest round first."""

    note: str
    photos: list[Sha256]
    reference_photo: Sha256 | None
    inspection: UUID | None
    question: str
    raised_by: UUID
    raised_by_name: str
    fixes: list[FixOut]
    may_fix: bool
    may_verify: bool


class IssuePage(Document):
    """A page of issues; `next` is the cursor of the following page."""

    issues: list[IssueCard]
    next: str | None

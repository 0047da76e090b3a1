"""What crosses the wire about issues."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.issues.lifecycle import Kind, Status
from backend.people.schemas import Role
from backend.wire import Bilingual, Category, Deed, Document, Line, Moment, Severity, Sha256, Words

Photos = Annotated[tuple[Sha256, ...], msgspec.Meta(max_length=20)]
Products = Annotated[tuple[UUID, ...], msgspec.Meta(max_length=50)]
Verdict = Literal["verified", "rejected"]
Version = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Hours = Annotated[int, msgspec.Meta(ge=1, le=8760)]
DeedName = Literal[
    "acknowledge", "fix", "verify", "cannot_fix", "decide_cannot_fix", "dispute", "decide_dispute",
    "transfer", "cancel", "reopen", "comment", "invite",
]  # fmt: skip


class StepIn(Deed, kw_only=True):
    """What every deed about an issue carries besides both clocks: the version of the issue it had seen."""

    based_on: Version | None = None


class Origin(Document):
    """What raised an issue by itself, worded by the feature that knows it; `subject` is its id there."""

    kind: Literal["receipt"]
    subject: UUID
    words: Bilingual


class IssueIn(Deed):
    """An issue raised by hand."""

    store: UUID
    title: Line
    note: Words = ""
    severity: Severity = "medium"
    category: Category = "general"
    photos: Photos = ()
    products: Products = ()


class FixIn(StepIn, kw_only=True):
    """What the store did, with its proof: words, photos or both."""

    round: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    note: Words = ""
    photos: Photos = ()


class VerificationIn(StepIn, kw_only=True):
    """A reviewer's verdict; a rejection says why, and what was severe may say what it came from."""

    verdict: Verdict
    reason: Words = ""
    photos: Photos = ()
    root_cause: Category | None = None


class IssueCard(Document):
    """An issue as lists show it. `overdue` is computed when the list is read."""

    id: UUID
    number: int
    store: UUID
    store_name: Bilingual
    question: str
    title: Bilingual
    severity: Severity
    category: str
    red_line: str | None
    status: Status
    round: int
    raised_at: Moment
    due_at: Moment
    overdue: bool
    paused: bool
    recurrence: int
    probation_left: int
    owner: UUID | None
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
    person: UUID | None
    person_name: str
    device_at: Moment
    received_at: Moment
    verification: VerificationOut | None


class StepOut(Document):
    """One step of the thread; the proof of a fix or a verdict stands in `fixes` under `about`."""

    id: UUID
    number: int
    kind: Kind
    round: int
    person: UUID | None
    person_name: str
    about: UUID | None
    words: str
    photos: list[Sha256]
    details: dict[str, str]
    took_effect: bool
    status: Status
    device_at: Moment
    received_at: Moment
    after_move: bool


class IssueOut(IssueCard):
    """An issue with everything that happened to it, oldest round first."""

    note: str
    photos: list[Sha256]
    reference_photo: Sha256 | None
    inspection: UUID | None
    raised_by: UUID
    raised_by_name: str
    after_move: bool
    fixes: list[FixOut]
    steps: list[StepOut]
    version: int
    owner_name: str | None
    owner_role: Role | None
    reply_by: Moment | None
    root_cause: str | None
    confidential: bool
    reporter: str | None
    origin: Origin | None
    widespread: UUID | None
    may_fix: bool
    may_verify: bool
    may: list[DeedName]


class IssuePage(Document):
    """A page of issues; `next` is the cursor of the following page."""

    issues: list[IssueCard]
    next: str | None

"""What crosses the wire about visits."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.checklists.answer import Answer
from backend.checklists.schemas import ChecklistVersionOut
from backend.checklists.visibility import Circumstances
from backend.inspections.differences import AnswerChange
from backend.inspections.proof import CheckIn, CheckOut, InstanceName, Signature, Taking
from backend.inspections.rounds.schemas import Kind, TaskRole
from backend.inspections.score import Score
from backend.inspections.set_aside import SetAside
from backend.issues.schemas import IssueCard
from backend.people.marks import ArrivalMark
from backend.stores.schemas import StoreCard
from backend.wire import Bilingual, Deed, Document, Line, Moment, Sha256, Words


class Answered(Deed, kw_only=True):
    """What was found, and how its photos were taken."""

    answers: Annotated[list[Answer], msgspec.Meta(max_length=5000)]
    note: Words = ""
    takings: Annotated[tuple[Taking, ...], msgspec.Meta(max_length=3000)] = ()


class InspectionIn(Answered, kw_only=True):
    """A finished visit, whole; `circumstances` are those by which its phone asked, perhaps days ago."""

    store: UUID
    checklist_version: UUID
    task: UUID | None = None
    started_at: Moment
    check_in: CheckIn
    instance_names: Annotated[tuple[InstanceName, ...], msgspec.Meta(max_length=1000)] = ()
    circumstances: Circumstances | None = None
    check_out: CheckOut | None = None
    signature: Signature | None = None
    aside: Annotated[tuple[SetAside, ...], msgspec.Meta(max_length=1000)] = ()


class AmendmentIn(Answered, kw_only=True):
    """A new version of a visit, whole; `based_on` is the amendment it goes on from, none for the first."""

    based_on: UUID | None = None
    reason: Line


class ReceiptStatement(Document):
    """What is signed: the fingerprint of the document as sent, its photos, and which of them are held.

    `signed_by` is who signed in the store when the visit was handed in, whatever was amended since.
    """

    inspection: UUID
    answers_sha256: Sha256
    manifest: list[Sha256]
    held: list[Sha256]
    issued_at: Moment
    amendment: UUID | None = None
    signed_by: Signature | None = None


class ReceiptFile(msgspec.Struct, rename="camel"):
    """A receipt as it is taken away: what was signed, and what verifies it."""

    statement: str
    signature: str
    public_key: str


class ReceiptOut(Document):
    """A signed statement; the signature (Ed25519, base64url) covers the bytes of `statement`."""

    statement: str
    signature: str
    inspection: UUID
    manifest: list[Sha256]
    held: list[Sha256]
    missing: list[Sha256]
    issued_at: Moment
    issues: list[IssueCard]
    score: Score
    marks: list[ArrivalMark]


class ReceiptKeyOut(Document):
    """The public key that verifies receipts (raw Ed25519, base64url)."""

    public_key: str


class InspectionCard(Document):
    """A visit as lists show it; `partly` where the score is over what its reader may read alone."""

    id: UUID
    store: UUID
    store_name: Bilingual
    checklist_name: Bilingual
    person_name: str
    submitted_at: Moment
    received_at: Moment
    shown: str | None
    verdict: Literal["pass", "fail"] | None
    failed: int
    photos_missing: int
    amendments: int
    partly: bool


class AmendmentOut(Document):
    """A version of a visit beside the one before it: who, when, why, what, and both scores."""

    id: UUID
    number: int
    person: UUID
    person_name: str
    reason: str
    device_at: Moment
    received_at: Moment
    note: str
    note_before: str
    shown: str | None
    shown_before: str | None
    verdict: Literal["pass", "fail"] | None
    verdict_before: Literal["pass", "fail"] | None
    changes: list[AnswerChange]


class InspectionOut(InspectionCard):
    """A visit with everything that was found."""

    version: ChecklistVersionOut
    started_at: Moment
    check_in: CheckIn
    check_out: CheckOut | None
    signature: Signature | None
    aside: list[SetAside]
    takings: list[Taking]
    answers: list[Answer]
    circumstances: Circumstances
    instance_names: list[InstanceName]
    note: str
    score: Score
    manifest: list[Sha256]
    held: list[Sha256]
    issues: list[IssueCard]
    receipt: ReceiptOut
    history: list[AmendmentOut]
    no_longer_failed: list[IssueCard]
    may_amend: bool
    amend_until: Moment


class InspectionPage(Document):
    """A page of visits, newest first."""

    inspections: list[InspectionCard]
    next: str | None


class VisitCard(Document):
    """One visit due, as Today shows it; `claimed_by` is somebody else who has begun it."""

    task: UUID | None
    store: StoreCard
    checklist: UUID
    checklist_version: UUID
    checklist_name: Bilingual
    questions: int
    kind: Kind
    role: TaskRole | None
    opens_at: Moment
    due_at: Moment
    missed_at: Moment
    due_on: date
    done: bool
    last_shown: str | None
    open_issues: int
    claimed_by: str | None = None
    claimed_at: Moment | None = None


class ExpectedVisit(Document):
    """A visit that was announced to a store: who comes when, with which checklist."""

    task: UUID
    store_name: Bilingual
    checklist_name: Bilingual
    kind: Kind
    by_name: str | None
    role: TaskRole | None
    opens_at: Moment
    due_at: Moment


class Today(Document):
    """What now: visits due, announced visits, fixes to review, issues to fix; empty where a post has none."""

    on: date
    visits: list[VisitCard]
    expected: list[ExpectedVisit]
    to_review: list[IssueCard]
    to_fix: list[IssueCard]
    unread: int


class OfflineDocument(Document):
    """One document to hold on the phone."""

    url: str


class OfflinePhoto(Document):
    """One photo to hold on the phone."""

    sha256: Sha256
    size: Literal[320, 1600]


class OfflineList(Document):
    """Everything this person's phone should hold."""

    documents: list[OfflineDocument]
    photos: list[OfflinePhoto]

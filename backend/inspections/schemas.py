"""What crosses the wire about visits."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.checklists.document import Answer
from backend.checklists.schemas import ChecklistVersionOut
from backend.inspections.scoring import Score
from backend.issues.schemas import IssueCard
from backend.stores.schemas import StoreCard
from backend.wire import Bilingual, Deed, Document, Moment, Sha256, Words

Metres = Annotated[int, msgspec.Meta(ge=0, le=100_000_000)]
E7 = Annotated[int, msgspec.Meta(ge=-1_800_000_000, le=1_800_000_000)]


class Position(Document):
    """Where the phone was, in 1e-7 degrees, as exactly as it knew."""

    latitude_e7: E7
    longitude_e7: E7
    accuracy_metres: Metres


class CheckIn(Deed):
    """Proof of place and time at the start of a visit; without a position `no_position` says why."""

    position: Position | None
    no_position: Literal["denied", "unavailable", "timeout", "not_asked"] | None = None
    distance_metres: Metres | None = None


class InspectionIn(Deed, kw_only=True):
    """A finished visit, whole."""

    store: UUID
    checklist_version: UUID
    task: UUID | None = None
    started_at: Moment
    check_in: CheckIn
    answers: Annotated[list[Answer], msgspec.Meta(max_length=5000)]
    note: Words = ""


class ReceiptStatement(Document):
    """What is signed: the fingerprint of the document as sent, its photos, and which of them are held."""

    inspection: UUID
    answers_sha256: Sha256
    manifest: list[Sha256]
    held: list[Sha256]
    issued_at: Moment


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


class ReceiptKeyOut(Document):
    """The public key that verifies receipts (raw Ed25519, base64url)."""

    public_key: str


class InspectionCard(Document):
    """A visit as lists show it."""

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


class InspectionOut(InspectionCard):
    """A visit with everything that was found."""

    version: ChecklistVersionOut
    started_at: Moment
    check_in: CheckIn
    answers: list[Answer]
    note: str
    score: Score
    manifest: list[Sha256]
    held: list[Sha256]
    issues: list[IssueCard]
    receipt: ReceiptOut


class InspectionPage(Document):
    """A page of visits, newest first."""

    inspections: list[InspectionCard]
    next: str | None


class VisitCard(Document):
    """One visit due, as Today shows it."""

    task: UUID | None
    store: StoreCard
    checklist: UUID
    checklist_version: UUID
    checklist_name: Bilingual
    questions: int
    due_on: date
    done: bool
    last_shown: str | None
    open_issues: int


class Today(Document):
    """What now: visits due, fixes to review, issues to fix; empty where a post has none."""

    on: date
    visits: list[VisitCard]
    to_review: list[IssueCard]
    to_fix: list[IssueCard]
    unread: int


class RepeatFinding(Document):
    """A question that failed more than once here in the last 90 days."""

    question: str
    title: Bilingual
    times: int
    last_at: Moment


class PrepSheet(Document):
    """What to know before walking into a store."""

    store: StoreCard
    last_inspections: list[InspectionCard]
    region_average: str | None
    repeat_findings: list[RepeatFinding]
    open_issues: list[IssueCard]


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

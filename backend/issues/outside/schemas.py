"""What crosses the wire with people who have no sign-in."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.issues.lifecycle import Status
from backend.issues.schemas import Photos, StepIn, Verdict
from backend.wire import Bilingual, Category, Deed, Document, Line, Moment, Severity, Sha256, Words

Locale = Literal["zh", "en"]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Email = Annotated[str, msgspec.Meta(min_length=3, max_length=200)]
Place = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class InvitationIn(StepIn, kw_only=True):
    """Whom to ask, in which language, for how many days, and what to say."""

    name: Name
    email: Email
    locale: Locale = "zh"
    days: Annotated[int, msgspec.Meta(ge=1, le=30)] = 7
    note: Words = ""


class InvitationOut(Document):
    """An outside helper who was asked, what became of the letter, and how long the link holds."""

    id: UUID
    name: str
    email: str
    invited_by: str
    invited_at: Moment
    expires_at: Moment
    ended_at: Moment | None
    outcome: Literal["waiting", "sent", "refused"]
    reason: str


class OutsideStep(Document):
    """One thing an outside helper said or did, with the verdict on it."""

    id: UUID
    kind: Literal["commented", "fixed"]
    words: str
    photos: list[Sha256]
    received_at: Moment
    verdict: Verdict | None
    reason: str


class OutsideIssue(Document):
    """One issue as an outside helper sees it, and nothing else of the company."""

    number: int
    store_name: Bilingual
    time_zone: str
    title: Bilingual
    note: str
    severity: Severity
    status: Status
    round: int
    due_at: Moment
    photos: list[Sha256]
    reference_photo: Sha256 | None
    asked_by: str
    asked_words: str
    name: str
    expires_at: Moment
    may_fix: bool
    steps: list[OutsideStep]


class OutsideWordsIn(StepIn, kw_only=True):
    """What an outside helper says, with photos that were sent before."""

    note: Words = ""
    photos: Photos = ()


class RaisingCodeIn(Deed, kw_only=True):
    """Where in the store the code will hang."""

    place: Place


class RaisingCodeOut(Document):
    """A printed code: what it opens, and its drawing as one path of an SVG `size` units wide."""

    id: UUID
    store: UUID
    store_name: Bilingual
    place: str
    address: str
    size: int
    path: str
    made_at: Moment
    ended_at: Moment | None


class RaisingCategory(Document):
    """A category that may be chosen; a confidential one says so."""

    key: str
    label: Bilingual
    confidential: bool


class RaisingPage(Document):
    """What whoever scans a code is shown."""

    store_name: Bilingual
    place: str
    categories: list[RaisingCategory]


class RaisingIn(Deed, kw_only=True):
    """What somebody without a sign-in found; the name may stay empty."""

    title: Line
    note: Words = ""
    category: Category = "general"
    name: Annotated[str, msgspec.Meta(max_length=80)] = ""
    photos: Photos = ()


class Raised(Document):
    """What was raised, by its number."""

    number: int

"""What crosses the wire about how well the proof of a visit stands, and about the store's code."""

from uuid import UUID

from backend.inspections.evidence import Reason, WeighedAnswer
from backend.wire import Bilingual, Document, Moment


class CheckInScreen(Document):
    """The code that a store's screen shows until the next one; `path` draws it in an SVG of `size` units."""

    store: UUID
    code: str
    until: Moment
    size: int
    path: str


class EvidenceOut(Document):
    """How well the proof of a visit stands, with every reason; no score before it was weighed."""

    inspection: UUID
    score: int | None
    reasons: list[Reason]
    answers: list[WeighedAnswer]
    weighed_at: Moment | None


class LowEvidence(Document):
    """A visit that HQ may want to look at."""

    id: UUID
    store: UUID
    store_name: Bilingual
    checklist_name: Bilingual
    person_name: str
    received_at: Moment
    score: int
    reasons: list[Reason]

"""What crosses the wire about getting ready for a walk."""

from datetime import date
from uuid import UUID

from backend.inspections.next_visit import Why
from backend.inspections.schemas import InspectionCard
from backend.issues.schemas import IssueCard
from backend.stores.schemas import StoreCard
from backend.wire import Bilingual, Document, Moment


class RepeatFinding(Document):
    """A question that failed more than once here in the last 90 days."""

    question: str
    title: Bilingual
    times: int
    last_at: Moment
    in_a_row: bool


class Effort(Document):
    """How many minutes a walk of a checklist takes, measured or counted by its questions."""

    checklist: UUID
    minutes: int
    measured: bool


class NextVisit(Document):
    """When to come again and the one reason for it; `days` have passed since the last walk."""

    on: date
    reason: Why
    days: int
    shown: str | None
    issues: int


class PrepSheet(Document):
    """What to know before walking into a store; `watched` are the questions to look at again."""

    store: StoreCard
    last_inspections: list[InspectionCard]
    region_average: str | None
    repeat_findings: list[RepeatFinding]
    open_issues: list[IssueCard]
    on_probation: list[IssueCard]
    watched: list[str]
    efforts: list[Effort]
    next_visit: NextVisit | None

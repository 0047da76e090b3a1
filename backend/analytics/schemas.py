"""What HQ's overview shows."""

from uuid import UUID

from backend.inspections.schemas import InspectionCard
from backend.issues.schemas import IssueCard
from backend.ordering.schemas import OrderCard
from backend.wire import Bilingual, Document, Moment


class StoreScore(Document):
    """A store in the ranking: mean of its adjusted scores in the last 30 days, without "not applicable"."""

    store: UUID
    store_name: Bilingual
    region_name: Bilingual
    inspections: int
    shown: str | None
    last_shown: str | None
    open_issues: int
    overdue_issues: int


class DaySummary(Document):
    """One day of the score trend."""

    on: str
    inspections: int
    shown: str | None


class ParkedJob(Document):
    """Something the worker gave up on."""

    id: UUID
    reaction: str
    event: str
    error: str
    parked_at: Moment


class Overview(Document):
    """The company at a glance; everything opens the thing behind it."""

    today_due: int
    today_done: int
    open_issues: int
    overdue_issues: int
    to_review: int
    orders_today: int
    orders_unsent: int
    devices_unsent: int
    inspections: list[InspectionCard]
    scores: list[StoreScore]
    trend: list[DaySummary]
    issues: list[IssueCard]
    orders: list[OrderCard]
    parked: list[ParkedJob]

"""What crosses the wire about how much work there is."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from backend.wire import Bilingual, Document, Moment, Severity
from backend.workload.estimate import Kind
from backend.workload.rules import WorkloadRules


class WorkItem(Document):
    """One piece of open work; of a task `measured` says that its minutes come from past ones."""

    kind: Kind
    subject: UUID | None
    title: Bilingual | None
    severity: Severity | None
    size: int
    minutes: int
    measured: bool
    opens_at: Moment | None
    due_at: Moment


class ShiftSpan(Document):
    """From when to when a store works."""

    opens: Moment
    closes: Moment


class StoreWorkload(Document):
    """What waits in a store, and its next shifts, so that a phone without a network knows which one is on."""

    store: UUID
    store_name: Bilingual
    shifts: list[ShiftSpan]
    items: list[WorkItem]


class Workload(Document):
    """The open work of the stores in which somebody works, with what it was reckoned by."""

    rules: WorkloadRules
    stores: list[StoreWorkload]


class Unfinished(Document):
    """How much is not finished in a store, and how many people have a post there."""

    issues: int
    tasks: int
    orders: int
    transfers: int
    people: int


class BillIssues(Document):
    """Issues about which somebody is going to hurry their stores."""

    issues: Annotated[tuple[UUID, ...], msgspec.Meta(min_length=1, max_length=500)]


class BillStore(Document):
    """What one store's shift weighs now, and with what is about to be sent."""

    id: UUID
    name: Bilingual
    before: int
    after: int


class Bill(Document):
    """What sending work would cost stores: nothing is sent by asking.

    `by_stores` is false where others do it; then no store is over. `on` is the shift's day, none for today.
    """

    stores: int
    items: int
    minutes: int
    by_stores: bool
    on: date | None
    shift_minutes: int
    over: list[BillStore]
    over_already: int

"""What crosses the wire about rounds and tasks."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.wire import Bilingual, Count, Deed, Document, Moment

LONGEST = 62 * 24 * 60
Minutes = Annotated[int, msgspec.Meta(ge=1, le=LONGEST)]
ClockTime = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)")]
Kind = Literal["routine", "self_check", "special", "surprise"]
Attributes = dict[Annotated[str, msgspec.Meta(min_length=1, max_length=60)], bool | int | str]


class TaskRole(StrEnum):
    """Who does a task when nobody is named; `store` is anybody of the store itself."""

    store = "store"
    store_manager = "store_manager"
    supervisor = "supervisor"
    hq = "hq"


class RoundIn(Document):
    """A round, whole; `version` is the one it is based on (0 for a new one).

    Tasks that have not opened follow a change at once, open ones only with `also_open`.
    """

    version: Count
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    checklist: UUID
    kind: Kind
    announced: bool
    stores: Annotated[list[UUID], msgspec.Meta(max_length=2000)]
    regions: Annotated[list[UUID], msgspec.Meta(max_length=200)]
    attributes: Annotated[Attributes, msgspec.Meta(max_length=20)]
    person: UUID | None
    role: TaskRole | None
    rule: Annotated[str, msgspec.Meta(max_length=200)]
    times: Annotated[list[ClockTime], msgspec.Meta(min_length=1, max_length=24)]
    due_minutes: Minutes
    missed_minutes: Minutes
    starts_on: date
    ends_on: date | None
    also_open: bool = False


class RoundEnd(Document):
    """End a round; its open tasks stay unless they are withdrawn too."""

    version: Count
    also_open: bool


class RoundOut(Document):
    """A round as planners read it, with what came of it in the last 30 days."""

    id: UUID
    version: int
    name: str
    checklist: UUID
    checklist_name: Bilingual
    kind: Kind
    announced: bool
    stores: list[UUID]
    regions: list[UUID]
    attributes: Attributes
    person: UUID | None
    person_name: str | None
    role: TaskRole | None
    rule: str
    times: list[ClockTime]
    due_minutes: int
    missed_minutes: int
    starts_on: date
    ends_on: date | None
    ended_at: Moment | None
    made_by_name: str
    reached: int
    open: int
    done: int
    late: int
    missed: int
    next_opens_at: Moment | None
    may_change: bool


class RoundList(Document):
    """A page of rounds, running ones first."""

    rounds: list[RoundOut]
    next: str | None


class PreviewDay(Document):
    """How much a round asks for on one day."""

    on: date
    stores: int
    tasks: int
    minutes: int


class PreviewAsked(Document):
    """Who will be asked, for how many stores; several people share what a role is asked."""

    names: list[str]
    role: TaskRole | None
    stores: int
    tasks: int
    minutes: int


class PreviewStore(Document):
    """A store for which nobody would be asked."""

    id: UUID
    name: Bilingual


class RoundPreview(Document):
    """What a round would do if it were saved: computed as the tasks themselves are."""

    stores: int
    minutes_each: int
    measured: bool
    days: list[PreviewDay]
    asked: list[PreviewAsked]
    nobody: list[PreviewStore]
    tasks: int
    minutes: int
    until: date
    changes: Count
    withdraws: Count


TaskStatus = Literal["planned", "open", "overdue", "missed", "done"]


class TaskCard(Document):
    """One due inspection as planners see it."""

    id: UUID
    version: int
    round: UUID | None
    round_name: str | None
    store: UUID
    store_name: Bilingual
    time_zone: str
    checklist: UUID
    checklist_name: Bilingual
    kind: Kind
    announced: bool
    person: UUID | None
    person_name: str | None
    role: TaskRole | None
    due_on: date
    opens_at: Moment
    due_at: Moment
    missed_at: Moment
    done_at: Moment | None
    inspection: UUID | None
    late: bool
    missed: bool
    status: TaskStatus


class TaskPage(Document):
    """A page of tasks in the order in which they are due."""

    tasks: list[TaskCard]
    next: str | None


class CalendarDay(Document):
    """What is due on one day, by the stores' own calendars."""

    on: date
    planned: int
    open: int
    overdue: int
    done: int
    late: int
    missed: int


class AssignmentIn(Document):
    """Who shall do a task from now on: a person, or whoever holds a role."""

    version: Count
    person: UUID | None
    role: TaskRole | None


class ClaimIn(Deed):
    """Somebody begins a task that several people may do; a phone without a network says so later."""


class ClaimOut(Document):
    """Who began a task first, and whether an inspection has done it meanwhile."""

    task: UUID
    first: str
    is_first: bool
    done: bool


class GivenUp(Document):
    """A task that was begun and is free again for the others."""

    task: UUID


class Walker(Document):
    """Somebody who walks more than one store, with the stores they reach of those that the reader reaches."""

    id: UUID
    name: str
    roles: list[str]
    stores: list[UUID]


class PlanningRegion(Document):
    """A region that a round may name, with how many stores lie in it and below."""

    id: UUID
    name: Bilingual
    parent: UUID | None
    stores: int


class Planning(Document):
    """What a planner can choose from."""

    regions: list[PlanningRegion]
    walkers: list[Walker]


def clock_times(times: list[str]) -> tuple[time, ...]:
    """Read the times of a day."""
    return tuple(time.fromisoformat(one) for one in times)

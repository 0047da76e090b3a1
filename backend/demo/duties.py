"""What the people of the demo have to inspect today."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.demo.company import person_id, store_coded, store_id
from backend.demo.names import demo_id
from backend.demo.story import life
from backend.demo.visits import Walk
from backend.inspections.tables import Task

DAY = timedelta(days=1)


async def give_duties(now: datetime) -> None:
    """Write the tasks of the day it is in each store, unless they are there."""
    tasks = [
        Task(
            id=task_id(duty.person, store, duty.checklist, day),
            store=store_id(store),
            checklist=checklist_id(duty.checklist),
            person=person_id(duty.person),
            due_on=day,
            opens_at=datetime.combine(day, time(), zone_of(store)),
            due_at=datetime.combine(day + DAY, time(), zone_of(store)),
            missed_at=datetime.combine(day + 8 * DAY, time(), zone_of(store)),
        )
        for duty in life().today
        for store in duty.stores
        for day in [day_in(store, now)]
    ]
    await Task.insert(*tasks).on_conflict(action="DO NOTHING")


def task_of(walk: Walk, anchor: datetime) -> UUID | None:
    """The task that a visit of the first day fulfils."""
    visit = walk.visit
    if visit.days_ago > 0:
        return None
    return task_id(visit.person, visit.store, visit.checklist, day_in(visit.store, anchor))


def day_in(store: str, moment: datetime) -> date:
    """The day it is in a store."""
    return moment.astimezone(zone_of(store)).date()


def zone_of(store: str) -> ZoneInfo:
    """The clock of a store."""
    return ZoneInfo(store_coded(store).time_zone)


def task_id(person: str, store: str, checklist: str, day: date) -> UUID:
    """The id of a task of the demo."""
    return demo_id(f"task of {person}: {checklist} of {store} on {day}")


def checklist_id(name: str) -> UUID:
    """The id of a checklist of the demo."""
    return demo_id(f"checklist {name}")

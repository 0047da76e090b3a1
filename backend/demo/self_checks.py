"""The fridge log that Riverside keeps: three times a day, and now and then somebody forgets."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from backend.checklists.document import Answer
from backend.database import fetch
from backend.demo.company import person_at, signed_in, store_coded, store_id
from backend.demo.duties import checklist_id
from backend.demo.names import demo_chance, demo_id
from backend.demo.visits import check_in
from backend.inspections.schemas import InspectionIn
from backend.inspections.submit import submit
from backend.people.schemas import Role
from backend.wire import Sent, fingerprint

STORE, CHECKLIST = "R001", "fridges"
KEPT, OF = 17, 20


class Check(NamedTuple):
    """One self-check that was made: which task, when, and whether the manager did it."""

    task: UUID
    at: datetime
    by_manager: bool


async def checks_made(anchor: datetime) -> list[Check]:
    """Choose from the tasks that were due by now those that somebody did."""
    rows = await fetch(
        "SELECT id, opens_at FROM task WHERE checklist = $1 AND store = $2 AND due_at < $3 ORDER BY opens_at",
        checklist_id(CHECKLIST),
        store_id(STORE),
        anchor,
    )
    made = []
    for row in rows:
        chance = demo_chance(f"fridges {row['opens_at'].isoformat()}")
        if chance.randrange(OF) < KEPT:
            at = row["opens_at"] + timedelta(minutes=chance.randint(4, 70))
            made.append(Check(row["id"], at, by_manager=chance.random() < 0.3))
    return made


async def write_down(check: Check, version: UUID) -> None:
    """Hand one self-check in as whoever made it."""
    login = person_at(STORE, Role.store_manager if check.by_manager else Role.staff)
    document = InspectionIn(
        store=store_id(STORE),
        checklist_version=version,
        task=check.task,
        started_at=check.at - timedelta(minutes=4),
        check_in=check_in(store_coded(STORE), check.at - timedelta(minutes=4), 3, -2, 14),
        answers=list(readings(check)),
        device_at=check.at,
        estimated_at=check.at,
    )
    id = demo_id(f"fridges {check.task}", check.at)
    await submit(id, signed_in(login), Sent(document, fingerprint(document)))


def readings(check: Check) -> Iterator[Answer]:
    """What the thermometers showed, half a minute apart, and that the counter is clean."""
    chance = demo_chance(f"readings {check.at.isoformat()}")
    for fridge in range(int(store_coded(STORE).attributes["fridges"])):
        at = check.at - timedelta(seconds=150 - 30 * fridge)
        number = f"{chance.uniform(1.6, 4.7):.1f}"
        yield Answer(question="log_temperature", instance=fridge, number=number, answered_at=at)
    yield Answer(question="log_counter", option="yes", answered_at=check.at)

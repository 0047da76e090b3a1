"""Load the demo company: a month of life on the first day, the tasks of the day on every other."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple
from uuid import UUID

from msgspec.structs import replace

from backend.checklists.publish import publish
from backend.database import fetch, transaction
from backend.demo.budgets import give_budgets
from backend.demo.company import person_id, settle_company, signed_in
from backend.demo.deliveries import arrivals, deeds_of, put_shortages_into_the_past, shortage_of
from backend.demo.desk import fill_desk
from backend.demo.devices import leave_a_phone_behind
from backend.demo.duties import (
    Tasks,
    begin_one,
    checklist_id,
    give_duties,
    plan_rounds,
    task_of,
    tasks_of_the_day,
)
from backend.demo.film import take_photos
from backend.demo.goods_found import find_goods
from backend.demo.history import remember_sales
from backend.demo.names import demo_id
from backend.demo.open_orders import choose_limit, open_orders, shortages_of
from backend.demo.order_lives import deeds_about
from backend.demo.orders import orderings, place
from backend.demo.past import put_deeds_into_the_past, put_inboxes_into_the_past
from backend.demo.references import illustrated
from backend.demo.repairs import exposure_of, fix, repairs, review
from backend.demo.replies import reply_to_findings, settle_rules
from backend.demo.second_thoughts import LATER, amend_walk, was_amended
from backend.demo.self_checks import checks_made, write_down
from backend.demo.shelves import fill_shelves
from backend.demo.signing import sign
from backend.demo.story import company
from backend.demo.telling import settle_telling
from backend.demo.visits import Walk, exposures_of, inspection_of, walks
from backend.events.log import record
from backend.inspections.rounds.missed import note_missed
from backend.inspections.submit import submit
from backend.ordering.after.follow_up import follow_up
from backend.wire import Sent, fingerprint
from backend.worker import work_until_quiet

DEMO = demo_id("company")
CHECKLISTS = ("checklist", "opening", "fridges")
BEGUN, LOADED = "demo.begun", "demo.loaded"
MONTH = timedelta(days=30)
LONG_READ = timedelta(hours=40)


class DemoRefused(RuntimeError):
    """The database holds a company already, and the demo wants one of its own."""


class Deed(NamedTuple):
    """Something done at a moment."""

    at: datetime
    do: Callable[[], Awaitable[object]]


async def load_demo(now: datetime | None = None) -> list[str]:
    """Load the demo company and return whom to sign in as.

    Running again adds nothing twice: it finishes what was cut short and gives out the tasks of the day.
    """
    now = now or datetime.now(UTC)
    anchor = await begin(now)
    await settle_company()
    await fill_shelves(anchor)
    if not await was_recorded(LOADED):
        await settle_rules()
        await choose_limit()
        versions = {name: await publish_illustrated(name, anchor - MONTH) for name in CHECKLISTS}
        await give_budgets()
        await fill_desk(anchor, versions["checklist"])
        await plan_rounds(anchor)
        await live(anchor, versions)
        await settle_telling(anchor)
        await leave_a_phone_behind(anchor)
        await begin_one(anchor)
    await remember_sales(anchor)
    async with transaction():
        await follow_up(anchor)
    await give_duties(now)
    return greeting()


async def begin(now: datetime) -> datetime:
    """Return the moment of the first load, from which the month is counted back."""
    async with transaction():
        if begun := await was_recorded(BEGUN):
            return begun
        if await fetch("SELECT 1 FROM store LIMIT 1"):
            raise DemoRefused("This database holds a company already; the demo wants an empty one.")
        await record(BEGUN, DEMO, at=now)
    return now


async def was_recorded(event: str) -> datetime | None:
    """Return when an event of the demo itself happened."""
    rows = await fetch("SELECT at FROM event WHERE name = $1 AND subject = $2", event, DEMO)
    return rows[0]["at"] if rows else None


async def publish_illustrated(name: str, at: datetime) -> UUID:
    """Publish a checklist with its reference photos and return its version."""
    return await publish(checklist_id(name), await illustrated(name, at), person_id("chen"), at)


async def live(anchor: datetime, versions: dict[str, UUID]) -> None:
    """Do everything that happened, in the order in which it happened, or nothing of it."""
    made = walks(anchor)
    mended = list(repairs(made, anchor))
    exposures = [exposure for walk in made for exposure in exposures_of(walk)]
    exposures += [exposure for repair in mended if (exposure := exposure_of(repair))]
    photos = await take_photos(exposures)
    tasks = await tasks_of_the_day(anchor)
    deeds = [Deed(walk.ended_at, partial(hand_in, walk, tasks, versions, photos)) for walk in made]
    deeds += [
        Deed(check.at, partial(write_down, check, versions["fridges"])) for check in await checks_made(anchor)
    ]
    for walk in filter(was_amended, made):
        change = partial(amend_walk, walk, versions[walk.visit.checklist], photos)
        deeds.append(Deed(walk.ended_at + LATER, change))
    for repair in mended:
        deeds.append(Deed(repair.fixed_at, partial(fix, repair, photos)))
        if verdict := repair.verdict:
            deeds.append(Deed(repair.reviewed_at, partial(review, repair, verdict)))
    ordered = await orderings(made, anchor)
    came = list(arrivals(ordered, anchor))
    deeds += [Deed(ordering.placed_at, partial(place, ordering)) for ordering in ordered]
    deeds += [Deed(*deed) for arrival in came for deed in deeds_of(arrival, anchor)]
    unfinished = await open_orders(anchor)
    deeds += [Deed(*deed) for opened in unfinished for deed in deeds_about(opened)]
    short = {shortage_of(arrival): arrival.at for arrival in came if arrival.short}
    # In one transaction: six hundred commits would wait for the disk six hundred times.
    async with transaction():
        for deed in sorted(deeds, key=lambda deed: deed.at):
            await deed.do()
            # Right away, so that inboxes fill in the order in which things happened.
            await work_until_quiet()
        await note_missed(anchor)
        await reply_to_findings(anchor)
        await find_goods(anchor)
        await work_until_quiet()
        await put_deeds_into_the_past(anchor)
        await put_shortages_into_the_past(short | shortages_of(unfinished))
        await put_inboxes_into_the_past(anchor, anchor - LONG_READ)
        await record(LOADED, DEMO)


async def hand_in(walk: Walk, tasks: Tasks, versions: dict[str, UUID], photos: dict[str, str]) -> None:
    """Submit a visit as whoever made it, signed by the store where that was asked for."""
    written = inspection_of(walk, versions[walk.visit.checklist], task_of(walk, tasks), photos)
    document = replace(written, signature=await sign(walk))
    await submit(walk.id, signed_in(walk.visit.person), Sent(document, fingerprint(document)))


def greeting() -> list[str]:
    """Say whom to sign in as."""
    return [
        f"{company().name.zh} {company().name.en}: everybody's password is {company().password}",
        "wang: supervisor of East · li and zhao: manager and staff of Riverside · sun: staff of Hilltop",
        "chen: HQ · ada: admin · gao: supervisor of North · bai: maintenance, who gets what is broken",
    ]

"""Remind stores that have not ordered: by the clock when the cut-off is near, and when HQ asks; each once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from backend.database import fetch, transaction, uuid7
from backend.events.log import About, record_each
from backend.ordering.consolidation.reading import has_order, orders_between, read_delivery
from backend.ordering.consolidation.schemas import CompanyDelivery
from backend.ordering.consolidation.visits import Visit, visits
from backend.ordering.cut_off import Calendar, cut_off_at, next_delivery
from backend.ordering.life.rules import order_rules
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role


async def note_near_cut_offs(now: datetime) -> None:
    """Write one event per store and delivery whose cut-off is near and for which nobody has ordered."""
    minutes = (await order_rules()).remind_minutes
    if minutes is None:
        return
    near = near_cut_off(await visits(), now, timedelta(minutes=minutes))
    if not near:
        return
    days = [day for _, day, _ in near]
    asked = await orders_between(min(days), max(days))
    left = [one for one in near if not has_order(asked.get((one[0].store, one[0].supplier, one[1]), []))]
    await remind(left, "near", None, now)


def near_cut_off(
    planned: Sequence[Visit], now: datetime, within: timedelta
) -> list[tuple[Visit, date, datetime]]:
    """Pick the next delivery of each visit if it closes soon; equal calendars are reckoned once."""
    closing: dict[Calendar, tuple[date, datetime]] = {}
    near = []
    for visit in planned:
        calendar = visit.calendar
        if calendar not in closing:
            day = next_delivery(now, calendar)
            closing[calendar] = day, cut_off_at(day, calendar)
        day, cut_off = closing[calendar]
        if cut_off - now <= within:
            near.append((visit, day, cut_off))
    return near


async def remind_of_delivery(person: SignedIn, supplier: UUID, day: date) -> CompanyDelivery:
    """Remind every store that has not ordered and still can; who was asked already is left alone."""
    require_role(person, Role.hq, Role.admin)
    now = datetime.now(UTC)
    async with transaction():
        asked = await orders_between(day, day, supplier)
        left = [
            (visit, day, cut_off)
            for visit in await visits(supplier)
            for on, cut_off in visit.days(day, day)
            if on == day and cut_off >= now and not has_order(asked.get((visit.store, supplier, day), []))
        ]
        await remind(left, "asked", person.id, now)
    return await read_delivery(person, supplier, day)


async def remind(
    left: Sequence[tuple[Visit, date, datetime]], kind: str, person: UUID | None, now: datetime
) -> None:
    """Note each reminder once, and write the events of the new ones with them."""
    rows = await fetch(
        """
        INSERT INTO order_reminder (id, store, supplier, delivery_on, kind, person, at)
        SELECT id, store, supplier, delivery_on, $5, $6, $7
        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[]) AS due(id, store, supplier, delivery_on)
        ON CONFLICT DO NOTHING RETURNING store, supplier, delivery_on
        """,
        [uuid7() for _ in left],
        [visit.store for visit, _, _ in left],
        [visit.supplier for visit, _, _ in left],
        [day for _, day, _ in left],
        kind,
        person,
        now,
    )
    closes = {(visit.store, visit.supplier, day): cut_off for visit, day, cut_off in left}
    fresh = [(row["store"], row["supplier"], row["delivery_on"]) for row in rows]
    await record_each(
        "delivery.reminded",
        [
            (
                supplier,
                About(store, {"kind": kind, "delivery_on": day, "cut_off_at": closes[store, supplier, day]}),
            )
            for store, supplier, day in fresh
        ],
        person,
    )

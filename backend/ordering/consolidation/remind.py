"""Remind stores that have not ordered: by the clock when the cut-off is near, and when HQ asks; each once."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.ordering.consolidation.reading import has_order, orders_between, read_delivery
from backend.ordering.consolidation.schemas import CompanyDelivery
from backend.ordering.consolidation.visits import Visit, visits
from backend.ordering.cut_off import next_delivery
from backend.ordering.life.rules import order_rules
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role


async def note_near_cut_offs(now: datetime) -> None:
    """Write one event per store and delivery whose cut-off is near and for which nobody has ordered."""
    minutes = (await order_rules()).remind_minutes
    if minutes is None:
        return
    near = [
        (visit, day, cut_off)
        for visit in await visits()
        if (day := next_delivery(now, visit.calendar))
        for on, cut_off in visit.days(day, day)
        if on == day and cut_off - now <= timedelta(minutes=minutes)
    ]
    if not near:
        return
    days = [day for _, day, _ in near]
    asked = await orders_between(min(days), max(days))
    left = [one for one in near if not has_order(asked.get((one[0].store, one[0].supplier, one[1]), []))]
    await remind(left, "near", None, now)


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
    left: Iterable[tuple[Visit, date, datetime]], kind: str, person: UUID | None, now: datetime
) -> None:
    """Note each reminder once, and write its event with it."""
    for visit, day, cut_off in left:
        fresh = await fetch(
            """
            INSERT INTO order_reminder (id, store, supplier, delivery_on, kind, person, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id
            """,
            uuid7(),
            visit.store,
            visit.supplier,
            day,
            kind,
            person,
            now,
        )
        if fresh:
            payload: dict[str, object] = {"kind": kind, "delivery_on": day, "cut_off_at": cut_off}
            await record(
                "delivery.reminded", visit.supplier, store=visit.store, person=person, payload=payload
            )

"""Orders of the demo that are in the middle of their life: which there are, and when each deed fell."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Literal, NamedTuple
from uuid import UUID, uuid5

from backend.database import transaction
from backend.demo.company import person_id, signed_in, store_id
from backend.demo.orders import Ordering
from backend.demo.shelves import supplier_id
from backend.demo.story import Habit
from backend.ordering.cut_off import Calendar, cut_off_at, delivery_days, next_delivery
from backend.ordering.life.rules import NAME
from backend.ordering.life.schemas import (
    OrderRules,
)
from backend.ordering.offers import calendar_of
from backend.people.access import load_store
from backend.products.suppliers import suppliers_of
from backend.stores.settings import read_versioned, write_setting

# What a store orders as suggested stays below it; goods for an event of the neighbourhood do not.
APPROVE_ABOVE = 800_000
WEEK = timedelta(days=7)
SINCE = timedelta(hours=3)  # all that was done about an order of today fits into it
CONFIRMED, LOADED, PACKED = (timedelta(minutes=minutes) for minutes in (25, 100, 120))  # after the cut-off
DOOR_OPENS, SEEN_TO = time(8, 40), time(9, 30)
DAIRY, PANTRY = "morning-dairy", "valley-pantry"
Visit = Literal["in_a_week", "next", "closed", "came"]
State = Literal["held", "rejected", "cancelled", "sent", "less", "later", "shipped", "short"]


class OpenOrder(NamedTuple):
    """One order, the delivery it is for, and how far it has come; one that asks for packs is an extra one."""

    store: str
    person: str
    supplier: str
    visit: Visit
    state: State
    at: time = time(9, 40)
    asks: Mapping[str, int] = {}


# Riverside's next deliveries are left to the reader, so what it awaits is extra.
OPEN = (
    OpenOrder("R001", "zhao", DAIRY, "in_a_week", "held", time(10, 5), {"MD-1002": 50, "MD-2001": 30}),
    OpenOrder("R001", "zhao", PANTRY, "in_a_week", "rejected", time(9, 15), {"VP-2002": 80, "VP-2003": 100}),
    OpenOrder("R001", "zhao", PANTRY, "closed", "shipped", asks={"VP-2003": 4, "VP-2004": 6}),
    OpenOrder("N002", "yang", DAIRY, "next", "sent"),
    OpenOrder("N002", "yang", PANTRY, "closed", "shipped"),
    OpenOrder("N003", "zhu", DAIRY, "came", "short"),
    OpenOrder("N003", "zhu", DAIRY, "next", "less"),
    OpenOrder("N003", "zhu", PANTRY, "in_a_week", "cancelled", time(9, 20), {"VP-2002": 150, "VP-2003": 60}),
    OpenOrder("N003", "zhu", PANTRY, "next", "later", time(9, 50)),
)


class Opened(NamedTuple):
    """An open order with the delivery and the moments that fell to it."""

    order: OpenOrder
    calendar: Calendar
    ordering: Ordering

    @property
    def id(self) -> UUID:
        """The id that the store's phone made up."""
        return self.ordering.id

    @property
    def closed_at(self) -> datetime:
        """When its supplier began to pack."""
        return cut_off_at(self.ordering.delivery_on, self.calendar)

    @property
    def arrived_at(self) -> datetime:
        """When the lorry stood at the back door."""
        return datetime.combine(self.ordering.delivery_on, DOOR_OPENS, self.calendar.zone)


async def choose_limit() -> None:
    """Let orders beyond an amount wait for the store's manager, as HQ would."""
    version, _ = await read_versioned(NAME, OrderRules)
    if version == 0:
        async with transaction():
            rules = OrderRules(approve_above_minor=APPROVE_ABOVE)
            await write_setting(NAME, rules, based_on=0, by=person_id("chen"))


async def open_orders(anchor: datetime) -> list[Opened]:
    """Every open order, at whatever hour of the week the demo is loaded."""
    found: list[Opened] = []
    for order in OPEN:
        store = await load_store(signed_in(order.person), store_id(order.store))
        [supplier] = await suppliers_of(store.id, supplier_id(order.supplier))
        calendar = calendar_of(supplier, store)
        habit = Habit(store=order.store, supplier=order.supplier, person=order.person, weekdays=[])
        day = day_of(order.visit, calendar, anchor)
        placed_at = placed_when(order, day, calendar, anchor)
        ordering = Ordering(habit, day, placed_at, None, False, True, order.asks)
        found.append(Opened(order, calendar, ordering))
    return found


def day_of(visit: Visit, calendar: Calendar, anchor: datetime) -> date:
    """Find the delivery: one that can still be ordered, or the newest that is packed or has come."""
    following = next_delivery(anchor, calendar)
    match visit:
        case "next":
            return following
        case "in_a_week":
            return next(delivery_days(following + WEEK, calendar))
        case "closed":
            return newest(calendar, following, lambda day: cut_off_at(day, calendar) + PACKED < anchor)
        case "came":
            return newest(
                calendar, following, lambda day: datetime.combine(day, SEEN_TO, calendar.zone) < anchor
            )


def newest(calendar: Calendar, before: date, is_over: Callable[[date], bool]) -> date:
    """Return the newest delivery day of which something is true."""
    days = takewhile(lambda day: day < before, delivery_days(before - 2 * WEEK, calendar))
    return max(filter(is_over, days))


def placed_when(order: OpenOrder, day: date, calendar: Calendar, anchor: datetime) -> datetime:
    """Return when it was ordered: in the last hours before its cut-off, else this morning or yesterday's."""
    if order.visit in ("closed", "came"):
        return cut_off_at(day, calendar) - timedelta(minutes=95)
    latest = (anchor - SINCE).astimezone(calendar.zone)
    morning = datetime.combine(latest.date(), order.at, calendar.zone)
    return morning if morning <= latest else morning - timedelta(days=1)


def shortages_of(opened: list[Opened]) -> dict[UUID, datetime]:
    """When the issues about what came short were raised."""
    return {uuid5(one.id, "shortage"): one.arrived_at for one in opened if one.order.state == "short"}

"""When the open orders of the demo were placed, confirmed and shipped: honest at every hour of the week."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from backend.demo.open_orders import OPEN, Opened, OpenOrder, day_of, placed_when
from backend.demo.order_lives import deeds_about
from backend.demo.orders import Ordering
from backend.demo.story import Habit, SupplierLine, goods
from backend.ordering.cut_off import Calendar, next_delivery

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
HALF_HOURS = [MONDAY + timedelta(minutes=30 * step) for step in range(7 * 48)]
LATELY = timedelta(days=4)
SUPPLIERS: dict[str, SupplierLine] = {line.key: line for line in goods().suppliers}


def calendar_of(order: OpenOrder) -> Calendar:
    line = SUPPLIERS[order.supplier]
    return Calendar(
        weekdays=frozenset(line.delivery_weekdays),
        cut_off=line.cut_off,
        lead_days=line.lead_days,
        grace=timedelta(minutes=line.grace_minutes),
        zone=ZoneInfo("Asia/Shanghai"),
    )


def opened_at(order: OpenOrder, anchor: datetime) -> Opened:
    calendar = calendar_of(order)
    day = day_of(order.visit, calendar, anchor)
    placed_at = placed_when(order, day, calendar, anchor)
    habit = Habit(store=order.store, supplier=order.supplier, person=order.person, weekdays=[])
    return Opened(order, calendar, Ordering(habit, day, placed_at, None, False, True, order.asks))


@pytest.mark.parametrize("order", OPEN, ids=lambda order: f"{order.store} {order.supplier} {order.state}")
def test_every_deed_follows_the_one_before_and_none_is_still_to_come(order: OpenOrder) -> None:
    for anchor in HALF_HOURS:
        opened = opened_at(order, anchor)
        moments = [at for at, _ in deeds_about(opened)]
        assert all(one < later for one, later in pairwise(moments))
        assert moments[0] <= opened.closed_at
        assert anchor - LATELY < moments[-1] < anchor
        assert time(8) < moments[0].astimezone(opened.calendar.zone).time() < time(16)


@pytest.mark.parametrize("order", OPEN, ids=lambda order: f"{order.store} {order.supplier} {order.state}")
def test_riverside_has_ordered_for_none_of_its_next_deliveries(order: OpenOrder) -> None:
    for anchor in HALF_HOURS:
        opened = opened_at(order, anchor)
        day: date = next_delivery(anchor, opened.calendar)
        assert (opened.ordering.delivery_on == day) == (order.visit == "next")
        assert order.store != "R001" or (order.asks and order.visit != "next")


def test_no_store_orders_twice_for_one_delivery_unless_it_says_extra() -> None:
    for anchor in HALF_HOURS:
        plain = [opened_at(order, anchor) for order in OPEN if not order.asks]
        visits = [(one.order.store, one.order.supplier, one.ordering.delivery_on) for one in plain]
        assert len(set(visits)) == len(visits)

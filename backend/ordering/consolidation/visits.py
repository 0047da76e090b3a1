"""Which supplier comes to which store on which days: all stores at once, in one query."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from backend.database import fetch
from backend.ordering.cut_off import Calendar, cut_off_at, delivery_days

VISITS = """
    WITH RECURSIVE above AS (
        SELECT store.id AS target, region.id, region.parent, 1 AS distance
        FROM store JOIN region ON region.id = store.region WHERE NOT closed
        UNION ALL
        SELECT target, region.id, region.parent, distance + 1
        FROM region JOIN above ON region.id = above.parent WHERE distance < 50
    ), places AS (
        SELECT id AS target, id AS store, NULL::uuid AS region, 0 AS distance FROM store WHERE NOT closed
        UNION ALL SELECT target, NULL, id, distance FROM above
        UNION ALL SELECT id, NULL, NULL, 1000 FROM store WHERE NOT closed
    ), plan AS (
        SELECT DISTINCT ON (target, supplier) target, supplier, delivery_weekdays, cut_off, lead_days
        FROM delivery_plan JOIN places
            ON delivery_plan.store = places.store OR delivery_plan.region = places.region
        ORDER BY target, supplier, distance
    ), exception AS (
        SELECT DISTINCT ON (target, supplier, on_day) target, supplier, on_day, delivers
        FROM delivery_exception JOIN places
            ON delivery_exception.store IS NOT DISTINCT FROM places.store
            AND delivery_exception.region IS NOT DISTINCT FROM places.region
        ORDER BY target, supplier, on_day, distance
    ), days AS (
        SELECT target, supplier, coalesce(array_agg(on_day) FILTER (WHERE delivers), '{}') AS comes_also_on,
            coalesce(array_agg(on_day) FILTER (WHERE NOT delivers), '{}') AS comes_not_on
        FROM exception GROUP BY target, supplier
    )
    SELECT store.id AS store, store.code AS store_code, store.name AS store_name, time_zone,
        supplier.id AS supplier, supplier.name AS supplier_name, supplier.currency, grace_minutes,
        coalesce(plan.delivery_weekdays, supplier.delivery_weekdays) AS delivery_weekdays,
        coalesce(plan.cut_off, supplier.cut_off) AS cut_off,
        coalesce(plan.lead_days, supplier.lead_days) AS lead_days,
        coalesce(comes_also_on, '{}') AS comes_also_on, coalesce(comes_not_on, '{}') AS comes_not_on
    FROM store CROSS JOIN supplier
        LEFT JOIN plan ON plan.target = store.id AND plan.supplier = supplier.id
        LEFT JOIN days ON days.target = store.id AND days.supplier = supplier.id
    WHERE NOT closed AND active AND ($1::uuid IS NULL OR supplier.id = $1)
        AND jsonb_array_length(coalesce(plan.delivery_weekdays, supplier.delivery_weekdays)) > 0
    ORDER BY supplier.code, store.code
"""


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One supplier coming to one store, by the days and the cut-off that hold there."""

    store: UUID
    store_code: str
    store_name: dict[str, str]
    time_zone: str
    supplier: UUID
    supplier_name: dict[str, str]
    currency: str
    grace_minutes: int
    delivery_weekdays: list[int]
    cut_off: time
    lead_days: int
    comes_also_on: list[date]
    comes_not_on: list[date]

    @property
    def calendar(self) -> Calendar:
        """The delivery days in the time zone of the store."""
        return one_calendar(
            tuple(self.delivery_weekdays),
            self.cut_off,
            self.lead_days,
            self.grace_minutes,
            self.time_zone,
            tuple(self.comes_not_on),
            tuple(self.comes_also_on),
        )

    def days(self, first: date, last: date) -> Iterator[tuple[date, datetime]]:
        """Walk through the deliveries between two days, each with its cut-off."""
        calendar = self.calendar
        for day in delivery_days(first, calendar):
            if day > last:
                return
            yield day, cut_off_at(day, calendar)


@lru_cache(maxsize=1000)
def one_calendar(
    weekdays: tuple[int, ...],
    cut_off: time,
    lead_days: int,
    grace_minutes: int,
    time_zone: str,
    comes_not_on: tuple[date, ...],
    comes_also_on: tuple[date, ...],
) -> Calendar:
    """Make one calendar for all stores with the same days: there are many stores and few plans."""
    return Calendar(
        frozenset(weekdays),
        cut_off,
        lead_days,
        timedelta(minutes=grace_minutes),
        ZoneInfo(time_zone),
        frozenset(comes_not_on),
        frozenset(comes_also_on),
    )


async def visits(supplier: UUID | None = None) -> list[Visit]:
    """List who comes to which store, of one supplier or of all."""
    return [msgspec.convert(row, Visit) for row in await fetch(VISITS, supplier)]

"""What a store will sell: the one function that a better forecast replaces."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from backend.database import fetch
from backend.demand.averages import WEEKS, Observed, daily_averages, per_thousand, usage_of_revenue

Basis = Literal["sales", "revenue"]


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """What one product will sell per day, in thousandths of a base unit, from the first day on.

    By revenue, `per_thousand` is the usage per 1,000 of it 千元用量, in thousandths.
    """

    basis: Basis
    per_day: tuple[int, ...]
    per_thousand: int | None = None


async def forecast(store: UUID, by: Mapping[UUID, str], first_day: date, days: int) -> dict[UUID, Forecast]:
    """Tell what each product will sell on each of the days; one without enough history is left out.

    `by` names the way of each product: its own `sales`, or its usage per 1,000 of `revenue`.
    """
    weekdays = [(first_day + timedelta(days=n)).isoweekday() for n in range(days)]
    since = first_day - timedelta(weeks=WEEKS)
    sold = [product for product, way in by.items() if way == "sales"]
    used = [product for product, way in by.items() if way == "revenue"]
    made = {
        product: Forecast(basis="sales", per_day=tuple(averages[weekday] for weekday in weekdays))
        for product, seen in (await observe(store, sold, since, first_day)).items()
        if (averages := daily_averages(seen)) is not None
    }
    if used:
        made |= await forecast_by_revenue(store, used, since, first_day, weekdays)
    return made


async def observe(
    store: UUID, products: Sequence[UUID], since: date, until: date
) -> dict[UUID, dict[int, Observed]]:
    """Sum up what was sold per weekday, without the days on which the shelf was empty."""
    rows = await fetch(OBSERVED, store, products, since, until)
    return {
        row["product"]: dict(zip(row["weekdays"], map(Observed, row["days"], row["totals"]), strict=True))
        for row in rows
    }


# One row per product, off the index alone; the first day of the calendar was a Monday, and subtracting days
# costs a third of `extract`, which counts.
OBSERVED = """
    SELECT product, array_agg(weekday) AS weekdays, array_agg(days) AS days, array_agg(total) AS totals
    FROM (
        SELECT product, (used_on - date '0001-01-01') % 7 + 1 AS weekday, count(*) AS days,
            sum(base_units)::bigint AS total
        FROM usage_day
        WHERE store = $1 AND product = ANY($2) AND used_on >= $3 AND used_on < $4 AND NOT out_of_stock
        GROUP BY product, weekday
    ) AS seen GROUP BY product
"""


async def forecast_by_revenue(
    store: UUID, products: Sequence[UUID], since: date, until: date, weekdays: Sequence[int]
) -> dict[UUID, Forecast]:
    """Tell what products will use from what the store will earn."""
    rows = await fetch(
        """
        SELECT extract(isodow FROM earned_on)::int AS weekday, count(*) AS days,
            sum(revenue_minor)::bigint AS total
        FROM revenue_day WHERE store = $1 AND earned_on >= $2 AND earned_on < $3 GROUP BY weekday
        """,
        store,
        since,
        until,
    )
    earned = daily_averages({row["weekday"]: Observed(row["days"], row["total"]) for row in rows})
    if earned is None:
        return {}
    per_day = [earned[weekday] // 1000 for weekday in weekdays]
    return {
        product: Forecast(
            basis="revenue",
            per_day=tuple(usage_of_revenue(rate, revenue) for revenue in per_day),
            per_thousand=rate,
        )
        for product, rate in (await rates(store, products, since, until)).items()
    }


async def rates(store: UUID, products: Sequence[UUID], since: date, until: date) -> dict[UUID, int]:
    """Return the usage per 1,000 of revenue over the days of which both are known."""
    rows = await fetch(
        """
        SELECT product, sum(base_units)::bigint AS used, sum(revenue_minor)::bigint AS revenue
        FROM usage_day JOIN revenue_day ON revenue_day.store = usage_day.store AND earned_on = used_on
        WHERE usage_day.store = $1 AND product = ANY($2) AND used_on >= $3 AND used_on < $4
            AND NOT out_of_stock
        GROUP BY product
        """,
        store,
        products,
        since,
        until,
    )
    found = {row["product"]: per_thousand(row["used"], row["revenue"]) for row in rows}
    return {product: rate for product, rate in found.items() if rate is not None}

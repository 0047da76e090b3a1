"""Look into how products fared that a store left out of its order against the suggestion."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from backend.database import fetch, uuid7
from backend.ordering.after.became import Unknown
from backend.ordering.after.due_delivery import RECENT_COUNT, Due
from backend.ordering.after.lasted import Lasted, Watched, how_it_lasted

# What a count after an empty shelf found was in the store all the time: days before it are not without any.
WATCHED = """
    SELECT omitted.product, omitted.reason, omitted.suggested_packs, ends.at AS ends_at,
        last.base_units AS counted, last.effective_at AS counted_at,
        coalesce(moved.base_units, 0)::int AS moved,
        CASE WHEN coalesce(moved.came, 0) = 0 THEN emptied.at END AS emptied_at, said.days AS said_out,
        sold.days AS sold_days, coalesce(sold.base_units, 0)::int AS sold
    FROM order_left_out AS omitted
    CROSS JOIN LATERAL (
        SELECT least($5, min(effective_at)) AS at FROM stock_entry
        WHERE store = $2 AND product = omitted.product AND effective_at > $3
            AND (kind = 'receipt' OR kind = 'transfer' AND base_units > 0)
    ) AS ends
    LEFT JOIN LATERAL (
        SELECT base_units, effective_at FROM stock_entry
        WHERE store = $2 AND product = omitted.product AND kind = 'count'
            AND effective_at > $3 - $4::interval AND effective_at < ends.at
        ORDER BY effective_at DESC, recorded_at DESC, id DESC LIMIT 1
    ) AS last ON true
    CROSS JOIN LATERAL (
        SELECT coalesce(max(effective_at), $3 - $4::interval) AS at FROM stock_entry
        WHERE store = $2 AND product = omitted.product AND kind = 'count' AND base_units <> 0
            AND effective_at > $3 - $4::interval AND effective_at < ends.at
    ) AS nonzero
    CROSS JOIN LATERAL (
        SELECT min(effective_at) AS at FROM stock_entry
        WHERE store = $2 AND product = omitted.product AND kind = 'count' AND base_units = 0
            AND effective_at > nonzero.at AND effective_at < ends.at
    ) AS emptied
    CROSS JOIN LATERAL (
        SELECT sum(base_units) AS base_units, sum(base_units) FILTER (WHERE base_units > 0) AS came
        FROM stock_entry
        WHERE store = $2 AND product = omitted.product AND kind NOT IN ('count', 'sale')
            AND effective_at > coalesce(emptied.at, last.effective_at) AND effective_at < ends.at
    ) AS moved
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(used_on ORDER BY used_on), '{}') AS days FROM usage_day
        WHERE store = $2 AND product = omitted.product AND out_of_stock AND used_on > $7
            AND used_on > (nonzero.at AT TIME ZONE $6)::date AND used_on < $8
            AND used_on <= (ends.at AT TIME ZONE $6)::date
    ) AS said
    CROSS JOIN LATERAL (
        SELECT count(*) AS days, sum(base_units) AS base_units FROM usage_day
        WHERE store = $2 AND product = omitted.product AND used_on < $8
            AND used_on > (last.effective_at AT TIME ZONE $6)::date
    ) AS sold
    WHERE omitted."order" = $1
"""
WRITE = """
    INSERT INTO override_outcome (id, "order", product, store, supplier, reason, suggested_packs, packs,
        received_units, ended_on, basis, because, used, wasted, went, "left", lasted_units, ran_out_on,
        days_out, told_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9, $10, $11, $11, $11, $11, $12, $13, $14, $15)
    ON CONFLICT ("order", product) DO UPDATE SET basis = excluded.basis, because = excluded.because,
        used = excluded.used, wasted = excluded.wasted, went = excluded.went, "left" = excluded."left",
        lasted_units = excluded.lasted_units, ran_out_on = excluded.ran_out_on, days_out = excluded.days_out,
        told_at = excluded.told_at
"""


async def follow_left_out(due: Due, now: datetime) -> list[bool]:
    """Write how each product fared that a delivery came without; tell of each whether it is known."""
    zone = ZoneInfo(due.time_zone)
    rows = await fetch(
        WATCHED,
        due.order,
        due.store,
        due.received_at,
        RECENT_COUNT,
        datetime.combine(due.covers_until + timedelta(days=1), time(0), zone),
        due.time_zone,
        due.received_at.astimezone(zone).date(),
        due.covers_until,
    )
    told: list[bool] = []
    for row in rows:
        found = how_it_lasted(watched(due, row))
        await write(due, row, found, now)
        told.append(isinstance(found, Lasted))
    return told


def watched(due: Due, row: dict[str, Any]) -> Watched:
    """Put what was read on the days of the store's calendar."""
    came_on, ended_on = day_of(due, row["ends_at"]), due.covers_until - timedelta(days=1)
    return Watched(
        received_on=due.received_at.astimezone(ZoneInfo(due.time_zone)).date(),
        ended_on=ended_on,
        came_on=came_on if came_on and came_on <= ended_on else None,
        counted=row["counted"],
        counted_on=day_of(due, row["counted_at"]),
        moved=row["moved"],
        emptied_on=day_of(due, row["emptied_at"]),
        said_out=row["said_out"],
        sold=row["sold"],
        sold_days=row["sold_days"],
    )


def day_of(due: Due, moment: datetime | None) -> date | None:
    """Return the day that a moment falls on in the store."""
    return moment and moment.astimezone(ZoneInfo(due.time_zone)).date()


async def write(due: Due, row: dict[str, Any], found: Lasted | Unknown, now: datetime) -> None:
    """Write an outcome in the place of the one before; of what never came nothing was sold or written off."""
    known = found if isinstance(found, Lasted) else None
    await fetch(
        WRITE,
        uuid7(),
        due.order,
        row["product"],
        due.store,
        due.supplier,
        row["reason"],
        row["suggested_packs"],
        due.covers_until - timedelta(days=1),
        known.basis if known else "unknown",
        "" if known else str(found),
        0 if known else None,
        known and known.left,
        known and known.ran_out_on,
        known and known.days_out,
        now,
    )

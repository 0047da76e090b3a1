"""Look into what became of lines that were ordered otherwise than suggested, once their time is over."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.ordering.after.became import Became, Seen, Unknown, what_became
from backend.ordering.after.due_delivery import RECENT_COUNT, Due
from backend.ordering.after.left_out import follow_left_out

# What was sold or counted may be told a day late; what nobody told in two weeks nobody will.
TOLD_BY = timedelta(days=1)
GIVEN_UP = timedelta(days=14)
AT_ONCE, MOST_ROUNDS = 200, 100
DUE = """
    SELECT delivered."order", delivered.store, delivered.supplier, delivered.received_at, covers_until,
        time_zone, receipt.id AS receipt
    FROM delivered JOIN store ON store.id = delivered.store
        JOIN order_deed AS receipt ON receipt."order" = delivered."order" AND receipt.kind = 'receipt'
    WHERE followed_at IS NULL AND covers_until < $1
        AND NOT EXISTS (SELECT FROM override_outcome AS told
            WHERE told."order" = delivered."order" AND told.told_at > $2)
    ORDER BY covers_until, delivered."order" LIMIT $3
"""
# An extra order has no suggestion of its own: the sheet that it stands beside had it.
CHANGED = """
    SELECT line.product, line.packs, line.reason, got.base_units AS received_units,
        coalesce(suggested_packs, (suggestion ->> 'packs')::int) AS suggested_packs
    FROM order_line AS line JOIN order_placed AS placed ON placed.id = line."order" AND NOT placed.extra
        JOIN order_deed_line AS got ON got.deed = $2 AND got.product = line.product
    WHERE line."order" = $1 AND line.packs <> coalesce(suggested_packs, (suggestion ->> 'packs')::int)
"""
SEEN = """
    SELECT wanted.product, opening.base_units AS opening, closing.base_units AS closing,
        coalesce(moved.wasted, 0)::int AS wasted, coalesce(moved.came, 0)::int AS came,
        coalesce(moved.went, 0)::int AS went, sold.days, sold.base_units::int AS used, sold.ran_out_on,
        emptied.at AS emptied_at, opening.effective_at AS opened_at, ends.at AS ends_at
    FROM unnest($2::uuid[]) AS wanted(product)
    LEFT JOIN LATERAL (
        SELECT base_units, effective_at FROM stock_entry
        WHERE store = $1 AND product = wanted.product AND kind = 'count'
            AND effective_at < $3 AND effective_at > $3 - $4::interval
        ORDER BY effective_at DESC, recorded_at DESC, id DESC LIMIT 1
    ) AS opening ON true
    LEFT JOIN LATERAL (
        SELECT least($5, min(effective_at)) AS at FROM stock_entry
        WHERE store = $1 AND product = wanted.product AND kind = 'receipt' AND effective_at > $3
            AND deed IS DISTINCT FROM $6
    ) AS ends ON true
    LEFT JOIN LATERAL (
        SELECT base_units, effective_at FROM stock_entry
        WHERE store = $1 AND product = wanted.product AND kind = 'count'
            AND effective_at > $3 AND effective_at < ends.at
        ORDER BY effective_at DESC, recorded_at DESC, id DESC LIMIT 1
    ) AS closing ON true
    LEFT JOIN LATERAL (
        SELECT sum(-base_units) FILTER (WHERE kind = 'waste') AS wasted,
            sum(base_units) FILTER (WHERE kind <> 'waste' AND base_units > 0) AS came,
            sum(-base_units) FILTER (WHERE kind IN ('transfer', 'correction') AND base_units < 0) AS went
        FROM stock_entry
        WHERE store = $1 AND product = wanted.product AND kind NOT IN ('count', 'sale')
            AND deed IS DISTINCT FROM $6 AND effective_at > opening.effective_at
            AND effective_at < coalesce(closing.effective_at, ends.at)
    ) AS moved ON true
    LEFT JOIN LATERAL (
        SELECT count(*) AS days, sum(base_units) AS base_units,
            min(used_on) FILTER (WHERE out_of_stock AND used_on > $7) AS ran_out_on
        FROM usage_day
        WHERE store = $1 AND product = wanted.product AND used_on < $8
            AND used_on > (opening.effective_at AT TIME ZONE $9)::date
    ) AS sold ON true
    LEFT JOIN LATERAL (
        SELECT min(effective_at) AS at FROM stock_entry
        WHERE store = $1 AND product = wanted.product AND kind = 'count' AND base_units = 0
            AND effective_at > $3 AND effective_at < ends.at
    ) AS emptied ON true
"""
WRITE = """
    INSERT INTO override_outcome (id, "order", product, store, supplier, reason, suggested_packs, packs,
        received_units, ended_on, basis, because, used, wasted, went, "left", ran_out_on, told_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
    ON CONFLICT ("order", product) DO UPDATE SET basis = excluded.basis, because = excluded.because,
        used = excluded.used, wasted = excluded.wasted, went = excluded.went, "left" = excluded."left",
        ran_out_on = excluded.ran_out_on, told_at = excluded.told_at
"""


async def follow_up(now: datetime) -> None:
    """Tell of every delivery whose time is over what became of its changed lines.

    What is unknown is asked again every day, for counts and sales come late, until two weeks are over.
    """
    for _ in range(MOST_ROUNDS):
        rows = await fetch(DUE, now.date() - TOLD_BY, now - timedelta(hours=20), AT_ONCE)
        for row in rows:
            await follow_delivery(msgspec.convert(row, Due), now)
        if len(rows) < AT_ONCE:
            return


async def follow_delivery(due: Due, now: datetime) -> None:
    """Write what became of each changed line, and be done once all are known or nobody will tell any more."""
    async with transaction():
        changed = {row["product"]: row for row in await fetch(CHANGED, due.order, due.receipt)}
        seen = await look(due, list(changed)) if changed else {}
        told = [await tell(due, line, seen[product], now) for product, line in changed.items()]
        told += await follow_left_out(due, now)
        if all(told) or due.covers_until + GIVEN_UP < now.date():
            await fetch('UPDATE delivered SET followed_at = $2 WHERE "order" = $1', due.order, now)
            if told:
                payload: dict[str, object] = {"lines": len(told)}
                await record("order.followed_up", due.order, store=due.store, payload=payload)


async def look(due: Due, products: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """Read the ledger and the sales around one delivery, for all its changed lines at once."""
    zone = ZoneInfo(due.time_zone)
    rows = await fetch(
        SEEN,
        due.store,
        products,
        due.received_at,
        RECENT_COUNT,
        datetime.combine(due.covers_until + timedelta(days=1), time(0), zone),
        due.receipt,
        due.received_at.astimezone(zone).date(),
        due.covers_until,
        due.time_zone,
    )
    return {row["product"]: row for row in rows}


async def tell(due: Due, line: dict[str, Any], seen: dict[str, Any], now: datetime) -> bool:
    """Write what became of one line; tell whether it is known."""
    became = what_became(
        Seen(
            received=line["received_units"],
            opening=seen["opening"],
            closing=seen["closing"],
            used=used_of(due, seen),
            wasted=seen["wasted"],
            came=seen["came"],
            went=seen["went"],
        )
    )
    await write(due, line, became, ran_out_on(due, seen, became), now)
    return isinstance(became, Became)


async def write(
    due: Due, line: dict[str, Any], became: Became | Unknown, ran_out: date | None, now: datetime
) -> None:
    """Write an outcome in the place of the one before."""
    known = became if isinstance(became, Became) else None
    await fetch(
        WRITE,
        uuid7(),
        due.order,
        line["product"],
        due.store,
        due.supplier,
        line["reason"],
        line["suggested_packs"],
        line["packs"],
        line["received_units"],
        due.covers_until - timedelta(days=1),
        known.basis if known else "unknown",
        "" if known else str(became),
        known and known.used,
        known and known.wasted,
        known and known.went,
        known and known.left,
        ran_out,
        now,
    )


def used_of(due: Due, seen: dict[str, Any]) -> int | None:
    """Return what was sold day by day, if no day from the count to the end is missing."""
    zone = ZoneInfo(due.time_zone)
    if seen["opened_at"] is None or seen["ends_at"] < datetime.combine(due.covers_until, time(0), zone):
        return None  # days with goods of a later delivery in them say nothing of this one
    first = seen["opened_at"].astimezone(zone).date()
    days = (due.covers_until - first).days - 1
    return seen["used"] or 0 if days > 0 and seen["days"] == days else None


def ran_out_on(due: Due, seen: dict[str, Any], became: Became | Unknown) -> date | None:
    """Return the first day after it came on which the store said that there was none, or counted none.

    Where a count afterwards found some of it, the shelf was empty and the store was not.
    """
    if isinstance(became, Became) and became.basis == "counts" and became.left > 0:
        return None
    emptied = seen["emptied_at"]
    days = [seen["ran_out_on"], emptied and emptied.astimezone(ZoneInfo(due.time_zone)).date()]
    return min((day for day in days if day), default=None)

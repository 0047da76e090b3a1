"""All that waits for the people of stores: issues, tasks, orders before their cut-off, deliveries, counts.

Confidential issues and visits by others are no work of the store's, and leave no trace in its sums.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from backend.database import fetch
from backend.inspections.rounds.preview import effort_of
from backend.issues.listing import TO_FIX
from backend.ordering.cut_off import cut_off_at, next_delivery
from backend.ordering.offers import calendar_of
from backend.people.access import StoreRow
from backend.products.reading import packs_of
from backend.products.suppliers import suppliers_of
from backend.workload.estimate import Work
from backend.workload.rules import WorkloadRules

AHEAD = timedelta(days=4)  # a phone without a network still knows tomorrow's shift and the one after
ISSUES = f"""
    SELECT issue.id, store, title, severity, due_at FROM issue
    WHERE store = ANY($1) AND {TO_FIX} AND seen_by IS NULL ORDER BY due_at, issue.id
"""  # noqa: S608
TASKS = """
    SELECT task.id, task.store, task.checklist, opens_at, due_at, round,
        (SELECT document -> 'name' FROM checklist_version WHERE checklist_version.checklist = task.checklist
         ORDER BY number DESC LIMIT 1) AS title
    FROM task
    WHERE task.store = ANY($1) AND inspection IS NULL AND NOT missed AND withdrawn_at IS NULL
        AND missed_at > $2 AND opens_at < $3 AND (role IN ('store', 'store_manager') OR EXISTS (
            SELECT FROM post WHERE post.person = task.person AND post.store = task.store))
    ORDER BY due_at, task.id
"""
DELIVERIES = """
    SELECT placed.id, placed.store, supplier.name AS title, delivery_on, store.time_zone,
        (SELECT count(*) FROM order_line WHERE order_line."order" = placed.id)::int AS size
    FROM order_placed AS placed JOIN supplier ON supplier.id = placed.supplier
        JOIN store ON store.id = placed.store
    WHERE placed.store = ANY($1) AND status IN ('placed', 'sent', 'confirmed', 'shipped')
        AND delivery_on BETWEEN $2::date - 3 AND $2::date + 5
    ORDER BY delivery_on, placed.id
"""
ARRIVALS = """
    SELECT deed.id, deed.other_store AS store, giver.name AS title, deed.estimated_at AS due_at,
        (SELECT count(*) FROM stock_entry WHERE stock_entry.deed = deed.id)::int AS size
    FROM stock_deed AS deed JOIN store AS giver ON giver.id = deed.store
    WHERE deed.kind = 'sending' AND deed.other_store = ANY($1)
        AND NOT EXISTS (SELECT FROM stock_deed AS arrival WHERE arrival.answers = deed.id)
    ORDER BY deed.estimated_at, deed.id
"""
COUNTS = """
    SELECT par_level.store, count(*)::int AS size,
        coalesce(min(newest.effective_at), '2000-01-01T00:00Z') + make_interval(days => $2) AS due_at
    FROM par_level JOIN product ON product.id = par_level.product AND product.active LEFT JOIN LATERAL (
        SELECT effective_at FROM stock_entry WHERE stock_entry.store = par_level.store
            AND stock_entry.product = par_level.product AND kind = 'count'
        ORDER BY effective_at DESC LIMIT 1) AS newest ON true
    WHERE par_level.store = ANY($1) AND par_level.base_units > 0
        AND (newest.effective_at IS NULL OR newest.effective_at < $3::timestamptz - make_interval(days => $2))
    GROUP BY par_level.store
"""
ORDERED = """
    SELECT store, supplier, delivery_on FROM order_placed
    WHERE store = ANY($1) AND delivery_on >= $2::date - 1 AND status NOT IN ('cancelled', 'rejected')
"""


class OpenWork(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of work with what it is about."""

    work: Work
    subject: UUID | None = None
    title: dict[str, str] = {}
    measured: bool = False
    round: UUID | None = None


async def open_work(
    stores: Sequence[UUID], rules: WorkloadRules, now: datetime
) -> dict[UUID, list[OpenWork]]:
    """Gather what waits in each store, with what will in the next days."""
    found: defaultdict[UUID, list[OpenWork]] = defaultdict(list)
    wanted = list(stores)
    for row in await fetch(ISSUES, wanted):
        work = Work("fix", row["due_at"], severity=row["severity"])
        found[row["store"]].append(about(row, work))
    await add_tasks(found, wanted, now)
    for row in await fetch(DELIVERIES, wanted, now.date()):
        comes = datetime.combine(row["delivery_on"], datetime.min.time(), ZoneInfo(row["time_zone"]))
        found[row["store"]].append(about(row, Work("receive", comes.astimezone(UTC), row["size"])))
    for row in await fetch(ARRIVALS, wanted):
        found[row["store"]].append(about(row, Work("arrival", row["due_at"], row["size"])))
    await add_orders(found, wanted, now)
    if rules.count_days:
        for row in await fetch(COUNTS, wanted, rules.count_days, now):
            found[row["store"]].append(OpenWork(work=Work("count", row["due_at"], row["size"])))
    return found


def about(row: dict[str, Any], work: Work) -> OpenWork:
    """Put a name to a piece of work."""
    return OpenWork(work=work, subject=row["id"], title=row["title"])


async def add_tasks(found: dict[UUID, list[OpenWork]], stores: list[UUID], now: datetime) -> None:
    """Add the tasks that a store does itself, each as long as its checklist takes."""
    rows = await fetch(TASKS, stores, now, now + AHEAD)
    efforts = {checklist: await effort_of(checklist) for checklist in {row["checklist"] for row in rows}}
    for row in rows:
        minutes, measured = efforts[row["checklist"]]
        work = Work("task", row["due_at"], task_minutes=minutes, opens_at=row["opens_at"])
        found[row["store"]].append(
            OpenWork(work=work, subject=row["id"], title=row["title"], measured=measured, round=row["round"])
        )


async def add_orders(found: dict[UUID, list[OpenWork]], stores: list[UUID], now: datetime) -> None:
    """Add each delivery whose cut-off comes in these days and for which nothing was ordered yet."""
    ordered = {
        (row["store"], row["supplier"], row["delivery_on"])
        for row in await fetch(ORDERED, stores, now.date())
    }
    for row in await fetch("SELECT * FROM store WHERE id = ANY($1)", stores):
        store = msgspec.convert(row, StoreRow)
        near = []
        for supplier in await suppliers_of(store.id):
            calendar = calendar_of(supplier, store)
            delivery = next_delivery(now, calendar)
            cut_off = cut_off_at(delivery, calendar)
            if cut_off < now + AHEAD and (store.id, supplier.id, delivery) not in ordered:
                near.append((supplier, cut_off))
        packs = await packs_of(store.id, [supplier.id for supplier, _ in near]) if near else []
        for supplier, cut_off in near:
            lines = sum(pack.supplier == supplier.id for pack in packs)
            if lines:
                work = Work("order", cut_off, lines)
                found[store.id].append(OpenWork(work=work, subject=supplier.id, title=supplier.name))

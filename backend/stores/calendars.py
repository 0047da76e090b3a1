"""The calendars of stores as the database keeps them."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.stores.hours import AROUND_THE_CLOCK, Calendar, Span

CLOSED = """
    WITH RECURSIVE above AS (
        SELECT store.id AS store, region.id, region.parent FROM store JOIN region ON region.id = store.region
        WHERE store.id = ANY($1)
        UNION SELECT above.store, region.id, region.parent FROM region JOIN above ON region.id = above.parent
    )
    SELECT DISTINCT asked.id AS store, day FROM unnest($1::uuid[]) AS asked(id) JOIN closed_day ON
        closed_day.store = asked.id OR closed_day.store IS NULL AND (closed_day.region IS NULL OR EXISTS (
            SELECT FROM above WHERE above.store = asked.id AND above.id = closed_day.region))
    WHERE day > current_date - 400
"""


async def calendar_of(store: UUID) -> Calendar:
    """Return the calendar of one store."""
    return (await calendars_of([store]))[store]


async def calendars_of(stores: Iterable[UUID]) -> dict[UUID, Calendar]:
    """Return the calendars of stores: their own hours, else the company's, else around the clock."""
    wanted = list(stores)
    zones = await fetch("SELECT id, time_zone FROM store WHERE id = ANY($1)", wanted)
    spans = await fetch("SELECT * FROM store_hours WHERE store = ANY($1) OR store IS NULL", wanted)
    closed: dict[UUID, set[date]] = {}
    for row in await fetch(CLOSED, wanted):
        closed.setdefault(row["store"], set()).add(row["day"])
    usual = week_of([row for row in spans if row["store"] is None]) or AROUND_THE_CLOCK
    return {
        row["id"]: Calendar(
            time_zone=row["time_zone"],
            week=week_of([span for span in spans if span["store"] == row["id"]]) or usual,
            closed_days=frozenset(closed.get(row["id"], ())),
        )
        for row in zones
    }


def week_of(rows: list[dict[str, Any]]) -> tuple[tuple[Span, ...], ...] | None:
    """Sort rows into a week from Monday to Sunday; no rows are no week."""
    if not rows:
        return None
    days: list[list[Span]] = [[] for _ in range(7)]
    for row in sorted(rows, key=lambda row: int(row["opens"])):
        days[row["weekday"] - 1].append((row["opens"], row["closes"]))
    return tuple(map(tuple, days))

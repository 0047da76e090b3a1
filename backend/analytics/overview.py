"""The company at a glance, as far as the person reaches."""

from typing import Any
from uuid import UUID

from backend.analytics.parked import list_parked
from backend.analytics.ranking import rank_stores, read_trend
from backend.analytics.schemas import Overview
from backend.database import fetch
from backend.inspections.reading import newest_inspections
from backend.issues.listing import OVERDUE, TO_DECIDE, UNCLOSED, cards_where
from backend.issues.sight import seen
from backend.ordering.reading import UNSENT, list_orders
from backend.people.access import WATCHERS, reachable_store_ids, require_role, sight_of
from backend.people.devices.unsent import count_devices
from backend.people.person import SignedIn
from backend.people.schemas import Role

NEWEST = 12


async def look_over(person: SignedIn) -> Overview:
    """Return today's counts, scores and what is newest; a supervisor sees the own region."""
    require_role(person, *WATCHERS)
    stores = await reachable_store_ids(person, *WATCHERS)
    return Overview(
        **await count(person, stores),
        devices_unsent=await count_devices(person),
        inspections=await newest_inspections(person, stores, NEWEST),
        scores=await rank_stores(person, stores),
        trend=await read_trend(stores),
        issues=await cards_where(
            person, f"{UNCLOSED} AND ($1::uuid[] IS NULL OR issue.store = ANY($1))", stores, limit=NEWEST
        ),
        orders=(await list_orders(person)).orders[:NEWEST],
        parked=await list_parked() if person.has(Role.hq, Role.admin) else [],
    )


async def count(person: SignedIn, stores: list[UUID] | None) -> dict[str, Any]:
    """Count what is due, open and unsent; "today" is the day of each store's own time zone."""
    # No calendar is further than a day from ours: the two bounds let indexes find what is of today.
    rows = await fetch(
        f"""
        WITH reached AS (
            SELECT id, (now() AT TIME ZONE time_zone)::date AS today, time_zone FROM store
            WHERE NOT closed AND ($1::uuid[] IS NULL OR id = ANY($1))
        ), due AS (
            SELECT inspection FROM task JOIN reached ON reached.id = task.store
            WHERE withdrawn_at IS NULL AND due_on = today
                AND due_on BETWEEN current_date - 1 AND current_date + 1
        ), watched AS (
            SELECT issue.* FROM issue
            WHERE ($1::uuid[] IS NULL OR issue.store = ANY($1)) AND {UNCLOSED} AND {seen(2, 3)}
        )
        SELECT
            (SELECT count(*) FROM due) AS today_due,
            (SELECT count(inspection) FROM due) AS today_done,
            (SELECT count(*) FROM watched) AS open_issues,
            (SELECT count(*) FROM watched AS issue WHERE {OVERDUE}) AS overdue_issues,
            (SELECT count(*) FROM watched AS issue WHERE {TO_DECIDE}) AS to_review,
            (SELECT count(*) FROM order_placed JOIN reached ON reached.id = order_placed.store
             WHERE received_at > now() - interval '2 days'
                AND (received_at AT TIME ZONE time_zone)::date = today) AS orders_today,
            (SELECT count(*) FROM order_placed JOIN reached ON reached.id = order_placed.store
             WHERE {UNSENT}) AS orders_unsent
        """,  # noqa: S608
        stores,
        person.id,
        await sight_of(person),
    )
    return rows[0]

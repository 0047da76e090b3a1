"""Scores by store and by day: means of exact adjusted scores, "not applicable" left out."""

from uuid import UUID

from backend.analytics.schemas import DaySummary, StoreScore
from backend.database import fetch
from backend.issues.listing import OVERDUE, UNCLOSED
from backend.issues.sight import seen
from backend.people.access import sight_of
from backend.people.person import SignedIn
from backend.wire import build

DAYS = 30
TREND_DAYS = 14
# Half up to two decimals of a percent, in integers: millionths of 1 to hundredths of a percent.
MEAN = "round(avg(greatest(adjusted_e6, 0)) / 100)::int"


def shown(hundredths: int | None) -> str | None:
    """Write hundredths of a percent as a person reads them."""
    return None if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


async def rank_stores(person: SignedIn, stores: list[UUID] | None) -> list[StoreScore]:
    """Rank stores by their mean score of the last 30 days; those without a score come last."""
    rows = await fetch(
        f"""
        WITH scored AS (
            SELECT store, count(*) AS inspections, {MEAN} AS mean FROM inspection
            WHERE received_at > now() - make_interval(days => {DAYS}) GROUP BY store
        ), newest AS (
            SELECT DISTINCT ON (store) store, shown FROM inspection
            WHERE received_at > now() - make_interval(days => {DAYS}) ORDER BY store, received_at DESC
        ), troubled AS (
            SELECT store, count(*) AS open_issues, count(*) FILTER (WHERE {OVERDUE}) AS overdue_issues
            FROM issue WHERE {UNCLOSED} AND {seen(2, 3)} GROUP BY store
        )
        SELECT store.id AS store, store.name AS store_name, region.name AS region_name,
            coalesce(inspections, 0) AS inspections, mean, newest.shown AS last_shown,
            coalesce(open_issues, 0) AS open_issues, coalesce(overdue_issues, 0) AS overdue_issues
        FROM store JOIN region ON region.id = store.region
            LEFT JOIN scored ON scored.store = store.id
            LEFT JOIN newest ON newest.store = store.id
            LEFT JOIN troubled ON troubled.store = store.id
        WHERE NOT closed AND ($1::uuid[] IS NULL OR store.id = ANY($1))
        ORDER BY mean DESC NULLS LAST, store.code
        """,  # noqa: S608
        stores,
        person.id,
        await sight_of(person),
    )
    return [build(StoreScore, row | {"shown": shown(row.pop("mean"))}) for row in rows]


async def read_trend(stores: list[UUID] | None) -> list[DaySummary]:
    """Return how many inspections arrived on each of the last 14 days, also the empty ones,."""
    rows = await fetch(
        f"""
        SELECT to_char(day, 'YYYY-MM-DD') AS on, count(inspection.id) AS inspections, {MEAN} AS mean
        FROM (SELECT max((now() AT TIME ZONE time_zone)::date) AS today FROM store) AS calendar
            CROSS JOIN generate_series(today - {TREND_DAYS - 1}, today, interval '1 day') AS day
            LEFT JOIN (inspection JOIN store ON store.id = inspection.store)
                ON (received_at AT TIME ZONE store.time_zone)::date = day::date
                AND received_at > now() - make_interval(days => {TREND_DAYS + 1})
                AND ($1::uuid[] IS NULL OR store.id = ANY($1))
        GROUP BY day ORDER BY day
        """,  # noqa: S608
        stores,
    )
    return [build(DaySummary, row | {"shown": shown(row.pop("mean"))}) for row in rows]

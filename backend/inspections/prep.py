"""What to know before walking into a store."""

from datetime import timedelta
from uuid import UUID

from backend.database import fetch
from backend.inspections.reading import newest_inspections
from backend.inspections.schemas import PrepSheet, RepeatFinding
from backend.issues.reading import cards_where
from backend.people.access import load_store
from backend.people.person import SignedIn
from backend.stores.cards import store_cards
from backend.wire import build

LOOK_BACK = timedelta(days=90)
INSPECTIONS = 3
FINDINGS = 10


async def prepare_visit(store: UUID, person: SignedIn) -> PrepSheet:
    """Return the prep sheet of a store within reach, else raise `NotFound`."""
    found = await load_store(person, store)
    return PrepSheet(
        store=(await store_cards([store]))[0],
        last_inspections=await newest_inspections([store], INSPECTIONS),
        region_average=await region_average(found.region),
        repeat_findings=await repeat_findings(store),
        open_issues=await cards_where("issue.store = $1 AND status <> 'closed'", store, limit=100),
    )


async def region_average(region: UUID) -> str | None:
    """Return the mean score of a region's stores in the last 90 days; "not applicable" stays out.

    Below 0 counts as the 0 that is shown.
    """
    rows = await fetch(
        """
        SELECT round(avg(greatest(adjusted_e6, 0)) / 10000, 2)::text AS average
        FROM inspection JOIN store ON store.id = inspection.store
        WHERE store.region = $1 AND received_at > now() - $2::interval AND adjusted_e6 IS NOT NULL
        """,
        region,
        LOOK_BACK,
    )
    average: str | None = rows[0]["average"]
    return average


async def repeat_findings(store: UUID) -> list[RepeatFinding]:
    """List the questions that failed in more than one visit of the last 90 days, the most frequent first."""
    rows = await fetch(
        """
        SELECT question, (array_agg(title ORDER BY raised_at DESC))[1] AS title,
            count(DISTINCT inspection) AS times, max(raised_at) AS last_at
        FROM issue WHERE store = $1 AND inspection IS NOT NULL AND raised_at > now() - $2::interval
        GROUP BY question HAVING count(DISTINCT inspection) > 1
        ORDER BY times DESC, last_at DESC LIMIT $3
        """,
        store,
        LOOK_BACK,
        FINDINGS,
    )
    return [build(RepeatFinding, row) for row in rows]

"""List all stores of the company, closed ones too, a page at a time."""

from uuid import UUID

from backend.company.stores.regions import READERS
from backend.company.stores.schemas import StoreLine, StorePage, Which
from backend.database import fetch
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.wire import build

PAGE = 100
LIST = f"""
    WITH RECURSIVE below AS (
        SELECT id FROM region WHERE id = $2
        UNION SELECT region.id FROM region JOIN below ON region.parent = below.id
    )
    SELECT store.id, store.code, store.name, store.region, region.name AS region_name, time_zone,
        latitude_e7 IS NOT NULL AS has_position, closed
    FROM store JOIN region ON region.id = store.region
    WHERE store.code > $1 AND ($2::uuid IS NULL OR store.region IN (SELECT id FROM below))
        AND ($3::boolean IS NULL OR closed = $3)
        AND ($4 = '' OR strpos(lower(concat_ws(' ', store.code, store.name ->> 'zh', store.name ->> 'en')),
            lower($4)) > 0)
    ORDER BY store.code LIMIT {PAGE + 1}
"""  # noqa: S608
CLOSED: dict[Which, bool | None] = {"open": False, "closed": True, "all": None}


async def list_company_stores(
    person: SignedIn, search: str, region: UUID | None, which: Which, after: str
) -> StorePage:
    """List stores in order of code, by words of code or name, of a region with all that lies below it."""
    require_role(person, *READERS)
    rows = await fetch(LIST, after, region, CLOSED[which], search.strip())
    page = [build(StoreLine, row) for row in rows[:PAGE]]
    return StorePage(stores=page, next=page[-1].code if len(rows) > PAGE else None)

"""The sample of a file of history, about stores and products that there are."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from backend.database import fetch
from backend.demand.importing.kind import USAGE
from backend.importing.sample import Language, download_as, write_sample_of
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.sheets.written import Value

HEADERS = download_as("销量样表 usage.xlsx")


async def write_sample(language: Language, person: SignedIn) -> bytes:
    """Write the sample with headings in one language."""
    require_role(person, *USAGE.keepers)
    stores = await fetch("SELECT code FROM store WHERE NOT closed ORDER BY code LIMIT 1")
    products = await fetch("SELECT sku FROM product WHERE active ORDER BY sku LIMIT 2")
    day = datetime.now(UTC).date() - timedelta(days=2)
    code = stores[0]["code"] if stores else "R001"
    skus = [row["sku"] for row in products] or ["MD-1001"]
    rows: list[list[Value]] = [[code, day, sku, 24, None, None] for sku in skus]
    rows.append([code, day, None, None, None, Decimal("12800.50")])
    return await write_sample_of(USAGE, language, "销量 usage", rows)

"""The sample file: every column of a file of history, with rows to go by."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import quote

from backend.database import fetch
from backend.demand.importing.columns import FIELDS
from backend.demand.importing.reading import KEEPERS
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.photos.threads import in_thread
from backend.products.importing.sample import Language
from backend.sheets.written import Column, SheetOut, Value, write_workbook

HEADERS = {
    "content-disposition": f"attachment; filename*=UTF-8''{quote('销量样表 usage.xlsx')}",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


async def write_sample(language: Language, person: SignedIn) -> bytes:
    """Write the sample with headings in one language, about stores and products that there are."""
    require_role(person, *KEEPERS)
    stores = await fetch("SELECT code FROM store WHERE NOT closed ORDER BY code LIMIT 1")
    products = await fetch("SELECT sku FROM product WHERE active ORDER BY sku LIMIT 2")
    day = datetime.now(UTC).date() - timedelta(days=2)
    code = stores[0]["code"] if stores else "R001"
    skus = [row["sku"] for row in products] or ["MD-1001"]
    rows: list[list[Value]] = [[code, day, sku, 24, None, None] for sku in skus]
    rows.append([code, day, None, None, None, Decimal("12800.50")])
    columns = [Column(getattr(field, language), field.width) for field in FIELDS]
    return await in_thread(write_workbook, [SheetOut("销量 usage", columns, rows)])

"""Read every row of an import by its mapping, and find out what it would change."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.database import fetch
from backend.demand.importing.line import Known, UsageLine, UsageReader
from backend.photos.threads import in_thread
from backend.products.importing.judging import row_of
from backend.products.importing.schemas import ProductFinding

CHUNK = 5_000
OLDEST = timedelta(days=3 * 366)
Read = tuple[list[UsageLine], list[ProductFinding]]
MATCH = """
    UPDATE usage_import_row AS given SET verdict = CASE
        WHEN (given.product IS NULL OR given.base_units = held.base_units
                AND given.out_of_stock = held.out_of_stock)
            AND (given.revenue_minor IS NULL OR given.revenue_minor = earned.revenue_minor)
            THEN 'same' ELSE 'update' END
    FROM usage_import_row AS same
        LEFT JOIN usage_day AS held
            ON held.store = same.store AND held.product = same.product AND held.used_on = same.used_on
        LEFT JOIN revenue_day AS earned
            ON earned.store = same.store AND earned.earned_on = same.used_on AND same.product IS NULL
    WHERE same.id = given.id AND given.usage_import = $1 AND given.verdict = 'create'
        AND (held.id IS NOT NULL OR earned.id IS NOT NULL)
"""


async def judge(id: UUID) -> None:
    """Read the rows anew, and note what is wrong with them and what would become of them."""
    [head] = await fetch("SELECT sheet, mapping, fingerprint FROM usage_import WHERE id = $1", id)
    rows = await fetch("SELECT row, cells FROM usage_import_row WHERE usage_import = $1 ORDER BY row", id)
    lines, findings = await in_thread(read_lines, head["sheet"], head["mapping"], await what_is_known(), rows)
    for start in range(0, len(lines), CHUNK):
        await write_lines(id, lines[start : start + CHUNK])
    await fetch(MATCH, id)
    findings += await remarks(id, head["fingerprint"])
    await fetch("UPDATE usage_import SET findings = $2 WHERE id = $1", id, findings)


async def what_is_known() -> Known:
    """Look up every store, with the days that are over in it, and every product."""
    now = datetime.now(UTC)
    stores = await fetch("SELECT id, code, time_zone FROM store WHERE NOT closed")
    today = {row["id"]: now.astimezone(ZoneInfo(row["time_zone"])).date() for row in stores}
    return Known(
        {row["code"].casefold(): row["id"] for row in stores},
        {store: (day - OLDEST, day - timedelta(days=1)) for store, day in today.items()},
        {row["sku"]: row["id"] for row in await fetch("SELECT id, sku FROM product")},
    )


def read_lines(sheet: str, mapping: dict[str, int], known: Known, rows: list[dict[str, object]]) -> Read:
    """Read the rows one after the other."""
    reader = UsageReader(sheet, mapping, known)
    lines = [reader.read(row_of(row)) for row in rows]
    return lines, reader.findings


async def write_lines(id: UUID, lines: list[UsageLine]) -> None:
    """Keep what the rows were read as."""
    await fetch(
        """
        UPDATE usage_import_row AS held SET verdict = given.verdict, store = given.store,
            product = given.product, used_on = given.used_on, base_units = given.base_units,
            out_of_stock = given.out_of_stock, revenue_minor = given.revenue_minor
        FROM unnest($2::int[], $3::text[], $4::uuid[], $5::uuid[], $6::date[], $7::int[], $8::bool[],
            $9::bigint[]) AS given (row, verdict, store, product, used_on, base_units, out_of_stock,
            revenue_minor)
        WHERE usage_import = $1 AND held.row = given.row
        """,
        id,
        [line.row for line in lines],
        ["bad" if line.is_bad else "create" for line in lines],
        [line.store for line in lines],
        [line.product for line in lines],
        [line.used_on for line in lines],
        [line.base_units for line in lines],
        [line.out_of_stock for line in lines],
        [line.revenue_minor for line in lines],
    )


async def remarks(id: UUID, fingerprint: str) -> list[ProductFinding]:
    """Note that the same file was imported before."""
    before = await fetch(
        """
        SELECT applied_at FROM usage_import
        WHERE fingerprint = $2 AND id <> $1 AND status = 'applied' ORDER BY applied_at DESC LIMIT 1
        """,
        id,
        fingerprint,
    )
    return [
        ProductFinding(
            level="warning", code="imported_before", values={"day": row["applied_at"].date().isoformat()}
        )
        for row in before
    ]

"""Find out what rows of history may name, and what they would change."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.database import fetch
from backend.demand.importing.line import Known, UsageLine, UsageReader
from backend.importing.schemas import FileFinding

OLDEST = timedelta(days=3 * 366)
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


async def prepare_reader(sheet: str, columns: dict[str, int]) -> UsageReader:
    """Look up what rows may name."""
    return UsageReader(sheet, columns, await what_is_known())


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


async def keep_lines(id: UUID, lines: Sequence[UsageLine]) -> None:
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


async def match(id: UUID) -> list[FileFinding]:
    """Tell which rows say nothing new, and which change a number that is there."""
    await fetch(MATCH, id)
    return []

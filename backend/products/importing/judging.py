"""Read every row of an import by its mapping, and find out which product each one means."""

from uuid import UUID

import msgspec

from backend.database import fetch, uuid7
from backend.photos.threads import in_thread
from backend.products.importing.line import LineReader, ProductLine
from backend.products.importing.matching import find_lookalikes, match_products
from backend.products.importing.schemas import ProductFinding
from backend.sheets.grid import Row

CHUNK = 5_000
Read = tuple[list[ProductLine], list[ProductFinding]]


async def judge(id: UUID) -> None:
    """Read the rows anew, and note what is wrong with them and what would become of them."""
    [head] = await fetch("SELECT sheet, mapping, fingerprint FROM product_import WHERE id = $1", id)
    rows = await fetch("SELECT row, cells FROM product_import_row WHERE product_import = $1 ORDER BY row", id)
    suppliers = {row["code"] for row in await fetch("SELECT code FROM supplier")}
    lines, findings = await in_thread(read_lines, head["sheet"], head["mapping"], suppliers, rows)
    for start in range(0, len(lines), CHUNK):
        await write_lines(id, lines[start : start + CHUNK])
    await match_products(id)
    looked_at = await find_lookalikes(id)
    findings += await remarks(id, head["fingerprint"], looked_at)
    await fetch("UPDATE product_import SET findings = $2 WHERE id = $1", id, findings)


def read_lines(
    sheet: str, mapping: dict[str, int], suppliers: set[str], rows: list[dict[str, object]]
) -> Read:
    """Read the rows one after the other."""
    reader = LineReader(sheet, mapping, suppliers)
    lines = [reader.read(row_of(row)) for row in rows]
    return lines, reader.findings


def row_of(row: dict[str, object]) -> Row:
    """Return one row of the table as a row of a sheet."""
    number, cells = row["row"], row["cells"]
    assert isinstance(number, int), "the column says so"
    assert isinstance(cells, list), "it was written as one"
    return Row(number, tuple(cells))


async def write_lines(id: UUID, lines: list[ProductLine]) -> None:
    """Keep what the rows were read as; a new product has its id from now on."""
    await fetch(
        """
        UPDATE product_import_row SET line = given.line, sku = given.sku, verdict = given.verdict,
            product = given.product, lookalike = NULL, similarity_percent = NULL
        FROM unnest($2::int[], $3::jsonb[], $4::text[], $5::text[], $6::uuid[])
            AS given (row, line, sku, verdict, product)
        WHERE product_import = $1 AND product_import_row.row = given.row
        """,
        id,
        [line.row for line in lines],
        [msgspec.json.encode(line).decode() for line in lines],
        [line.sku for line in lines],
        ["bad" if line.is_bad else "create" for line in lines],
        [None if line.is_bad else uuid7() for line in lines],
    )


async def remarks(id: UUID, fingerprint: str, looked_at: tuple[int, int]) -> list[ProductFinding]:
    """Note what concerns the whole file: imported before, or too large to look for every similar name."""
    found = []
    before = await fetch(
        """
        SELECT applied_at FROM product_import
        WHERE fingerprint = $2 AND id <> $1 AND status = 'applied' ORDER BY applied_at DESC LIMIT 1
        """,
        id,
        fingerprint,
    )
    if before:
        when = {"day": before[0]["applied_at"].date().isoformat()}
        found.append(ProductFinding(level="warning", code="imported_before", values=when))
    looked, new = looked_at
    if looked < new:
        values = {"count": str(looked), "all": str(new)}
        found.append(ProductFinding(level="info", code="names_not_all_compared", values=values))
    return found

"""Read imports: what a file holds, what is wrong with it, and what would become of its rows."""

from typing import Any
from uuid import UUID

import msgspec

from backend.database import fetch
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound
from backend.products.importing.schemas import (
    ColumnOffer,
    ImportCounts,
    PreviewLine,
    ProductFinding,
    ProductImportCard,
    ProductImportOut,
)
from backend.wire import build

SHOWN_FINDINGS, SHOWN_LINES, EXAMPLES = 1_000, 200, 3
COUNTS = """
    SELECT count(*)::int AS rows, count(*) FILTER (WHERE verdict = 'create')::int AS create,
        count(*) FILTER (WHERE verdict = 'update')::int AS update,
        count(*) FILTER (WHERE verdict = 'same')::int AS same,
        count(*) FILTER (WHERE verdict = 'same_barcode')::int AS same_barcode,
        count(*) FILTER (WHERE verdict = 'create' AND lookalike IS NOT NULL)::int AS alike,
        count(*) FILTER (WHERE verdict = 'bad')::int AS bad
    FROM product_import_row WHERE product_import = $1
"""
PREVIEW = """
    SELECT row, verdict, given.sku, line -> 'name' AS name, other.sku AS other_sku, other.name AS other_name,
        similarity_percent
    FROM product_import_row AS given
    LEFT JOIN product AS other ON other.id = CASE verdict
        WHEN 'create' THEN lookalike WHEN 'bad' THEN NULL ELSE given.product END
    WHERE product_import = $1
    ORDER BY array_position(ARRAY['bad', 'same_barcode', 'create', 'update', 'same'], verdict::text)
        - CASE WHEN lookalike IS NULL THEN 0 ELSE 0.5 END, row
    LIMIT $2
"""


async def read_import(id: UUID, person: SignedIn) -> ProductImportOut:
    """Return one import, else raise `NotFound`."""
    require_role(person, Role.hq)
    rows = await fetch("SELECT * FROM product_import WHERE id = $1", id)
    if not rows:
        raise NotFound()
    [head] = rows
    known = await fetch("SELECT 1 FROM product_import_layout WHERE layout = $1", head["layout"])
    findings = msgspec.convert(head["findings"], list[ProductFinding])
    return ProductImportOut(
        id=id,
        file_name=head["file_name"],
        encoding=head["encoding"],
        status=head["status"],
        columns=await offer_columns(id, head["headers"]),
        mapping=head["mapping"],
        is_remembered=bool(known),
        counts=await count(id),
        findings=findings[:SHOWN_FINDINGS],
        more_findings=max(0, len(findings) - SHOWN_FINDINGS),
        preview=[preview(row) for row in await fetch(PREVIEW, id, SHOWN_LINES)],
        tried_at=head["tried_at"],
        applied_at=head["applied_at"],
        undone_at=head["undone_at"],
    )


async def count(id: UUID) -> ImportCounts:
    """Count what the rows would become."""
    return build(ImportCounts, (await fetch(COUNTS, id))[0])


async def offer_columns(id: UUID, headers: list[str]) -> list[ColumnOffer]:
    """List the columns of the file with what stands in their first rows."""
    rows = await fetch(
        "SELECT cells FROM product_import_row WHERE product_import = $1 ORDER BY row LIMIT $2", id, EXAMPLES
    )
    width = max(len(headers), *(len(row["cells"]) for row in rows), 0)
    return [
        ColumnOffer(
            index=index,
            header=headers[index] if index < len(headers) else "",
            examples=[row["cells"][index][:40] for row in rows if index < len(row["cells"])],
        )
        for index in range(width)
    ]


def preview(row: dict[str, Any]) -> PreviewLine:
    """Return a row as the preview shows it."""
    name = {"zh": "", "en": "", **row["name"]} if row["name"] else {"zh": "", "en": ""}
    return build(PreviewLine, {**row, "name": name})


async def list_imports(person: SignedIn) -> list[ProductImportCard]:
    """List the newest imports."""
    require_role(person, Role.hq)
    rows = await fetch(
        """
        SELECT product_import.id, file_name, status, tried_at, person.name AS tried_by_name
        FROM product_import JOIN person ON person.id = product_import.person
        ORDER BY tried_at DESC, product_import.id LIMIT 30
        """
    )
    return [build(ProductImportCard, {**row, "counts": await count(row["id"])}) for row in rows]

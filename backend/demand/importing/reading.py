"""Read imports of history: what a file holds, what is wrong with it, and what would become of its rows."""

from uuid import UUID

import msgspec

from backend.database import fetch
from backend.demand.importing.schemas import (
    UsageCounts,
    UsageImportCard,
    UsageImportOut,
    UsagePreviewLine,
)
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound
from backend.products.importing.schemas import ColumnOffer, ProductFinding
from backend.wire import build

KEEPERS = (Role.hq, Role.admin)
SHOWN_FINDINGS, SHOWN_LINES, EXAMPLES = 1_000, 200, 3
COUNTS = """
    SELECT count(*)::int AS rows, count(*) FILTER (WHERE verdict = 'create')::int AS create,
        count(*) FILTER (WHERE verdict = 'update')::int AS update,
        count(*) FILTER (WHERE verdict = 'same')::int AS same,
        count(*) FILTER (WHERE verdict = 'bad')::int AS bad,
        count(DISTINCT store) FILTER (WHERE verdict <> 'bad')::int AS stores,
        count(DISTINCT product) FILTER (WHERE verdict <> 'bad')::int AS products,
        count(DISTINCT (store, used_on)) FILTER (WHERE revenue_minor IS NOT NULL AND verdict <> 'bad')::int
            AS revenue_days,
        min(used_on) FILTER (WHERE verdict <> 'bad') AS first_day,
        max(used_on) FILTER (WHERE verdict <> 'bad') AS last_day
    FROM usage_import_row WHERE usage_import = $1
"""
PREVIEW = """
    SELECT row, verdict, store.name AS store_name, used_on, product.name AS product_name, base_units,
        out_of_stock, revenue_minor
    FROM usage_import_row AS given LEFT JOIN store ON store.id = given.store
        LEFT JOIN product ON product.id = given.product
    WHERE usage_import = $1
    ORDER BY array_position(ARRAY['bad', 'update', 'create', 'same'], verdict::text), row LIMIT $2
"""


async def read_import(id: UUID, person: SignedIn) -> UsageImportOut:
    """Return one import, else raise `NotFound`."""
    require_role(person, *KEEPERS)
    rows = await fetch("SELECT * FROM usage_import WHERE id = $1", id)
    if not rows:
        raise NotFound()
    [head] = rows
    known = await fetch("SELECT 1 FROM usage_import_layout WHERE layout = $1", head["layout"])
    findings = msgspec.convert(head["findings"], list[ProductFinding])
    preview = await fetch(PREVIEW, id, SHOWN_LINES)
    return UsageImportOut(
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
        preview=[build(UsagePreviewLine, row) for row in preview],
        tried_at=head["tried_at"],
        applied_at=head["applied_at"],
        undone_at=head["undone_at"],
    )


async def count(id: UUID) -> UsageCounts:
    """Count what the rows would become."""
    return build(UsageCounts, (await fetch(COUNTS, id))[0])


async def offer_columns(id: UUID, headers: list[str]) -> list[ColumnOffer]:
    """List the columns of the file with what stands in their first rows."""
    rows = await fetch(
        "SELECT cells FROM usage_import_row WHERE usage_import = $1 ORDER BY row LIMIT $2", id, EXAMPLES
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


async def list_imports(person: SignedIn) -> list[UsageImportCard]:
    """List the newest imports."""
    require_role(person, *KEEPERS)
    rows = await fetch(
        """
        SELECT usage_import.id, file_name, status, tried_at, person.name AS tried_by_name,
            (SELECT count(*)::int FROM usage_import_row AS given
                WHERE given.usage_import = usage_import.id) AS rows
        FROM usage_import JOIN person ON person.id = usage_import.person
        ORDER BY tried_at DESC, usage_import.id LIMIT 30
        """
    )
    return [build(UsageImportCard, row) for row in rows]

"""Read imports: what a file holds, what is wrong with it, and what would become of its rows."""

from uuid import UUID

from backend.database import fetch
from backend.importing.kind import AnyKind, Asked, Card, Kind, Out
from backend.importing.schemas import ColumnOffer, RowCounts
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.problems import NotFound
from backend.wire import build

SHOWN_FINDINGS, SHOWN_LINES, EXAMPLES, SHOWN_IMPORTS = 1_000, 200, 3, 30


async def read_import(kind: Kind[Asked, Out, Card], id: UUID, person: SignedIn) -> Out:
    """Return one import, else raise `NotFound`."""
    require_role(person, *kind.keepers)
    rows = await fetch(
        f"""
        SELECT id, file_name, encoding, status, mapping, tried_at, applied_at, undone_at, headers, findings,
            EXISTS (SELECT FROM {kind.table}_layout WHERE layout = own.layout) AS is_remembered
        FROM {kind.table} AS own WHERE id = $1
        """,
        id,
    )
    if not rows:
        raise NotFound()
    [head] = rows
    headers, findings = head.pop("headers"), head.pop("findings")
    lines = await fetch(kind.list_rows, id, SHOWN_LINES)
    shown = {
        "columns": await offer_columns(kind, id, headers),
        "counts": await count(kind, id),
        "findings": findings[:SHOWN_FINDINGS],
        "more_findings": max(0, len(findings) - SHOWN_FINDINGS),
        "preview": [build(kind.line, line) for line in lines],
    }
    return build(kind.out, head | shown)


async def count(kind: AnyKind, id: UUID) -> RowCounts:
    """Count what the rows would become."""
    return build(kind.counts, (await fetch(kind.count_rows, id))[0])


async def offer_columns(kind: AnyKind, id: UUID, headers: list[str]) -> list[ColumnOffer]:
    """List the columns of the file with what stands in their first rows."""
    rows = await fetch(
        f"SELECT cells FROM {kind.table}_row WHERE {kind.table} = $1 ORDER BY row LIMIT $2", id, EXAMPLES
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


async def list_imports(kind: Kind[Asked, Out, Card], person: SignedIn) -> list[Card]:
    """List the newest imports."""
    require_role(person, *kind.keepers)
    rows = await fetch(
        f"""
        SELECT own.id, file_name, status, tried_at, person.name AS tried_by_name,
            (SELECT count(*)::int FROM {kind.table}_row WHERE {kind.table} = own.id) AS rows
        FROM {kind.table} AS own JOIN person ON person.id = own.person
        ORDER BY tried_at DESC, own.id LIMIT $1
        """,
        SHOWN_IMPORTS,
    )
    if kind.counts_on_card:
        rows = [{**row, "counts": await count(kind, row["id"])} for row in rows]
    return [build(kind.card, row) for row in rows]

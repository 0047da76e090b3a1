"""Take a file in, keep its rows, and say what would become of them."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from backend.database import fetch, transaction
from backend.importing.columns import guess_columns, layout_of
from backend.importing.judging import chunks, judge
from backend.importing.kind import AnyKind, Asked, Card, Kind, Out
from backend.importing.progress import Progress, progress_of
from backend.importing.reading import read_import
from backend.importing.schemas import MappingIn
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.photos.threads import in_thread
from backend.problems import AlreadySent
from backend.sheets.grid import FileRefused, Row, Sheet
from backend.sheets.spreadsheet import read_spreadsheet

HEADERS_WITHIN = 10


async def upload(
    kind: Kind[Asked, Out, Card], id: UUID, person: SignedIn, content: bytes, file_name: str
) -> Out:
    """Keep a file's rows under an id of the client; sent again it changes nothing.

    Raises `FileRefused`, and `AlreadySent` for other bytes under the same id.
    """
    require_role(person, *kind.keepers)
    fingerprint = hashlib.sha256(content).hexdigest()
    held = await fetch(f"SELECT fingerprint FROM {kind.table} WHERE id = $1", id)
    if held:
        if held[0]["fingerprint"] != fingerprint:
            raise AlreadySent()
        return await read_import(kind, id, person)
    async with progress_of(kind, id) as progress:
        await progress.tell("reading")
        book = await in_thread(read_spreadsheet, content, file_name)
        sheet, place = find_sheet(kind, book.visible())
        head = sheet.rows[place]
        layout = layout_of(head.cells)
        async with transaction():
            remembered = await fetch(f"SELECT mapping FROM {kind.table}_layout WHERE layout = $1", layout)
            mapping = remembered[0]["mapping"] if remembered else guess_columns(kind.fields, head.cells)
            written = await fetch(
                f"""
                INSERT INTO {kind.table} (id, person, file_name, fingerprint, encoding, sheet, layout,
                    headers, header_row, mapping, status, findings, tried_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'tried', '[]', $11)
                ON CONFLICT (id) DO NOTHING RETURNING id
                """,
                id, person.id, file_name[-200:], fingerprint, book.encoding, sheet.name, layout,
                list(head.cells), head.number, mapping, datetime.now(UTC),
            )  # fmt: skip
            if written:
                await keep_rows(kind, id, sheet.rows[place + 1 :], progress)
                await judge(kind, id, progress)
        return await read_import(kind, id, person)


async def map_columns(kind: Kind[Asked, Out, Card], id: UUID, person: SignedIn, asked: MappingIn) -> Out:
    """Read the rows by another mapping, and remember it for files with the same headings."""
    require_role(person, *kind.keepers)
    keys = {field.key for field in kind.fields}
    columns = {key: index for key, index in asked.columns.items() if key in keys}
    async with progress_of(kind, id) as progress, transaction():
        rows = await fetch(
            f"UPDATE {kind.table} SET mapping = $2 WHERE id = $1 AND status = 'tried' RETURNING layout",
            id,
            columns,
        )
        if rows:
            await fetch(
                f"""
                INSERT INTO {kind.table}_layout (layout, mapping) VALUES ($1, $2)
                ON CONFLICT (layout) DO UPDATE SET mapping = excluded.mapping
                """,
                rows[0]["layout"],
                columns,
            )
            await judge(kind, id, progress)
    return await read_import(kind, id, person)


def find_sheet(kind: AnyKind, sheets: Sequence[Sheet]) -> tuple[Sheet, int]:
    """Find the sheet and the row of headings of which we know most; else raise `FileRefused`."""
    places = [
        (len(guess_columns(kind.fields, row.cells)), sheet, place)
        for sheet in sheets
        for place, row in enumerate(sheet.rows[:HEADERS_WITHIN])
    ]
    best = max(places, key=lambda found: found[0], default=None)
    if best is None or len(best[1].rows) < best[2] + 2:
        raise FileRefused("no_rows", "There are no rows below the headings.")
    return best[1], best[2]


async def keep_rows(kind: AnyKind, id: UUID, rows: Sequence[Row], progress: Progress) -> None:
    """Write rows as they stand in the file."""
    done = 0
    await progress.tell("keeping", done, len(rows))
    for chunk in chunks(rows):
        await fetch(
            f"""
            INSERT INTO {kind.table}_row ({kind.table}, row, cells, verdict)
            SELECT $1, row, cells, 'bad' FROM unnest($2::int[], $3::jsonb[]) AS given (row, cells)
            """,
            id,
            [row.number for row in chunk],
            # As text: a list within a list would be taken for an array of two dimensions.
            [msgspec.json.encode(row.cells).decode() for row in chunk],
        )
        done += len(chunk)
        await progress.tell("keeping", done, len(rows))

"""Read every row of an import by its mapping, and note what would become of it."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from backend.database import fetch
from backend.importing.cells import RowReader
from backend.importing.kind import AnyKind
from backend.importing.progress import Progress
from backend.importing.schemas import FileFinding
from backend.photos.threads import in_thread
from backend.sheets.grid import Row

CHUNK = 5_000
Line = TypeVar("Line")


async def judge(kind: AnyKind, id: UUID, progress: Progress) -> None:
    """Read the rows anew, and keep what is wrong with them."""
    [head] = await fetch(f"SELECT sheet, mapping, fingerprint FROM {kind.table} WHERE id = $1", id)
    reader = await kind.reader(head["sheet"], head["mapping"])
    rows = await fetch(f"SELECT row, cells FROM {kind.table}_row WHERE {kind.table} = $1 ORDER BY row", id)
    done = 0
    await progress.tell("judging", done, len(rows))
    for chunk in chunks(rows):
        await kind.keep_lines(id, await in_thread(read_rows, reader, chunk))
        done += len(chunk)
        await progress.tell("judging", done, len(rows))
    await progress.tell("matching")
    remarks = await kind.match(id)
    findings = [*reader.findings, *remarks, *await find_earlier(kind, id, head["fingerprint"])]
    await fetch(f"UPDATE {kind.table} SET findings = $2 WHERE id = $1", id, findings)


def read_rows(reader: RowReader[Line], rows: Sequence[dict[str, Any]]) -> list[Line]:
    """Read the rows of the table one after the other."""
    return [reader.read(Row(row["row"], tuple(row["cells"]))) for row in rows]


async def find_earlier(kind: AnyKind, id: UUID, fingerprint: str) -> list[FileFinding]:
    """Note that the same file was imported before."""
    before = await fetch(
        f"""
        SELECT applied_at FROM {kind.table}
        WHERE fingerprint = $2 AND id <> $1 AND status = 'applied' ORDER BY applied_at DESC LIMIT 1
        """,
        id,
        fingerprint,
    )
    days = [{"day": row["applied_at"].date().isoformat()} for row in before]
    return [FileFinding(level="warning", code="imported_before", values=day) for day in days]


def chunks(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Cut lines into pieces that one statement carries."""
    return (lines[start : start + CHUNK] for start in range(0, len(lines), CHUNK))

"""How far a file is, told beside the one transaction that hides its rows until all is done."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg

from backend.database import fetch, uuid7, write_aside
from backend.importing.kind import AnyKind
from backend.importing.schemas import ImportProgressOut, Stage
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.wire import build

log = logging.getLogger("storewalk.importing")
KEPT = timedelta(hours=1)
NOTHING_RUNS = ImportProgressOut(stage=None, done=0, total=None)


class Progress:
    """One run of a file, which tells how far it is."""

    def __init__(self, kind: AnyKind, file: UUID) -> None:
        self.id, self.kind, self.file = uuid7(), kind.table, file

    async def tell(self, stage: Stage, done: int = 0, total: int | None = None) -> None:
        """Say what is being done, and of how many rows it is done; one piece has no share."""
        await write_or_leave(
            """
            INSERT INTO import_progress (id, kind, file, stage, done, total, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, done = excluded.done,
                total = excluded.total, at = excluded.at
            """,
            self.id,
            self.kind,
            self.file,
            stage,
            done,
            total,
            datetime.now(UTC),
        )


@asynccontextmanager
async def progress_of(kind: AnyKind, file: UUID) -> AsyncIterator[Progress]:
    """Let a run tell how far it is; nothing of it stays when it ends or fails."""
    progress = Progress(kind, file)
    try:
        yield progress
    finally:
        await write_or_leave("DELETE FROM import_progress WHERE id = $1", progress.id)


async def write_or_leave(sql: str, *arguments: object) -> None:
    """Write beside the import; where that fails it is left out, for no import stops for its talk."""
    try:
        await write_aside(sql, *arguments)
    except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        log.warning("progress was not told", exc_info=True)


async def read_progress(kind: AnyKind, file: UUID, person: SignedIn) -> ImportProgressOut:
    """Return how far a file is; one that nobody is working on, or that is not known, has no stage."""
    require_role(person, *kind.keepers)
    rows = await fetch(
        """
        SELECT stage, done, total FROM import_progress WHERE kind = $1 AND file = $2
        ORDER BY at DESC LIMIT 1
        """,
        kind.table,
        file,
    )
    return build(ImportProgressOut, rows[0]) if rows else NOTHING_RUNS


async def forget_progress(now: datetime) -> None:
    """Remove what runs told that ended without a word."""
    await fetch("DELETE FROM import_progress WHERE at < $1", now - KEPT)

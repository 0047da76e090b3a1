"""The job queue in PostgreSQL: expand events, lease a job, finish it under a fence, put it off, park it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from backend.database import fetch, transaction, uuid7
from backend.events.log import Happening

LEASE = timedelta(seconds=60)
ATTEMPTS = 8
PATIENCE = timedelta(hours=24)
EXPAND_LOCK = 7_301
EVENT_COLUMNS = "seq, name, subject, store, person, payload, at"


class Leased(msgspec.Struct, frozen=True, kw_only=True):
    """A job that this worker may do until the lease runs out."""

    id: UUID
    reaction: str
    attempts: int
    lease_token: UUID
    event: Happening


async def expand(reactions: Mapping[str, Sequence[str]], limit: int = 200) -> int:
    """Give new events their place in the feed and one job per reaction; tell how many there were.

    One expander at a time, so that events become visible in the order of their position: whoever follows
    the feed by position misses none, however late a transaction commits.
    """
    async with transaction():
        await fetch("SELECT pg_advisory_xact_lock($1)", EXPAND_LOCK)
        rows = await fetch(
            "SELECT seq, name, at FROM event WHERE position IS NULL ORDER BY seq LIMIT $1", limit
        )
        if not rows:
            return 0
        await fetch(
            """
            UPDATE event SET position = top.position + fresh.place
            FROM (SELECT coalesce(max(position), 0) AS position FROM event) AS top,
                 unnest($1::bigint[]) WITH ORDINALITY AS fresh(seq, place)
            WHERE event.seq = fresh.seq
            """,
            [row["seq"] for row in rows],
        )
        jobs = [(uuid7(), row["seq"], name) for row in rows for name in reactions.get(row["name"], ())]
        await fetch(
            """
            INSERT INTO job (id, event, reaction, due_at, attempts, error)
            SELECT id, event, reaction, now(), 0, '' FROM unnest($1::uuid[], $2::bigint[], $3::text[])
                AS fresh(id, event, reaction)
            ON CONFLICT DO NOTHING
            """,
            *([job[column] for job in jobs] for column in range(3)),
        )
        await fetch("SELECT pg_notify('storewalk_live', '')")
        return len(rows)


async def lease() -> Leased | None:
    """Take the job that is due longest, also one whose former worker let its lease run out."""
    rows = await fetch(
        f"""
        WITH taken AS (
            UPDATE job SET lease_token = $1, lease_until = now() + $2, attempts = attempts + 1
            WHERE id = (
                SELECT id FROM job
                WHERE done_at IS NULL AND parked_at IS NULL AND due_at <= now()
                    AND (lease_until IS NULL OR lease_until < now())
                ORDER BY due_at, id FOR UPDATE SKIP LOCKED LIMIT 1)
            RETURNING id, reaction, attempts, lease_token, event
        )
        SELECT taken.id, taken.reaction, taken.attempts, taken.lease_token, {EVENT_COLUMNS}
        FROM taken JOIN event ON event.seq = taken.event
        """,  # noqa: S608
        uuid4(),
        LEASE,
    )
    if not rows:
        return None
    job = {key: rows[0].pop(key) for key in ("id", "reaction", "attempts", "lease_token")}
    return Leased(event=Happening(**rows[0]), **job)


async def finish(job: Leased) -> None:
    """Mark a job done, unless its lease has passed to another worker."""
    await fetch(
        "UPDATE job SET done_at = now(), lease_until = NULL, error = '' WHERE id = $1 AND lease_token = $2",
        job.id,
        job.lease_token,
    )


async def retry(job: Leased, error: str) -> None:
    """Try a failed job again, twice as late each time; after eight attempts park it where HQ sees it."""
    await put_off(job, error, min(2.0**job.attempts, 3600), park=job.attempts >= ATTEMPTS)


async def wait_for(job: Leased, reason: str, seconds: float | None) -> None:
    """Try again when the other side may be there; after a day of waiting park the job."""
    overdue = datetime.now(UTC) - job.event.at > PATIENCE
    await put_off(job, reason, min(2.0**job.attempts, 900) if seconds is None else seconds, park=overdue)


async def put_off(job: Leased, error: str, seconds: float, *, park: bool) -> None:
    """Give the lease back with the reason and the next time, unless another worker holds it now."""
    await fetch(
        """
        UPDATE job SET due_at = now() + $3, lease_until = NULL, error = $4,
            parked_at = CASE WHEN $5 THEN now() END
        WHERE id = $1 AND lease_token = $2
        """,
        job.id,
        job.lease_token,
        timedelta(seconds=seconds),
        error[:2000],
        park,
    )


async def next_due() -> float | None:
    """Return in how many seconds the next job is due, or None when there is none."""
    rows = await fetch(
        """
        SELECT extract(epoch FROM min(greatest(due_at, lease_until)) - now())::float AS wait FROM job
        WHERE done_at IS NULL AND parked_at IS NULL
        """
    )
    wait: float | None = rows[0]["wait"]
    return wait

"""Count what nobody came for."""

from datetime import datetime

from backend.database import fetch
from backend.events.log import record

AT_ONCE = 500


async def note_missed(now: datetime) -> None:
    """Mark every task that was missed by now, once, and write it down."""
    while rows := await fetch(
        """
        UPDATE task SET missed = true WHERE id IN (
            SELECT id FROM task
            WHERE missed_at <= $1 AND inspection IS NULL AND NOT missed AND withdrawn_at IS NULL
            ORDER BY missed_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING id, store, round, person, announced, missed_at
        """,
        now,
        AT_ONCE,
    ):
        for row in rows:
            payload = {"round": row["round"], "person": row["person"], "unannounced": not row["announced"]}
            await record("task.missed", row["id"], store=row["store"], payload=payload, at=row["missed_at"])

"""What became of each delivery: one row per notification and target, the newest result in it."""

from typing import Any, Literal
from uuid import UUID

from backend.database import fetch, uuid7

Channel = Literal["push", "mail", "bot"]


async def note(lines: list[UUID], channel: Channel, target: UUID, outcome: str, reason: str = "") -> None:
    """Keep the result of one try for every line that it told; the first line carried the others along."""
    rows = [(uuid7(), line, None if line == lines[0] else lines[0]) for line in lines]
    await fetch(
        """
        INSERT INTO delivery AS kept
            (id, notification, carrier, channel, target, outcome, reason, tries, at)
        SELECT fresh.id, fresh.line, fresh.carrier, $4, $5, $6, $7, 1, now()
        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS fresh(id, line, carrier)
            JOIN notification ON notification.id = fresh.line
        ON CONFLICT (notification, target) DO UPDATE SET outcome = excluded.outcome,
            reason = excluded.reason, carrier = excluded.carrier, tries = kept.tries + 1, at = excluded.at
        """,
        *([row[column] for row in rows] for column in range(3)),
        channel,
        target,
        outcome,
        reason[:500],
    )


async def settled(line: UUID, target: UUID) -> bool:
    """Tell whether a line needs no further try at a target."""
    rows: list[dict[str, Any]] = await fetch(
        "SELECT 1 FROM delivery WHERE notification = $1 AND target = $2 AND outcome <> 'later'", line, target
    )
    return bool(rows)

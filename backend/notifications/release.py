"""What the clock does for notifications: quiet hours end, and pushes that nobody proved fall back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.config import settings
from backend.database import fetch
from backend.events.log import record
from backend.notifications.lines import WORTH_TELLING

RELEASED = "notification.released"
UNPROVED = "notification.unproved"


async def release_held(now: datetime) -> None:
    """Let what was held back by quiet hours leave at their end, all of one person as one."""
    rows = await fetch(
        """
        UPDATE notification SET held_until = NULL, told_at = $1 WHERE held_until <= $1
        RETURNING id, person, read_at
        """,
        now,
    )
    await record_per_person(RELEASED, [row for row in rows if row["read_at"] is None])


async def fall_back(now: datetime) -> None:
    """Take the next way for what was pushed and neither shown nor read for some minutes, once per line."""
    rows = await fetch(
        """
        UPDATE notification AS line SET fell_back_at = $1
        FROM person LEFT JOIN notification_choice AS choice ON choice.person = person.id
        WHERE line.person = person.id AND person.active AND line.push AND line.read_at IS NULL
            AND line.fell_back_at IS NULL AND line.held_until IS NULL AND line.told_at BETWEEN $2 AND $3
            AND ((person.email IS NOT NULL AND coalesce(choice.mail, 'fallback') = 'fallback')
                OR (line.store IS NOT NULL AND choice.bot = 'fallback'))
            AND NOT EXISTS (SELECT FROM delivery WHERE notification = line.id AND shown_at IS NOT NULL)
        RETURNING line.id, line.person
        """,
        now,
        now - WORTH_TELLING,
        now - timedelta(minutes=settings().push_proof_minutes),
    )
    await record_per_person(UNPROVED, rows)


async def record_per_person(event: str, rows: list[dict[str, Any]]) -> None:
    """Write one event per person, about the newest of their lines, that names them all."""
    lines: dict[UUID, list[UUID]] = {}
    for row in sorted(rows, key=lambda row: row["id"], reverse=True):
        lines.setdefault(row["person"], []).append(row["id"])
    for person in sorted(lines):
        await record(event, lines[person][0], payload={"to": person, "lines": lines[person]})

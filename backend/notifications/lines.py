"""The lines of an inbox that a delivery is about, with what their reader has chosen."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.events.log import Happening

WORTH_TELLING = timedelta(hours=24)  # after a day the inbox is enough

Line = dict[str, Any]


async def lines_of(happening: Happening) -> list[Line]:
    """Load the notifications of an event that are still worth telling, newest first: unread, and of today."""
    named = happening.payload.get("lines")
    ids = [UUID(str(id)) for id in named] if isinstance(named, list) else [happening.subject]
    return await load_lines(ids)


async def load_lines(ids: list[UUID]) -> list[Line]:
    """Load these notifications, all of one reader, unless read or too old."""
    return await fetch(
        """
        SELECT line.id, line.kind, line.params, line.link, line.urgent, line.person, line.store, line.bundle,
            person.locale, person.email, person.name, person.phone, coalesce(choice.push, true) AS by_push,
            coalesce(choice.mail, 'fallback') AS by_mail, coalesce(choice.bot, 'always') AS by_bot
        FROM notification AS line JOIN person ON person.id = line.person
            LEFT JOIN notification_choice AS choice ON choice.person = person.id
        WHERE line.id = ANY($1) AND read_at IS NULL AND told_at > $2 AND person.active ORDER BY line.id DESC
        """,
        ids,
        datetime.now(UTC) - WORTH_TELLING,
    )

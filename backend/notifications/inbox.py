"""One person's inbox: the truth that pushes only repeat."""

from typing import Any
from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import record
from backend.notifications.schemas import (
    InboxReading,
    InboxReadingIn,
    NotificationCard,
    NotificationPage,
    Reading,
    ReadingIn,
    Show,
)
from backend.notifications.texts import word
from backend.people.person import SignedIn
from backend.problems import NotFound
from backend.wire import Bilingual

PAGE = 50
READ = "notification.read"


async def list_notifications(person: SignedIn, before: UUID | None, show: Show = "all") -> NotificationPage:
    """List a page of notifications, newest first, going on before one already seen."""
    rows = await fetch(
        """
        SELECT id, kind, params, link, thread, urgent, created_at, read_at FROM notification
        WHERE person = $1 AND ($2::uuid IS NULL OR id < $2)
            AND ($4 <> 'unread' OR read_at IS NULL) AND ($4 <> 'urgent' OR urgent)
        ORDER BY id DESC LIMIT $3
        """,
        person.id,
        before,
        PAGE + 1,
        show,
    )
    cards = [card(row) for row in rows[:PAGE]]
    return NotificationPage(
        notifications=cards,
        unread=await count_unread(person.id),
        next=cards[-1].id if len(rows) > PAGE else None,
    )


def card(row: dict[str, Any]) -> NotificationCard:
    kind, params = row["kind"], row.pop("params")
    zh, en = word(kind, params, "zh"), word(kind, params, "en")
    return NotificationCard(
        title=Bilingual(zh=zh.title, en=en.title), body=Bilingual(zh=zh.body, en=en.body), **row
    )


async def count_unread(person: UUID) -> int:
    """Count what a person has not read yet, as the badge shows it."""
    rows = await fetch(
        "SELECT count(*) AS unread FROM notification WHERE person = $1 AND read_at IS NULL", person
    )
    return int(rows[0]["unread"])


async def read_notification(id: UUID, person: SignedIn, reading: ReadingIn) -> Reading:
    """Note that a person has seen a notification; the first time counts, and other devices hear of it."""
    async with transaction():
        fresh = await fetch(
            """
            UPDATE notification SET read_at = least($3, now())
            WHERE id = $1 AND person = $2 AND read_at IS NULL RETURNING read_at
            """,
            id,
            person.id,
            reading.estimated_at,
        )
        if fresh:
            await record(READ, id, payload={"to": person.id})
    rows = fresh or await fetch(
        "SELECT read_at FROM notification WHERE id = $1 AND person = $2", id, person.id
    )
    if not rows:
        raise NotFound()
    return Reading(read_at=rows[0]["read_at"], unread=await count_unread(person.id))


async def read_inbox(id: UUID, person: SignedIn, reading: InboxReadingIn) -> InboxReading:
    """Note that a person has seen everything up to a notification; what came later stays unread."""
    async with transaction():
        fresh = await fetch(
            """
            UPDATE notification SET read_at = least($3, now())
            WHERE person = $1 AND id <= $2 AND read_at IS NULL RETURNING id
            """,
            person.id,
            reading.up_to,
            reading.estimated_at,
        )
        if fresh:
            await record(READ, id, payload={"to": person.id})
    return InboxReading(unread=await count_unread(person.id))

"""One line of an inbox on its way to every phone of its reader."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend import problems
from backend.config import settings
from backend.database import fetch, uuid7
from backend.events.log import Happening
from backend.notifications.inbox import count_unread
from backend.notifications.push_key import vapid_keys
from backend.notifications.texts import language_of, word
from backend.notifications.web_push import Endpoint, Gone, Later, Outcome, Pushed, Refused, push

WORTH_TELLING = timedelta(hours=24)  # after a day the inbox is enough
PHONES = 10

log = logging.getLogger("storewalk.push")


async def push_notification(happening: Happening) -> None:
    """Push one notification to all of its reader's phones, each with a result of its own.

    Raises `problems.Later` when a push service asks for patience; the next run leaves out who has it already.
    """
    line = await load_line(happening.subject)
    if line is None:
        return
    phones = await waiting_phones(line["id"], line["person"])
    if not phones:
        return
    message, keys = compose(line, await count_unread(line["person"])), await vapid_keys()

    async def push_to(phone: dict[str, Any]) -> Outcome:
        return await push(
            Endpoint(phone["endpoint"], phone["p256dh"], phone["auth"]),
            message,
            keys,
            ttl=int(WORTH_TELLING.total_seconds()),
            urgency="high" if line["urgent"] else "normal",
            topic=line["id"].hex,
            allow_loopback=settings().push_allow_loopback,
        )

    outcomes = await asyncio.gather(*map(push_to, phones))
    for phone, outcome in zip(phones, outcomes, strict=True):
        await note(line["id"], phone["id"], outcome)
    come_back(outcomes)


async def load_line(notification: UUID) -> dict[str, Any] | None:
    """Load a notification that is still worth a push: not read yet, and of today."""
    rows = await fetch(
        """
        SELECT notification.id, kind, params, link, urgent, person, person.locale
        FROM notification JOIN person ON person.id = notification.person
        WHERE notification.id = $1 AND read_at IS NULL AND created_at > $2 AND person.active
        """,
        notification,
        datetime.now(UTC) - WORTH_TELLING,
    )
    return rows[0] if rows else None


async def waiting_phones(notification: UUID, person: UUID) -> list[dict[str, Any]]:
    """List the phones that have not had this notification and whose session has not been ended."""
    return await fetch(
        """
        SELECT phone.id, endpoint, p256dh, auth FROM push_subscription AS phone
        LEFT JOIN session ON session.id = phone.session
        WHERE phone.person = $2 AND session.ended_at IS NULL AND NOT EXISTS (
            SELECT FROM delivery WHERE notification = $1 AND subscription = phone.id AND outcome <> 'later')
        ORDER BY phone.created_at DESC LIMIT $3
        """,
        notification,
        person,
        PHONES,
    )


def compose(line: dict[str, Any], unread: int) -> bytes:
    """Write the message as Declarative Web Push: Safari shows it itself, our service worker reads it too."""
    words = word(line["kind"], line["params"], line["locale"])
    lang = {"zh": "zh-CN", "en": "en"}[language_of(line["locale"])]
    notification = {
        "title": words.title,
        "body": words.body,
        "lang": lang,
        "navigate": settings().public_url.rstrip("/") + line["link"],
        "tag": str(line["id"]),
        "silent": False,
        "requireInteraction": line["urgent"],
        "data": {"id": str(line["id"]), "kind": line["kind"], "link": line["link"]},
    }
    return msgspec.json.encode({"web_push": 8030, "notification": notification, "app_badge": unread})


async def note(notification: UUID, phone: UUID, outcome: Outcome) -> None:
    """Keep what became of one push; a subscription that has ended is removed."""
    reason = ""
    match outcome:
        case Pushed():
            await fetch(
                "UPDATE push_subscription SET proved_at = coalesce(proved_at, now()) WHERE id = $1", phone
            )
        case Gone():
            await fetch("DELETE FROM push_subscription WHERE id = $1", phone)
        case Later(_, reason):
            pass
        case Refused(reason):
            log.warning("push of %s to %s refused: %s", notification, phone, reason)
    await fetch(
        """
        INSERT INTO delivery (id, notification, subscription, outcome, reason, at)
        VALUES ($1, $2, $3, $4, $5, now())
        ON CONFLICT (notification, subscription) DO UPDATE
        SET outcome = excluded.outcome, reason = excluded.reason, at = excluded.at
        """,
        uuid7(),
        notification,
        phone,
        type(outcome).__name__.lower(),
        reason,
    )


def come_back(outcomes: list[Outcome]) -> None:
    """Raise `problems.Later` at the time of the most patient, if any push is still to be made."""
    later = [outcome for outcome in outcomes if isinstance(outcome, Later)]
    if later:
        waits = [outcome.seconds for outcome in later if outcome.seconds is not None]
        raise problems.Later("; ".join(outcome.reason for outcome in later), max(waits, default=None))

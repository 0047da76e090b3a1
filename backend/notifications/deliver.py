"""Lines of an inbox on their way to every phone of their reader."""

import asyncio
import logging
from typing import Any
from uuid import UUID

import msgspec

from backend import problems
from backend.config import settings
from backend.database import fetch
from backend.events.log import Happening
from backend.notifications.deliveries import note
from backend.notifications.inbox import count_unread
from backend.notifications.lines import WORTH_TELLING, Line, lines_of
from backend.notifications.push_key import vapid_keys
from backend.notifications.texts import actions_of, language_of, word
from backend.notifications.vapid import VapidKeys
from backend.notifications.web_push import Endpoint, Gone, Later, Outcome, Pushed, Refused, push
from backend.notifications.words.inbox import Kind

PHONES = 10
LANGUAGES = {"zh": "zh-CN", "en": "en"}

log = logging.getLogger("storewalk.push")


async def push_notification(happening: Happening) -> None:
    """Push a notification, or several as one, to all of its reader's phones, each with a result of its own.

    Raises `problems.Later` when a push service asks for patience; the next run leaves out who has it already.
    """
    lines = await lines_of(happening)
    if lines and lines[0]["by_push"]:
        come_back(await push_lines(lines))


async def push_lines(lines: list[Line]) -> list[Outcome]:
    """Push lines of one reader as one message to each phone that has not had it; return what came of it."""
    carrier, person = lines[0]["id"], lines[0]["person"]
    phones = await waiting_phones(carrier, person)
    if not phones:
        return []
    message, keys = compose_all(lines, await count_unread(person)), await vapid_keys()
    outcomes = await asyncio.gather(*(push_to(phone, lines, message, keys) for phone in phones))
    for phone, outcome in zip(phones, outcomes, strict=True):
        await note_push([line["id"] for line in lines], phone["id"], outcome)
    return outcomes


async def push_to(phone: dict[str, Any], lines: list[Line], message: bytes, keys: VapidKeys) -> Outcome:
    return await push(
        Endpoint(phone["endpoint"], phone["p256dh"], phone["auth"]),
        message,
        keys,
        ttl=int(WORTH_TELLING.total_seconds()),
        urgency="high" if any(line["urgent"] for line in lines) else "normal",
        topic=lines[0]["id"].hex,
        allow_loopback=settings().push_allow_loopback,
    )


async def waiting_phones(notification: UUID, person: UUID) -> list[dict[str, Any]]:
    """List the phones that have not had this notification and whose session has not been ended."""
    return await fetch(
        """
        SELECT phone.id, endpoint, p256dh, auth FROM push_subscription AS phone
        LEFT JOIN session ON session.id = phone.session
        WHERE phone.person = $2 AND session.ended_at IS NULL AND NOT EXISTS (
            SELECT FROM delivery WHERE notification = $1 AND target = phone.id AND outcome <> 'later')
        ORDER BY phone.created_at DESC LIMIT $3
        """,
        notification,
        person,
        PHONES,
    )


def compose_all(lines: list[Line], unread: int) -> bytes:
    """Write one message for several lines; it opens the inbox."""
    if len(lines) == 1:
        return compose(lines[0], unread)
    newest = lines[0]
    first = {language: word(newest["kind"], newest["params"], language).title for language in LANGUAGES}
    params = {"count": len(lines), "first": first}
    return compose(
        newest | {"kind": str(Kind.held), "params": params, "link": "/notifications", "urgent": False}, unread
    )


def compose(line: Line, unread: int) -> bytes:
    """Write the message as Declarative Web Push: Safari shows it itself, our service worker reads it too."""
    words = word(line["kind"], line["params"], line["locale"])
    root = settings().public_url.rstrip("/")
    notification = {
        "title": words.title,
        "body": words.body,
        "lang": LANGUAGES[language_of(line["locale"])],
        "navigate": root + line["link"],
        "tag": str(line["id"]),
        "silent": False,
        "requireInteraction": line["urgent"],
        "actions": [
            {"action": action.name, "title": title, "navigate": root + link}
            for action, title, link in actions_of(line["kind"], line["link"], line["locale"])
        ],
        "data": {"id": str(line["id"]), "kind": line["kind"], "link": line["link"]},
    }
    return msgspec.json.encode({"web_push": 8030, "notification": notification, "app_badge": unread})


async def note_push(lines: list[UUID], phone: UUID, outcome: Outcome) -> None:
    """Keep what became of one push; a subscription that has ended is removed."""
    reason = ""
    match outcome:
        case Pushed():
            await fetch(
                "UPDATE push_subscription SET proved_at = now() WHERE id = $1 AND proved_at IS NULL", phone
            )
        case Gone():
            await fetch("DELETE FROM push_subscription WHERE id = $1", phone)
        case Later(_, reason):
            pass
        case Refused(reason):
            log.warning("push of %s to %s refused: %s", lines[0], phone, reason)
    await note(lines, "push", phone, type(outcome).__name__.lower(), reason)


def come_back(outcomes: list[Outcome]) -> None:
    """Raise `problems.Later` at the time of the most patient, if any push is still to be made."""
    later = [outcome for outcome in outcomes if isinstance(outcome, Later)]
    if later:
        waits = [outcome.seconds for outcome in later if outcome.seconds is not None]
        raise problems.Later("; ".join(outcome.reason for outcome in later), max(waits, default=None))

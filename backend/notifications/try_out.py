"""Send a test by each way, and tell honestly what became of it."""

import asyncio
from uuid import UUID

from backend.database import fetch, insert_or_nothing, transaction
from backend.events.log import record
from backend.notifications.channels.outcome import Later, Refused
from backend.notifications.channels.webhook import Message
from backend.notifications.deliver import push_lines
from backend.notifications.deliver_bot import claim, send, settle_post
from backend.notifications.deliver_mail import mail_lines
from backend.notifications.delivery_log import log_of_mine
from backend.notifications.lines import load_lines
from backend.notifications.notify import KEPT
from backend.notifications.schemas import BotTrial, LoggedNotification
from backend.notifications.tables import Notification
from backend.notifications.texts import word
from backend.notifications.words.inbox import Kind
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound


async def try_my_ways(id: UUID, person: SignedIn) -> LoggedNotification:
    """Tell a person a test by push and by e-mail, whatever they have chosen; asked twice, it is told once."""
    line = Notification(
        id=id,
        person=person.id,
        kind=str(Kind.tried),
        params={"person": person.name},
        link="/notifications/choices",
        thread="/notifications/choices",
        push=False,
        bundle=f"tried:{id}",
    )
    async with transaction():
        fresh = await insert_or_nothing(line)
        if fresh:
            await record(KEPT, id, payload={"to": person.id})
    if fresh and (lines := await load_lines([id])):
        await asyncio.gather(push_lines(lines), mail_lines(lines))
    return await log_of_mine(id, person)


async def try_bot(bot: UUID, id: UUID, person: SignedIn) -> BotTrial:
    """Write a test into a bot's group; asked twice, it is written once."""
    require_role(person, Role.hq, Role.admin)
    rows = await fetch(
        "SELECT id, kind, url, secret, paused FROM bot WHERE id = $1 AND removed_at IS NULL", bot
    )
    if not rows:
        raise NotFound()
    if rows[0]["paused"]:
        return BotTrial(outcome="refused", reason="the bot is paused")
    if post := await claim(bot, f"tried:{id}"):
        words = word(Kind.tried, {"person": person.name}, "zh")
        came = await send(rows[0], Message(words.title, words.body))
        # A test is not tried again: what it found now is what it has to say.
        outcome = "sent" if not isinstance(came, Later | Refused) else "refused"
        await settle_post(post, outcome, "" if outcome == "sent" else getattr(came, "reason", ""))
    [kept] = await fetch(
        "SELECT outcome, reason FROM bot_post WHERE bot = $1 AND bundle = $2", bot, f"tried:{id}"
    )
    return BotTrial(outcome=kept["outcome"], reason=kept["reason"])

"""Lines of an inbox that the chat group of a store reads too, once for all of its people."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend import problems
from backend.config import settings
from backend.database import fetch, uuid7
from backend.events.log import Happening
from backend.notifications.bots import CHANNELS, bots_of
from backend.notifications.channels.outcome import Later, Outcome, Refused
from backend.notifications.channels.webhook import Message, Webhook
from backend.notifications.deliveries import note
from backend.notifications.lines import Line, lines_of
from backend.notifications.release import UNPROVED
from backend.notifications.texts import word

CLAIM = timedelta(seconds=60)
WAIT_FOR_OTHER = 5.0  # seconds; whoever claimed it is in the middle of posting it


async def post_to_group(happening: Happening) -> None:
    """Post what the reader's store has a bot for, unless the group has read it already.

    Several people are told the same thing in lines of their own; the first claims it for the group and the
    others note the same result. A worker that dies between posting and noting it posts it again.
    """
    waits: list[float] = []
    for line in await lines_of(happening):
        if line["store"] is not None and is_due(line, happening.name == UNPROVED):
            waits += [wait for bot in await bots_of(line["store"]) if (wait := await tell_group(bot, line))]
    if waits:
        raise problems.Later("a group has not been told yet", max(waits))


def is_due(line: Line, unproved: bool) -> bool:
    """Tell whether the group is this reader's way: always, or because pushes do not arrive."""
    return bool(line["by_bot"] == "always" or (unproved and line["by_bot"] == "fallback"))


async def tell_group(bot: dict[str, Any], line: Line) -> float | None:
    """Post once per group and bundle; return how long to wait when it has to be tried again."""
    post = await claim(bot["id"], line["bundle"])
    if post is None:
        outcome, reason = await result_of(bot["id"], line["bundle"])
        if outcome == "later":
            return WAIT_FOR_OTHER
        await note([line["id"]], "bot", bot["id"], outcome, reason)
        return None
    came = await send(bot, await message_of(line))
    outcome = type(came).__name__.lower()
    reason = came.reason if isinstance(came, Later | Refused) else ""
    await settle_post(post, outcome, reason)
    await note([line["id"]], "bot", bot["id"], outcome, reason)
    return (came.seconds or WAIT_FOR_OTHER) if isinstance(came, Later) else None


async def claim(bot: UUID, bundle: str) -> UUID | None:
    """Take it upon oneself to tell a group, unless somebody did or is about to."""
    rows = await fetch(
        """
        INSERT INTO bot_post AS post (id, bot, bundle, outcome, claimed_until, at)
        VALUES ($1, $2, $3, 'later', now() + $4, now())
        ON CONFLICT (bot, bundle) DO UPDATE SET claimed_until = excluded.claimed_until
        WHERE post.outcome = 'later' AND (post.claimed_until IS NULL OR post.claimed_until < now())
        RETURNING id
        """,
        uuid7(),
        bot,
        bundle,
        CLAIM,
    )
    return rows[0]["id"] if rows else None


async def settle_post(post: UUID, outcome: str, reason: str) -> None:
    """Write down what became of a post, and let go of it."""
    await fetch(
        "UPDATE bot_post SET outcome = $2, reason = $3, claimed_until = NULL, at = now() WHERE id = $1",
        post,
        outcome,
        reason,
    )


async def result_of(bot: UUID, bundle: str) -> tuple[str, str]:
    rows = await fetch("SELECT outcome, reason FROM bot_post WHERE bot = $1 AND bundle = $2", bot, bundle)
    return rows[0]["outcome"], rows[0]["reason"]


async def send(bot: dict[str, Any], message: Message) -> Outcome:
    """Speak to the bot's platform."""
    try:
        channel = CHANNELS[bot["kind"]]
        outcome: Outcome = await channel.send(
            Webhook(bot["url"], bot["secret"]), message, settings().push_allow_loopback
        )
    except ValueError as error:
        return Refused(str(error))
    return outcome


async def message_of(line: Line) -> Message:
    """Word it for the group, and call everybody by phone number who is told the same and has chosen so."""
    words = word(line["kind"], line["params"], "zh")
    address = settings().public_url.rstrip("/") + line["link"]
    rows = await fetch(
        """
        SELECT DISTINCT regexp_replace(phone, '[^0-9]', '', 'g') AS mobile FROM notification AS line
        JOIN person ON person.id = line.person
        LEFT JOIN notification_choice AS choice ON choice.person = person.id
        WHERE line.bundle = $1 AND line.push AND phone IS NOT NULL AND coalesce(choice.bot, 'always') <> 'off'
        ORDER BY 1 LIMIT 20
        """,
        line["bundle"],
    )
    mobiles = tuple(row["mobile"].removeprefix("86") for row in rows if row["mobile"])
    return Message(words.title, f"{words.body}\n{address}", mobiles)

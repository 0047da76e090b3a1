"""The company's bots in group chats: who sets them up, and which group hears of a store."""

from types import ModuleType
from typing import Any
from uuid import UUID

from backend.config import settings
from backend.database import fetch, transaction
from backend.events.log import record
from backend.notifications.channels import dingtalk, feishu, wecom
from backend.notifications.channels.webhook import Webhook
from backend.notifications.schemas import BotCard, BotIn, BotKind
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import AlreadySent, FieldProblem, NotFound, Unacceptable
from backend.wire import build

CHANNELS: dict[BotKind, ModuleType] = {"wecom": wecom, "dingtalk": dingtalk, "feishu": feishu}
LAST_SHOWN = 4

CARDS = """
    SELECT bot.id, bot.kind, bot.name, bot.region, bot.store, right(bot.url, 4) AS ending,
        bot.secret <> '' AS signed, bot.set_at, person.name AS set_by,
        coalesce(store.name, region.name) AS place, post.outcome, post.reason, post.at AS posted_at,
        bot.paused
    FROM bot LEFT JOIN store ON store.id = bot.store LEFT JOIN region ON region.id = bot.region
        LEFT JOIN person ON person.id = bot.set_by
        LEFT JOIN LATERAL (
            SELECT outcome, reason, at FROM bot_post WHERE bot_post.bot = bot.id ORDER BY at DESC LIMIT 1
        ) AS post ON true
    WHERE bot.removed_at IS NULL AND ($1::uuid IS NULL OR bot.id = $1) ORDER BY bot.set_at, bot.id
"""


async def list_bots(person: SignedIn) -> list[BotCard]:
    """List the bots with their newest result; of an address only its last letters are ever shown again."""
    require_role(person, Role.hq, Role.admin)
    return [build(BotCard, row) for row in await fetch(CARDS, None)]


async def set_bot(id: UUID, person: SignedIn, bot: BotIn) -> BotCard:
    """Set a bot up; to change one, remove it and set up another."""
    require_role(person, Role.hq, Role.admin)
    check(bot)
    async with transaction():
        fresh = await fetch(
            """
            INSERT INTO bot (id, kind, name, region, store, url, secret, set_by, set_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now()) ON CONFLICT (id) DO NOTHING RETURNING id
            """,
            id,
            bot.kind,
            bot.name,
            bot.region,
            bot.store,
            bot.url,
            bot.secret,
            person.id,
        )
        if fresh:
            await record("bot.set", id, person=person.id, payload={"to": person.id, "kind": bot.kind})
    [kept] = await fetch(
        "SELECT kind, name, region, store, url, secret, removed_at FROM bot WHERE id = $1", id
    )
    sent = (bot.kind, bot.name, bot.region, bot.store, bot.url, bot.secret, None)
    if tuple(kept.values()) != sent:
        raise AlreadySent()
    return build(BotCard, (await fetch(CARDS, id))[0])


def check(bot: BotIn) -> None:
    """Raise `Unacceptable` for an address that its platform does not hand out."""
    if bot.region is not None and bot.store is not None:
        raise Unacceptable(fields=[FieldProblem("store", "A bot is a store's or a region's.")])
    try:
        CHANNELS[bot.kind].check(Webhook(bot.url, bot.secret), settings().push_allow_loopback)
    except ValueError as error:
        raise Unacceptable(fields=[FieldProblem("url", str(error), "not-a-webhook")]) from error


async def pause_bot(id: UUID, person: SignedIn, paused: bool) -> BotCard:
    """Let a bot keep silent, or speak again of what happens from now on; said twice it is the same."""
    require_role(person, Role.hq, Role.admin)
    async with transaction():
        changed = await fetch(
            """
            UPDATE bot SET paused = $2 WHERE id = $1 AND removed_at IS NULL AND paused <> $2 RETURNING id
            """,
            id,
            paused,
        )
        if changed:
            event = "bot.paused" if paused else "bot.resumed"
            await record(event, id, person=person.id, payload={"to": person.id})
    if not (rows := await fetch(CARDS, id)):
        raise NotFound()
    return build(BotCard, rows[0])


async def remove_bot(id: UUID, person: SignedIn) -> None:
    """Take a bot away, and forget its address."""
    require_role(person, Role.hq, Role.admin)
    async with transaction():
        removed = await fetch(
            """
            UPDATE bot SET removed_at = now(), url = '', secret = ''
            WHERE id = $1 AND removed_at IS NULL RETURNING id
            """,
            id,
        )
        if removed:
            await record("bot.removed", id, person=person.id, payload={"to": person.id})
        elif not await fetch("SELECT 1 FROM bot WHERE id = $1", id):
            raise NotFound()


async def bots_of(store: UUID) -> list[dict[str, Any]]:
    """List the bots whose group hears of a store: its own, else the nearest region's, else the company's.

    A paused one keeps its place, so that what it leaves out is told in no other group instead.
    """
    return await fetch(
        """
        WITH RECURSIVE above AS (
            SELECT region AS id, 1 AS far FROM store WHERE id = $1
            UNION ALL SELECT region.parent, above.far + 1 FROM region JOIN above ON region.id = above.id
                WHERE region.parent IS NOT NULL
        ), near AS (
            SELECT bot.id, bot.kind, bot.url, bot.secret, bot.paused, CASE WHEN bot.store = $1 THEN 0
                WHEN bot.region IS NOT NULL THEN above.far ELSE 1000 END AS far
            FROM bot LEFT JOIN above ON above.id = bot.region
            WHERE bot.removed_at IS NULL AND (bot.store = $1 OR above.id IS NOT NULL
                OR (bot.store IS NULL AND bot.region IS NULL))
        )
        SELECT id, kind, url, secret FROM near
        WHERE far = (SELECT min(far) FROM near) AND NOT paused ORDER BY id
        """,
        store,
    )

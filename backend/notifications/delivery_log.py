"""What became of each notification on each way: for an admin of everybody, for everybody of their own."""

from typing import Any, Literal
from uuid import UUID

from backend.database import fetch
from backend.notifications.schemas import DeliveryCard, LoggedNotification, LogPage, LogShow
from backend.notifications.texts import word
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound
from backend.wire import Bilingual, build

PAGE = 50
State = Literal["inbox", "held", "read", "shown", "told", "waiting", "failed", "unreached"]

LOGGED = """
    SELECT line.id, line.kind, line.params, line.urgent, line.push, line.created_at, line.read_at,
        line.held_until, line.fell_back_at, person.name AS person
    FROM notification AS line JOIN person ON person.id = line.person
"""


async def list_log(person: SignedIn, before: UUID | None, show: LogShow) -> LogPage:
    """List what was told to anybody, newest first: all of it, or what did not arrive.

    Nor does what no way led to: a reader without a device, a mailbox or a group, who has not looked since.
    """
    require_role(person, Role.admin)
    rows = await fetch(
        f"""
        {LOGGED} WHERE ($1::uuid IS NULL OR line.id < $1) AND ($2 <> 'troubled' OR EXISTS (
            SELECT FROM delivery WHERE notification = line.id AND outcome IN ('later', 'refused', 'gone'))
            OR line.push AND line.read_at IS NULL AND line.held_until IS NULL
                AND line.told_at < now() - interval '1 minute'
                AND NOT EXISTS (SELECT FROM delivery WHERE notification = line.id))
        ORDER BY line.id DESC LIMIT $3
        """,  # noqa: S608
        before,
        show,
        PAGE + 1,
    )
    lines = await with_deliveries(rows[:PAGE])
    return LogPage(notifications=lines, next=lines[-1].id if len(rows) > PAGE else None)


async def log_of_mine(id: UUID, person: SignedIn) -> LoggedNotification:
    """Tell what became of one of my own notifications."""
    rows = await fetch(LOGGED + "WHERE line.id = $1 AND line.person = $2", id, person.id)
    if not rows:
        raise NotFound()
    return (await with_deliveries(rows))[0]


async def with_deliveries(rows: list[dict[str, Any]]) -> list[LoggedNotification]:
    """Add to each notification what became of it, way by way."""
    found = await fetch(
        """
        SELECT delivery.notification, channel, outcome, reason, tries, at, delivery.shown_at,
            coalesce(bot.name, session.device, '') AS target
        FROM delivery LEFT JOIN bot ON bot.id = delivery.target
            LEFT JOIN push_subscription AS phone ON phone.id = delivery.target
            LEFT JOIN session ON session.id = phone.session
        WHERE delivery.notification = ANY($1) ORDER BY at
        """,
        [row["id"] for row in rows],
    )
    deliveries: dict[UUID, list[DeliveryCard]] = {}
    for row in found:
        deliveries.setdefault(row.pop("notification"), []).append(build(DeliveryCard, row))
    return [logged(row, deliveries.get(row["id"], [])) for row in rows]


def logged(row: dict[str, Any], deliveries: list[DeliveryCard]) -> LoggedNotification:
    params = row.pop("params")
    zh, en = word(row["kind"], params, "zh"), word(row["kind"], params, "en")
    state = state_of(row, deliveries)
    return LoggedNotification(
        title=Bilingual(zh=zh.title, en=en.title), state=state, deliveries=deliveries, **row
    )


def state_of(row: dict[str, Any], deliveries: list[DeliveryCard]) -> State:
    """Say in one word how far it got: the best that happened on any way."""
    outcomes = {delivery.outcome for delivery in deliveries}
    if row["read_at"] is not None:
        return "read"
    if any(delivery.shown_at for delivery in deliveries):
        return "shown"
    if row["held_until"] is not None:
        return "held"
    if outcomes & {"pushed", "sent"}:
        return "told"
    if "later" in outcomes:
        return "waiting"
    if outcomes:
        return "failed"
    return "unreached" if row["push"] else "inbox"

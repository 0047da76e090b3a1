"""The day in one line, for managers and supervisors, at the hour that each has chosen."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.database import fetch
from backend.events.log import record
from backend.issues.listing import OVERDUE, RUNNING, TO_DECIDE, UNCLOSED
from backend.issues.sight import seen
from backend.notifications.deliver_mail import DIGEST
from backend.notifications.notify import notify
from backend.notifications.words.digest import Kind
from backend.ordering.reading import UNSENT
from backend.people.access import WATCHERS, reachable_store_ids, sight_of
from backend.people.person import SignedIn
from backend.people.posts_of import load_people
from backend.people.schemas import Role
from backend.people.zones import zones_of

READERS = (Role.store_manager, Role.supervisor, Role.hq, Role.admin)


async def send_digests(now: datetime) -> None:
    """Write today's digest for everybody whose hour has come by the clock of where they work.

    The day is in its bundle, so that there is one a day, also after a night without a server.
    """
    rows = await fetch(
        "SELECT person, digest_at, digest_by FROM notification_choice WHERE digest_at IS NOT NULL"
    )
    ids = [row["person"] for row in rows]
    people, zones = await load_people(ids), await zones_of(ids)
    for row in rows:
        person = people.get(row["person"])
        if person is None or not person.has(*READERS):
            continue
        local = now.astimezone(ZoneInfo(zones[person.id]))
        due = local.hour * 60 + local.minute >= row["digest_at"]
        if due and not await is_written(person.id, local.date()):
            await write_digest(person, local.date(), zones[person.id], by_mail=row["digest_by"] == "mail")


def bundle_of(day: date) -> str:
    """Name the digest of a day."""
    return f"digest:{day.isoformat()}"


async def is_written(person: UUID, day: date) -> bool:
    """Tell whether somebody has today's digest."""
    rows = await fetch("SELECT 1 FROM notification WHERE person = $1 AND bundle = $2", person, bundle_of(day))
    return bool(rows)


async def write_digest(person: SignedIn, day: date, zone: str, *, by_mail: bool) -> None:
    """Put the day into an inbox, and where that was chosen into the mailbox too."""
    figures = await figures_of(person, day, zone)
    kind = Kind.busy if any(figures.values()) else Kind.calm
    leads_home = person.has(Role.store_manager, Role.supervisor)
    link = "/today" if leads_home else "/overview"
    await notify([person.id], kind, figures, link=link, bundle=bundle_of(day), thread="digest", push=False)
    if by_mail:
        [line] = await fetch(
            "SELECT id FROM notification WHERE person = $1 AND bundle = $2", person.id, bundle_of(day)
        )
        await record(DIGEST, line["id"], payload={"to": person.id})


async def figures_of(person: SignedIn, day: date, zone: str) -> dict[str, Any]:
    """Count what a day asks of the stores within reach, as lists and calendar count it.

    A store's own people learn nothing of visits that are not announced to them.
    """
    rows = await fetch(
        f"""
        WITH reached AS (SELECT id FROM store WHERE NOT closed AND ($1::uuid[] IS NULL OR id = ANY($1))),
        watched AS (
            SELECT issue.* FROM issue
            WHERE ($1::uuid[] IS NULL OR issue.store = ANY($1)) AND {UNCLOSED} AND {seen(5, 6)}
        )
        SELECT (SELECT count(*) FROM watched AS issue WHERE {OVERDUE}) AS overdue,
            (SELECT count(*) FROM watched AS issue
                WHERE {RUNNING} AND paused_at IS NULL AND due_at >= now()
                AND (due_at AT TIME ZONE $3)::date = $2) AS today,
            (SELECT count(*) FROM watched AS issue WHERE {TO_DECIDE}) AS review,
            (SELECT count(*) FROM task JOIN reached ON reached.id = task.store
                WHERE due_on = $2 AND inspection IS NULL AND withdrawn_at IS NULL AND NOT missed
                AND (announced OR $4::uuid[] IS NULL OR task.store = ANY($4))) AS walks,
            (SELECT count(*) FROM order_placed JOIN reached ON reached.id = order_placed.store
                WHERE {UNSENT}) AS orders
        """,  # noqa: S608
        await reachable_store_ids(person, *READERS),
        day,
        zone,
        await reachable_store_ids(person, *WATCHERS),
        person.id,
        await sight_of(person),
    )
    return rows[0]

"""How each person wants to be told: by which ways, and when not at all."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.config import settings
from backend.database import fetch, uuid7
from backend.notifications.quiet import clock_of, minutes_of, quiet_end
from backend.notifications.schemas import Choices, ChoicesIn, Device, Digest, Quiet
from backend.people.person import SignedIn
from backend.people.zones import zones_of
from backend.wire import build


async def read_choices(person: SignedIn) -> Choices:
    """Return what a person has chosen, or what holds for who has not."""
    rows = await fetch(
        """
        SELECT email, push, mail, bot, quiet_from, quiet_until, digest_at, digest_by
        FROM person LEFT JOIN notification_choice AS choice ON choice.person = person.id WHERE person.id = $1
        """,
        person.id,
    )
    row = rows[0]
    return Choices(
        push=row["push"] is not False,
        mail=row["mail"] or "fallback",
        bot=row["bot"] or "always",
        quiet=quiet_of(row),
        digest=digest_of(row),
        email=row["email"],
        time_zone=(await zones_of([person.id]))[person.id],
        proof_minutes=settings().push_proof_minutes,
        devices=await devices_of(person.id),
    )


def quiet_of(row: dict[str, Any]) -> Quiet | None:
    if row["quiet_from"] is None:
        return None
    return Quiet(begins=clock_of(row["quiet_from"]), ends=clock_of(row["quiet_until"]))


def digest_of(row: dict[str, Any]) -> Digest | None:
    return None if row["digest_at"] is None else Digest(at=clock_of(row["digest_at"]), by=row["digest_by"])


async def devices_of(person: UUID) -> list[Device]:
    """List the browsers that want a push, with the newest one that each proved to have shown."""
    rows = await fetch(
        """
        SELECT phone.id, coalesce(session.device, '') AS device, phone.created_at, phone.shown_at
        FROM push_subscription AS phone LEFT JOIN session ON session.id = phone.session
        WHERE phone.person = $1 AND session.ended_at IS NULL ORDER BY phone.created_at DESC LIMIT 20
        """,
        person,
    )
    return [build(Device, row) for row in rows]


async def choose(person: SignedIn, choices: ChoicesIn) -> Choices:
    """Keep a person's choices; of two devices the one that chose last is heard."""
    await fetch(
        """
        INSERT INTO notification_choice AS kept
            (id, person, push, mail, bot, quiet_from, quiet_until, digest_at, digest_by, chosen_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, least($10::timestamptz, now()))
        ON CONFLICT (person) DO UPDATE SET push = excluded.push, mail = excluded.mail, bot = excluded.bot,
            quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
            digest_at = excluded.digest_at, digest_by = excluded.digest_by, chosen_at = excluded.chosen_at
        WHERE kept.chosen_at <= excluded.chosen_at
        """,
        uuid7(),
        person.id,
        choices.push,
        choices.mail,
        choices.bot,
        minutes_of(choices.quiet.begins) if choices.quiet else None,
        minutes_of(choices.quiet.ends) if choices.quiet else None,
        minutes_of(choices.digest.at) if choices.digest else None,
        choices.digest.by if choices.digest else "inbox",
        choices.estimated_at,
    )
    return await read_choices(person)


async def quiet_ends(people: Iterable[UUID], moment: datetime | None = None) -> dict[UUID, datetime]:
    """Return for each of these people who wants to be left alone now until when."""
    rows = await fetch(
        """
        SELECT person, quiet_from, quiet_until FROM notification_choice
        WHERE person = ANY($1) AND quiet_from IS NOT NULL
        """,
        list(people),
    )
    zones = await zones_of([row["person"] for row in rows])
    now = moment or datetime.now(UTC)
    ends = {
        row["person"]: quiet_end(now, zones[row["person"]], row["quiet_from"], row["quiet_until"])
        for row in rows
    }
    return {person: end for person, end in ends.items() if end is not None}

"""A person says where letters shall go; until the link in the first one is opened nothing else goes there."""

from datetime import timedelta
from re import fullmatch
from uuid import UUID

from backend.config import settings
from backend.database import fetch, transaction
from backend.events.log import record
from backend.notifications.addresses.schemas import AddressIn, AddressOut, AddressWaiting
from backend.notifications.channels.mail import ONE_ADDRESS
from backend.people.links import end_links_of, make_link
from backend.people.person import SignedIn
from backend.problems import AlreadySent, FieldProblem, NotFound, TooManyTries, Unacceptable
from backend.wire import Sent, build

LINK = "address"
LASTS = timedelta(hours=24)
LETTERS_A_DAY = 5  # of one person, and to one address whoever asks
TRY_AGAIN = 3600
WAITING = """
    SELECT asked.address AS email, asked_at, link.expires_at, outcome, reason
    FROM address_proof AS asked JOIN link ON link.id = asked.id
    WHERE asked.person = $1 AND proved_at IS NULL AND link.ended_at IS NULL AND link.expires_at > now()
    ORDER BY asked_at DESC LIMIT 1
"""


async def read_address(person: SignedIn) -> AddressOut:
    """Return the address that counts and the one that waits to be proved."""
    rows = await fetch("SELECT email FROM person WHERE id = $1", person.id)
    waiting = await fetch(WAITING, person.id)
    return AddressOut(
        email=rows[0]["email"],
        waiting=build(AddressWaiting, waiting[0]) if waiting else None,
        can_mail=bool(settings().smtp_url),
    )


async def ask_for_address(id: UUID, person: SignedIn, sent: Sent[AddressIn]) -> tuple[AddressOut, bool]:
    """Keep an address that is still to be proved; the letter leaves by a reaction.

    The one that counted before goes on counting. Raises `TooManyTries` beyond five letters a day.
    """
    address = sent.document.email.strip()
    if not fullmatch(ONE_ADDRESS, address):
        raise Unacceptable(fields=[FieldProblem("email", "This is not an e-mail address.", "not_an_address")])
    if not settings().smtp_url:
        raise Unacceptable(fields=[FieldProblem("email", "No mail server is set up.", "no_mail_server")])
    async with transaction():
        await fetch("SELECT pg_advisory_xact_lock(hashtext($1))", f"address {person.id}")
        new = not await was_asked(id, person, sent.fingerprint)
        if new:
            await check_rate(person.id, address)
            await end_links_of(person.id, LINK)
            _, token = await make_link(LINK, person.id, person.id, lasts=LASTS, id=id)
            await fetch(
                """
                INSERT INTO address_proof (id, person, address, token, fingerprint, asked_at, outcome, reason)
                VALUES ($1, $2, $3, $4, $5, now(), 'waiting', '')
                """,
                id,
                person.id,
                address,
                token,
                sent.fingerprint,
            )
            await record("address.asked", id, person=person.id)
    return await read_address(person), new


async def was_asked(id: UUID, person: SignedIn, fingerprint: str) -> bool:
    """Tell whether the same was asked before; raise unless it was by the same person and the same."""
    rows = await fetch("SELECT person, fingerprint FROM address_proof WHERE id = $1", id)
    if rows and rows[0]["person"] != person.id:
        raise NotFound()
    if rows and rows[0]["fingerprint"] != fingerprint:
        raise AlreadySent()
    return bool(rows)


async def check_rate(person: UUID, address: str) -> None:
    """Raise `TooManyTries` when a person, or a mailbox, had its letters of the day."""
    rows = await fetch(
        """
        SELECT count(*) FILTER (WHERE person = $1) AS mine,
            count(*) FILTER (WHERE lower(address) = lower($2)) AS there
        FROM address_proof
        WHERE (person = $1 OR lower(address) = lower($2)) AND asked_at > now() - interval '1 day'
        """,
        person,
        address,
    )
    if max(rows[0]["mine"], rows[0]["there"]) >= LETTERS_A_DAY:
        raise TooManyTries(retry_after=TRY_AGAIN)


async def give_address_up(person: SignedIn) -> AddressOut:
    """Take away the address and whatever still waits to be proved; done twice it is the same."""
    async with transaction():
        rows = await fetch(
            "UPDATE person SET email = NULL WHERE id = $1 AND email IS NOT NULL RETURNING id", person.id
        )
        await end_links_of(person.id, LINK)
        await fetch("UPDATE address_proof SET token = '' WHERE person = $1 AND token <> ''", person.id)
        if rows:
            await record("address.removed", person.id, person=person.id)
    return await read_address(person)

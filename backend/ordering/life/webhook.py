"""HQ settles what posts to a supplier's system are signed with, and tries its door."""

from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import record
from backend.notifications.channels import outcome as came
from backend.ordering.channels.webhook import Door, post_trial
from backend.ordering.life.schemas import WebhookOut, WebhookSecretIn, WebhookTrial
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, NotFound, Unacceptable

SHORTEST = 16


async def read_webhook(person: SignedIn, supplier: UUID) -> WebhookOut:
    """Tell where a supplier's system listens, and whether posts to it are signed."""
    require_role(person, Role.hq)
    door = await door_of(supplier)
    return WebhookOut(url=door.url or None, signed=bool(door.secret))


async def keep_secret(person: SignedIn, supplier: UUID, wanted: WebhookSecretIn) -> WebhookOut:
    """Keep what posts are signed with; the same secret again is nothing new."""
    require_role(person, Role.hq)
    secret = wanted.secret.strip()
    if secret and len(secret) < SHORTEST:
        raise Unacceptable(fields=[FieldProblem("secret", "It has 16 characters at least.", "secret_short")])
    async with transaction():
        held = await door_of(supplier)
        if held.secret != secret:
            await fetch("UPDATE supplier SET webhook_secret = $2 WHERE id = $1", supplier, secret)
            await record("supplier.kept", supplier, person=person.id, payload={"changed": ["webhookSecret"]})
    return await read_webhook(person, supplier)


async def try_webhook(id: UUID, supplier: UUID, person: SignedIn) -> WebhookTrial:
    """Post what is no order to a supplier's system, and tell honestly what it said.

    A repeat carries the same key; nothing is tried again by itself.
    """
    require_role(person, Role.hq)
    door = await door_of(supplier)
    if not door.url:
        raise Unacceptable(fields=[FieldProblem("webhookUrl", "Save an address first.", "required")])
    match await post_trial(door, str(id)):
        case came.Sent():
            return WebhookTrial(outcome="sent", reason="")
        case came.Refused(reason):
            return WebhookTrial(outcome="refused", reason=reason)
        case came.Later(reason, _):
            return WebhookTrial(outcome="later", reason=reason)


async def door_of(supplier: UUID) -> Door:
    """Look up the door of a supplier; raises `NotFound` for one that nobody knows."""
    rows = await fetch("SELECT webhook_url, webhook_secret FROM supplier WHERE id = $1", supplier)
    if not rows:
        raise NotFound()
    return Door(rows[0]["webhook_url"] or "", rows[0]["webhook_secret"])

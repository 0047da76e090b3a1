"""Which browsers of a person want to be told."""

from uuid import UUID

from backend.config import settings
from backend.database import fetch, transaction
from backend.notifications.schemas import PushSubscriptionIn
from backend.notifications.web_push import Endpoint, read_endpoint, read_keys
from backend.people.person import SignedIn
from backend.problems import AlreadySent, FieldProblem, Unacceptable


async def subscribe(id: UUID, person: SignedIn, wish: PushSubscriptionIn) -> None:
    """Tell a person by this browser from now on, as long as the session lasts.

    A shared tablet keeps its subscription when somebody else signs in: it belongs to whoever sent it last.
    """
    check(wish)
    async with transaction():
        # Two ids for one endpoint at once would meet at its unique index: one after the other.
        await fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", wish.endpoint)
        await fetch("DELETE FROM push_subscription WHERE endpoint = $1 AND id <> $2", wish.endpoint, id)
        kept = await fetch(
            """
            INSERT INTO push_subscription AS kept (id, person, session, endpoint, p256dh, auth, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, now())
            ON CONFLICT (id) DO UPDATE SET person = excluded.person, session = excluded.session
            WHERE (kept.endpoint, kept.p256dh, kept.auth)
                = (excluded.endpoint, excluded.p256dh, excluded.auth)
            RETURNING id
            """,
            id,
            person.id,
            person.session,
            wish.endpoint,
            wish.keys.p256dh,
            wish.keys.auth,
        )
        if not kept:
            raise AlreadySent()


def check(wish: PushSubscriptionIn) -> None:
    """Raise `Unacceptable` for a subscription that no push service can have made."""
    try:
        read_endpoint(wish.endpoint, settings().push_allow_loopback)
    except ValueError as error:
        raise Unacceptable(fields=[FieldProblem("endpoint", str(error))]) from error
    try:
        read_keys(Endpoint(wish.endpoint, wish.keys.p256dh, wish.keys.auth))
    except ValueError as error:
        raise Unacceptable(fields=[FieldProblem("keys", str(error))]) from error


async def end_subscription(id: UUID, person: SignedIn) -> None:
    """Stop telling a person by this browser; one that has ended already is no mistake."""
    await fetch("DELETE FROM push_subscription WHERE id = $1 AND person = $2", id, person.id)

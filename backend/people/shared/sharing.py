"""Let the people of a store share a device, and tell who they are."""

from datetime import UTC, datetime
from uuid import UUID

from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.people.access import require_reach
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.people.shared.schemas import SharedDeviceOut, SharingPerson
from backend.problems import Forbidden
from backend.stores.cards import store_cards
from backend.wire import build

OF_THE_STORE = ["staff", "store_manager"]


async def share_device(person: SignedIn, store: UUID | None) -> SharedDeviceOut:
    """Let the people of a store take this device over, or end that; the store's manager alone may.

    Ending it ends every session that was opened by a PIN there.
    """
    async with transaction():
        device, shared_by = await shared_device(person)
        if store is not None:
            await require_reach(person, store, Role.store_manager)
        elif shared_by is not None:
            await require_reach(person, shared_by, Role.store_manager)
        if shared_by != store:
            await end_sharing(device)
            await begin_sharing(person, store)
    return await read_sharing(person)


async def begin_sharing(person: SignedIn, store: UUID | None) -> None:
    """Write the device down as shared, and this session as the first on it."""
    if store is None:
        return
    device = uuid7()
    await fetch(
        "INSERT INTO shared_device (id, store, enabled_by, enabled_at) VALUES ($1, $2, $3, $4)",
        device,
        store,
        person.id,
        datetime.now(UTC),
    )
    await fetch("UPDATE session SET shared = $2 WHERE id = $1", person.session, device)
    await record("device.shared", device, store=store, person=person.id)


async def end_sharing(device: UUID | None) -> None:
    """Keep a device to itself again; who came by PIN has to prove themselves anew."""
    now = datetime.now(UTC)
    await fetch("UPDATE shared_device SET ended_at = $2 WHERE id = $1", device, now)
    await fetch(
        "UPDATE session SET ended_at = $2 WHERE shared = $1 AND by_pin AND ended_at IS NULL", device, now
    )
    await fetch("UPDATE session SET shared = NULL WHERE shared = $1", device)


async def shared_device(person: SignedIn) -> tuple[UUID | None, UUID | None]:
    """Return the shared device of this session with its store, while it is shared."""
    rows = await fetch(
        """
        SELECT shared_device.id, store FROM session JOIN shared_device ON shared_device.id = session.shared
        WHERE session.id = $1 AND shared_device.ended_at IS NULL
        """,
        person.session,
    )
    return (rows[0]["id"], rows[0]["store"]) if rows else (None, None)


async def require_shared(person: SignedIn) -> tuple[UUID, UUID]:
    """Return the shared device of this session with its store, else raise `Forbidden`."""
    device, store = await shared_device(person)
    if device is None or store is None:
        raise Forbidden()
    return device, store


async def read_sharing(person: SignedIn) -> SharedDeviceOut:
    """Tell whether this device is shared, and who of the store may take it over."""
    _, store = await shared_device(person)
    own = await fetch("SELECT pin_hash IS NOT NULL AS has_pin FROM person WHERE id = $1", person.id)
    rows = await fetch(
        """
        SELECT person.id, person.login, person.name, max(post.role) AS role, pin_hash IS NOT NULL AS has_pin
        FROM person JOIN post ON post.person = person.id
        WHERE person.active AND post.store = $1 AND post.role = ANY($2)
        GROUP BY person.id ORDER BY person.name, person.id
        """,
        store,
        OF_THE_STORE,
    )
    return SharedDeviceOut(
        store=(await store_cards([store]))[0] if store else None,
        people=[build(SharingPerson, row) for row in rows],
        has_pin=own[0]["has_pin"],
    )

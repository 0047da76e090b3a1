"""Read and keep one store, whole."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from backend.company.stores.regions import READERS
from backend.company.stores.schemas import StoreDocument, StoreIn, StoreOut
from backend.company.stores.store_check import check_store
from backend.company.stores.tree import lock_tree
from backend.database import fetch, transaction
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound
from backend.unchanged import changed_fields, in_both, is_new, version_of
from backend.wire import build

READ = """
    SELECT code, name, region, latitude_e7, longitude_e7, time_zone, attributes, closed
    FROM store WHERE id = $1
"""


async def read_store(id: UUID, person: SignedIn) -> StoreOut:
    """Show a store whole, closed or not."""
    require_role(person, *READERS)
    held = await held_store(id)
    if held is None:
        raise NotFound()
    closed_at = (await fetch("SELECT closed_at FROM store WHERE id = $1", id))[0]["closed_at"]
    return StoreOut(id=id, version=version_of(held), store=held, closed_at=closed_at)


async def held_store(id: UUID) -> StoreDocument | None:
    """Read what is kept of a store."""
    rows = await fetch(READ, id)
    return build(StoreDocument, rows[0]) if rows else None


async def keep_store(id: UUID, person: SignedIn, sent: StoreIn) -> StoreOut:
    """Keep a store as it was sent; sent twice it changes nothing.

    Raises `OutOfDate` when somebody else changed it after it was read, `Unacceptable` naming the fields.
    """
    require_role(person, Role.admin)
    wanted = replace(sent.store, code=sent.store.code.strip(), name=in_both(sent.store.name))
    async with transaction():
        await lock_tree()
        held = await held_store(id)
        if is_new(held, wanted, sent.based_on):
            await check_store(id, wanted)
            await write_store(id, wanted)
            payload: dict[str, object] = {"changed": changed_fields(held, wanted)}
            await record(deed_of(held, wanted), id, store=id, person=person.id, payload=payload)
    return await read_store(id, person)


def deed_of(held: StoreDocument | None, wanted: StoreDocument) -> str:
    """Name what is done to a store."""
    if held is None:
        return "store.added"
    if held.closed == wanted.closed:
        return "store.changed"
    return "store.closed" if wanted.closed else "store.reopened"


async def write_store(id: UUID, wanted: StoreDocument) -> None:
    """Write the row; a store that was closed before stays closed since then."""
    await fetch(
        """
        INSERT INTO store (id, code, name, region, latitude_e7, longitude_e7, time_zone, attributes, closed,
            closed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $9 THEN $10::timestamptz END)
        ON CONFLICT (id) DO UPDATE SET code = $2, name = $3, region = $4, latitude_e7 = $5, longitude_e7 = $6,
            time_zone = $7, attributes = $8, closed = $9,
            closed_at = CASE WHEN $9 THEN CASE WHEN store.closed THEN store.closed_at ELSE $10 END END
        """,
        id,
        wanted.code,
        msgspec.to_builtins(wanted.name),
        wanted.region,
        wanted.latitude_e7,
        wanted.longitude_e7,
        wanted.time_zone,
        wanted.attributes,
        wanted.closed,
        datetime.now(UTC),
    )

"""The region tree: read it, add to it, rename, move and take away."""

from uuid import UUID

import msgspec
from asyncpg import ForeignKeyViolationError
from msgspec.structs import replace

from backend.company.stores.region_check import check_region, check_removable
from backend.company.stores.schemas import RegionDocument, RegionIn, RegionOut
from backend.company.stores.tree import lock_tree
from backend.database import fetch, transaction
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Unacceptable
from backend.unchanged import changed_fields, in_both, is_new, version_of
from backend.wire import build

READERS = (Role.hq, Role.admin)
LIST = """
    SELECT region.id, region.code, region.name, region.parent,
        count(store.id) FILTER (WHERE NOT closed) AS stores,
        count(store.id) FILTER (WHERE closed) AS closed_stores
    FROM region LEFT JOIN store ON store.region = region.id
    WHERE $1::uuid IS NULL OR region.id = $1 GROUP BY region.id ORDER BY region.code
"""


async def list_regions(person: SignedIn) -> list[RegionOut]:
    """List all regions in order of code; `parent` makes a tree of them."""
    require_role(person, *READERS)
    return await read_regions(None)


async def read_regions(id: UUID | None) -> list[RegionOut]:
    """Read one region, or all of them for None."""
    return [
        build(RegionOut, {**row, "version": version_of(document_of(row))}) for row in await fetch(LIST, id)
    ]


def document_of(row: dict[str, object]) -> RegionDocument:
    """The part of a region that is kept."""
    return build(RegionDocument, {name: row[name] for name in ("code", "name", "parent")})


async def held_region(id: UUID) -> RegionDocument | None:
    """Read what is kept of a region."""
    rows = await fetch("SELECT code, name, parent FROM region WHERE id = $1", id)
    return document_of(rows[0]) if rows else None


async def keep_region(id: UUID, person: SignedIn, sent: RegionIn) -> RegionOut:
    """Keep a region as it was sent; sent twice it changes nothing.

    Raises `OutOfDate` when somebody else changed it after it was read, `Unacceptable` naming the fields.
    """
    require_role(person, Role.admin)
    wanted = replace(sent.region, code=sent.region.code.strip(), name=in_both(sent.region.name))
    async with transaction():
        await lock_tree()
        held = await held_region(id)
        if is_new(held, wanted, sent.based_on):
            await check_region(id, wanted)
            await fetch(
                """
                INSERT INTO region (id, code, name, parent) VALUES ($1, $2, $3, $4)
                ON CONFLICT (id) DO UPDATE SET code = $2, name = $3, parent = $4
                """,
                id,
                wanted.code,
                msgspec.to_builtins(wanted.name),
                wanted.parent,
            )
            payload: dict[str, object] = {"changed": changed_fields(held, wanted)}
            await record("region.changed" if held else "region.added", id, person=person.id, payload=payload)
        return (await read_regions(id))[0]


async def remove_region(id: UUID, person: SignedIn) -> None:
    """Take an empty region away; taking it away twice is the same."""
    require_role(person, Role.admin)
    try:
        async with transaction():
            await lock_tree()
            held = await held_region(id)
            if held is not None:
                await check_removable(id, held.parent)
                await fetch("DELETE FROM region WHERE id = $1", id)
                await record("region.removed", id, person=person.id, payload={"code": held.code})
    except ForeignKeyViolationError as error:
        told = FieldProblem("region", "This region is not empty.", "has_people")
        raise Unacceptable(fields=[told]) from error

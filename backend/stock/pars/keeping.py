"""Read and keep all par levels of a store at once, as a grid or a spreadsheet holds them."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.people.access import load_store, require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, OutOfDate, Unacceptable
from backend.products.reading import ASSORTMENT
from backend.stock.pars.schemas import ParLevels, ParLevelsIn, ParLine
from backend.wire import build, fingerprint

SETTLERS = (Role.hq, Role.admin)
GRID = f"""
    WITH RECURSIVE {ASSORTMENT}
    SELECT product.id AS product, product.sku, product.name, product.base_unit,
        level.base_units, level.safety_units
    FROM product LEFT JOIN par_level AS level ON level.store = $1 AND level.product = product.id
    WHERE level.id IS NOT NULL OR product.id IN (
        SELECT sold.id FROM sold JOIN pack ON pack.product = sold.id AND pack.active)
    ORDER BY product.sku
"""  # noqa: S608


async def read_levels(store_id: UUID, person: SignedIn) -> ParLevels:
    """List what a store sells, each with its level."""
    store = await load_store(person, store_id)
    require_role(person, *SETTLERS)
    rows = await fetch(GRID, store.id)
    return ParLevels(store=store.id, version=version_of(rows), lines=[build(ParLine, row) for row in rows])


def version_of(rows: list[dict[str, Any]]) -> str:
    """Name the levels by their content."""
    return fingerprint(
        {
            row["sku"]: [row["base_units"], row["safety_units"]]
            for row in rows
            if row["base_units"] is not None
        }
    )


async def keep_levels(store_id: UUID, person: SignedIn, sent: ParLevelsIn) -> ParLevels:
    """Put the levels in the place of those kept before; sent twice it changes nothing.

    Raises `OutOfDate` when somebody else settled levels meanwhile, `Unacceptable` naming each bad row.
    """
    store = await load_store(person, store_id)
    require_role(person, *SETTLERS)
    wanted = {line.sku: [line.base_units, line.safety_units] for line in sent.levels}
    async with transaction():
        await fetch("SELECT pg_advisory_xact_lock(hashtext($1))", f"levels {store.id}")
        held = version_of(await fetch(GRID, store.id))
        if fingerprint(wanted) != held:
            if sent.based_on != held:
                raise OutOfDate()
            known = {row["sku"]: row["id"] for row in await fetch(KNOWN, list(wanted))}
            if wrong := list(problems(sent, known)):
                raise Unacceptable(fields=wrong)
            await write_levels(store.id, {known[sku]: level for sku, level in wanted.items()})
            await record("par_levels.kept", store.id, store=store.id, person=person.id)
    return await read_levels(store.id, person)


KNOWN = "SELECT id, sku FROM product WHERE sku = ANY($1)"


def problems(sent: ParLevelsIn, known: Mapping[str, UUID]) -> Iterator[FieldProblem]:
    """Find rows that name no product, one that was named before, or a cushion above its level."""
    seen: set[str] = set()
    for row, line in enumerate(sent.levels):
        if line.sku not in known:
            yield FieldProblem(f"levels[{row}].sku", f"There is no product “{line.sku}”.", "unknown")
        elif line.sku in seen:
            yield FieldProblem(f"levels[{row}].sku", f"“{line.sku}” is there twice.", "twice")
        elif line.safety_units > line.base_units:
            message = "The safety stock is a part of the level."
            yield FieldProblem(f"levels[{row}].safetyUnits", message, "safety_above_level")
        seen.add(line.sku)


async def write_levels(store: UUID, levels: Mapping[UUID, list[int]]) -> None:
    """Write the levels and take away those that are not among them."""
    await fetch("DELETE FROM par_level WHERE store = $1 AND product <> ALL($2)", store, list(levels))
    await fetch(
        """
        INSERT INTO par_level (id, store, product, base_units, safety_units)
        SELECT id, $1, product, base_units, safety_units
        FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[])
            AS given(id, product, base_units, safety_units)
        ON CONFLICT (store, product) DO UPDATE SET base_units = excluded.base_units,
            safety_units = excluded.safety_units
        """,
        store,
        [uuid7() for _ in levels],
        list(levels),
        [units for units, _ in levels.values()],
        [safety for _, safety in levels.values()],
    )

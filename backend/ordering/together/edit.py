"""Set a line of a sheet for everybody who works on it, and read what they set."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from msgspec.structs import replace

from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.ordering.check import FURTHEST
from backend.ordering.together.merge import missed, moment_of, rank
from backend.ordering.together.schemas import SheetEdit, SheetEditIn
from backend.people.access import load_store
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Unacceptable
from backend.wire import Sent, build

MAY_EDIT = (Role.staff, Role.store_manager, Role.hq)
EDITS = """
    SELECT product, packs, reason, sheet_edit.person AS by, person.name AS by_name, counts_at AS at
    FROM sheet_edit JOIN person ON person.id = sheet_edit.person
    WHERE store = $1 AND supplier = $2 AND delivery_on = $3
"""


async def edit_line(
    store_id: UUID, supplier: UUID, product: UUID, person: SignedIn, sent: Sent[SheetEditIn]
) -> SheetEdit:
    """Set one line; the same again changes nothing, and an older tap that comes late gives way.

    Returns the line as it holds now, which may be what somebody else set since.
    """
    draft, received_at = sent.document, datetime.now(UTC)
    at = moment_of(draft.estimated_at, received_at)
    async with transaction():
        store = await load_store(person, store_id, *MAY_EDIT)
        await check_sold(supplier, product)
        check_near(draft.delivery_on, received_at.date())
        await fetch(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"sheet {store.id} {supplier} {product}"
        )
        held = await edits_of(store.id, supplier, draft.delivery_on, product)
        if not held or rank(held[0].at, held[0].packs) < rank(at, draft.packs):
            await keep(store.id, supplier, product, person.id, draft, at)
            payload: dict[str, object] = {"delivery_on": draft.delivery_on, "product": product}
            await record("sheet.edited", supplier, store=store.id, person=person.id, payload=payload)
    [line] = await edits_of(store.id, supplier, draft.delivery_on, product)
    return line


async def check_sold(supplier: UUID, product: UUID) -> None:
    """Raise `Unacceptable` for a product that this supplier never sold."""
    if not await fetch("SELECT FROM pack WHERE supplier = $1 AND product = $2", supplier, product):
        title = "The supplier does not sell this product."
        raise Unacceptable(title, fields=[FieldProblem("product", title, "not-sold")])


def check_near(delivery_on: date, today: date) -> None:
    """Raise `Unacceptable` for a day that no sheet is about."""
    if not today - FURTHEST <= delivery_on <= today + FURTHEST + timedelta(days=1):
        title = "No sheet is about this day."
        raise Unacceptable(title, fields=[FieldProblem("deliveryOn", title, "too-far")])


async def keep(
    store: UUID, supplier: UUID, product: UUID, person: UUID, draft: SheetEditIn, at: datetime
) -> None:
    """Write the line over whatever stood there."""
    await fetch(
        """
        INSERT INTO sheet_edit (id, store, supplier, delivery_on, product, packs, reason, person, device_at,
            counts_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (store, supplier, delivery_on, product) DO UPDATE
        SET packs = $6, reason = $7, person = $8, device_at = $9, counts_at = $10
        """,
        uuid7(),
        store,
        supplier,
        draft.delivery_on,
        product,
        draft.packs,
        draft.reason,
        person,
        draft.device_at,
        at,
    )


async def edits_of(
    store: UUID, supplier: UUID, delivery_on: date, product: UUID | None = None
) -> list[SheetEdit]:
    """List the lines of one sheet that somebody set, or the one of a product."""
    rows = await fetch(
        f"{EDITS} AND ($4::uuid IS NULL OR product = $4) ORDER BY product",
        store,
        supplier,
        delivery_on,
        product,
    )
    return [build(SheetEdit, row) for row in rows]


async def edits_beside(
    store: UUID, supplier: UUID, delivery_on: date, standing: Iterable[UUID]
) -> list[SheetEdit]:
    """List the lines of one sheet; once orders stand, mark those that went out otherwise than set."""
    edits, orders = await edits_of(store, supplier, delivery_on), list(standing)
    rows = await fetch(
        'SELECT product, sum(packs)::int AS packs FROM order_line WHERE "order" = ANY($1) GROUP BY product',
        orders,
    )
    if not orders:
        return edits
    ordered = {row["product"]: row["packs"] for row in rows}
    return [mark(edit, ordered.get(edit.product, 0)) for edit in edits]


def mark(edit: SheetEdit, ordered: int) -> SheetEdit:
    """Say of a line whether the orders of its delivery hold it as it was set."""
    return replace(edit, ordered=ordered, missed=missed(edit.packs, ordered))

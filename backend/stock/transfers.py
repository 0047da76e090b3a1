"""Goods that one store gives to another; both sides say what they saw, and each hears of the other's word."""

from typing import Any
from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import record
from backend.people.access import load_store, reachable_store_ids, reaches
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, NotFound, OutOfDate, Unacceptable
from backend.stock.deeds import changes, doing, keep_deed
from backend.stock.schemas import ArrivalIn, GoodsTransferIn, Neighbour, TransferLineOut, TransferOut
from backend.wire import Sent, build

MAY_TRANSFER = (Role.staff, Role.store_manager, Role.hq)
PAGE = 100
SELECTED = """
    SELECT deed.id, deed.store AS from_store, giver.name AS from_name, deed.other_store AS to_store,
        taker.name AS to_name, sender.name AS sent_by, deed.estimated_at AS sent_at, deed.note,
        receiver.name AS arrived_by, arrival.estimated_at AS arrived_at, arrival.id AS arrival
    FROM stock_deed AS deed
        JOIN store AS giver ON giver.id = deed.store JOIN store AS taker ON taker.id = deed.other_store
        JOIN person AS sender ON sender.id = deed.person
        LEFT JOIN stock_deed AS arrival ON arrival.answers = deed.id
        LEFT JOIN person AS receiver ON receiver.id = arrival.person
    WHERE deed.kind = 'sending'
"""


async def send_over(id: UUID, person: SignedIn, sent: Sent[GoodsTransferIn]) -> tuple[TransferOut, bool]:
    """Give goods to another store: they leave the ledger here, and the other store is asked what arrived."""
    draft = sent.document
    if draft.from_store == draft.to_store:
        raise Unacceptable(fields=[FieldProblem("toStore", "Choose another store.", "same-store")])
    async with transaction():
        store = await load_store(person, draft.from_store, *MAY_TRANSFER)
        if not await fetch("SELECT 1 FROM store WHERE id = $1 AND NOT closed", draft.to_store):
            raise Unacceptable(fields=[FieldProblem("toStore", "There is no such store.", "unknown")])
        lines = changes(((line.product, line.base_units) for line in draft.lines), -1)
        deed = doing(
            id,
            store.id,
            person,
            sent,
            kind="sending",
            entry="transfer",
            lines=lines,
            note=draft.note,
            other_store=draft.to_store,
        )
        if new := await keep_deed(deed):
            await record("transfer.sent", id, store=draft.to_store, person=person.id)
        return await read_transfer(id, person), new


async def receive_transfer(
    transfer: UUID, id: UUID, person: SignedIn, sent: Sent[ArrivalIn]
) -> tuple[TransferOut, bool]:
    """Say what arrived; it enters the ledger here, and what is missing is seen by both stores."""
    draft = sent.document
    async with transaction():
        rows = await fetch(
            "SELECT store, other_store FROM stock_deed WHERE id = $1 AND kind = 'sending' FOR UPDATE",
            transfer,
        )
        if not rows:
            raise NotFound()
        store = await load_store(person, rows[0]["other_store"], *MAY_TRANSFER)
        await check_arrival(transfer, id, draft)
        lines = changes((line.product, line.base_units) for line in draft.lines)
        deed = doing(
            id, store.id, person, sent, kind="arrival", entry="transfer", lines=lines, note=draft.note,
            answers=transfer,
        )  # fmt: skip
        if new := await keep_deed(deed):
            await record("transfer.arrived", transfer, store=rows[0]["store"], person=person.id)
        return await read_transfer(transfer, person), new


async def check_arrival(transfer: UUID, id: UUID, draft: ArrivalIn) -> None:
    """Raise `OutOfDate` when somebody else said before what arrived, `Unacceptable` for what was not sent."""
    if await fetch("SELECT 1 FROM stock_deed WHERE answers = $1 AND id <> $2", transfer, id):
        raise OutOfDate("Somebody else has already said what arrived of this transfer.")
    rows = await fetch("SELECT product FROM stock_entry WHERE deed = $1", transfer)
    sent = {row["product"] for row in rows}
    wrong = [
        FieldProblem(f"lines[{row}].product", "This was not sent.", "not-sent")
        for row, line in enumerate(draft.lines)
        if line.product not in sent
    ]
    missing = sent - {line.product for line in draft.lines}
    if missing:
        wrong.append(FieldProblem("lines", "Say of every product how much arrived, also none.", "missing"))
    if wrong:
        raise Unacceptable(fields=wrong)


async def read_transfer(id: UUID, person: SignedIn) -> TransferOut:
    """Read a transfer that begins or ends within reach, else raise `NotFound`."""
    rows = await fetch(f"{SELECTED} AND deed.id = $1", id)
    if not rows or not (
        await reaches(person, rows[0]["from_store"]) or await reaches(person, rows[0]["to_store"])
    ):
        raise NotFound()
    [transfer] = await complete(rows, person)
    return transfer


async def list_transfers(store_id: UUID, person: SignedIn) -> list[TransferOut]:
    """List the transfers of a store, those first whose arrival nobody has confirmed."""
    store = await load_store(person, store_id)
    rows = await fetch(
        f"""
        {SELECTED} AND (deed.store = $1 OR deed.other_store = $1)
        ORDER BY arrival.id IS NOT NULL, deed.received_at DESC LIMIT {PAGE}
        """,
        store.id,
    )
    return await complete(rows, person)


async def list_neighbours(store_id: UUID, person: SignedIn) -> list[Neighbour]:
    """List the stores that a store can give goods to: those of its region."""
    store = await load_store(person, store_id, *MAY_TRANSFER)
    rows = await fetch(
        "SELECT id, name FROM store WHERE region = $1 AND id <> $2 AND NOT closed ORDER BY code",
        store.region,
        store.id,
    )
    return [build(Neighbour, row) for row in rows]


async def complete(rows: list[dict[str, Any]], person: SignedIn) -> list[TransferOut]:
    """Put the lines into transfers, with one query for all."""
    lines: dict[UUID, list[TransferLineOut]] = {}
    for line in await fetch(
        """
        SELECT sent.deed, sent.product, product.name, product.base_unit, -sent.base_units AS sent,
            came.base_units AS arrived
        FROM stock_entry AS sent JOIN product ON product.id = sent.product
            LEFT JOIN stock_deed AS arrival ON arrival.answers = sent.deed
            LEFT JOIN stock_entry AS came ON came.deed = arrival.id AND came.product = sent.product
        WHERE sent.deed = ANY($1) ORDER BY product.sku
        """,
        [row["id"] for row in rows],
    ):
        lines.setdefault(line.pop("deed"), []).append(build(TransferLineOut, line))
    mine = await reachable_store_ids(person, *MAY_TRANSFER)
    return [
        build(
            TransferOut,
            row
            | {
                "lines": lines[row["id"]],
                "may_receive": row.pop("arrival") is None and (mine is None or row["to_store"] in mine),
            },
        )
        for row in rows
    ]

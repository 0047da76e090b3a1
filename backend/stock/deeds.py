"""Write a deed and its lines into the ledger, once however often it is sent."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from msgspec.structs import replace

from backend.database import fetch, insert_or_nothing, uuid7
from backend.events.log import record
from backend.people.person import SignedIn
from backend.photos.access import use_photos
from backend.problems import AlreadySent, FieldProblem, NotFound, Unacceptable
from backend.stock.schemas import DeedOut, LotIn
from backend.stock.tables import Lot, StockDeed, StockEntry
from backend.wire import Deed, Sent

CHUNK = 1000
EVENTS = {
    "count": "counted",
    "waste": "wasted",
    "sending": "sent_over",
    "arrival": "arrived",
    "correction": "corrected",
    "receipt": "received",
}

Anything = TypeVar("Anything", bound=Deed)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line on its way into the ledger; signed but for a count."""

    product: UUID
    base_units: int
    at: datetime | None = None
    lots: Sequence[LotIn] = ()
    place: str = ""  # what lies there alone is added up before it enters the ledger


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """A deed on its way in."""

    id: UUID
    kind: str
    entry: str
    store: UUID
    person: SignedIn
    fingerprint: str
    both_clocks: Deed
    lines: Sequence[Line]
    reason: str = ""
    note: str = ""
    photos: Sequence[str] = ()
    other_store: UUID | None = None
    answers: UUID | None = None
    issue: UUID | None = None
    inspection: UUID | None = None


def doing(id: UUID, store: UUID, person: SignedIn, sent: Sent[Anything], **more: object) -> Doing:
    """Begin a deed with what all deeds have in common."""
    return replace(
        Doing(
            id=id,
            kind="",
            entry="",
            store=store,
            person=person,
            fingerprint=sent.fingerprint,
            both_clocks=sent.document,
            lines=(),
        ),
        **more,
    )


async def keep_deed(deed: Doing) -> bool:
    """Keep a deed in the caller's transaction; tell whether it is new.

    Raises `AlreadySent` when its id holds something else, `Unacceptable` for a product that does not exist
    or is named twice.
    """
    await check_products(deed.lines)
    now = datetime.now(UTC)
    if not await insert_or_nothing(deed_row(deed, now)):
        await check_same(deed)
        return False
    await write_lines(deed, now)
    await use_photos(deed.photos, deed.store, deed.id, deed.person.id)
    payload: dict[str, object] = {"kind": deed.kind, "lines": len(deed.lines), "other": deed.other_store}
    await record(
        f"stock.{EVENTS[deed.kind]}", deed.id, store=deed.store, person=deed.person.id, payload=payload
    )
    return True


def deed_row(deed: Doing, now: datetime) -> StockDeed:
    """Make the row of a deed."""
    return StockDeed(
        id=deed.id,
        kind=deed.kind,
        store=deed.store,
        other_store=deed.other_store,
        answers=deed.answers,
        reason=deed.reason,
        note=deed.note,
        photos=list(deed.photos),
        issue=deed.issue,
        inspection=deed.inspection,
        person=deed.person.id,
        device_at=deed.both_clocks.device_at,
        estimated_at=deed.both_clocks.estimated_at,
        received_at=now,
        fingerprint=deed.fingerprint,
    )


async def write_lines(deed: Doing, now: datetime) -> None:
    """Write the lines with the time they took effect; nothing takes effect in the future."""
    entries: list[StockEntry] = []
    lots: list[Lot] = []
    for line in deed.lines:
        if line.place:
            continue
        entry = StockEntry(
            id=uuid7(),
            store=deed.store,
            product=line.product,
            kind=deed.entry,
            base_units=line.base_units,
            effective_at=min(line.at or deed.both_clocks.estimated_at, now),
            recorded_at=now,
            person=deed.person.id,
            deed=deed.id,
        )
        entries.append(entry)
        lots += [
            Lot(
                id=uuid7(),
                entry=entry.id,
                code=lot.code,
                expires_on=lot.expires_on,
                base_units=lot.base_units,
            )
            for lot in line.lots
        ]
    for start in range(0, len(entries), CHUNK):
        await StockEntry.insert(*entries[start : start + CHUNK])
    for start in range(0, len(lots), CHUNK):
        await Lot.insert(*lots[start : start + CHUNK])


async def check_products(lines: Sequence[Line]) -> None:
    """Raise `Unacceptable` naming every line whose product does not exist or came before."""
    rows = await fetch("SELECT id FROM product WHERE id = ANY($1)", [line.product for line in lines])
    known, seen, wrong = {row["id"] for row in rows}, set[tuple[UUID, str]](), list[FieldProblem]()
    for row, line in enumerate(lines):
        if line.product not in known:
            wrong.append(FieldProblem(f"lines[{row}].product", "There is no such product.", "unknown"))
        elif (line.product, line.place) in seen:
            wrong.append(FieldProblem(f"lines[{row}].product", "This product is named twice.", "twice"))
        if sum(lot.base_units for lot in line.lots) > abs(line.base_units):
            wrong.append(FieldProblem(f"lines[{row}].lots", "The lots are more than the line.", "too-much"))
        seen.add((line.product, line.place))
    if wrong:
        raise Unacceptable(fields=wrong)


async def check_same(deed: Doing) -> None:
    """Raise unless the same person sent the same deed before."""
    rows = await fetch("SELECT person, store, kind, fingerprint FROM stock_deed WHERE id = $1", deed.id)
    if not rows or rows[0]["person"] != deed.person.id:
        raise NotFound()
    if (rows[0]["store"], rows[0]["kind"], rows[0]["fingerprint"]) != (
        deed.store,
        deed.kind,
        deed.fingerprint,
    ):
        raise AlreadySent()


async def deed_out(id: UUID) -> DeedOut:
    """Return what is kept of a deed."""
    [row] = await fetch(
        """
        SELECT id, kind, store, received_at,
            (SELECT count(*) FROM stock_entry WHERE deed = stock_deed.id) AS lines
        FROM stock_deed WHERE id = $1
        """,
        id,
    )
    return DeedOut(**row)


def changes(lines: Iterable[tuple[UUID, int]], sign: int = 1) -> list[Line]:
    """Make ledger lines of products and units; with -1 they leave."""
    return [Line(product=product, base_units=sign * units) for product, units in lines]

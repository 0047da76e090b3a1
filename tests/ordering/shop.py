"""What the ordering tests know by name: a dairy, a pantry, what they sell, and a clock that stands still.

24 November 2026 is a Tuesday. The dairy comes on Monday, Wednesday and Friday and takes orders until 16:00
of the day before; the pantry comes on Tuesday, Thursday and Saturday, with two days' lead, until 14:00.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.database import fetch
from backend.ordering import place, sheets
from backend.ordering.life import link
from backend.ordering.tables import Order
from backend.products.tables import Pack, Product, Supplier
from backend.stock.tables import ParLevel, StockEntry
from tests.cast import HILLTOP, RIVERSIDE, named

DAIRY, PANTRY, NOWHERE = named("dairy"), named("pantry"), named("nowhere")
MILK, YOGHURT, RICE, NOODLES, SALT = (named(name) for name in ("milk", "yoghurt", "rice", "noodles", "salt"))
TUESDAY_NOON = "2026-11-24T12:00:00+08:00"
COUNTED_AT = "2026-11-23T21:00:00+08:00"

SUPPLIERS: list[tuple[UUID, str, str, list[int], time, int]] = [
    (DAIRY, "清晨乳品", "Morning Dairy", [1, 3, 5], time(16), 1),
    (PANTRY, "山谷食品", "Valley Pantry", [2, 4, 6], time(14), 2),
    (NOWHERE, "无处可达", "Nowhere", [], time(12), 1),
]
PRODUCTS = [
    (MILK, "MD-1001", "鲜牛奶 1 L", "Fresh milk 1 L", "chilled", DAIRY, 12, 15600, 1, 1),
    (YOGHURT, "MD-1002", "酸奶 200 g", "Yoghurt 200 g", "chilled", DAIRY, 10, 4500, 2, 2),
    (RICE, "VP-2001", "大米 5 kg", "Rice 5 kg", "ambient", PANTRY, 4, 13600, 1, 1),
    (NOODLES, "VP-2002", "挂面", "Noodles", "ambient", PANTRY, 20, 9000, 3, 1),
    (SALT, "VP-2003", "盐", "Salt", "ambient", PANTRY, 50, 5000, 1, 1),
]
PARS = [(MILK, 48, 12), (YOGHURT, 40, 10), (RICE, 16, 4), (NOODLES, 60, 10)]
COUNTS = [(MILK, 14), (YOGHURT, 36), (RICE, 15)]  # nobody ever counted noodles and salt


async def stock_the_shop() -> None:
    """Write suppliers and products, and what Riverside and Hilltop hold of them."""
    for id, zh, en, weekdays, cut_off, lead in SUPPLIERS:
        supplier = Supplier(
            id=id,
            code=en,
            name={"zh": zh, "en": en},
            email="orders@supplier.example",
            delivery_weekdays=weekdays,
            cut_off=cut_off,
            lead_days=lead,
            grace_minutes=30,
            minimum_order_minor=30000,
        )
        await supplier.save()
    for id, sku, zh, en, storage, supplier_id, units, price, minimum, multiple in PRODUCTS:
        name, unit = {"zh": zh, "en": en}, {"zh": "件", "en": "piece"}
        await Product(id=id, sku=sku, name=name, base_unit=unit, storage_class=storage).save()
        pack = Pack(product=id, supplier=supplier_id, base_units=units, price_minor=price)
        pack.minimum_packs, pack.multiple = minimum, multiple
        await pack.save()
    for store in (RIVERSIDE, HILLTOP):
        for product, par, safety in PARS:
            level = ParLevel(store=store, product=product, base_units=par, safety_units=safety)
            await level.save()
        for product, units in COUNTS:
            await enter(store, product, "count", units, COUNTED_AT)


async def enter(store: UUID, product: UUID, kind: str, units: int, at: str) -> None:
    """Write one line of the stock ledger."""
    moment = datetime.fromisoformat(at)
    entry = StockEntry(store=store, product=product, kind=kind, base_units=units)
    entry.effective_at = entry.recorded_at = moment
    await entry.save()


class Clock:
    """The server's clock as ordering reads it; a test sets it."""

    def __init__(self, patch: Any) -> None:
        self.moment = datetime.fromisoformat(TUESDAY_NOON)
        clock = self

        class Standing(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                return clock.moment.astimezone(tz)

        for module in (place, sheets, link):
            patch.setattr(module, "datetime", Standing)

    def set(self, moment: str) -> None:
        """Set the clock."""
        self.moment = datetime.fromisoformat(moment)


def order_of(*lines: tuple[UUID, int], **changes: Any) -> dict[str, Any]:
    """An order of Riverside at the dairy for Wednesday, tapped on Tuesday at noon."""
    document = {
        "deviceAt": TUESDAY_NOON,
        "estimatedAt": TUESDAY_NOON,
        "store": str(RIVERSIDE),
        "supplier": str(DAIRY),
        "deliveryOn": "2026-11-25",
        "lines": [{"product": str(product), "packs": packs} for product, packs in lines or [(MILK, 2)]],
    }
    return document | changes


def order_of_milk() -> dict[str, Any]:
    """An extra order of milk for Riverside, three days from now."""
    now = datetime.now(UTC)
    stamps = {"deviceAt": now.isoformat(), "estimatedAt": now.isoformat()}
    soon = (now + timedelta(days=3)).date().isoformat()
    return order_of((MILK, 2), **stamps, deliveryOn=soon, extra=True)


def address(id: UUID | None = None) -> str:
    """The address of an order, a fresh one unless it is given."""
    return f"/api/orders/{id or uuid4()}"


async def count_orders() -> int:
    """Count what is kept."""
    return int(await Order.count())


async def events(subject: str | UUID) -> list[dict[str, Any]]:
    """List the events of an order, oldest first."""
    return await fetch(
        "SELECT name, store, person, payload FROM event WHERE subject = $1 ORDER BY seq", subject
    )


def moment(text: str) -> datetime:
    """Read a moment off the wire."""
    return msgspec.convert(text, datetime).astimezone(UTC)

"""Raise an issue against the supplier for a delivery that was not what was ordered, or arrived too warm."""

from datetime import UTC, datetime
from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import Happening, record
from backend.issues.finding import Finding
from backend.issues.raising import raise_issue
from backend.issues.schemas import Origin
from backend.ordering.life.rules import order_rules
from backend.ordering.life.schemas import OrderRules
from backend.ordering.raised import shortage_id
from backend.ordering.reading import load_order
from backend.ordering.schemas import OrderLineOut, OrderOut
from backend.people.schemas import Role
from backend.wire import Bilingual

REASONS = {
    "wrong": ("送错", "wrong goods"),
    "short": ("短收", "short"),
    "damaged": ("破损", "damaged"),
    "late": ("迟到", "late"),
    "price": ("价格不符", "price"),
}
NOTE_LINES = 30


async def raise_shortage(event: Happening) -> None:
    """Raise one issue per receipt with differences, whoever runs it and however often."""
    order = await load_order(event.subject)
    if order is None or event.person is None:
        return
    rules = await order_rules()
    lines = [line for line in order.order_lines if is_wrong(line, rules)]
    if not lines:
        return
    [deed] = await fetch("SELECT device_at FROM order_deed WHERE id = $1", UUID(str(event.payload["deed"])))
    async with transaction():
        if await raise_issue(finding_of(order, lines, rules, event.person, deed["device_at"])):
            await record("shortage.raised", order.id, store=order.store, person=event.person)


def finding_of(
    order: OrderOut, lines: list[OrderLineOut], rules: OrderRules, person: UUID, device_at: datetime
) -> Finding:
    """Make the finding of a delivery; the store's manager settles it with the supplier."""
    photos = dict.fromkeys(photo for line in lines for photo in line.photos)
    return Finding(
        id=shortage_id(order.id),
        store=order.store,
        person=person,
        title=title_of(order, lines),
        note="\n".join(words_of(line, rules) for line in lines[:NOTE_LINES]),
        severity="high" if any(is_warm(line, rules) for line in lines) else "medium",
        category="supplier",
        owner_role=Role.store_manager,
        photos=tuple(photos)[:20],
        products=tuple(line.product for line in lines)[:50],
        raised_at=datetime.now(UTC),
        device_at=device_at,
        origin=Origin(kind="receipt", subject=order.id, words=origin_of(order)),
    )


def is_wrong(line: OrderLineOut, rules: OrderRules) -> bool:
    """Tell whether a line differs from what was ordered."""
    received = line.received_units or 0
    return (
        received < line.packs * line.pack_base_units or line.short_reason is not None or is_warm(line, rules)
    )


def is_warm(line: OrderLineOut, rules: OrderRules) -> bool:
    """Tell whether goods arrived warmer than their storage class allows."""
    limits = {"chilled": rules.chilled_at_most_tenths, "frozen": rules.frozen_at_most_tenths}
    limit = limits.get(line.storage_class)
    return limit is not None and line.temperature_tenths is not None and line.temperature_tenths > limit


def title_of(order: OrderOut, lines: list[OrderLineOut]) -> dict[str, str]:
    """Say in one line whose delivery was wrong."""
    products = "1 product" if len(lines) == 1 else f"{len(lines)} products"
    return {
        "zh": f"{order.supplier_name.zh}到货有差异：{order.number}，{len(lines)} 种",
        "en": f"{order.supplier_name.en}: delivery {order.number} differs in {products}",
    }


def origin_of(order: OrderOut) -> Bilingual:
    """Say of which delivery it comes, for whoever reads the issue by itself."""
    return Bilingual(
        zh=f"收货发现：订货单 {order.number}（{order.supplier_name.zh}）",
        en=f"Found receiving order {order.number} from {order.supplier_name.en}",
    )


def words_of(line: OrderLineOut, rules: OrderRules) -> str:
    """Say what was wrong with one line, in both languages."""
    zh, en = REASONS.get(line.short_reason or "", ("", ""))
    units, ordered = line.received_units or 0, line.packs * line.pack_base_units
    warm = f" · {(line.temperature_tenths or 0) / 10:.1f} °C" if is_warm(line, rules) else ""
    return f"{line.name.zh} / {line.name.en}: {units}/{ordered} {zh} {en}".rstrip() + warm

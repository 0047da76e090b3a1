"""The arithmetic of a suggestion as one line that a shop assistant can check."""

from collections.abc import Sequence

from backend.ordering.outlook import Outlook, Terms
from backend.ordering.schemas import Flag
from backend.wire import Bilingual

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LIMITS: dict[Flag, tuple[str, str]] = {
    "LIMITED_BY_LIFE": ("保质期内最多再卖", "shelf life allows"),
    "LIMITED_BY_CAPACITY": ("货位最多再放", "room for"),
    "LIMITED_BY_MAX_ORDER": ("单次最多订", "at most"),
}
NOTES: dict[Flag, tuple[str, str]] = {
    "ENOUGH": ("库存充足", "enough"),
    "RAISED_TO_MINIMUM": ("已补足起订量", "raised to the minimum order"),
    "BELOW_MINIMUM": ("低于起订量", "below the minimum order"),
    "ROUNDED_DOWN": ("不足整箱，已舍去", "rounded down to whole packs"),
    "STOCKOUT_BEFORE_ARRIVAL": ("到货前会卖完", "sells out before the delivery"),
    "NO_PAR_LEVEL": ("未设标准库存", "no par level set"),
    "EXPIRED_LEFT_OUT": ("已过期的不计", "expired stock left out"),
    "NEVER_COUNTED": ("从未盘点，按账面计", "never counted, the book may be wrong"),
}


def explain(
    outlook: Outlook,
    terms: Terms,
    keep: int,
    carry: int,
    limit: int | None,
    packs: int,
    flags: Sequence[Flag],
) -> Bilingual:
    """Word it in both languages: "fill to 48 − 14 on hand − 12 on order = 22 → 2 packs of 12"."""
    zh, en = sum_of(outlook, keep, carry) if "NO_PAR_LEVEL" not in flags else ("", "")
    for flag in flags:
        if flag in LIMITS:
            zh, en = f"{zh}，{LIMITS[flag][0]} {limit}", f"{en}, {LIMITS[flag][1]} {limit}"
    for flag in flags:
        if flag in NOTES:
            zh, en = f"{zh}，{NOTES[flag][0]}", f"{en}, {NOTES[flag][1]}"
    plural = "pack" if packs == 1 else "packs"
    return Bilingual(
        zh=f"{zh} → {packs} 箱".removeprefix("，"),
        en=f"{en} → {packs} {plural} of {terms.pack}".removeprefix(", "),
    )


def sum_of(outlook: Outlook, keep: int, carry: int) -> tuple[str, str]:
    """Write the sum: what is needed, what is there, and the difference as it is, also below zero."""
    need = outlook.demand_after_arrival + keep
    if outlook.demand_until_arrival or outlook.basis != "par":
        left = carry + outlook.on_order_after
        total = need - left
        before, by = until_when(outlook)
        return (
            f"{before}卖 {outlook.demand_after_arrival} + 留 {keep} − 剩 {left} = {signed(total)}",
            f"sell {outlook.demand_after_arrival}{by} + keep {keep} − {left} left = {signed(total)}",
        )
    on_hand = max(0, outlook.on_hand - outlook.expired)
    on_order = outlook.on_order_by_arrival + outlook.on_order_after
    zh, en = f"补到 {need} − 现有 {on_hand}", f"fill to {need} − {on_hand} on hand"
    if on_order:
        zh, en = f"{zh} − 在途 {on_order}", f"{en} − {on_order} on order"
    if outlook.reserved:
        zh, en = f"{zh} + 预留 {outlook.reserved}", f"{en} + {outlook.reserved} reserved"
    total = need - on_hand - on_order + outlook.reserved
    return f"{zh} = {signed(total)}", f"{en} = {signed(total)}"


def until_when(outlook: Outlook) -> tuple[str, str]:
    """Name the day until which it has to last, and say when it is reckoned from revenue."""
    if outlook.sells_until is None:
        return "", ""
    day = outlook.sells_until.weekday()
    zh, en = f"周{'一二三四五六日'[day]}前", f" by {WEEKDAYS[day]}"
    if outlook.basis != "revenue":
        return zh, en
    if outlook.per_thousand is None:
        return f"按营业额{zh}", f"{en} at this revenue"
    rate = thousandths(outlook.per_thousand)
    return f"按千元用量 {rate}，{zh}", f"{en} at {rate} per 1,000 of revenue"


def thousandths(number: int) -> str:
    """Write thousandths with the decimals that they need."""
    whole, rest = divmod(number, 1000)
    return f"{whole}.{rest:03}".rstrip("0").rstrip(".")


def signed(number: int) -> str:
    """Write a number with the minus sign of the sum it stands in."""
    return f"−{-number}" if number < 0 else str(number)

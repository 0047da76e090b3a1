"""How much to order: pure integer arithmetic, the formula of the trade with every clamp kept as a flag.

have   = on hand + on order until the arrival - reserved
carry  = what is left of it at the arrival; unmet demand is lost, not owed
raw    = demand until the arrival after + what stays - carry - on order in between
limit  = the least of: sold within shelf life, room on the shelf, most that may be ordered
packs  = raw or limit in whole packs, never above the limit, then the minimum order
"""

from backend.ordering.explain import explain
from backend.ordering.outlook import Outlook, Terms
from backend.ordering.schemas import Flag, Suggestion


def fill_to_par(
    par: int | None,
    safety: int,
    terms: Terms,
    *,
    on_hand: int,
    counted: bool,
    on_order_by_arrival: int,
    on_order_after: int,
    min_display: int = 0,
    expired: int = 0,
) -> Suggestion:
    """Suggest what fills a shelf up to its par level, where nobody knows yet what will be sold."""
    outlook = Outlook(
        on_hand=on_hand,
        expired=expired,
        counted=counted,
        on_order_by_arrival=on_order_by_arrival,
        on_order_after=on_order_after,
        demand_until_arrival=0,
        demand_after_arrival=(par or 0) - safety if par is not None else 0,
        safety_stock=safety if par is not None else 0,
        min_display=min_display,
        basis="par",
    )
    return suggest(outlook, terms, has_level=par is not None)


def suggest(outlook: Outlook, terms: Terms, *, has_level: bool = True) -> Suggestion:
    """Suggest packs; zero packs always come with a flag that says why."""
    sellable = max(0, outlook.on_hand - outlook.expired)  # a ledger below zero is a ledger that is wrong
    have = sellable + outlook.on_order_by_arrival - outlook.reserved
    carry = max(0, have - outlook.demand_until_arrival)
    keep = max(outlook.safety_stock, outlook.min_display)
    raw = max(0, outlook.demand_after_arrival + keep - carry - outlook.on_order_after)
    limit, limited_by = lowest_limit(outlook, terms, carry)
    flags: list[Flag] = [] if outlook.counted else ["NEVER_COUNTED"]
    if outlook.expired > 0:
        flags.append("EXPIRED_LEFT_OUT")
    if have < outlook.demand_until_arrival:
        flags.append("STOCKOUT_BEFORE_ARRIVAL")
    if not has_level:
        packs = 0
        flags.append("NO_PAR_LEVEL")
    else:
        packs = decide(raw, limit, limited_by, terms, flags)
    return Suggestion(
        packs=packs,
        base_units=packs * terms.pack,
        basis=outlook.basis,
        demand_until_arrival=outlook.demand_until_arrival,
        demand_after_arrival=outlook.demand_after_arrival,
        safety_stock=keep,
        on_hand=sellable,
        on_order=outlook.on_order_by_arrival + outlook.on_order_after,
        carry=carry,
        raw=raw,
        limit=limit,
        flags=flags,
        words=explain(outlook, terms, keep, carry, limit, packs, flags),
    )


def lowest_limit(outlook: Outlook, terms: Terms, carry: int) -> tuple[int | None, Flag]:
    """Find the limit that binds first, and its flag."""
    limits: list[tuple[int, Flag]] = []
    if outlook.demand_in_usable_life is not None:
        limits.append((max(0, outlook.demand_in_usable_life - carry), "LIMITED_BY_LIFE"))
    if terms.capacity is not None:
        limits.append((max(0, terms.capacity - carry), "LIMITED_BY_CAPACITY"))
    if terms.max_order is not None:
        limits.append((max(0, terms.max_order), "LIMITED_BY_MAX_ORDER"))
    return min(limits, key=lambda limit: limit[0], default=(None, "LIMITED_BY_MAX_ORDER"))


def decide(raw: int, limit: int | None, limited_by: Flag, terms: Terms, flags: list[Flag]) -> int:
    """Turn base units into packs that the supplier sells, noting each clamp among the flags."""
    if raw == 0:
        flags.append("ENOUGH")
        return 0
    step = terms.pack * terms.multiple
    wanted = raw if limit is None else min(raw, limit)
    steps, rest = divmod(wanted, step)
    goes_up = rest > 0 and rest * 1000 >= terms.round_up_from * step
    fits = limit is None or (steps + 1) * step <= limit
    if wanted < raw or (goes_up and not fits):
        flags.append(limited_by)
    elif rest and not goes_up:
        flags.append("ROUNDED_DOWN")
    packs = (steps + (goes_up and fits)) * terms.multiple
    return raise_to_minimum(packs, limit, terms, flags)


def raise_to_minimum(packs: int, limit: int | None, terms: Terms, flags: list[Flag]) -> int:
    """Meet the minimum order when the limit allows it; else leave the quantity and flag it."""
    minimum = smallest_order(terms.minimum_packs, terms.multiple)
    if not 0 < packs < minimum:
        return packs
    if limit is not None and minimum * terms.pack > limit:
        flags.append("BELOW_MINIMUM")
        return packs
    flags.append("RAISED_TO_MINIMUM")
    return minimum


def smallest_order(minimum_packs: int, multiple: int) -> int:
    """Return the fewest packs that meet both the minimum and the multiple."""
    return -(-minimum_packs // multiple) * multiple

"""First expired, first out: what is left of which lot. Pure arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LotLeft:
    """So many base units to be sold by a date."""

    expires_on: date
    base_units: int


def left_of(on_hand: int, lots: Iterable[LotLeft]) -> list[LotLeft]:
    """Return what is left of the lots that came in, the first to expire first.

    The oldest goes first, so what remains is what expires last; goods beyond all known lots have no date.
    """
    remaining, left = max(0, on_hand), []
    for lot in sorted(lots, key=lambda lot: lot.expires_on, reverse=True):
        units = min(remaining, max(0, lot.base_units))
        if units > 0:
            left.append(LotLeft(lot.expires_on, units))
        remaining -= units
    return merge(reversed(left))


def merge(lots: Iterable[LotLeft]) -> list[LotLeft]:
    """Add up lots of the same date, in order of their dates."""
    together: dict[date, int] = {}
    for lot in lots:
        together[lot.expires_on] = together.get(lot.expires_on, 0) + lot.base_units
    return [LotLeft(expires_on, units) for expires_on, units in sorted(together.items())]


def expired(lots: Iterable[LotLeft], today: date) -> int:
    """Count what may no longer be sold; a lot is good on its last day."""
    return sum(lot.base_units for lot in lots if lot.expires_on < today)


def unsold_in_time(lots: Sequence[LotLeft], per_day: Sequence[int], today: date) -> list[LotLeft]:
    """Return of each lot what will expire before it can be sold, at so many thousandths a day from today on.

    Days beyond the forecast sell as the last one. What is sold is always the oldest that is still good.
    """
    sold, wasted = 0, []
    for lot in sorted(lots, key=lambda lot: lot.expires_on):
        days = max(0, (lot.expires_on - today).days + 1)
        can_sell = sum(per_day[:days]) + (per_day[-1] if per_day else 0) * max(0, days - len(per_day))
        units = min(lot.base_units, max(0, can_sell // 1000 - sold))
        sold += units
        if units < lot.base_units:
            wasted.append(LotLeft(lot.expires_on, lot.base_units - units))
    return wasted

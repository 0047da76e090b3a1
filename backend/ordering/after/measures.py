"""What a delivery came to against its order: fill rate, lateness and price change; pure exact arithmetic.

Fill rate 到货率 is what arrived of what was ordered, by quantity (Silver, Pyke, Thomas, "Inventory and
Production Management in Supply Chains": the share of demand filled at once) and by lines in full (SCOR
RL.2.1, "in full"). It is measured against the order, not against what the supplier confirmed:

- a line that the supplier refused, or confirmed less of, counts with all that was ordered of it;
- more than was ordered of one product makes up for nothing that is missing of another;
- a substitute is another product: it fills nothing of the line, whatever it is worth;
- what comes later than the delivery that was taken in fills nothing of it; it is an order of its own;
- an order that was cancelled, rejected, refused or never approved was not to be delivered: it is left out.

Lateness 迟到 is counted in whole days of the store's own calendar against the delivery day (SCOR RL.2.2
takes the day of commitment): to announce a later day does not make it on time, to come early is not late.
An order whose day is past and that nobody took in is late by every day since.

A price change 价格变动 compares what a base unit costs, so that a smaller pack at the old price is dearer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveredLine:
    """One line of an order beside what came of it; the delivery note's price only where it is another."""

    packs: int
    pack_base_units: int
    price_minor: int  # of a pack
    received_units: int
    delivered_price_minor: int | None = None
    delivered_pack_units: int | None = None

    @property
    def ordered_units(self) -> int:
        """Return what was ordered, in base units."""
        return self.packs * self.pack_base_units


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """How much of an order came, in base units and in lines."""

    lines: int
    full_lines: int
    ordered_units: int
    received_units: int  # of what was ordered: never more than that, line by line


@dataclass(frozen=True, kw_only=True, slots=True)
class PriceChange:
    """How a delivery was charged: thousandths by which a base unit is dearer, and what that made of it."""

    permille: int | None  # None: it was for nothing before
    value_minor: int  # for what came; below zero: cheaper
    per_unit: bool  # False: another pack, and a base unit costs the same


def fill(lines: Iterable[DeliveredLine]) -> Filled:
    """Add up how much of an order came."""
    taken = list(lines)
    return Filled(
        lines=len(taken),
        full_lines=sum(line.received_units >= line.ordered_units for line in taken),
        ordered_units=sum(line.ordered_units for line in taken),
        received_units=sum(min(line.received_units, line.ordered_units) for line in taken),
    )


def permille(part: int, whole: int) -> int | None:
    """Return a share in thousandths, half up; of nothing there is no share, least of all 0."""
    return half_up(Fraction(1000 * part, whole)) if whole > 0 else None


def days_late(promised_on: date, received_at: datetime | None, now: datetime, zone: ZoneInfo) -> int:
    """Count the days after the delivery day, by the store's calendar; not yet received counts until now."""
    came_on = (received_at or now).astimezone(zone).date()
    return max(0, (came_on - promised_on).days)


def price_change(line: DeliveredLine) -> PriceChange | None:
    """Compare what was charged with the order, per base unit; None where pack and price are the same."""
    price = line.price_minor if line.delivered_price_minor is None else line.delivered_price_minor
    pack = line.delivered_pack_units or line.pack_base_units
    if (price, pack) == (line.price_minor, line.pack_base_units):
        return None
    before, now = Fraction(line.price_minor, line.pack_base_units), Fraction(price, pack)
    return PriceChange(
        permille=half_up(1000 * (now - before) / before) if before else None,
        value_minor=half_up(line.received_units * (now - before)),
        per_unit=now != before,
    )


def half_up(number: Fraction) -> int:
    """Round to the next whole number, halves up."""
    return floor(number + Fraction(1, 2))

"""What a suggestion is made from."""

from datetime import date
from typing import Literal

import msgspec

Basis = Literal["sales", "revenue", "par"]

UP_FROM_THE_FIRST_UNIT = 0
UP_FROM_HALF_A_PACK = 500


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """How a supplier sells a product, and how much of it the store can take."""

    pack: int
    multiple: int = 1
    minimum_packs: int = 0
    round_up_from: int = UP_FROM_THE_FIRST_UNIT  # thousandths of a pack
    capacity: int | None = None
    max_order: int | None = None


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What a store has, gets and will sell of a product, in base units."""

    on_hand: int
    counted: bool = True
    expired: int = 0  # of what is on hand
    on_order_by_arrival: int = 0
    on_order_after: int = 0
    reserved: int = 0
    demand_until_arrival: int
    demand_after_arrival: int
    safety_stock: int
    min_display: int = 0
    demand_in_usable_life: int | None = None
    basis: Basis = "sales"
    sells_until: date | None = None  # the arrival after, for the words only
    per_thousand: int | None = None  # thousandths of a unit per 1,000 of revenue, for the words only

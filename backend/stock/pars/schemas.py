"""What crosses the wire about par levels; quantities are in base units."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.stock.schemas import Units
from backend.wire import Bilingual, Document, Sha256


class ParIn(Document):
    """The par level of one product by its sku, and the safety stock inside it."""

    sku: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    base_units: Units
    safety_units: Units = 0


class ParLevelsIn(Document):
    """All par levels of a store; a product that is not named has none. `based_on` is what was read."""

    levels: Annotated[tuple[ParIn, ...], msgspec.Meta(max_length=20_000)]
    based_on: Sha256


class ParLine(Document):
    """A product that a store sells or has a level for; None: nobody settled a level."""

    product: UUID
    sku: str
    name: Bilingual
    base_unit: Bilingual
    base_units: int | None
    safety_units: int | None


class ParLevels(Document):
    """The par levels of a store, every product that it sells, and the version of this."""

    store: UUID
    version: Sha256
    lines: list[ParLine]

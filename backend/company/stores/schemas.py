"""What crosses the wire about the region tree and the stores in it."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.wire import Bilingual, Document, Moment

Code = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Name = Annotated[Bilingual, msgspec.Meta(description="at least one language; the other one follows it")]
LatitudeE7 = Annotated[int, msgspec.Meta(ge=-900_000_000, le=900_000_000)]
LongitudeE7 = Annotated[int, msgspec.Meta(ge=-1_800_000_000, le=1_800_000_000)]
AttributeName = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
AttributeNumber = Annotated[int, msgspec.Meta(ge=-1_000_000_000, le=1_000_000_000)]
AttributeWord = Annotated[str, msgspec.Meta(max_length=200)]
Attributes = dict[AttributeName, bool | AttributeNumber | AttributeWord]
Which = Literal["open", "closed", "all"]


class RegionDocument(Document):
    """A node of the region tree; only the root has no parent."""

    code: Code
    name: Name
    parent: UUID | None


class RegionIn(Document):
    """A region, whole, with the version that was read; none for a new one."""

    region: RegionDocument
    based_on: str | None = None


class RegionOut(Document):
    """A region with its version, and how many stores lie right in it."""

    id: UUID
    version: str
    code: str
    name: Bilingual
    parent: UUID | None
    stores: int
    closed_stores: int


class StoreDocument(Document):
    """All that is kept of a store; its position is in 1e-7 degrees."""

    code: Code
    name: Name
    region: UUID
    latitude_e7: LatitudeE7 | None
    longitude_e7: LongitudeE7 | None
    time_zone: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    attributes: Annotated[Attributes, msgspec.Meta(max_length=60)]
    closed: bool


class StoreIn(Document):
    """A store, whole, with the version that was read; none for a new one."""

    store: StoreDocument
    based_on: str | None = None


class StoreOut(Document):
    """A store with its version, and since when it is closed."""

    id: UUID
    version: str
    store: StoreDocument
    closed_at: Moment | None


class StoreLine(Document):
    """A store in the list of all of them."""

    id: UUID
    code: str
    name: Bilingual
    region: UUID
    region_name: Bilingual
    time_zone: str
    has_position: bool
    closed: bool


class StorePage(Document):
    """Stores in order of code; `next` is what to ask for after them."""

    stores: list[StoreLine]
    next: str | None

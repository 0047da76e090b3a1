"""What crosses the wire about assortments: the grid of products and places, and changes of it."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.products.assortments.nearest import Wanted
from backend.wire import Bilingual, Document, Moment, Sha256

Origin = Literal["own", "region", "company", "everywhere", "nowhere"]
Search = Annotated[str, msgspec.Meta(max_length=200)]


class GridColumn(Document):
    """A place of the grid: the company, a region with so many stores, or one store."""

    kind: Literal["company", "region", "store"]
    region: UUID | None
    store: UUID | None
    name: Bilingual
    stores: int


class GridCell(Document):
    """Whether a place sells a product, who says so, and in how many of its stores it is sold."""

    listed: bool
    origin: Origin
    origin_name: Bilingual | None
    in_stores: int


class GridRow(Document):
    """A product with what each place of the page says of it, in the order of the columns."""

    product: UUID
    sku: str
    name: Bilingual
    category: Bilingual | None
    cells: list[GridCell]


class PathStep(Document):
    """A region on the way down to what is shown."""

    region: UUID
    name: Bilingual


class AssortmentGrid(Document):
    """A page of the grid; `next` is the sku to read on from, `found` how many products the filter finds."""

    path: list[PathStep]
    columns: list[GridColumn]
    columns_total: int
    rows: list[GridRow]
    found: int
    next: str | None


class PlaceIn(Document):
    """A region, a store, or the company where neither is named."""

    region: UUID | None = None
    store: UUID | None = None


class Matching(Document):
    """Every product that a filter finds, instead of naming each."""

    search: Search = ""
    category: UUID | None = None
    supplier: UUID | None = None


class AssortmentChangeIn(Document):
    """Products, places, and what they shall be: in, out, or as the place above says."""

    wanted: Wanted
    places: Annotated[tuple[PlaceIn, ...], msgspec.Meta(min_length=1, max_length=300)]
    products: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=2000)] = ()
    matching: Matching | None = None


class ChangedCell(Document):
    """One product in one store that a change would turn."""

    sku: str
    product: Bilingual
    store: Bilingual
    listed: bool


class AssortmentChangeOut(Document):
    """A change with its preview: which cells turn, by store; `version` is what it was tried on."""

    id: UUID
    status: Literal["tried", "applied", "undone"]
    wanted: Wanted
    person_name: str
    tried_at: Moment
    applied_at: Moment | None
    undone_at: Moment | None
    products: int
    places: list[Bilingual]
    version: Sha256
    turned_in: int
    turned_out: int
    examples: list[ChangedCell]


class AssortmentChangeCard(Document):
    """A change as the list of the newest shows it."""

    id: UUID
    status: Literal["tried", "applied", "undone"]
    wanted: Wanted
    person_name: str
    applied_at: Moment
    products: int
    places: int


class AssortmentApplyIn(Document):
    """The version that the preview was made of."""

    based_on: Sha256


class AssortmentUndoIn(Document):
    """Nothing but the wish."""

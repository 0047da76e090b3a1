"""The demo company as its data files tell it."""

from datetime import time
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Literal, TypeVar

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.demo.photos import Scene
from backend.wire import Bilingual, Document

T = TypeVar("T")
Story = Literal["open", "waiting", "rejected", "rejected_then_closed", "closed"]


class RegionLine(Document):
    """A region; the root is the company itself."""

    key: str
    parent: str | None
    name: Bilingual


class StoreLine(Document):
    """A store with its position in 1e-7 degrees."""

    code: str
    key: str
    region: str
    name: Bilingual
    lat_e7: int
    lon_e7: int
    time_zone: str
    attributes: dict[str, bool | int | str]


class PostLine(Document):
    """A role with its region or store, or neither for the whole company."""

    role: str
    region: str | None
    store: str | None


class PersonLine(Document):
    """Somebody who works there."""

    login: str
    phone: str
    name: Bilingual
    locale: Literal["zh", "en"]
    posts: list[PostLine]

    @property
    def shown(self) -> str:
        """The name in the person's own language."""
        return self.name.en if self.locale == "en" else self.name.zh


class Company(Document):
    """Regions, stores and people, who all have the same password."""

    name: Bilingual
    password: str
    regions: list[RegionLine]
    stores: list[StoreLine]
    people: list[PersonLine]


class SupplierLine(Document):
    """Who delivers, when, and until when to order."""

    key: str
    name: Bilingual
    email: str
    delivery_weekdays: list[Annotated[int, msgspec.Meta(ge=1, le=7)]]
    cut_off: time
    lead_days: int
    grace_minutes: int
    minimum_order_fen: int
    currency: str


class ProductLine(Document):
    """A product, its pack, how much of it a kind of store should hold, and the share that is there."""

    sku: str
    supplier: str
    name: Bilingual
    base_unit: Bilingual
    pack_base_units: int
    price_per_pack_fen: int
    minimum_packs: int
    multiple: int
    shelf_life_days: int
    storage: str
    par_levels: dict[str, int]
    on_hand_permille: int


class Goods(Document):
    """Suppliers and products."""

    suppliers: list[SupplierLine]
    products: list[ProductLine]


class Finding(Document, kw_only=True):
    """How a question fails, what is written about it, and how it is put right."""

    question: str
    option: str | None = None
    options: tuple[str, ...] = ()
    number: str | None = None
    scene: Scene | None
    notes: list[str]
    fixed_scene: Scene | None
    fixed_reading: str | None
    fixes: list[str]
    rejected: str


class Fault(Document):
    """One finding of a visit and what became of the issue it raised."""

    question: str
    instance: int
    story: Story


class Shot(Document):
    """A photo that was taken although nothing was wrong; two with one `picture` show the very same."""

    question: str
    instance: int
    scene: Scene
    picture: str = ""
    from_file: bool = False


class Visit(Document, kw_only=True):
    """One inspection; `care` is how many of a hundred questions stand well rather than just acceptably."""

    days_ago: int
    at: time
    hours_ago: int = 0
    store: str
    person: str
    checklist: str
    care: int
    faults: list[Fault]
    shots: list[Shot]


class RoundLine(Document, kw_only=True):
    """A round: who walks which stores how often, open all day unless times are told."""

    key: str
    name: str
    checklist: str
    kind: Literal["routine", "self_check", "special", "surprise"]
    stores: list[str]
    made_by: str
    person: str | None = None
    role: str | None = None
    weekly: bool = False
    times: list[str] = msgspec.field(default_factory=lambda: ["00:00"])
    due_minutes: int = 1440
    missed_minutes: int = 2880
    since_days: int = 0


class Habit(Document):
    """For which of a supplier's weekdays a store orders."""

    store: str
    supplier: str
    person: str
    weekdays: list[int]


class Refusal(Document):
    """A store whose newest order did not get through, and what the supplier's mail server said."""

    store: str
    reason: str


class Life(Document):
    """A month of visits and what followed from them."""

    missing: list[str]
    praise: list[str]
    agreed: list[str]
    signers: list[str]
    findings: list[Finding]
    visits: list[Visit]
    rounds: list[RoundLine]
    orders: list[Habit]
    refused: Refusal


@lru_cache
def company() -> Company:
    """Regions, stores and people."""
    return read("company", Company)


@lru_cache
def goods() -> Goods:
    """Suppliers and products."""
    return read("products", Goods)


@lru_cache
def life() -> Life:
    """What happened in a month."""
    return read("life", Life)


@lru_cache
def checklist(name: str) -> ChecklistDocument:
    """One of the checklists: "checklist", "opening", "fridges" or "kitchen"."""
    return read(name, ChecklistDocument)


def read(name: str, shape: type[T]) -> T:
    """Read a data file of this folder."""
    return msgspec.json.decode((files("backend.demo") / f"{name}.json").read_bytes(), type=shape)

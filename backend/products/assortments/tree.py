"""The regions and open stores of the company, read once for a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from backend.database import fetch
from backend.products.assortments.nearest import COMPANY, Place
from backend.wire import Bilingual


@dataclass(frozen=True, slots=True)
class Tree:
    """Names and ways up of every place, and what lies in a region, in the order of codes."""

    names: dict[Place, Bilingual] = field(default_factory=dict)
    parents: dict[UUID, UUID | None] = field(default_factory=dict)
    region_of: dict[UUID, UUID] = field(default_factory=dict)

    def chain(self, place: Place) -> list[Place]:
        """List a place and all above it, the company last."""
        chain = [] if place.store is None else [place]
        region = self.region_of[place.store] if place.store else place.region
        while region is not None and Place(region) not in chain:
            chain.append(Place(region))
            region = self.parents[region]
        return [*chain, COMPANY]

    def inside(self, region: UUID | None) -> list[Place]:
        """List the regions and stores directly in a region, or at the top of the company."""
        regions = [Place(id) for id, parent in self.parents.items() if parent == region]
        if region is None and len(regions) == 1:
            return self.inside(regions[0].region)
        stores = [Place(store=store) for store, of in self.region_of.items() if of == region]
        return regions + stores

    def stores_under(self, places: Iterable[Place]) -> list[Place]:
        """List the stores that lie in any of the places."""
        wanted = set(places)
        every = (Place(store=store) for store in self.region_of)
        return [store for store in every if wanted.intersection(self.chain(store))]


async def read_tree() -> Tree:
    """Read all regions and the stores that are open."""
    tree = Tree()
    for row in await fetch("SELECT id, name, parent FROM region ORDER BY code"):
        tree.names[Place(row["id"])] = Bilingual(**row["name"])
        tree.parents[row["id"]] = row["parent"]
    for row in await fetch("SELECT id, name, region FROM store WHERE NOT closed ORDER BY code"):
        tree.names[Place(store=row["id"])] = Bilingual(**row["name"])
        tree.region_of[row["id"]] = row["region"]
    return tree

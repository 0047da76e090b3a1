"""What the nearest place says of a product, and what a change makes of it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple
from uuid import UUID

Wanted = Literal["in", "out", "inherit"]


class Place(NamedTuple):
    """A region, a store, or the whole company where both are None."""

    region: UUID | None = None
    store: UUID | None = None


COMPANY = Place()
Said = Mapping[Place, bool]


def nearest(said: Said, chain: Sequence[Place]) -> tuple[bool, Place | None]:
    """Tell whether a product is sold at the first place of a chain, and which place says so.

    The chain goes upwards and ends with the company. A product of which no place at all says anything is sold
    everywhere; one of which only other places say something is not sold here.
    """
    for place in chain:
        if place in said:
            return said[place], place
    return not said, None


def changed(said: Said, places: Iterable[Place], wanted: Wanted) -> dict[Place, bool]:
    """Return what is said after a change; what holds at all other places stays as it was."""
    elsewhere = said.get(COMPANY, not said)
    after = dict(said)
    for place in places:
        if wanted == "inherit":
            after.pop(place, None)
        else:
            after[place] = wanted == "in"
    # A first word about a product would silence it everywhere else; the last one taken back would sell it.
    if after and COMPANY not in after and elsewhere:
        after[COMPANY] = True
    if not after and not elsewhere:
        after[COMPANY] = False
    return after

"""What the live feed may tell somebody."""

from backend.events.live import Hearing
from backend.people.access import CALLED_IN, WATCHERS, reachable_store_ids, sight_of
from backend.people.person import SignedIn


async def hearing_of(person: SignedIn) -> Hearing:
    """Return what a person may hear of: all of the stores they belong to, elsewhere what calls them in."""
    return Hearing(
        person=person.id,
        stores=await reachable_store_ids(person),
        watched=await reachable_store_ids(person, *WATCHERS),
        called=await reachable_store_ids(person, *CALLED_IN),
        theirs=[str(person.id), *(str(role) for role in CALLED_IN if person.has(role))],
        keys=[str(person.id), *await sight_of(person)],
    )

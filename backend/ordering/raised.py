"""Which issue the receipt of an order raised."""

from uuid import UUID, uuid5

from backend.issues.listing import cards_where
from backend.issues.schemas import IssueCard
from backend.people.person import SignedIn


async def raised_by_receipt(person: SignedIn, order: UUID) -> list[IssueCard]:
    """Return what the receipt of an order raised and this person may see; reach is the caller's to check."""
    return await cards_where(person, "issue.id = $1", shortage_id(order))


def shortage_id(order: UUID) -> UUID:
    """Name the one issue that a receipt raises, so that whoever runs it again raises no second one."""
    return uuid5(order, "shortage")

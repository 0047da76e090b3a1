"""Rounds follow the stores at once: a new one gets its tasks, a closed one gives its tasks back."""

from datetime import UTC, datetime

from backend.database import transaction
from backend.events.log import Happening
from backend.inspections.rounds.giving import give_tasks


async def follow_places(event: Happening) -> None:
    """Make and withdraw tasks as the stores and regions are now; doing it again changes nothing."""
    async with transaction():
        await give_tasks(datetime.now(UTC))

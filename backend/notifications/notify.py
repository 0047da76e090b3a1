"""Tell people something."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from uuid import UUID

from backend.database import insert_or_nothing, transaction, uuid7
from backend.events.log import record
from backend.notifications.tables import Notification
from backend.notifications.texts import Param, word

WRITTEN = "notification.written"
KEPT = "notification.kept"


async def notify(
    people: Iterable[UUID],
    kind: StrEnum,
    params: Mapping[str, Param],
    *,
    link: str,
    bundle: str,
    urgent: bool = False,
    push: bool = True,
    by: UUID | None = None,
) -> None:
    """Put one line into each inbox and let a push follow (or not); whoever did the deed (`by`) is left out.

    The same bundle is told to a person once: a reaction that runs again writes no second line.
    """
    for language in ("zh", "en"):
        word(kind, params, language)
    async with transaction():
        # In one order everywhere: two reactions that tell the same people cannot wait for each other.
        for person in sorted(set(people) - {by}):
            line = Notification(
                id=uuid7(),
                person=person,
                kind=str(kind),
                params=dict(params),
                link=link,
                urgent=urgent,
                bundle=bundle,
            )
            if await insert_or_nothing(line):
                await record(WRITTEN if push else KEPT, line.id, payload={"to": person})

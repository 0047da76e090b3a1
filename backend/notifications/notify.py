"""Tell people something."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from backend.database import insert_or_nothing, transaction, uuid7
from backend.events.log import record
from backend.notifications.choices import quiet_ends
from backend.notifications.tables import Notification
from backend.notifications.texts import Param, word

WRITTEN = "notification.written"
KEPT = "notification.kept"
HELD = "notification.held"


async def notify(
    people: Iterable[UUID],
    kind: StrEnum,
    params: Mapping[str, Param],
    *,
    link: str,
    bundle: str,
    thread: str | None = None,
    store: UUID | None = None,
    urgent: bool = False,
    push: bool = True,
    by: UUID | None = None,
    not_before: datetime | None = None,
) -> None:
    """Put one line into each inbox and let deliveries follow or not; who did the deed (`by`) is left out.

    The same bundle is told to a person once: a reaction that runs again writes no second line. What reaches
    somebody in quiet hours waits for their end, unless it is urgent; what waits for a store to open says so
    (`not_before`). With a `store`, the chat group of that store may read it too.
    """
    check_words(kind, params)
    told = set(people) - {by}
    async with transaction():
        held = await held_until(told, not_before) if push and not urgent else {}
        for person in sorted(told):  # in one order, so that no two reactions wait for each other
            line = Notification(
                id=uuid7(),
                person=person,
                kind=str(kind),
                params=dict(params),
                link=link,
                thread=thread or link,
                store=store,
                urgent=urgent,
                push=push,
                bundle=bundle,
                held_until=held.get(person),
            )
            if await insert_or_nothing(line):
                await record(event_of(line), line.id, payload={"to": person})


async def held_until(people: set[UUID], not_before: datetime | None) -> dict[UUID, datetime]:
    """Return until when each of these people is left alone: `not_before`, and the quiet hours around it."""
    now = datetime.now(UTC)
    held = await quiet_ends(people, now)
    if not_before is None or not_before <= now:
        return held
    opened = await quiet_ends(people, not_before)
    return {person: opened.get(person, not_before) for person in people}


def event_of(line: Notification) -> str:
    """Name what follows: deliveries now, deliveries at the end of quiet hours, or none."""
    if line.held_until is not None:
        return HELD
    return WRITTEN if line.push else KEPT


def check_words(kind: StrEnum, params: Mapping[str, Param]) -> None:
    """Raise KeyError where it is told, not where it is read, when a word is missing."""
    for language in ("zh", "en"):
        word(kind, params, language)

"""What follows from what: every side effect, on one page."""

from collections.abc import Awaitable, Callable

from backend.events.log import Happening

Reaction = Callable[[Happening], Awaitable[None]]

FOLLOWS: dict[str, list[Reaction]] = {}

REACTIONS: dict[str, Reaction] = {do.__name__: do for follow in FOLLOWS.values() for do in follow}
NAMES = {event: [do.__name__ for do in follow] for event, follow in FOLLOWS.items()}

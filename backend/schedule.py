"""What happens by the clock; each line runs once per tick, however many processes there are."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from backend.analytics.digest import send_digests
from backend.checklists.writing.publication import publish_due
from backend.events.ticks import claim_tick, floor_to, forget_ticks
from backend.importing.progress import forget_progress
from backend.inspections.replays.rescoring import forget_replays
from backend.inspections.rounds.giving import give_tasks
from backend.inspections.rounds.missed import note_missed
from backend.issues.ladder import climb_ladders
from backend.notifications.release import fall_back, release_held
from backend.ordering.after.follow_up import follow_up
from backend.ordering.consolidation.remind import note_near_cut_offs
from backend.photos.earlier import look_at_earlier_photos

Deed = Callable[[datetime], Awaitable[object]]

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

# A deed looks for everything that is due by now, so that a night without a server is caught up with.
CLOCKWORK: dict[str, tuple[timedelta, Deed]] = {
    "forget_ticks": (HOUR, forget_ticks),
    "publish_due": (MINUTE, publish_due),
    "release_held": (MINUTE, release_held),
    "fall_back": (MINUTE, fall_back),
    "give_tasks": (HOUR, give_tasks),
    "note_missed": (MINUTE, note_missed),
    "send_digests": (MINUTE, send_digests),
    "note_near_cut_offs": (MINUTE, note_near_cut_offs),
    "follow_up": (HOUR, follow_up),
    "climb_ladders": (MINUTE, climb_ladders),
    "forget_replays": (HOUR, forget_replays),
    "forget_progress": (HOUR, forget_progress),
    "look_at_earlier_photos": (MINUTE, look_at_earlier_photos),
}


async def run_clock(now: datetime | None = None) -> list[str]:
    """Do what is due at this moment and was not done by another process; tell what was done.

    A deed runs in the transaction of its tick: what it writes and the tick are kept together or not at all.
    """
    moment = now or datetime.now(UTC)
    return [
        name
        for name, (every, deed) in CLOCKWORK.items()
        if await claim_tick(name, floor_to(moment, every), partial(deed, moment))
    ]

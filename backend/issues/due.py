"""When an issue is due, and what comes before and after: pure arithmetic in the working hours of a store."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.stores.hours import Calendar, working_between, working_span


@dataclass(frozen=True)
class Deadlines:
    """The moments of one issue: when to warn, when to be done, when to have answered, how long to dispute."""

    warn_at: datetime
    due_at: datetime
    answer_by: datetime
    reply_by: datetime


def deadlines(
    start: datetime, calendar: Calendar, *, due_hours: int, answer_hours: int, reply_hours: int
) -> Deadlines:
    """Count all moments in working hours; nobody is asked to answer later than to be done."""
    whole = timedelta(hours=due_hours)
    return Deadlines(
        warn_at=working_span(start, whole * 3 / 4, calendar),
        due_at=working_span(start, whole, calendar),
        answer_by=working_span(start, min(whole, timedelta(hours=answer_hours)), calendar),
        reply_by=working_span(start, timedelta(hours=reply_hours), calendar),
    )


def after_pause(moment: datetime, paused_at: datetime, now: datetime, calendar: Calendar) -> datetime:
    """Return a moment as it is after a pause: what was left then is left now, what had passed stays."""
    if moment <= paused_at:
        return moment
    return working_span(now, working_between(paused_at, moment, calendar), calendar)

"""The clock of an issue: begun anew, stopped, gone on with."""

from datetime import datetime
from typing import Any

from backend.database import fetch
from backend.issues.due import Deadlines, after_pause, deadlines
from backend.issues.rules import IssueRules, issue_rules
from backend.stores.calendars import calendar_of
from backend.stores.hours import Calendar
from backend.wire import Severity

Held = dict[str, Any]


def count_deadlines(
    start: datetime,
    calendar: Calendar,
    rules: IssueRules,
    category: str,
    severity: Severity,
    due_hours: int | None = None,
) -> Deadlines:
    """Count by the hours that were asked for, else those of the category, else those of the company."""
    own = rules.category(category).due_hours
    return deadlines(
        start,
        calendar,
        due_hours=due_hours or (own or rules.due_hours).of(severity),
        answer_hours=rules.answer_hours.of(severity),
        reply_hours=rules.reply_hours,
    )


async def hours_of(held: Held) -> int:
    """Return the hours that an issue of this category and severity has."""
    rules = await issue_rules()
    return (rules.category(held["category"]).due_hours or rules.due_hours).of(held["severity"])


async def begin_deadline(held: Held, start: datetime, due_hours: int) -> None:
    """Set a new deadline, whose ladder begins at its foot."""
    calendar = await calendar_of(held["store"])
    counted = count_deadlines(
        start, calendar, await issue_rules(), held["category"], held["severity"], due_hours
    )
    await fetch(
        """
        UPDATE issue SET due_at = $2, warn_at = $3::timestamptz, answer_by = $4::timestamptz,
            reply_by = $5, paused_at = NULL,
            deadline = deadline + 1, look_at = least($3::timestamptz, $4::timestamptz) WHERE id = $1
        """,
        held["id"],
        counted.due_at,
        counted.warn_at,
        counted.answer_by,
        counted.reply_by,
    )


async def pause_clock(held: Held, now: datetime) -> None:
    """Stop the clock; what was due before stays due."""
    await fetch("UPDATE issue SET paused_at = $2 WHERE id = $1", held["id"], now)


async def resume_clock(held: Held, now: datetime) -> None:
    """Go on with as much working time as was left when the clock stopped."""
    if held["paused_at"] is None:
        return
    calendar = await calendar_of(held["store"])
    moments = [
        held[name] and after_pause(held[name], held["paused_at"], now, calendar)
        for name in ("due_at", "warn_at", "answer_by")
    ]
    await fetch(
        """
        UPDATE issue SET due_at = $2, warn_at = $3::timestamptz, answer_by = $4::timestamptz,
            paused_at = NULL,
            look_at = least($3::timestamptz, $4::timestamptz) WHERE id = $1
        """,
        held["id"],
        *moments,
    )

"""When an issue is due: pure arithmetic."""

from datetime import datetime, timedelta

HOURS = {"critical": 4, "high": 24, "medium": 72, "low": 168}


def due_at(severity: str, raised_at: datetime, hours: int | None = None) -> datetime:
    """Return the deadline: the question's own hours, else those of the severity."""
    return raised_at + timedelta(hours=HOURS[severity] if hours is None else hours)

"""When somebody wants to be left alone, by the clock of the place where they work; pure arithmetic."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = 24 * 60


def quiet_end(moment: datetime, zone: str, begins: int | None, ends: int | None) -> datetime | None:
    """Return when the quiet hours end in which a moment lies, or None when it lies in none.

    Minutes after midnight by the local clock; hours that end before they begin last over midnight.
    """
    if begins is None or ends is None or begins == ends:
        return None
    local = moment.astimezone(ZoneInfo(zone))
    minute = local.hour * 60 + local.minute
    if (minute - begins) % DAY >= (ends - begins) % DAY:
        return None
    # By the wall clock: in the night in which clocks change, seven o'clock stays seven o'clock.
    day = local.date() + timedelta(days=1 if ends <= minute else 0)
    wall = datetime(day.year, day.month, day.day, ends // 60, ends % 60, tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC)


def minutes_of(clock: str) -> int:
    """Read "07:30" as minutes after midnight."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def clock_of(minutes: int) -> str:
    """Write minutes after midnight as "07:30"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"

"""What a store holds of a product that lies in several places: the newest count of each, added up; pure."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

import msgspec

ONE_COUNT = timedelta(hours=12)  # parts seen further apart are not one count
AT_ONCE = timedelta(hours=2)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody saw of a product in one place."""

    place: str
    base_units: int
    counted_at: datetime
    order: int  # as it was written down; of two of one moment the later one holds
    by: str = ""


def newest_parts(parts: Iterable[Part]) -> dict[str, Part]:
    """Return the newest count of each place, whatever the order in which they arrived."""
    newest: dict[str, Part] = {}
    for part in parts:
        held = newest.get(part.place)
        if held is None or (part.counted_at, part.order) > (held.counted_at, held.order):
            newest[part.place] = part
    return newest


def add_up(places: Collection[str], parts: Iterable[Part]) -> tuple[int, datetime] | None:
    """Return what lies in all the places and when the last was seen; None while one was not counted."""
    newest = newest_parts(part for part in parts if part.place in places)
    if not newest or len(newest) < len(places):
        return None
    last = max(part.counted_at for part in newest.values())
    if any(last - part.counted_at > ONE_COUNT for part in newest.values()):
        return None
    return sum(part.base_units for part in newest.values()), last


def other_count(parts: Iterable[Part], shown: Part) -> Part | None:
    """Return what somebody else saw of the same place at about the same time, where it differs."""
    others = [
        part
        for part in parts
        if part.place == shown.place
        and part.by != shown.by
        and part.base_units != shown.base_units
        and abs(shown.counted_at - part.counted_at) <= AT_ONCE
    ]
    return max(others, key=lambda part: (part.counted_at, part.order), default=None)

"""Which of two settings of one line holds: pure, so that every order of arrival ends the same."""

from datetime import datetime, timedelta

# A phone that is this far ahead of us does not know what time it is; what it says counts from its arrival.
AHEAD = timedelta(minutes=2)


def moment_of(estimated_at: datetime, received_at: datetime) -> datetime:
    """Return when a line counts as set: when it was tapped, but never in the future."""
    return received_at if estimated_at > received_at + AHEAD else estimated_at


def rank(at: datetime, packs: int | None) -> tuple[datetime, int]:
    """Order the settings of one line: the last tap holds; of taps of one moment the larger number does."""
    return at, -1 if packs is None else packs


def missed(packs: int | None, ordered: int) -> bool:
    """Tell whether an order went out without what the line had been set to."""
    return packs is not None and packs != ordered

"""How many minutes a walk takes: as long as it took, else as long as its questions need."""

from collections.abc import Sequence
from statistics import median_low

SECONDS_PER_QUESTION = 35
AT_LEAST = 5
ENOUGH = 3
# A phone that lay open over lunch says nothing about the walk; neither does a test of half a minute.
BELIEVED = range(1, 241)


def estimate_minutes(dwelt: Sequence[int], questions: int) -> tuple[int, bool]:
    """Return the minutes of one walk, and whether they were measured rather than counted."""
    believed = [minutes for minutes in dwelt if minutes in BELIEVED]
    if len(believed) >= ENOUGH:
        return max(1, median_low(believed)), True
    return max(AT_LEAST, -(-questions * SECONDS_PER_QUESTION // 60)), False

"""How far apart two places are: pure arithmetic."""

from math import asin, cos, radians, sin, sqrt

EARTH_METRES = 6_371_000


def metres_between(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Return the distance along the surface between two places in 1e-7 degrees."""
    latitude, other_latitude = radians(one[0] / 1e7), radians(other[0] / 1e7)
    across = sin((other_latitude - latitude) / 2) ** 2
    along = sin(radians((other[1] - one[1]) / 1e7) / 2) ** 2
    half = across + cos(latitude) * cos(other_latitude) * along
    return round(2 * EARTH_METRES * asin(min(1.0, sqrt(half))))

"""What a picture looks like in 64 bits, and the bands by which a look is found again: pure arithmetic.

The look is the perceptual hash of the trade: 32 x 32 grey pixels, their discrete cosine transform, and of
its 8 x 8 lowest frequencies one bit each, "above the median or not". Looks of one picture that was shrunk,
stamped or compressed anew differ in few bits; looks of different pictures in about 32.
"""

from collections.abc import Sequence
from math import cos, pi

SIDE = 32
KEPT = 8
BANDS = 4
BAND_BITS = KEPT * KEPT // BANDS
# Two looks that differ in at most so many bits are the same picture.
SAME = 6
# A wall, a dark room, a blank sheet: less contrast than this looks like every other.
FLAT = 5 * 5

WAVES = [[cos((2 * x + 1) * u * pi / (2 * SIDE)) for x in range(SIDE)] for u in range(KEPT)]
# Neighbouring frequencies go to different bands, so that no band is made of the dull ones alone.
BAND_OF = [(at // KEPT + at % KEPT) % BANDS for at in range(KEPT * KEPT)]


def look_of(grey: Sequence[int]) -> int | None:
    """Return the look of 32 x 32 grey pixels, row by row, as a signed 64-bit number; None if flat."""
    if variance(grey) < FLAT:
        return None
    across = [
        [sum(map(float.__mul__, wave, map(float, grey[y * SIDE : (y + 1) * SIDE]))) for wave in WAVES]
        for y in range(SIDE)
    ]
    columns = list(zip(*across, strict=True))
    waves = [sum(map(float.__mul__, wave, column)) for wave in WAVES for column in columns]
    middle = median(waves[1:])  # the first is the mean brightness, which says nothing of the picture
    bits = sum(1 << at for at, wave in enumerate(waves) if wave > middle)
    return signed(bits)


def variance(grey: Sequence[int]) -> float:
    """Return how far the pixels lie from their mean, squared."""
    mean = sum(grey) / len(grey)
    return sum((pixel - mean) ** 2 for pixel in grey) / len(grey)


def median(numbers: Sequence[float]) -> float:
    """Return the number in the middle of an odd count."""
    return sorted(numbers)[len(numbers) // 2]


def signed(bits: int) -> int:
    """Return 64 bits as PostgreSQL's bigint holds them."""
    return bits - (1 << 64) if bits >> 63 else bits


def bands_of(look: int) -> list[int]:
    """Split a look into four bands of 16 bits."""
    bands = [0] * BANDS
    for at, band in enumerate(BAND_OF):
        bands[band] = bands[band] << 1 | (look >> at & 1)
    return bands


def near_bands(look: int) -> list[list[int]]:
    """Return per band every value that a look of the same picture can have in at least one of its bands.

    Up to 6 differing bits fall into four bands, so that one of them holds at most 6 // 4 = 1: its own value
    and the 16 that differ in one bit find every such look, and none is missed.
    """
    assert SAME // BANDS == 1
    return [[band, *(band ^ 1 << bit for bit in range(BAND_BITS))] for band in bands_of(look)]


def distance(look: int, other: int) -> int:
    """Return in how many bits two looks differ."""
    return ((look ^ other) & (1 << 64) - 1).bit_count()

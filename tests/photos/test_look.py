"""A picture is known again by its look, and no look near enough is ever missed by its bands."""

import io
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance

from backend.photos.look import BAND_BITS, BANDS, SAME, bands_of, distance, look_of, near_bands, signed
from backend.photos.pixels import small_and_grey

LOOKS = st.integers(min_value=-(2**63), max_value=2**63 - 1)


def scene(seed: int, size: tuple[int, int] = (800, 600)) -> Image.Image:
    """A picture with shapes of its own, as every shelf has."""
    chance = random.Random(seed)
    picture = Image.new("RGB", size, (120, 120, 120))
    draw = ImageDraw.Draw(picture)
    for _ in range(30):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        width, height = chance.randrange(40, 260), chance.randrange(40, 260)
        draw.rectangle((x, y, x + width, y + height), fill=tuple(chance.randrange(256) for _ in range(3)))
    return picture


def look(picture: Image.Image) -> int:
    found = look_of(small_and_grey(picture))
    assert found is not None
    return found


def compressed(picture: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def stamped(picture: Image.Image, words: str) -> Image.Image:
    """As the phone draws the watermark: words on a dark strip at the bottom."""
    copy = picture.copy()
    draw = ImageDraw.Draw(copy)
    draw.rectangle((0, 560, 800, 600), fill=(20, 20, 20))
    draw.text((12, 570), words, fill="white")
    return copy


@pytest.mark.parametrize(
    ("how", "change"),
    [
        ("shrunk", lambda picture: picture.resize((400, 300))),
        ("compressed hard", lambda picture: compressed(picture, 30)),
        ("brighter", lambda picture: ImageEnhance.Brightness(picture).enhance(1.15)),
        ("less contrast", lambda picture: ImageEnhance.Contrast(picture).enhance(0.8)),
        ("compressed and smaller", lambda picture: compressed(picture, 50).resize((320, 240))),
    ],
)
def test_what_was_done_to_a_picture_leaves_its_look(how: str, change) -> None:
    far = [distance(look(scene(seed)), look(change(scene(seed)))) for seed in range(40)]
    assert max(far) <= SAME, how


def test_another_watermark_on_the_same_picture_is_seen_through() -> None:
    far = [
        distance(look(stamped(scene(seed), "滨江店 09:12")), look(stamped(scene(seed), "Hilltop 17:40")))
        for seed in range(40)
    ]
    assert max(far) <= SAME


def test_different_pictures_are_far_apart() -> None:
    looks = [look(scene(seed)) for seed in range(60)]
    far = [distance(one, other) for at, one in enumerate(looks) for other in looks[:at]]
    assert min(far) > SAME
    assert 24 < sum(far) / len(far) < 40


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_a_flat_picture_has_no_look(grey: int) -> None:
    assert look_of(bytes([grey]) * 1024) is None
    assert look_of(bytes(grey // 2 + at % 4 for at in range(1024))) is None


def test_an_upside_down_picture_is_another() -> None:
    assert distance(look(scene(1)), look(scene(1).transpose(Image.Transpose.ROTATE_180))) > SAME


@given(LOOKS)
def test_bands_hold_every_bit_once(look: int) -> None:
    assert sum(band.bit_count() for band in bands_of(look)) == (look & 2**64 - 1).bit_count()
    assert all(0 <= band < 1 << BAND_BITS for band in bands_of(look))


@given(LOOKS, st.sets(st.integers(min_value=0, max_value=63), max_size=SAME))
def test_a_look_within_six_bits_is_always_among_the_candidates(look: int, changed: set[int]) -> None:
    other = signed((look & 2**64 - 1) ^ sum(1 << bit for bit in changed))
    assert distance(look, other) == len(changed)
    assert any(band in wanted for band, wanted in zip(bands_of(other), near_bands(look), strict=True))


@given(LOOKS)
def test_the_candidates_are_few(look: int) -> None:
    assert [len(set(wanted)) for wanted in near_bands(look)] == [1 + BAND_BITS] * BANDS


def test_a_look_is_quick() -> None:
    grey = small_and_grey(scene(1))
    begun = time.process_time()
    for _ in range(20):
        look_of(grey)
    assert (time.process_time() - begun) / 20 < 0.05

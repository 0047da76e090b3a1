"""What became of changed lines: the arithmetic by a table, and what holds for every ledger."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.ordering.after.became import Became, Seen, what_became
from backend.ordering.after.sentence import UNKNOWN, Told, say_outcome
from backend.wire import Bilingual

units = some.integers(0, 500)
ledgers = some.builds(
    Seen,
    received=units,
    opening=some.none() | some.integers(-20, 300),
    closing=some.none() | units,
    used=some.none() | units,
    wasted=some.integers(0, 50),
    came=some.integers(0, 50),
    went=some.integers(0, 50),
)


@pytest.mark.parametrize(
    ("seen", "used", "wasted", "went", "left"),
    [
        (
            Seen(received=4, opening=0, closing=0, used=None, wasted=1),
            3,
            1,
            0,
            0,
        ),  # the sentence of the trade
        (Seen(received=48, opening=6, closing=6, used=None, wasted=8), 34, 8, 0, 6),
        (Seen(received=48, opening=60, closing=100, used=None), 0, 0, 0, 48),  # what lay there lasted
        (Seen(received=48, opening=60, closing=90, used=None, wasted=10), 0, 0, 0, 48),
        (Seen(received=48, opening=10, closing=0, used=None, came=12), 48, 0, 0, 0),
        (Seen(received=48, opening=0, closing=0, used=None, went=48), 0, 0, 48, 0),
        (Seen(received=48, opening=-5, closing=8, used=None), 40, 0, 0, 8),  # below zero is a wrong ledger
        (Seen(received=48, opening=6, closing=None, used=30), 24, 0, 0, 24),
        (Seen(received=48, opening=6, closing=None, used=54), 48, 0, 0, 0),
        (Seen(received=0, opening=6, closing=2, used=None), 0, 0, 0, 0),
    ],
)
def test_the_oldest_goods_go_first(seen: Seen, used: int, wasted: int, went: int, left: int) -> None:
    basis = "usage" if seen.closing is None else "counts"
    expected = Became(basis=basis, used=used, wasted=wasted, went=went, left=left)  # type: ignore[arg-type]
    assert what_became(seen) == expected


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (Seen(received=48, opening=None, closing=6, used=30), "not_counted_before"),
        (Seen(received=48, opening=6, closing=None, used=None), "not_counted_after"),
        (Seen(received=48, opening=6, closing=60, used=None), "contradicts"),
        (Seen(received=48, opening=6, closing=None, used=55), "contradicts"),
        (Seen(received=4, opening=0, closing=2, used=None, wasted=3), "contradicts"),
    ],
)
def test_nobody_guesses(seen: Seen, why: str) -> None:
    assert what_became(seen) == why


@given(ledgers)
def test_nothing_is_lost_and_nothing_is_made_up(seen: Seen) -> None:
    found = what_became(seen)
    if not isinstance(found, Became):
        assert found in UNKNOWN
        return
    parts = (found.used, found.wasted, found.went, found.left)
    assert min(parts) >= 0
    assert sum(parts) == seen.received
    assert found.wasted <= seen.wasted
    assert found.went <= seen.went
    if found.basis == "counts":
        assert seen.closing is not None
        assert found.left <= seen.closing


@given(ledgers, some.integers(0, 50))
def test_more_that_lay_there_before_never_uses_more_of_the_delivery(seen: Seen, more: int) -> None:
    if seen.opening is None or seen.closing is not None:
        return
    before = what_became(seen)
    after = what_became(
        Seen(
            received=seen.received,
            opening=max(0, seen.opening) + more,
            closing=None,
            used=seen.used,
            wasted=seen.wasted,
            came=seen.came,
            went=seen.went,
        )
    )
    if isinstance(before, Became):
        assert isinstance(after, Became)
        assert after.left >= before.left


BOTTLE = Bilingual(zh="瓶", en="bottle")


def told(**known: object) -> Told:
    plain = {
        "suggested_packs": 2,
        "packs": 4,
        "reason": "event",
        "received_units": 48,
        "base_unit": BOTTLE,
        "basis": "counts",
        "because": "",
        "used": 34,
        "wasted": 8,
        "went": 0,
        "left": 6,
        "ran_out_on": None,
    }
    return Told(**(plain | known))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "zh", "en"),
    [
        (
            {},
            "建议 2 箱，订了 4 箱（活动），到货 48 瓶：卖出或用掉 34 瓶，报损 8 瓶，剩 6 瓶。",
            "Took 4 packs instead of 2 (event), 48 came: 34 sold or used, 8 written off, 6 left.",
        ),
        (
            {"basis": "usage", "wasted": 0, "left": 14, "reason": None},
            "建议 2 箱，订了 4 箱，到货 48 瓶：卖出 34 瓶，按销量算剩 14 瓶。",
            "Took 4 packs instead of 2, 48 came: 34 sold, 14 left by the sales.",
        ),
        (
            {
                "packs": 1,
                "received_units": 12,
                "used": 12,
                "wasted": 0,
                "left": 0,
                "ran_out_on": date(2026, 11, 26),
            },
            "建议 2 箱，订了 1 箱（活动），到货 12 瓶：卖出或用掉 12 瓶；11月26日周四断货。",
            "Took 1 pack instead of 2 (event), 12 came: 12 sold or used; it ran out on Thu 26 Nov.",
        ),
        (
            {"basis": "unknown", "because": "not_counted_after", "used": None, "wasted": None, "left": None},
            "建议 2 箱，订了 4 箱（活动），到货 48 瓶：到货后没有盘点，也没有销量，不知道后来怎样。",
            "Took 4 packs instead of 2 (event), 48 came: it was neither counted nor are its sales known, "
            "so nobody can say.",
        ),
    ],
)
def test_one_honest_sentence(known: dict[str, object], zh: str, en: str) -> None:
    assert say_outcome(told(**known)) == Bilingual(zh=zh, en=en)

"""Suggested packs: the vectors of the trade, and what holds for every store."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import fields, replace

from backend.ordering.outlook import UP_FROM_HALF_A_PACK, Outlook, Terms
from backend.ordering.suggest import fill_to_par, suggest
from backend.wire import Bilingual, camel

BOOK = json.loads((Path(__file__).parent / "vectors.json").read_text())
units = some.integers(0, 500)
maybe = some.none() | units
outlooks = some.builds(
    Outlook,
    on_hand=some.integers(-50, 500),
    counted=some.booleans(),
    expired=some.integers(0, 100),
    on_order_by_arrival=units,
    on_order_after=units,
    reserved=some.integers(0, 50),
    demand_until_arrival=units,
    demand_after_arrival=units,
    safety_stock=units,
    min_display=units,
    demand_in_usable_life=maybe,
)
terms_of_sale = some.builds(
    Terms,
    pack=some.integers(1, 48),
    multiple=some.integers(1, 6),
    minimum_packs=some.integers(0, 20),
    round_up_from=some.sampled_from([0, 250, 500, 1000]),
    capacity=maybe,
    max_order=maybe,
)


def read(shape: type[Any], given: dict[str, Any]) -> Any:
    return shape(**{f.name: given[camel(f.name)] for f in fields(shape) if camel(f.name) in given})


@pytest.mark.parametrize("vector", BOOK["vectors"], ids=lambda vector: vector["name"])
def test_vector(vector: dict[str, Any]) -> None:
    given = BOOK["unlessSaid"] | vector["given"]
    got = suggest(read(Outlook, given), read(Terms, given))
    assert (got.base_units, got.raw, got.limit) == (vector["baseUnits"], vector["raw"], vector.get("limit"))
    assert got.flags == vector["flags"]


@given(outlooks, terms_of_sale)
def test_packs_are_whole_never_negative_and_never_above_the_limit(outlook: Outlook, terms: Terms) -> None:
    got = suggest(outlook, terms)
    assert got.packs >= 0
    assert got.packs % terms.multiple == 0
    assert got.base_units == got.packs * terms.pack
    assert got.limit is None or got.base_units <= got.limit


@given(outlooks, terms_of_sale)
def test_there_is_never_a_silent_zero_and_always_an_explanation(outlook: Outlook, terms: Terms) -> None:
    got = suggest(outlook, terms)
    reasons = set(got.flags) - {"NEVER_COUNTED", "STOCKOUT_BEFORE_ARRIVAL", "EXPIRED_LEFT_OUT"}
    assert got.packs or reasons
    assert len(got.flags) == len(set(got.flags))
    assert got.words.zh.endswith(f"→ {got.packs} 箱")
    assert re.search(rf"→ {got.packs} packs? of {terms.pack}$", got.words.en)


@given(outlooks, terms_of_sale, some.integers(1, 300))
def test_more_stock_is_never_a_larger_order(outlook: Outlook, terms: Terms, more: int) -> None:
    richer = replace(outlook, on_hand=outlook.on_hand + more)
    assert suggest(richer, terms).packs <= suggest(outlook, terms).packs


@given(outlooks, terms_of_sale, some.integers(1, 300))
def test_more_demand_is_never_a_smaller_order(outlook: Outlook, terms: Terms, more: int) -> None:
    busier = replace(outlook, demand_after_arrival=outlook.demand_after_arrival + more)
    assert suggest(busier, terms).packs >= suggest(outlook, terms).packs


@given(outlooks, terms_of_sale)
def test_the_printed_sum_adds_up(outlook: Outlook, terms: Terms) -> None:
    said = suggest(outlook, terms).words.en.replace("−", "-")
    left, right = said.split(" = ")
    numbers = [int(n.replace(" ", "")) for n in re.findall(r"(?:[+-] )?\d+", left)]
    assert sum(numbers) == int(re.match(r"-?\d+", right)[0])  # type: ignore[index]


def fill(par: int | None, on_hand: int, on_order: int = 0, counted: bool = True, **terms: int) -> Any:
    return fill_to_par(
        par,
        (par or 0) // 4,
        Terms(pack=12, **terms),
        on_hand=on_hand,
        counted=counted,
        on_order_by_arrival=on_order,
        on_order_after=0,
    )


@pytest.mark.parametrize(
    ("got", "zh", "en"),
    [
        (fill(48, 14, 12), "补到 48 − 现有 14 − 在途 12 = 22 → 2 箱",
         "fill to 48 − 14 on hand − 12 on order = 22 → 2 packs of 12"),
        (fill(48, 60), "补到 48 − 现有 60 = −12，库存充足 → 0 箱",
         "fill to 48 − 60 on hand = −12, enough → 0 packs of 12"),
        (fill(48, 40), "补到 48 − 现有 40 = 8 → 1 箱", "fill to 48 − 40 on hand = 8 → 1 pack of 12"),
        (fill(48, 43, round_up_from=UP_FROM_HALF_A_PACK), "补到 48 − 现有 43 = 5，不足整箱，已舍去 → 0 箱",
         "fill to 48 − 43 on hand = 5, rounded down to whole packs → 0 packs of 12"),
        (fill(48, 0, counted=False), "补到 48 − 现有 0 = 48，从未盘点，按账面计 → 4 箱",
         "fill to 48 − 0 on hand = 48, never counted, the book may be wrong → 4 packs of 12"),
        (fill(None, 5), "未设标准库存 → 0 箱", "no par level set → 0 packs of 12"),
        (fill(0, 0), "补到 0 − 现有 0 = 0，库存充足 → 0 箱",
         "fill to 0 − 0 on hand = 0, enough → 0 packs of 12"),
    ],
)  # fmt: skip
def test_the_store_reads_the_arithmetic(got: Any, zh: str, en: str) -> None:
    assert got.words == Bilingual(zh=zh, en=en)


@given(some.integers(0, 300), some.integers(0, 300), units, units)
def test_filling_to_par_asks_for_what_is_missing(par: int, safety: int, on_hand: int, on_order: int) -> None:
    got = fill_to_par(
        par,
        min(safety, par),
        Terms(pack=1),
        on_hand=on_hand,
        counted=True,
        on_order_by_arrival=on_order,
        on_order_after=0,
    )
    assert got.packs == max(0, par - on_hand - on_order)

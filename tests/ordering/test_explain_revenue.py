"""A suggestion by revenue names the rate that it was made from."""

import pytest

from backend.ordering.explain import thousandths


@pytest.mark.parametrize(
    ("number", "words"), [(2000, "2"), (2130, "2.13"), (7, "0.007"), (0, "0"), (12_500, "12.5")]
)
def test_thousandths_are_written_with_the_decimals_they_need(number: int, words: str) -> None:
    assert thousandths(number) == words

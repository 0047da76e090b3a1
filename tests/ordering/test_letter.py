"""Money as its currency writes it."""

import pytest

from backend.ordering.letter import money


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (15600, "CNY", "156.00"),
        (5, "EUR", "0.05"),
        (0, "USD", "0.00"),
        (1200, "JPY", "1200"),
        (12345, "KWD", "12.345"),
        (-450, "CNY", "-4.50"),
    ],
)
def test_money(minor: int, currency: str, written: str) -> None:
    assert money(minor, currency) == written

"""A mark from 0 to 100 as a person writes it: 85, 85.5 or 85 %."""

from decimal import Decimal, InvalidOperation


def read_mark_of(text: str) -> int | None:
    """Return a mark in hundredths, or None where a text is none."""
    try:
        exact = Decimal(text.rstrip("%％分")) * 100
    except InvalidOperation:
        return None
    fits = exact.is_finite() and exact == exact.to_integral_value() and 0 <= exact <= 10_000
    return int(exact) if fits else None


def write_mark(hundredths: int | None) -> str | None:
    """Write a mark as a person does."""
    return None if hundredths is None else f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")

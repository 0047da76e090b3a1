"""Verify the last digit of EAN-8, UPC-A, EAN-13 and GTIN-14 (GS1 General Specifications, 7.9)."""

LENGTHS = {8, 12, 13, 14}


def is_barcode(code: str) -> bool:
    """Tell whether a text has the digits of a barcode and the right last one."""
    if len(code) not in LENGTHS or not code.isascii() or not code.isdigit():
        return False
    return int(code[-1]) == check_digit(code[:-1])


def check_digit(digits: str) -> int:
    """Compute the digit that belongs behind the others: weights 3 and 1 from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return -total % 10

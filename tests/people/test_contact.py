"""A phone number is the same number however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.people.contact import is_address, is_phone, normal_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13900001234", "13900001234"),
        (" 139 0000 1234 ", "13900001234"),
        ("139-0000-1234", "13900001234"),
        ("+86 139 0000 1234", "13900001234"),
        ("0086 13900001234", "13900001234"),
        ("（１３９）00001234", "13900001234"),
        ("+44 20 7946 0018", "+442079460018"),
        ("(021) 5888-1234", "02158881234"),
        ("+86 21 5888 1234", "+862158881234"),
        ("wang.li", "wang.li"),
        ("10023", "10023"),
        ("", ""),
    ],
)
def test_a_number_is_kept_in_one_way(typed: str, kept: str) -> None:
    assert normal_phone(typed) == kept


@given(st.text(max_size=40))
def test_what_is_kept_is_kept_again(typed: str) -> None:
    assert normal_phone(normal_phone(typed)) == normal_phone(typed)


@given(st.from_regex(r"1[0-9]{10}", fullmatch=True), st.sampled_from(["", "+86", "+86 ", "0086", "86-"]))
def test_a_mobile_of_home_is_known_with_and_without_its_country(number: str, country: str) -> None:
    spoken = f"{country}{number[:3]} {number[3:7]}-{number[7:]}"
    assert normal_phone(spoken) == (f"86{number}" if country == "86-" else number)


@pytest.mark.parametrize(
    ("text", "so"), [("13900001234", True), ("139 0000 1234", False), ("call me", False), ("123", False)]
)
def test_only_a_number_as_it_is_kept_is_a_phone(text: str, so: bool) -> None:
    assert is_phone(text) is so


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("mei@example.com", True),
        ("mei", False),
        ("@example.com", False),
        ("mei@here", False),
        ("m i@a.cn", False),
    ],
)
def test_an_address_has_a_name_and_a_host(text: str, so: bool) -> None:
    assert is_address(text) is so

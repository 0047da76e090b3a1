"""The migration that brings numbers into one spelling says the same as the code that keeps them in it."""

from importlib import import_module
from uuid import uuid4

from backend.database import fetch
from backend.people.contact import normal_phone
from tests.cast import Cast
from tests.people.desk import somebody

[BRING_INTO_ONE] = import_module("migrations.backend_2026_11_26t18_50_00_000000").STATEMENTS
TYPED = [
    "+86 139 0000 0001", "139-0000-0002", "0086 13900000003", "+44 20 7946 0018", "(021) 5888-1234",
    "+86 21 5888 1235", "13900000004", "call me", "12",
]  # fmt: skip


async def hold(phone: str) -> None:
    """Write a person down as an older version did."""
    login = somebody()["person"]["login"] + uuid4().hex
    await fetch(
        """
        INSERT INTO person (id, login, phone, name, locale, password_hash, active)
        VALUES ($1, $2, $3, $3, 'zh', '', true)
        """,
        uuid4(),
        login,
        phone,
    )


async def test_numbers_of_an_older_version_come_into_the_spelling_of_sign_in(cast: Cast) -> None:
    for phone in TYPED:
        await hold(phone)
    await fetch(BRING_INTO_ONE)
    rows = await fetch("SELECT name, phone FROM person WHERE name = ANY($1)", TYPED)
    assert {row["name"]: row["phone"] for row in rows} == {phone: normal_phone(phone) for phone in TYPED}


async def test_a_number_that_two_people_have_stays_as_each_wrote_it(cast: Cast) -> None:
    for phone in ("13900000009", "139 0000 0009"):
        await hold(phone)
    await fetch(BRING_INTO_ONE)
    rows = await fetch("SELECT phone FROM person WHERE name LIKE '139%' ORDER BY phone")
    assert [row["phone"] for row in rows] == ["139 0000 0009", "13900000009"]

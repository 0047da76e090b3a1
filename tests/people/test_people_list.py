"""People are found by name, login, phone, role and place, a page at a time and with one statement."""

from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from backend.database import fetch
from backend.people.desk import listing
from tests.cast import EAST, HILLTOP, NORTH, RIVERSIDE, Cast
from tests.people.desk import add, post, read

COUNT = 1203


async def logins(cast: Cast, query: str = "") -> list[str]:
    return [one["login"] for one in (await read(cast, f"/api/people{query}"))["people"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["ada", "chen", "li", "song", "sun", "wang", "zhao"]),
        ("?search=SON", ["song"]),
        ("?search=%25", []),
        ("?role=staff", ["sun", "zhao"]),
        (f"?store={RIVERSIDE}", ["li", "zhao"]),
        (f"?store={RIVERSIDE}&role=staff", ["zhao"]),
        (f"?region={EAST}", ["li", "sun", "wang", "zhao"]),
        (f"?region={NORTH}", ["song"]),
        (f"?region={EAST}&role=supervisor", ["wang"]),
        ("?active=false", []),
        ("?active=true&role=admin", ["ada"]),
    ],
)
async def test_people_are_found(cast: Cast, query: str, found: list[str]) -> None:
    assert await logins(cast, query) == found


async def test_a_region_holds_all_below_it(cast: Cast) -> None:
    [company] = await fetch("SELECT id FROM region WHERE parent IS NULL")
    assert await logins(cast, f"?region={company['id']}") == ["li", "song", "sun", "wang", "zhao"]


async def test_role_and_place_are_of_one_post(cast: Cast) -> None:
    await add(cast, posts=[post("store_manager", store=HILLTOP), post(store=RIVERSIDE)])
    assert await logins(cast, f"?role=staff&store={HILLTOP}") == ["sun"]
    assert "mei" in await logins(cast, f"?role=staff&store={RIVERSIDE}")


async def test_a_number_is_found_however_it_is_typed(cast: Cast) -> None:
    await add(cast, phone="13900001234")
    for typed in ("139 0000 1234", "+86 139-0000-1234", "0000 12"):
        assert await logins(cast, f"?search={quote(typed)}") == ["mei"]


async def crowd() -> None:
    await fetch(
        """
        INSERT INTO person (id, login, name, locale, password_hash, active)
        SELECT gen_random_uuid(), 'crowd' || n, 'Person ' || (n % 40), 'zh', '', true
        FROM generate_series(1, $1) AS n
        """,
        COUNT,
    )


async def test_a_thousand_people_come_a_page_at_a_time_and_none_twice(cast: Cast) -> None:
    await crowd()
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = await read(cast, f"/api/people?search=crowd&after={quote(after)}")
        assert len(page["people"]) <= listing.PAGE
        seen += [one["login"] for one in page["people"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == COUNT


async def test_a_page_is_one_statement_and_reads_no_more_than_it_shows(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    await crowd()
    await fetch("ANALYZE person")
    ada, statements = await cast.ada(), list[str]()

    async def counting(sql: str, *values: object) -> list[dict[str, Any]]:
        statements.append(sql)
        return await fetch(sql, *values)

    monkeypatch.setattr(listing, "fetch", counting)
    assert len((await ada.get("/api/people")).json()["people"]) == listing.PAGE
    assert statements == [listing.FOUND]
    values = ["'Person 7'", "''", "NULL", "NULL", "'%%'", "NULL", "NULL", "NULL"]
    plain = listing.FOUND
    for number, value in reversed(list(enumerate(values, 1))):
        plain = plain.replace(f"${number}", value)
    plan = "\n".join(row["QUERY PLAN"] for row in await fetch(f"EXPLAIN {plain}"))
    assert "person_by_name" in plan, plan


async def test_an_unknown_role_or_place_is_refused_or_finds_nobody(cast: Cast) -> None:
    ada = await cast.ada()
    assert (await ada.get("/api/people?role=boss")).status_code == 400
    assert (await ada.get("/api/people?store=here")).status_code == 400
    assert await logins(cast, f"?store={uuid4()}") == []

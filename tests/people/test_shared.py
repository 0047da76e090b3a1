"""A shared tablet: its manager shares it, people take it over by PIN, and guessing ends soon."""

import asyncio
from typing import Any

import httpx
import pytest

from backend.database import fetch
from tests.cast import HILLTOP, PASSWORD, RIVERSIDE, Cast, named

SHARING, PERSON = "/api/sessions/current/sharing", "/api/sessions/current/person"


async def choose(cast: Cast, login: str, pin: str) -> httpx.Response:
    """Let one of the cast choose a PIN on their own phone."""
    return await (await cast.sign_in(login)).put("/api/me/pin", json={"password": PASSWORD, "pin": pin})


async def tablet_of(cast: Cast) -> httpx.AsyncClient:
    """A tablet at Riverside on which Li has signed in and that she shares."""
    tablet = await cast.nobody()
    await tablet.post("/api/sessions", json={"login": "li", "password": PASSWORD, "device": "tablet"})
    reply = await tablet.put(SHARING, json={"store": str(RIVERSIDE)})
    assert reply.status_code == 200, reply.text
    return tablet


async def take(tablet: httpx.AsyncClient, login: str, pin: str) -> httpx.Response:
    """Take the tablet over."""
    return await tablet.post(PERSON, json={"person": str(named(login)), "pin": pin})


async def whose(tablet: httpx.AsyncClient) -> Any:
    """Who acts on the tablet now."""
    return (await tablet.get("/api/me")).json().get("login")


async def test_people_of_the_store_take_its_tablet_over_by_pin(cast: Cast) -> None:
    await choose(cast, "zhao", "2580")
    await choose(cast, "li", "147963")
    tablet = await tablet_of(cast)
    listed = (await tablet.get(SHARING)).json()
    assert listed["store"]["code"] == "R001"
    assert [(one["name"], one["hasPin"]) for one in listed["people"]] == [("Li", True), ("Zhao", True)]
    for login, pin in (("zhao", "2580"), ("li", "147963"), ("zhao", "2580")):
        reply = await take(tablet, login, pin)
        assert (reply.status_code, reply.json()["login"]) == (201, login)
        assert await whose(tablet) == login
    assert len(await fetch("SELECT 1 FROM session WHERE device = 'tablet' AND ended_at IS NULL")) == 1


async def test_the_old_session_is_over_when_the_next_begins(cast: Cast) -> None:
    await choose(cast, "zhao", "2580")
    tablet = await tablet_of(cast)
    before = dict(tablet.cookies)
    await take(tablet, "zhao", "2580")
    stranger = await cast.nobody()
    stranger.cookies.update(before)
    assert (await stranger.get("/api/me")).status_code == 401


@pytest.mark.parametrize("login", ["sun", "wang", "chen"])
async def test_nobody_from_elsewhere_takes_it_over_whatever_their_pin(cast: Cast, login: str) -> None:
    await choose(cast, login, "2580")
    tablet = await tablet_of(cast)
    reply = await take(tablet, login, "2580")
    assert (reply.status_code, reply.json()["type"]) == (403, "/problems/wrong-pin")
    assert await whose(tablet) == "li"


async def test_a_pin_reaches_no_further_than_the_store(cast: Cast) -> None:
    await fetch(
        "INSERT INTO post (id, person, role, store) VALUES ($1, $2, 'store_manager', $3)",
        named("zhao elsewhere"), named("zhao"), HILLTOP,
    )  # fmt: skip
    await choose(cast, "zhao", "2580")
    tablet = await tablet_of(cast)
    await take(tablet, "zhao", "2580")
    assert [store["code"] for store in (await tablet.get("/api/stores")).json()] == ["R001"]
    own = await (await cast.zhao()).get("/api/stores")
    assert [store["code"] for store in own.json()] == ["R001", "R002"]


async def test_guessing_ends_after_a_few_tries_also_for_many_at_once(cast: Cast) -> None:
    await choose(cast, "zhao", "2580")
    tablet = await tablet_of(cast)
    guesses = await asyncio.gather(*(take(tablet, "zhao", f"{9000 + n}") for n in range(20)))
    # Tries are counted before they are judged: of twenty at once even the first may be one too many.
    codes = {reply.status_code for reply in guesses}
    assert 429 in codes
    assert codes <= {403, 429}
    assert sum(reply.status_code == 403 for reply in guesses) <= 5
    assert (await take(tablet, "zhao", "2580")).status_code == 429
    assert await whose(tablet) == "li"
    await fetch("UPDATE pin_try SET at = at - interval '11 minutes'")
    in_turn = [(await take(tablet, "zhao", f"{9000 + n}")).status_code for n in range(6)]
    assert in_turn == [403] * 5 + [429]
    await fetch("UPDATE pin_try SET at = at - interval '11 minutes'")
    assert (await take(tablet, "zhao", "2580")).status_code == 201


async def test_the_limit_of_a_person_holds_on_every_device(cast: Cast) -> None:
    await choose(cast, "zhao", "2580")
    for _ in range(2):
        tablet = await tablet_of(cast)
        for n in range(3):
            last = await take(tablet, "zhao", f"{9000 + n}")
    assert last.status_code == 429


async def test_ending_the_sharing_ends_who_came_by_pin(cast: Cast) -> None:
    for login, pin in (("zhao", "2580"), ("li", "1479")):
        await choose(cast, login, pin)
    tablet = await tablet_of(cast)
    await take(tablet, "zhao", "2580")
    assert (await tablet.put(SHARING, json={"store": None})).status_code == 403
    await take(tablet, "li", "1479")
    assert (await tablet.put(SHARING, json={"store": None})).status_code == 200
    assert (await tablet.get("/api/me")).status_code == 401


async def test_what_anybody_would_try_first_is_no_pin(cast: Cast) -> None:
    for pin in ("0000", "1234", "4321", "567890"):
        reply = await choose(cast, "zhao", pin)
        assert (reply.status_code, reply.json()["fields"][0]["code"]) == (422, "pin_weak"), pin
    for pin in ("123", "1234567", "12a4", ""):
        assert (await choose(cast, "zhao", pin)).status_code == 400, pin


async def test_a_pin_is_chosen_by_whoever_knows_the_password(cast: Cast) -> None:
    zhao = await cast.zhao()
    reply = await zhao.put("/api/me/pin", json={"password": "not this one", "pin": "2580"})
    assert (reply.status_code, reply.json()["fields"][0]["code"]) == (422, "password_wrong")
    assert await fetch("SELECT 1 FROM person WHERE pin_hash IS NOT NULL") == []
    assert (await choose(cast, "zhao", "2580")).status_code == 204
    (kept,) = await fetch("SELECT pin_hash FROM person WHERE pin_hash IS NOT NULL")
    assert kept["pin_hash"].startswith("$argon2id$")

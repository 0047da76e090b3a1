"""HQ hands a supplier its page: the link is shown once, made anew, and taken back with those in letters."""

from typing import Any

import httpx
import pytest

from backend.database import fetch
from tests.cast import Cast
from tests.doors.mail_server import MailServer
from tests.ordering.lives import link_in, place_and_send
from tests.ordering.shop import DAIRY, PANTRY

pytestmark = pytest.mark.usefixtures("clock")
LINK = f"/api/suppliers/{DAIRY}/link"


async def hand_over(chen: httpx.AsyncClient) -> str:
    """Make a link, and return the address that the supplier's page asks."""
    made = (await chen.put(LINK)).json()
    return f"/api/supplier-links/{made['url'].rsplit('/', 1)[1]}"


async def opens(shop: Cast, *links: str) -> list[int]:
    """What somebody without an account is answered at each link."""
    nobody = await shop.nobody()
    return [(await nobody.get(link)).status_code for link in links]


async def test_a_new_link_ends_the_one_handed_over_before_and_no_letters(
    shop: Cast, mailbox: MailServer
) -> None:
    chen = await shop.chen()
    assert (await chen.get(LINK)).json() == {"handed": None, "inLetters": 0}
    await place_and_send(shop)
    first = await hand_over(chen)
    second = await hand_over(chen)
    assert await opens(shop, first, second, link_in(mailbox)) == [410, 200, 200]
    state: dict[str, Any] = (await chen.get(LINK)).json()
    assert (state["handed"]["madeBy"], state["inLetters"]) == ("Chen", 1)


async def test_taking_back_ends_all_links_of_this_supplier_alone(shop: Cast, mailbox: MailServer) -> None:
    chen = await shop.chen()
    await place_and_send(shop)
    handed = await hand_over(chen)
    other = (await chen.put(f"/api/suppliers/{PANTRY}/link")).json()["url"].rsplit("/", 1)[1]
    for _ in range(2):
        assert (await chen.delete(LINK)).json() == {"handed": None, "inLetters": 0}
    assert await opens(shop, handed, link_in(mailbox)) == [410, 410]
    assert await opens(shop, f"/api/supplier-links/{other}") == [200]
    assert len(await fetch("SELECT FROM event WHERE name = 'supplier_link.ended'")) == 1
    await place_and_send(shop, extra=True)
    assert await opens(shop, link_in(mailbox)) == [200]


async def test_a_link_is_shown_once_and_kept_nowhere(shop: Cast) -> None:
    chen = await shop.chen()
    token = (await hand_over(chen)).rsplit("/", 1)[1]
    assert token not in (await chen.get(LINK)).text
    assert not await fetch("SELECT FROM event WHERE payload::text LIKE '%' || $1 || '%'", token)
    assert not await fetch("SELECT FROM link WHERE token_sha256 = $1", token)


async def test_a_link_that_is_guessed_or_tried_too_often_opens_nothing(shop: Cast) -> None:
    nobody = await shop.nobody()
    handed = await hand_over(await shop.chen())
    for guess in (f"{handed}x", handed[:-1], f"/api/supplier-links/{DAIRY}"):
        reply = await nobody.get(guess)
        assert (reply.status_code, reply.json()["type"]) == (404, "/problems/not-found")
    await fetch("UPDATE link SET used = 120, window_from = now()")
    reply = await nobody.get(handed)
    assert (reply.status_code, reply.json()["type"]) == (429, "/problems/too-many-tries")


async def test_a_supplier_that_nobody_knows_has_no_link(shop: Cast) -> None:
    chen = await shop.chen()
    unknown = LINK.replace(str(DAIRY), "00000000-0000-0000-0000-000000000000")
    replies = [await chen.get(unknown), await chen.put(unknown), await chen.delete(unknown)]
    assert {reply.status_code for reply in replies} == {404}

"""The life of an order: every deed once, in its turn, by who may, and told to whom it concerns."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.database import fetch
from backend.ordering.life.lifecycle import LIFE, is_far, status_after
from backend.worker import work_until_quiet
from tests.cast import RIVERSIDE, Cast, named
from tests.doors.mail_server import MailServer
from tests.ordering.lives import answer, got, limits, link_in, place, place_and_send, receipt
from tests.ordering.shop import DAIRY, MILK, PANTRY, YOGHURT, Clock, address, order_of
from tests.stock.doing import clocks

pytestmark = pytest.mark.usefixtures("clock")
FAR = json.loads((Path(__file__).parent / "far.json").read_text())
ENDS = {"received", "cancelled", "rejected"}


async def inbox(login: str) -> list[str]:
    rows = await fetch("SELECT kind FROM notification WHERE person = $1 ORDER BY id", named(login))
    return [row["kind"] for row in rows]


def test_no_deed_follows_an_end() -> None:
    assert not [(deed, end) for deed in LIFE for end in ENDS if status_after(deed, end)]  # type: ignore[arg-type]


@pytest.mark.parametrize("case", FAR["cases"], ids=lambda case: case["name"])
def test_far_is_a_matter_of_share_and_of_packs(case: dict[str, Any]) -> None:
    assert is_far(case["packs"], case["suggested"], case["percent"]) is case["far"]


async def test_an_order_above_the_limit_waits_until_the_manager_says_yes(
    shop: Cast, mailbox: MailServer
) -> None:
    await limits(shop, approveAboveMinor=30000)
    zhao, li = await shop.zhao(), await shop.li()
    order = await place(zhao)
    await work_until_quiet()
    assert (await zhao.get(order)).json()["status"] == "held"
    assert mailbox.letters == []
    assert await inbox("li") == ["order.beyond"]
    decision = f"{order}/decisions/{uuid4()}"
    yes = {**clocks(), "approved": True}
    assert (await zhao.put(f"{order}/decisions/{uuid4()}", json=yes)).status_code == 403
    replies = [await li.put(decision, json=yes) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 200]
    await work_until_quiet()
    assert (await zhao.get(order)).json()["status"] == "sent"
    assert len(mailbox.letters) == 1
    # The worker's lanes may tell of the two in either order.
    assert sorted(await inbox("zhao")) == ["order.approved", "order.sent"]


async def test_a_no_says_why_and_frees_the_delivery(shop: Cast, mailbox: MailServer) -> None:
    await limits(shop, approveDeviationPercent=50)
    zhao, li = await shop.zhao(), await shop.li()
    order = await place(zhao, (MILK, 40))
    no = {**clocks(), "approved": False}
    assert (await li.put(f"{order}/decisions/{uuid4()}", json=no)).status_code == 422
    assert (await li.put(f"{order}/decisions/{uuid4()}", json={**no, "note": "手滑了"})).status_code == 200
    await work_until_quiet()
    assert (await zhao.get(order)).json()["status"] == "rejected"
    assert mailbox.letters == []
    assert "order.rejected" in await inbox("zhao")
    assert (await zhao.put(address(), json=order_of((MILK, 3)))).json()["status"] == "placed"


async def test_who_may_approve_need_not_ask(shop: Cast) -> None:
    await limits(shop, approveAboveMinor=0)
    order = await place(await shop.li())
    assert (await (await shop.li()).get(order)).json()["status"] == "placed"


async def test_the_supplier_confirms_less_and_later_ships_and_the_store_receives(
    shop: Cast, mailbox: MailServer
) -> None:
    order = await place_and_send(shop)
    link, nobody = link_in(mailbox), await shop.nobody()
    page = (await nobody.get(link)).json()
    [shown] = page["orders"]
    assert (shown["storeCode"], shown["status"], shown["placedByName"]) == ("R001", "sent", "")
    assert [line["suggestedPacks"] for line in shown["orderLines"]] == [None, None]
    less = {**clocks(), "lines": [{"product": str(MILK), "packs": 1, "arrivesOn": "2026-11-26"}]}
    confirmation = answer(link, order, "confirmations")
    replies = [await nobody.put(confirmation, json=less) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 200], replies[0].text
    assert len(await fetch("SELECT FROM event WHERE name = 'order.confirmed'")) == 1
    assert (await nobody.put(confirmation, json=clocks())).status_code == 409
    assert (await nobody.put(answer(link, order, "shipments"), json=clocks())).status_code == 200
    zhao = await shop.zhao()
    milk, yoghurt = (await zhao.get(order)).json()["orderLines"]
    assert (milk["confirmedPacks"], milk["arrivesOn"]) == (1, "2026-11-26")
    assert (yoghurt["confirmedPacks"], yoghurt["arrivesOn"]) == (4, None)
    lots = [{"expiresOn": "2026-12-03", "baseUnits": 12}]
    came = got((MILK, 12, {"reason": "short", "lots": lots, "temperatureTenths": 40}), (YOGHURT, 40))
    where = receipt(order)
    replies = [await zhao.put(where, json=came) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [201, 200], replies[0].text
    received = replies[0].json()
    assert (received["status"], received["orderLines"][0]["receivedUnits"]) == ("received", 12)
    entries = await fetch(
        "SELECT product, base_units FROM stock_entry WHERE kind = 'receipt' ORDER BY base_units"
    )
    assert [(row["product"], row["base_units"]) for row in entries] == [(MILK, 12), (YOGHURT, 40)]
    assert [row["base_units"] for row in await fetch("SELECT base_units FROM lot")] == [12]
    await work_until_quiet()
    # The worker's lanes may tell of two things that happened before it looked in either order.
    assert sorted(await inbox("zhao")) == ["order.confirmed_short", "order.sent", "order.shipped"]
    assert "order.short" in await inbox("li")
    [issue] = await fetch("SELECT store, category, title, products FROM issue")
    assert (issue["store"], issue["category"], issue["products"]) == (RIVERSIDE, "supplier", [str(MILK)])


async def test_what_was_confirmed_is_what_is_on_order_and_what_came_is_on_hand(
    shop: Cast, mailbox: MailServer, clock: Clock
) -> None:
    order = await place_and_send(shop, (MILK, 2))
    zhao, sheet = await shop.zhao(), f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}"

    async def milk() -> tuple[int, int]:
        [line] = [one for one in (await zhao.get(sheet)).json()["lines"] if one["product"] == str(MILK)]
        return line["onHand"], line["onOrder"]

    assert await milk() == (14, 24)
    less = {**clocks(), "lines": [{"product": str(MILK), "packs": 1}]}
    await (await shop.nobody()).put(answer(link_in(mailbox), order, "confirmations"), json=less)
    assert await milk() == (14, 12)
    now = datetime.now(UTC).isoformat()
    clock.set(now)
    assert (await zhao.put(receipt(order), json=got((MILK, 12, {"reason": "short"})))).status_code == 201
    clock.set((datetime.now(UTC) + timedelta(seconds=5)).isoformat())
    assert await milk() == (26, 0)


async def test_a_whole_and_cold_delivery_raises_nothing_and_a_warm_one_does(
    shop: Cast, mailbox: MailServer
) -> None:
    zhao = await shop.zhao()
    for tenths in (40, 121):
        order = await place(zhao, (MILK, 2), extra=True)
        said = got((MILK, 24, {"temperatureTenths": tenths}))
        assert (await zhao.put(receipt(order), json=said)).status_code == 201
        await work_until_quiet()
    [issue] = await fetch("SELECT severity, note FROM issue")
    assert issue["severity"] == "high"
    assert "12.1 °C" in issue["note"]


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        ([(MILK, 24)], ["lines"]),
        ([(MILK, 12), (YOGHURT, 40)], ["lines[0].reason"]),
        ([(MILK, 24), (MILK, 24), (YOGHURT, 40)], ["lines[1].product"]),
        ([(MILK, 24), (YOGHURT, 40), (PANTRY, 1)], ["lines[2].product"]),
    ],
)
async def test_a_receipt_answers_every_line_once_and_says_why(
    shop: Cast, lines: list[tuple[object, int]], paths: list[str]
) -> None:
    zhao = await shop.zhao()
    order = await place(zhao)
    reply = await zhao.put(receipt(order), json=got(*lines))
    assert (reply.status_code, [field["path"] for field in reply.json()["fields"]]) == (422, paths)
    assert await fetch("SELECT 1 FROM stock_entry WHERE kind = 'receipt'") == []


async def test_two_phones_receive_one_delivery_and_it_is_booked_in_once(shop: Cast) -> None:
    zhao, li = await shop.zhao(), await shop.li()
    order = await place(zhao, (MILK, 2))
    replies = [await who.put(receipt(order), json=got((MILK, 24))) for who in (zhao, li)]
    assert [reply.status_code for reply in replies] == [201, 409]
    assert replies[1].json()["fields"][0]["code"] == "is-received"
    [row] = await fetch("SELECT sum(base_units) AS units FROM stock_entry WHERE kind = 'receipt'")
    assert row["units"] == 24


async def test_an_order_is_cancelled_before_its_cut_off_and_the_supplier_reads_it(
    shop: Cast, mailbox: MailServer
) -> None:
    order = await place_and_send(shop)
    zhao = await shop.zhao()
    await fetch("UPDATE order_placed SET cut_off_at = now() + interval '1 hour'")
    reply = await zhao.put(f"{order}/cancellations/{uuid4()}", json=clocks())
    assert (reply.status_code, reply.json()["status"]) == (200, "cancelled")
    await work_until_quiet()
    assert len(mailbox.letters) == 2
    assert str(mailbox.letters[1].message["Subject"]).startswith("取消")
    assert (await zhao.put(receipt(order), json=got((MILK, 24)))).status_code == 409
    assert (await zhao.put(address(), json=order_of())).status_code == 201


@pytest.mark.parametrize(("past", "ago", "status"), [(10, 20, 200), (10, 5, 409), (40, 50, 409)])
async def test_a_cancellation_tapped_offline_in_time_counts_within_the_grace(
    shop: Cast, past: int, ago: int, status: int
) -> None:
    zhao = await shop.zhao()
    order = await place(zhao)
    cut_off = datetime.now(UTC) - timedelta(minutes=past)
    await fetch("UPDATE order_placed SET cut_off_at = $1", cut_off)
    body = clocks(timedelta(minutes=ago))
    assert (await zhao.put(f"{order}/cancellations/{uuid4()}", json=body)).status_code == status


async def test_a_link_shows_and_changes_nothing_of_others_and_ends(shop: Cast, mailbox: MailServer) -> None:
    zhao = await shop.zhao()
    await place_and_send(shop)
    link, nobody = link_in(mailbox), await shop.nobody()
    rice = await place(zhao, (named("rice"), 1), supplier=str(PANTRY), deliveryOn="2026-11-26")
    assert len((await nobody.get(link)).json()["orders"]) == 1
    for what in ("confirmations", "shipments"):
        assert (await nobody.put(answer(link, rice, what), json=clocks())).status_code == 404
    assert (await nobody.get(f"{link}x")).status_code == 404
    await fetch("UPDATE link SET expires_at = now()")
    ended: httpx.Response = await nobody.get(link)
    assert (ended.status_code, ended.json()["type"]) == (410, "/problems/link-ended")


async def test_an_order_nobody_approved_is_not_on_the_suppliers_page(shop: Cast) -> None:
    await limits(shop, approveAboveMinor=0)
    order = await place(await shop.zhao())
    made = (await (await shop.chen()).put(f"/api/suppliers/{DAIRY}/link")).json()
    link, nobody = f"/api/supplier-links/{made['url'].rsplit('/', 1)[1]}", await shop.nobody()
    assert (await nobody.get(link)).json()["orders"] == []
    assert (await nobody.put(answer(link, order, "confirmations"), json=clocks())).status_code == 404

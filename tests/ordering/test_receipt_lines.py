"""What a receipt says of a line beside its number: photos, and that the price was another."""

from hashlib import sha256
from uuid import uuid4

import pytest

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.ordering.lives import got, place, receipt
from tests.ordering.shop import MILK, YOGHURT
from tests.riverside import paint

pytestmark = pytest.mark.usefixtures("clock")


async def test_photos_of_a_line_are_shown_with_the_order_and_with_its_issue(shop: Cast) -> None:
    zhao, picture = await shop.zhao(), paint()
    photo = sha256(picture).hexdigest()
    order = await place(zhao)
    damaged = got((MILK, 12, {"reason": "damaged", "photos": [photo]}), (YOGHURT, 40))
    assert (await zhao.put(receipt(order), json=damaged)).status_code == 201
    # The receipt may arrive before its photo; the photo is looked at once it is there.
    await zhao.put(f"/api/photos/{photo}", content=picture, headers={"content-type": "image/jpeg"})
    await work_until_quiet()
    seen = (await zhao.get(order)).json()
    assert [line["photos"] for line in seen["orderLines"]] == [[photo], []]
    [issue] = (await zhao.get("/api/issues")).json()["issues"]
    assert issue["title"]["en"].endswith("differs in 1 product")
    whole = (await zhao.get(f"/api/issues/{issue['id']}")).json()
    assert photo in str(whole["photos"])
    for login, status in (("zhao", 200), ("li", 200), ("chen", 200), ("sun", 404)):
        client = await shop.sign_in(login)
        assert (await client.get(f"/api/photos/{photo}?size=320")).status_code == status, login


async def test_a_line_that_came_whole_at_another_price_is_an_issue_and_no_shortage(shop: Cast) -> None:
    zhao = await shop.zhao()
    order = await place(zhao, (MILK, 2))
    assert (await zhao.put(receipt(order), json=got((MILK, 24, {"reason": "price"})))).status_code == 201
    await work_until_quiet()
    seen = (await zhao.get(order)).json()
    [line] = seen["orderLines"]
    assert (line["receivedUnits"], line["shortReason"]) == (24, "price")
    [row] = await fetch("SELECT sum(base_units) AS units FROM stock_entry WHERE kind = 'receipt'")
    assert row["units"] == 24
    [issue] = await fetch("SELECT severity, note, category FROM issue")
    assert (issue["severity"], issue["category"]) == ("medium", "supplier")
    assert "24/24 价格不符 price" in issue["note"]


async def test_more_than_was_ordered_is_booked_in_as_it_came(shop: Cast) -> None:
    zhao = await shop.zhao()
    order = await place(zhao, (MILK, 2))
    assert (await zhao.put(receipt(order), json=got((MILK, 30)))).status_code == 201
    await work_until_quiet()
    assert (await zhao.get(order)).json()["orderLines"][0]["receivedUnits"] == 30
    assert await fetch("SELECT 1 FROM issue") == []


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ({"baseUnits": -1}, "lines[0].baseUnits"),
        ({"baseUnits": 2.5}, "lines[0].baseUnits"),
        ({"baseUnits": 24, "photos": ["../etc/passwd"]}, "lines[0].photos[0]"),
        ({"baseUnits": 24, "reason": "moon"}, "lines[0].reason"),
        ({"baseUnits": 24, "temperatureTenths": 4000}, "lines[0].temperatureTenths"),
    ],
)
async def test_what_no_delivery_can_be_is_named_by_its_field(
    shop: Cast, line: dict[str, object], path: str
) -> None:
    zhao = await shop.zhao()
    order = await place(zhao, (MILK, 2))
    body = got((MILK, 24))
    body["lines"][0] |= line
    reply = await zhao.put(f"{order}/receipts/{uuid4()}", json=body)
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (400, path)
    assert await fetch("SELECT 1 FROM stock_entry WHERE kind = 'receipt'") == []

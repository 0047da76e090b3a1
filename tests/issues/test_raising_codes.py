"""A printed code raises issues in its store, for anybody, and gives nothing away."""

from hashlib import sha256
from typing import Any
from uuid import uuid4

import httpx

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import HILLTOP, RIVERSIDE, Cast
from tests.issues.test_loop import STAMPS
from tests.riverside import paint

CODES = f"/api/stores/{RIVERSIDE}/raising-codes"
SHA256 = sha256(paint()).hexdigest()
FOUND = {**STAMPS, "title": "冰箱不制冷", "category": "equipment", "name": "早班小何"}


async def hang(client: httpx.AsyncClient, place: str = "后厨门口") -> dict[str, Any]:
    """Hang a code and return it."""
    reply = await client.put(f"{CODES}/{uuid4()}", json={**STAMPS, "place": place})
    assert reply.status_code == 201, reply.text
    code: dict[str, Any] = reply.json()[0]
    return code


def address(code: dict[str, Any]) -> str:
    """The address of a code as its page asks the server for it."""
    return f"/api/raising/{code['address'].rsplit('/', 1)[1]}"


async def test_whoever_scans_it_raises_one_issue_with_a_photo(cast: Cast) -> None:
    li, nobody = await cast.li(), await cast.nobody()
    link = address(await hang(li))
    page = (await nobody.get(link)).json()
    assert (page["storeName"]["zh"], page["place"]) == ("滨江店", "后厨门口")
    assert {
        "key": "complaint",
        "label": {"zh": "投诉与举报", "en": "Complaint"},
        "confidential": True,
    } in page["categories"]
    jpeg = {"content-type": "image/jpeg"}
    assert (await nobody.put(f"{link}/photos/{SHA256}", content=paint(), headers=jpeg)).status_code == 201
    id = uuid4()
    first = await nobody.put(f"{link}/issues/{id}", json={**FOUND, "photos": [SHA256]})
    assert first.status_code == 201, first.text
    again = await nobody.put(f"{link}/issues/{id}", json={**FOUND, "photos": [SHA256]})
    assert (again.status_code, again.json()) == (200, first.json())
    assert (await nobody.put(f"{link}/issues/{id}", json=FOUND)).status_code == 409
    issue = (await li.get(f"/api/issues/{id}")).json()
    assert (issue["reporter"], issue["category"], issue["photos"]) == ("早班小何", "equipment", [SHA256])


async def test_a_complaint_by_code_is_hidden_from_the_store_that_hung_it(cast: Cast) -> None:
    li, wang, nobody = await cast.li(), await cast.wang(), await cast.nobody()
    id = uuid4()
    link = address(await hang(li))
    complaint = {**STAMPS, "title": "店长不让休息", "category": "complaint"}
    assert (await nobody.put(f"{link}/issues/{id}", json=complaint)).status_code == 201
    assert (await li.get(f"/api/issues/{id}")).status_code == 404
    seen = (await wang.get(f"/api/issues/{id}")).json()
    assert (seen["reporter"], seen["raisedByName"]) == ("", ""), "the page finds its own words"
    assert seen["confidential"]


async def test_who_scans_without_a_name_is_worded_in_the_language_of_each_reader(cast: Cast) -> None:
    li, nobody = await cast.li(), await cast.nobody()
    link = address(await hang(li))
    assert (await nobody.put(f"{link}/issues/{uuid4()}", json={**FOUND, "name": " "})).status_code == 201
    await work_until_quiet()
    (line,) = (await li.get("/api/notifications")).json()["notifications"]
    assert line["body"] == {"zh": "扫码的人：冰箱不制冷", "en": "Somebody at the code: 冰箱不制冷"}


async def test_a_code_is_printed_again_taken_down_and_then_opens_nothing(cast: Cast) -> None:
    li, nobody = await cast.li(), await cast.nobody()
    code = await hang(li)
    assert (await li.get(CODES)).json()[0]["address"] == code["address"]
    assert code["path"].startswith("M")
    taken = (await li.put(f"{CODES}/{code['id']}/withdrawal")).json()
    assert taken[0]["endedAt"]
    assert (await nobody.get(address(code))).status_code == 410
    assert (await nobody.put(f"{address(code)}/issues/{uuid4()}", json=FOUND)).status_code == 410
    elsewhere = CODES.replace(str(RIVERSIDE), str(HILLTOP))
    assert (await (await cast.wang()).put(f"{elsewhere}/{code['id']}/withdrawal")).status_code == 404


async def test_what_is_wrong_is_refused_by_name(cast: Cast) -> None:
    nobody = await cast.nobody()
    link = address(await hang(await cast.li()))
    for field, value in (("title", "  "), ("category", "no-such"), ("photos[0]", None)):
        body = {**FOUND, "photos": ["ab" * 32]} if value is None else {**FOUND, field: value}
        reply = await nobody.put(f"{link}/issues/{uuid4()}", json=body)
        assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, field)


async def test_at_most_twenty_an_hour_come_through_one_code(cast: Cast) -> None:
    nobody = await cast.nobody()
    link = address(await hang(await cast.li()))
    for number in range(20):
        body = {**FOUND, "title": f"问题 {number}"}
        assert (await nobody.put(f"{link}/issues/{uuid4()}", json=body)).status_code == 201
    assert (await nobody.put(f"{link}/issues/{uuid4()}", json=FOUND)).status_code == 429
    assert (await fetch("SELECT count(*) AS raised FROM issue"))[0]["raised"] == 20

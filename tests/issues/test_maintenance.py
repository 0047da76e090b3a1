"""Somebody of maintenance: sees and mends what is routed to maintenance in their region, and nothing else."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import EAST, HASH, LAKESIDE, NORTH, RIVERSIDE, Cast, named
from tests.inspections.walk import failing, inspection, publish_patrol
from tests.issues.deeds import do, done
from tests.issues.test_loop import MOPPED, PUDDLE, STAMPS, VERIFIED, raise_puddle
from tests.issues.test_notices import told
from tests.issues.test_routing import raised_by_code, route
from tests.riverside import Attempt, paint, settle_riverside
from tests.test_access import LINES

PICTURE = paint()
SHA256 = sha256(PICTURE).hexdigest()


async def hire(login: str, region: Any = EAST) -> None:
    """Give somebody a post in maintenance."""
    await fetch(
        """
        INSERT INTO person (id, login, name, locale, password_hash, active)
        VALUES ($1, $2, $3, 'zh', $4, true)
        """,
        named(login), login, login.capitalize(), HASH,
    )  # fmt: skip
    await fetch(
        "INSERT INTO post (id, person, role, region) VALUES ($1, $2, 'maintenance', $3)",
        named(f"post/{login}"), named(login), region,
    )  # fmt: skip


@pytest.fixture
async def qiu(cast: Cast) -> httpx.AsyncClient:
    """Qiu of maintenance in the East; equipment is hers."""
    await hire("qiu")
    await route(await cast.chen(), ownerRole="maintenance")
    return await cast.sign_in("qiu")


async def broken_fridge(by: httpx.AsyncClient, **other: Any) -> str:
    """Raise something about equipment by hand."""
    url = f"/api/issues/{uuid4()}"
    reply = await by.put(url, json={**PUDDLE, "category": "equipment", **other})
    assert reply.status_code == 201, reply.text
    return url


async def show(client: httpx.AsyncClient) -> None:
    """Send the picture."""
    reply = await client.put(f"/api/photos/{SHA256}", content=PICTURE, headers={"content-type": "image/jpeg"})
    assert reply.status_code in (200, 201), reply.text


async def listed(client: httpx.AsyncClient, query: str = "status=unclosed") -> set[str]:
    """The issues of a list, by address."""
    reply = await client.get(f"/api/issues?{query}")
    assert reply.status_code == 200, reply.text
    return {f"/api/issues/{one['id']}" for one in reply.json()["issues"]}


@pytest.mark.parametrize("raised", [lambda cast: by_li(cast), raised_by_code])
async def test_what_is_hers_comes_to_her_and_the_store_sees_it_as_before(
    cast: Cast, qiu: httpx.AsyncClient, raised: Callable[[Cast], Awaitable[str]]
) -> None:
    url = await raised(cast)
    puddle = await raise_puddle(await cast.li())
    assert await told() == {("qiu", "issue.raised"), ("zhao", "issue.raised")}, "Zhao hears of the puddle"
    assert await listed(qiu) == {url}
    assert (await qiu.get(puddle)).status_code == 404
    for login in ("wang", "li", "zhao", "chen"):
        assert url in await listed(await cast.sign_in(login)), login
    for login in ("sun", "song"):
        assert url not in await listed(await cast.sign_in(login)), login


async def by_li(cast: Cast) -> str:
    """Li raises it."""
    return await broken_fridge(await cast.li())


async def test_she_mends_it_and_the_supervisor_verifies(cast: Cast, qiu: httpx.AsyncClient) -> None:
    url = await broken_fridge(await cast.li())
    seen = (await qiu.get(url)).json()
    assert set(seen["may"]) == {"comment", "acknowledge", "fix", "cannot_fix", "dispute"}
    await done(qiu, url, "acknowledgements", note="下午来")
    await show(qiu)
    fix = f"{url}/fixes/{uuid4()}"
    body = {**MOPPED, "photos": [SHA256]}
    assert [(await qiu.put(fix, json=body)).status_code for _ in range(2)] == [201, 200]
    await work_until_quiet()
    assert ("wang", "issue.fixed") in await told()
    assert (await (await cast.li()).get(f"/api/photos/{SHA256}?size=320")).status_code == 200
    assert (await qiu.put(f"{fix}/verification", json=VERIFIED)).status_code == 403
    assert (await (await cast.wang()).put(f"{fix}/verification", json=VERIFIED)).status_code == 201
    assert ("qiu", "issue.verified") in await told()
    assert await listed(qiu, "status=done") == {url}


async def test_she_does_nothing_about_what_is_not_hers(cast: Cast, qiu: httpx.AsyncClient) -> None:
    puddle = await raise_puddle(await cast.li())
    before = (await (await cast.li()).get(puddle)).json()
    for nouns, body in (
        ("acknowledgements", {}), ("comments", {"note": "我看看"}), ("fixes", MOPPED),
        ("cannot-fixes", {"reason": "没有零件"}), ("disputes", {"reason": "不是设备"}),
        ("transfers", {"ownerRole": "maintenance"}), ("cancellations", {"reason": "不用"}),
    ):  # fmt: skip
        assert (await do(qiu, puddle, nouns, **body)).status_code == 404, nouns
    assert (await (await cast.li()).get(puddle)).json() == before
    raised = await qiu.put(f"/api/issues/{uuid4()}", json={**PUDDLE, "category": "equipment"})
    assert raised.status_code == 404


async def test_her_region_ends_where_it_ends(cast: Cast, qiu: httpx.AsyncClient) -> None:
    await hire("ma", NORTH)
    away = await broken_fridge(await cast.chen(), store=str(LAKESIDE))
    assert await listed(qiu) == set()
    assert (await qiu.get(away)).status_code == 404
    assert (await qiu.get(f"/api/issues?store={LAKESIDE}")).status_code == 404
    ma = await cast.sign_in("ma")
    assert await listed(ma, f"store={LAKESIDE}") == {away}
    assert (await ma.get(f"/api/issues?store={RIVERSIDE}")).status_code == 404


async def test_a_transfer_opens_an_issue_with_its_photos_and_another_shuts_it(
    cast: Cast, qiu: httpx.AsyncClient
) -> None:
    li, photo = await cast.li(), f"/api/photos/{SHA256}?size=320"
    await show(li)
    url = f"/api/issues/{uuid4()}"
    assert (await li.put(url, json={**PUDDLE, "photos": [SHA256]})).status_code == 201
    assert [(await qiu.get(one)).status_code for one in (url, photo)] == [404, 404]
    for owner in ({"ownerRole": "maintenance"}, {"owner": str(named("qiu"))}):
        await done(li, url, "transfers", **owner)
        assert [(await qiu.get(one)).status_code for one in (url, photo)] == [200, 200], owner
        for login, answer in (("zhao", 200), ("wang", 200), ("chen", 200), ("sun", 404), ("song", 404)):
            assert (await (await cast.sign_in(login)).get(photo)).status_code == answer, (login, owner)
    await done(li, url, "transfers", ownerRole="staff")
    assert [(await qiu.get(one)).status_code for one in (url, photo)] == [404, 404]
    assert (await (await cast.zhao()).get(photo)).status_code == 200


async def test_what_she_did_before_it_was_handed_on_is_kept(cast: Cast, qiu: httpx.AsyncClient) -> None:
    url = await broken_fridge(await cast.li())
    await done(await cast.li(), url, "transfers", ownerRole="staff")
    late = await do(qiu, url, "fixes", **MOPPED)
    assert late.status_code == 201, late.text
    assert [fix["personName"] for fix in (await (await cast.li()).get(url)).json()["fixes"]] == ["Qiu"]
    assert (await qiu.get(url)).status_code == 404
    again = {**MOPPED, "deviceAt": "2099-01-01T00:00:00Z", "estimatedAt": "2099-01-01T00:00:00Z"}
    assert (await qiu.put(f"{url}/fixes/{uuid4()}", json=again)).status_code in (404, 422)


async def test_what_she_owns_she_hands_on_and_is_answered_although_it_is_hers_no_more(
    cast: Cast, qiu: httpx.AsyncClient
) -> None:
    li, url = await cast.li(), await broken_fridge(await cast.li())
    await done(li, url, "comments", note="只给店里看")
    await done(li, url, "transfers", owner=str(named("qiu")))
    deed, body = f"{url}/transfers/{uuid4()}", {**STAMPS, "ownerRole": "staff", "reason": "不是设备的事"}
    replies = [await qiu.put(deed, json=body) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [201, 200], "a lost reply is asked for again"
    assert "只给店里看" not in replies[1].text
    assert (await qiu.put(deed, json={**body, "reason": "别的话"})).status_code == 409
    assert (await qiu.get(url)).status_code == 404
    assert (await do(qiu, url, "transfers", ownerRole="maintenance")).status_code == 404
    assert (await li.get(url)).json()["ownerRole"] == "staff"


async def test_what_an_inspection_found_comes_to_her_alone_and_opens_no_inspection(
    cast: Cast, qiu: httpx.AsyncClient
) -> None:
    chen, wang, photo = await cast.chen(), await cast.wang(), f"/api/photos/{SHA256}?size=320"
    held = (await chen.get("/api/issue-rules")).json()
    for rule in held["rules"]["categories"]:
        rule["ownerRole"] = "maintenance"
    body = {"basedOn": held["version"], "rules": held["rules"]}
    assert (await chen.put("/api/issue-rules", json=body)).status_code == 200
    await show(wang)
    answers = failing()
    answers[2]["photos"] = [SHA256]
    walked = f"/api/inspections/{uuid4()}"
    assert (await wang.put(walked, json=inspection(await publish_patrol(), answers))).status_code == 201
    found = await listed(await cast.li())
    assert found
    assert await listed(qiu) == found
    heard = {line for line in await told() if line[0] == "qiu"}
    assert heard == {("qiu", "issue.raised"), ("qiu", "issue.red_line")}, "one line for each issue"
    assert [(await qiu.get(one)).status_code for one in (walked, photo)] == [404, 200]
    assert (await (await cast.sun()).get(photo)).status_code == 404


async def test_a_confidential_matter_stays_with_its_named_roles(cast: Cast, qiu: httpx.AsyncClient) -> None:
    await route(await cast.chen(), ownerRole="maintenance", seenBy=["supervisor", "hq"])
    url = await broken_fridge(await cast.wang())
    assert await listed(qiu) == set()
    assert (await qiu.get(url)).status_code == 404


async def test_of_riverside_everything_else_is_shut_to_her(cast: Cast, qiu: httpx.AsyncClient) -> None:
    """Tries every line of every access table as her; what is open to all says nothing of the store."""
    there = await settle_riverside(cast)
    assert len(LINES) > 100, "the tables of all features"
    opened, telling = [], []
    for operation, (expected, deed) in LINES.items():
        nobody, *others = map(int, expected.split())
        reply = await deed(Attempt(there, qiu, "qiu"))
        if reply.status_code >= 400 or nobody < 400:
            continue
        if max(others) >= 400:
            opened.append(operation)
        elif reply.request.method == "GET" and (str(RIVERSIDE) in reply.text or "滨江店" in reply.text):
            telling.append(operation)
    assert opened == []
    assert telling == ["getMe"], "she knows the stores she is called to by name"


async def test_her_phone_holds_what_is_hers_for_the_cold_room(cast: Cast, qiu: httpx.AsyncClient) -> None:
    puddle, url = await raise_puddle(await cast.li()), await broken_fridge(await cast.li())
    held = {one["url"] for one in (await qiu.get("/api/offline")).json()["documents"]}
    assert url in held
    assert puddle not in held
    for one in held:
        assert (await qiu.get(one)).status_code == 200, one


async def test_she_is_told_which_stores_she_is_called_to(cast: Cast, qiu: httpx.AsyncClient) -> None:
    mine = (await qiu.get("/api/me")).json()
    assert (mine["roles"], {one["code"] for one in mine["stores"]}) == (["maintenance"], {"R001", "R002"})

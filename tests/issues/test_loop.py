"""From raised to verified, and everything that must not happen on the way."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.database import fetch
from tests.cast import HILLTOP, RIVERSIDE, Cast

STAMPS = {"deviceAt": "2026-11-22T10:00:00+08:00", "estimatedAt": "2026-11-22T10:00:01+08:00"}
PUDDLE = {**STAMPS, "store": str(RIVERSIDE), "title": "地面有积水", "severity": "high", "note": "冷柜前"}
MOPPED = {**STAMPS, "round": 1, "note": "已拖干"}
VERIFIED = {**STAMPS, "verdict": "verified"}
REJECTED = {**STAMPS, "verdict": "rejected", "reason": "角落还有水"}


async def raise_puddle(client: httpx.AsyncClient) -> str:
    """Raise the puddle of Riverside and return its address."""
    url = f"/api/issues/{uuid4()}"
    reply = await client.put(url, json=PUDDLE)
    assert reply.status_code == 201, reply.text
    return url


async def fix(client: httpx.AsyncClient, url: str, **other: Any) -> str:
    """Fix an issue and return the fix's address."""
    fix_url = f"{url}/fixes/{uuid4()}"
    reply = await client.put(fix_url, json={**MOPPED, **other})
    assert reply.status_code == 201, reply.text
    return fix_url


async def test_a_puddle_is_raised_mopped_and_verified_by_somebody_else(cast: Cast) -> None:
    wang, zhao = await cast.wang(), await cast.zhao()
    url = await raise_puddle(wang)
    assert (await zhao.get(url)).json()["mayFix"] is True
    fix_url = await fix(zhao, url)
    assert (await wang.get(url)).json()["mayVerify"] is True
    reply = await wang.put(f"{fix_url}/verification", json=VERIFIED)
    assert reply.status_code == 201
    closed = reply.json()
    assert closed["status"] == "closed"
    assert closed["fixes"][0]["verification"]["verdict"] == "verified"
    assert closed["fixes"][0]["personName"] == "Zhao"


async def test_a_rejection_opens_the_next_round_and_keeps_every_word(cast: Cast) -> None:
    wang, zhao = await cast.wang(), await cast.zhao()
    url = await raise_puddle(wang)
    await wang.put(f"{await fix(zhao, url)}/verification", json=REJECTED)
    issue = (await zhao.get(url)).json()
    assert (issue["status"], issue["round"]) == ("acknowledged", 2)
    await wang.put(f"{await fix(zhao, url, round=2, note='角落也拖了')}/verification", json=VERIFIED)
    issue = (await zhao.get(url)).json()
    assert issue["status"] == "closed"
    assert [(f["round"], f["verification"]["verdict"]) for f in issue["fixes"]] == [
        (1, "rejected"),
        (2, "verified"),
    ]
    assert issue["fixes"][0]["verification"]["reason"] == "角落还有水"


async def test_a_rejection_without_a_reason_is_refused_by_name(cast: Cast) -> None:
    wang, zhao = await cast.wang(), await cast.zhao()
    fix_url = await fix(zhao, await raise_puddle(wang))
    reply = await wang.put(f"{fix_url}/verification", json={**REJECTED, "reason": "  "})
    assert reply.status_code == 422
    assert reply.json()["fields"][0]["path"] == "reason"


async def test_a_fix_without_words_or_photo_is_refused_by_name(cast: Cast) -> None:
    url = await raise_puddle(await cast.wang())
    reply = await (await cast.zhao()).put(f"{url}/fixes/{uuid4()}", json={**MOPPED, "note": ""})
    assert reply.status_code == 422
    assert reply.json()["fields"][0]["path"] == "note"


async def test_a_fix_that_a_review_overtook_is_kept_and_changes_nothing(cast: Cast) -> None:
    wang, zhao, li = await cast.wang(), await cast.zhao(), await cast.li()
    url = await raise_puddle(wang)
    await wang.put(f"{await fix(zhao, url)}/verification", json=VERIFIED)
    await fix(li, url, note="我也拖了一遍")
    issue = (await wang.get(url)).json()
    assert issue["status"] == "closed"
    assert len(issue["fixes"]) == 2


async def test_a_verdict_on_a_finished_round_is_out_of_date(cast: Cast) -> None:
    wang, zhao, chen = await cast.wang(), await cast.zhao(), await cast.chen()
    fix_url = await fix(zhao, await raise_puddle(wang))
    await wang.put(f"{fix_url}/verification", json=REJECTED)
    reply = await chen.put(f"{fix_url}/verification", json=VERIFIED)
    assert reply.status_code == 409
    assert reply.json()["type"] == "/problems/out-of-date"


async def test_everything_sent_twice_answers_the_same_and_with_other_content_409(cast: Cast) -> None:
    wang, zhao = await cast.wang(), await cast.zhao()
    url = await raise_puddle(wang)
    fix_url = await fix(zhao, url)
    verification = f"{fix_url}/verification"
    await wang.put(verification, json=VERIFIED)
    for client, address, body, other in [
        (wang, url, PUDDLE, {"severity": "low"}),
        (zhao, fix_url, MOPPED, {"note": "没拖"}),
        (wang, verification, VERIFIED, {"reason": "好"}),
    ]:
        again = await client.put(address, json=body)
        assert again.status_code == 200, again.text
        assert again.json()["status"] == "closed"
        assert (await client.put(address, json={**body, **other})).status_code == 409
    assert len(await fetch("SELECT 1 FROM fix")) == len(await fetch("SELECT 1 FROM verification")) == 1


async def test_ten_equal_fixes_at_once_make_one(cast: Cast) -> None:
    zhao = await cast.zhao()
    url = await raise_puddle(await cast.wang())
    fix_url = f"{url}/fixes/{uuid4()}"
    replies = await asyncio.gather(*(zhao.put(fix_url, json=MOPPED) for _ in range(10)))
    assert sorted(reply.status_code for reply in replies) == [200] * 9 + [201]
    assert len({reply.text for reply in replies}) == 1
    assert len(await fetch("SELECT 1 FROM fix")) == 1
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'issue.fixed'")) == 1


async def test_sun_of_hilltop_sees_nothing_of_riverside(cast: Cast) -> None:
    wang, zhao, sun = await cast.wang(), await cast.zhao(), await cast.sun()
    url = await raise_puddle(wang)
    fix_url = await fix(zhao, url)
    for reply in [
        await sun.get(url),
        await sun.put(f"/api/issues/{uuid4()}", json=PUDDLE),
        await sun.put(f"{url}/fixes/{uuid4()}", json=MOPPED),
        await sun.put(f"{fix_url}/verification", json=VERIFIED),
        await sun.get(f"/api/issues?store={RIVERSIDE}"),
    ]:
        assert reply.status_code == 404, reply.text
    assert (await sun.get("/api/issues")).json()["issues"] == []


@pytest.mark.parametrize(
    ("login", "may_read", "may_fix", "may_verify"),
    [
        ("wang", 200, 403, 201),
        ("li", 200, 201, 403),
        ("zhao", 200, 201, 403),
        ("sun", 404, 404, 404),
        ("chen", 200, 403, 201),
        ("ada", 200, 403, 403),
        ("song", 404, 404, 404),
    ],
)
async def test_each_role_may_do_what_its_post_allows(
    cast: Cast, login: str, may_read: int, may_fix: int, may_verify: int
) -> None:
    url = await raise_puddle(await cast.wang())
    client = await cast.sign_in(login)
    assert (await client.get(url)).status_code == may_read
    assert (await client.put(f"{url}/fixes/{uuid4()}", json=MOPPED)).status_code == may_fix
    other = await cast.li() if login != "li" else await cast.zhao()
    fix_url = await fix(other, url)
    if login in ("li", "zhao"):
        fix_url = await fix(other, url)
    assert (await client.put(f"{fix_url}/verification", json=VERIFIED)).status_code == may_verify


async def test_nobody_signed_in_is_asked_to_sign_in(cast: Cast) -> None:
    nobody = await cast.nobody()
    url = await raise_puddle(await cast.wang())
    for reply in [await nobody.get(url), await nobody.put(url, json=PUDDLE), await nobody.get("/api/issues")]:
        assert reply.status_code == 401


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"severity": "grave"}, "severity"),
        ({"deviceAt": "2026-11-22T10:00:00"}, "deviceAt"),
        ({"store": 7}, "store"),
        ({"colour": "red"}, "colour"),
        ({"title": ""}, "title"),
        ({"photos": ["xyz"]}, "photos[0]"),
        ({"products": [str(HILLTOP)]}, "products[0]"),
    ],
)
async def test_bad_input_names_the_field_and_stores_nothing(
    cast: Cast, change: dict[str, Any], path: str
) -> None:
    reply = await (await cast.wang()).put(f"/api/issues/{uuid4()}", json={**PUDDLE, **change})
    assert reply.status_code in (400, 422)
    assert reply.json()["fields"][0]["path"].startswith(path)
    assert await fetch("SELECT 1 FROM issue") == []


async def test_a_page_of_issues_goes_on_where_the_last_one_ended(cast: Cast) -> None:
    wang = await cast.wang()
    for _ in range(103):
        await raise_puddle(wang)
    first = (await wang.get("/api/issues")).json()
    rest = (await wang.get("/api/issues", params={"before": first["next"]})).json()
    ids = [issue["id"] for issue in first["issues"] + rest["issues"]]
    assert len(ids) == len(set(ids)) == 103
    assert rest["next"] is None
    assert (await wang.get("/api/issues?before=nonsense")).status_code == 400

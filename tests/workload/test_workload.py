"""What a store's phone holds of its open work: every kind, nothing of others or confidential."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from backend.database import fetch
from backend.schedule import run_clock
from tests.cast import HILLTOP, RIVERSIDE, Cast, named
from tests.inspections.walk import publish_patrol
from tests.issues.test_loop import PUDDLE, fix, raise_puddle
from tests.ordering.shop import order_of, stock_the_shop
from tests.rounds.plans import put_round, self_check, surprise


async def items(cast: Cast, login: str = "zhao") -> list[dict[str, Any]]:
    """What waits in the store of one of the cast."""
    document = (await (await cast.sign_in(login)).get("/api/workload")).json()
    found: list[dict[str, Any]] = [item for store in document["stores"] for item in store["items"]]
    return found


async def kinds(cast: Cast, login: str = "zhao") -> list[str]:
    """The kinds of it, sorted."""
    return sorted(item["kind"] for item in await items(cast, login))


async def test_an_issue_is_work_until_it_is_fixed_and_says_its_minutes(cast: Cast) -> None:
    wang, zhao = await cast.wang(), await cast.zhao()
    url = await raise_puddle(wang)
    (item,) = await items(cast)
    assert (item["kind"], item["minutes"], item["severity"]) == ("fix", 15, "high")
    assert f"/api/issues/{item['subject']}" == url
    assert await items(cast, "sun") == []
    await fix(zhao, url)
    assert await items(cast) == []


async def test_a_confidential_issue_leaves_no_trace_in_the_sum(cast: Cast) -> None:
    await raise_puddle(await cast.wang())
    url = f"/api/issues/{uuid4()}"
    assert (await (await cast.wang()).put(url, json={**PUDDLE, "category": "complaint"})).status_code == 201
    assert await kinds(cast) == ["fix"]


async def test_self_checks_are_work_of_the_store_and_walks_of_others_are_not(cast: Cast) -> None:
    await publish_patrol()
    chen = await cast.chen()
    await put_round(chen, self_check(dueMinutes=600))
    await put_round(chen, surprise())
    found = await items(cast)
    assert {item["kind"] for item in found} == {"task"}
    assert all(item["minutes"] >= 5 and item["opensAt"] for item in found)
    assert len(found) <= 5  # of these days only, not of two weeks


async def test_deliveries_orders_and_counts_are_work_too(cast: Cast) -> None:
    await stock_the_shop()
    await fetch("UPDATE supplier SET lead_days = 0, delivery_weekdays = '[1,2,3,4,5,6,7]', cut_off = '23:59'")
    assert "order" in await kinds(cast)
    today = (datetime.now(UTC) + timedelta(hours=8)).date()
    zhao = await cast.zhao()
    orders = [item for item in await items(cast) if item["kind"] == "order"]
    for item in orders:
        now = datetime.now(UTC).isoformat()
        body = order_of(deviceAt=now, estimatedAt=now, deliveryOn=item["dueAt"][:10])
        if item["subject"] == str(named("dairy")):
            assert (await zhao.put(f"/api/orders/{uuid4()}", json=body)).status_code == 201
    await fetch("UPDATE order_placed SET delivery_on = $1", today)
    found = await items(cast)
    receive = [item for item in found if item["kind"] == "receive"]
    assert [(item["size"], item["minutes"]) for item in receive] == [(1, 6)]
    assert [item["title"]["en"] for item in found if item["kind"] == "order"] == ["Valley Pantry"]


async def test_what_was_not_counted_for_days_is_counted_unless_the_company_does_not_count(cast: Cast) -> None:
    await stock_the_shop()  # noodles have a level and were never counted
    (count,) = [item for item in await items(cast) if item["kind"] == "count"]
    assert count["size"] >= 1
    chen = await cast.chen()
    held = (await chen.get("/api/workload-rules")).json()
    rules = {**held["rules"], "countDays": 0}
    reply = await chen.put("/api/workload-rules", json={"basedOn": held["version"], "rules": rules})
    assert reply.status_code == 200, reply.text
    assert "count" not in await kinds(cast)


async def test_the_shifts_follow_the_stores_hours(cast: Cast) -> None:
    chen = await cast.chen()
    week = {"week": [[{"opens": 480, "closes": 1320}]] * 7}
    assert (await chen.put(f"/api/stores/{RIVERSIDE}/hours", json=week)).status_code == 200
    (store,) = (await (await cast.zhao()).get("/api/workload")).json()["stores"]
    assert len(store["shifts"]) == 6
    assert all(shift["closes"][11:16] == "14:00" for shift in store["shifts"])  # 22:00 in Shanghai


async def test_a_supervisor_has_no_shift_of_a_store_and_a_phone_is_told_304(cast: Cast) -> None:
    await raise_puddle(await cast.wang())
    await run_clock(datetime.now(UTC))
    assert (await (await cast.wang()).get("/api/workload")).json()["stores"] == []
    zhao = await cast.zhao()
    first = await zhao.get("/api/workload")
    again = await zhao.get("/api/workload", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert str(HILLTOP) not in first.text

"""The overview counts what is there, within reach."""

from typing import Any

import pytest

from backend.database import fetch
from tests.cast import HILLTOP, RIVERSIDE, Cast
from tests.issues.test_loop import PUDDLE, VERIFIED, fix, raise_puddle
from tests.ordering.shop import MILK, Clock, address, order_of, stock_the_shop


async def look(cast: Cast, login: str) -> dict[str, Any]:
    """The overview as one of the cast sees it."""
    reply = await (await cast.sign_in(login)).get("/api/overview")
    assert reply.status_code == 200, reply.text
    overview: dict[str, Any] = reply.json()
    return overview


async def test_an_empty_company_has_an_overview_without_scores(cast: Cast) -> None:
    overview = await look(cast, "chen")
    assert (overview["openIssues"], overview["todayDue"], overview["ordersToday"]) == (0, 0, 0)
    assert [score["shown"] for score in overview["scores"]] == [None, None, None]
    assert len(overview["trend"]) == 14


async def test_open_overdue_and_to_review_are_counted_as_they_stand(cast: Cast) -> None:
    wang, zhao = await cast.wang(), await cast.zhao()
    await raise_puddle(wang)
    late = await raise_puddle(wang)
    await fetch("UPDATE issue SET due_at = now() - interval '1 hour' WHERE id = $1", late.rsplit("/", 1)[1])
    await fix(zhao, await raise_puddle(wang))
    done = await raise_puddle(wang)
    await wang.put(f"{await fix(zhao, done)}/verification", json=VERIFIED)
    overview = await look(cast, "chen")
    assert (overview["openIssues"], overview["overdueIssues"], overview["toReview"]) == (3, 1, 1)
    assert overview["issues"][0]["overdue"] is True
    riverside = next(score for score in overview["scores"] if score["store"] == str(RIVERSIDE))
    assert (riverside["openIssues"], riverside["overdueIssues"]) == (3, 1)


@pytest.mark.parametrize(
    ("status", "unsent"),
    [(status, 1) for status in ("held", "placed", "refused")]
    + [(status, 0) for status in ("sent", "confirmed", "shipped", "received", "cancelled", "rejected")],
)
async def test_an_order_that_reached_its_supplier_is_unsent_no_more(
    cast: Cast, clock: Clock, status: str, unsent: int
) -> None:
    await stock_the_shop()
    await (await cast.zhao()).put(address(), json=order_of((MILK, 1)))
    await fetch("UPDATE order_placed SET status = $1", status)
    for login in ("chen", "wang"):
        assert (await look(cast, login))["ordersUnsent"] == unsent
        for query in ("unsent=true", f"unsent=true&store={RIVERSIDE}"):
            listed = (await (await cast.sign_in(login)).get(f"/api/orders?{query}")).json()["orders"]
            assert [order["status"] for order in listed] == [status] * unsent


async def test_what_a_closed_store_left_open_is_counted_as_it_is_listed(cast: Cast) -> None:
    await raise_puddle(await cast.wang())
    await fetch("UPDATE store SET closed = true WHERE id = $1", RIVERSIDE)
    for login in ("chen", "wang"):
        listed = await (await cast.sign_in(login)).get("/api/issues?status=unclosed")
        assert (await look(cast, login))["openIssues"] == len(listed.json()["issues"]) == 1


async def test_a_supervisor_sees_the_own_region_only(cast: Cast) -> None:
    await raise_puddle(await cast.wang())
    assert (await look(cast, "wang"))["openIssues"] == 1
    north = await look(cast, "song")
    assert north["openIssues"] == 0
    assert north["issues"] == []
    assert {score["storeName"]["en"] for score in north["scores"]} == {"Lakeside"}


@pytest.mark.parametrize(
    ("login", "status"),
    [("wang", 200), ("li", 403), ("zhao", 403), ("sun", 403), ("chen", 200), ("ada", 200)],
)
async def test_the_overview_is_for_those_who_watch(cast: Cast, login: str, status: int) -> None:
    assert (await (await cast.sign_in(login)).get("/api/overview")).status_code == status


async def test_hilltop_keeps_its_own_count(cast: Cast) -> None:
    await (await cast.sun()).put(
        "/api/issues/01939f5e-0000-7000-8000-000000000001", json={**PUDDLE, "store": str(HILLTOP)}
    )
    scores = (await look(cast, "chen"))["scores"]
    assert {s["storeName"]["en"]: s["openIssues"] for s in scores} == {
        "Riverside": 0,
        "Hilltop": 1,
        "Lakeside": 0,
    }

"""What became of lines that were ordered otherwise than suggested: looked into once their time is over."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.database import fetch
from backend.ordering.after.follow_up import follow_up
from tests.cast import HILLTOP, RIVERSIDE, Cast
from tests.ordering.deliveries import arrive, days_ago, due, noon
from tests.ordering.shop import DAIRY, MILK, YOGHURT, enter

pytestmark = pytest.mark.usefixtures("clock")
ARRIVED, ENDED = 9, 5  # days ago


async def changed(
    shop: Cast, *, packs: int = 4, suggested: int = 2, reason: str | None = "event", **more: Any
) -> str:
    """A delivery of milk nine days ago, ordered otherwise than suggested, that had to last for four days."""
    order = await due(shop, ARRIVED, (MILK, packs), (YOGHURT, 2), **more)
    id = UUID(order[-36:])
    await fetch("UPDATE order_placed SET extra = false WHERE id = $1", id)
    await fetch('UPDATE order_line SET suggested_packs = packs WHERE "order" = $1', id)
    sql = 'UPDATE order_line SET suggested_packs = $2, reason = $3 WHERE "order" = $1 AND product = $4'
    await fetch(sql, id, suggested, reason, MILK)
    login = more.get("login", "zhao")
    await arrive(shop, order, ARRIVED, (MILK, packs * 12), (YOGHURT, 20), login=login)
    await fetch('UPDATE delivered SET covers_until = $2 WHERE "order" = $1', id, days_ago(ENDED))
    return order


async def count_milk(units: int, days: int, store: UUID = RIVERSIDE) -> None:
    """What was counted at noon of a day before today."""
    await enter(store, MILK, "count", units, noon(days))


async def sell_milk(units: int, *days: int, out: bool = False) -> None:
    """What was sold on days before today."""
    for day in days:
        await fetch(
            "INSERT INTO usage_day (store, product, used_on, base_units, out_of_stock)"
            " VALUES ($1, $2, $3, $4, $5)",
            RIVERSIDE,
            MILK,
            days_ago(day),
            units,
            out,
        )


async def outcome(shop: Cast, order: str, login: str = "zhao") -> list[str]:
    """What somebody reads of the changed lines of an order, in English."""
    reply = await (await shop.sign_in(login)).get(f"{order}/outcomes")
    assert reply.status_code == 200, reply.text
    return [line["words"]["en"] for line in reply.json()["lines"]]


async def listed(shop: Cast, login: str = "chen", **asked: Any) -> dict[str, Any]:
    """What somebody reads of all changed lines."""
    reply = await (await shop.sign_in(login)).get("/api/override-outcomes", params=asked)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


async def test_the_store_reads_what_became_of_what_it_took_on_the_order_and_on_the_next_sheet(
    shop: Cast,
) -> None:
    order = await changed(shop)
    await count_milk(6, ARRIVED + 1)
    await enter(RIVERSIDE, MILK, "waste", -8, noon(7))
    await count_milk(6, 6)
    assert await outcome(shop, order) == []
    await follow_up(datetime.now(UTC))
    words = "Took 4 packs instead of 2 (event), 48 came: 34 sold or used, 8 written off, 6 left."
    assert await outcome(shop, order) == [words]
    sheet = (await (await shop.zhao()).get(f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}")).json()
    assert [(one["product"], one["words"]["en"]) for one in sheet["outcomes"]] == [(str(MILK), words)]
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'order.followed_up'")) == 1


async def test_looking_again_changes_nothing(shop: Cast) -> None:
    await changed(shop)
    await count_milk(6, ARRIVED + 1)
    await count_milk(6, 6)
    await follow_up(datetime.now(UTC))
    before = await fetch("SELECT * FROM override_outcome")
    await follow_up(datetime.now(UTC) + timedelta(days=2))
    assert await fetch("SELECT * FROM override_outcome") == before
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'order.followed_up'")) == 1


async def test_without_a_count_afterwards_the_sales_of_every_day_tell(shop: Cast) -> None:
    order = await changed(shop)
    await count_milk(6, ARRIVED + 1)
    await sell_milk(10, 9, 8, 7)
    await sell_milk(2, 6, out=True)
    await follow_up(datetime.now(UTC))
    [words] = await outcome(shop, order)
    assert words.startswith(
        "Took 4 packs instead of 2 (event), 48 came: 26 sold, 22 left by the sales; it ran out on"
    )


async def test_what_nobody_told_is_said_and_asked_again_until_somebody_tells_it(shop: Cast) -> None:
    order = await changed(shop)
    await count_milk(6, ARRIVED + 1)
    now = datetime.now(UTC)
    await follow_up(now)
    [words] = await outcome(shop, order)
    assert "so nobody can say" in words
    sheet = (await (await shop.zhao()).get(f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}")).json()
    assert sheet["outcomes"] == []  # what nobody knows is no help at the next order
    assert await fetch("SELECT 1 FROM event WHERE name = 'order.followed_up'") == []
    await sell_milk(10, 9, 8, 7, 6)
    await follow_up(now + timedelta(hours=1))
    assert "nobody can say" in (await outcome(shop, order))[0]  # once a day is enough
    await follow_up(now + timedelta(days=1))
    assert await outcome(shop, order) == [
        "Took 4 packs instead of 2 (event), 48 came: 34 sold, 14 left by the sales."
    ]


async def test_what_nobody_tells_in_two_weeks_stays_unknown(shop: Cast) -> None:
    order = await changed(shop)
    await follow_up(datetime.now(UTC) + timedelta(days=20))
    assert "nobody counted before it came" in (await outcome(shop, order))[0]
    [row] = await fetch("SELECT followed_at FROM delivered")
    assert row["followed_at"] is not None


async def test_what_has_to_last_still_and_what_was_ordered_as_suggested_is_left_alone(shop: Cast) -> None:
    still = await changed(shop)
    await fetch("UPDATE delivered SET covers_until = $1", days_ago(0))
    extra = await due(shop, ARRIVED, (MILK, 3))
    await arrive(shop, extra, ARRIVED, (MILK, 36))
    await fetch(
        'UPDATE delivered SET covers_until = $2 WHERE "order" = $1', UUID(extra[-36:]), days_ago(ENDED)
    )
    await follow_up(datetime.now(UTC))
    assert await outcome(shop, still) == await outcome(shop, extra) == []


async def test_as_many_deliveries_as_are_due_are_told_in_one_go_and_a_round_has_an_end(
    shop: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    await changed(shop)
    await changed(shop, packs=1, login="sun", store=str(HILLTOP))
    now, told = datetime.now(UTC), "SELECT 1 FROM override_outcome"
    monkeypatch.setattr("backend.ordering.after.follow_up.AT_ONCE", 1)
    with monkeypatch.context() as patch:
        patch.setattr("backend.ordering.after.follow_up.MOST_ROUNDS", 1)
        await follow_up(now)
    assert len(await fetch(told)) == 1
    await fetch("DELETE FROM override_outcome")
    await follow_up(now)  # nobody counted: each is told all the same, and no more often today
    assert len(await fetch(told)) == 2


async def test_the_next_delivery_ends_what_can_be_told_of_this_one(shop: Cast) -> None:
    order = await changed(shop)
    await count_milk(6, ARRIVED + 1)
    await enter(RIVERSIDE, MILK, "receipt", 60, noon(8))
    await count_milk(70, 6)  # with the goods of the next delivery: says nothing of this one
    await follow_up(datetime.now(UTC))
    assert "so nobody can say" in (await outcome(shop, order))[0]


async def test_hq_reads_all_of_them_by_reason_store_and_supplier_and_others_their_own(shop: Cast) -> None:
    await changed(shop)
    await changed(shop, packs=1, reason="no_space", login="sun", store=str(HILLTOP))
    await count_milk(0, ARRIVED + 1)
    await enter(RIVERSIDE, MILK, "waste", -1, noon(7))
    await count_milk(0, 6)
    await follow_up(datetime.now(UTC))
    found = await listed(shop)
    shown = {(one["by"], one["reason"] or one["name"]["en"]): one for one in found["groups"]}
    assert {key: one["lines"] for key, one in shown.items()} == {
        ("reason", "event"): 1,
        ("reason", "no_space"): 1,
        ("store", "Riverside"): 1,
        ("store", "Hilltop"): 1,
        ("supplier", "Morning Dairy"): 2,
    }
    dairy = shown["supplier", "Morning Dairy"]
    assert (dairy["wasted"], dairy["ranOut"], dairy["unknown"]) == (1, 1, 1)
    assert len(found["lines"]) == 2
    for login, seen in (("wang", 2), ("zhao", 1), ("sun", 1), ("song", 0)):
        assert len((await listed(shop, login))["lines"]) == seen, login
    [one] = (await listed(shop, reason="event"))["lines"]
    assert (one["storeName"]["en"], "1 written off" in one["words"]["en"]) == ("Riverside", True)
    assert (await listed(shop, first=days_ago(300), last=days_ago(200)))["lines"] == []
    [dairy] = (await (await shop.chen()).get("/api/after-delivery")).json()["suppliers"]
    assert [dairy[name] for name in ("changed", "changedWasted", "changedRanOut", "changedUnknown")] == [
        2,
        1,
        1,
        1,
    ]


async def test_another_store_and_the_supplier_read_nothing_of_it(shop: Cast) -> None:
    order = await changed(shop)
    await count_milk(6, ARRIVED + 1)
    await count_milk(6, 6)
    await follow_up(datetime.now(UTC))
    assert (await (await shop.sun()).get(f"{order}/outcomes")).status_code == 404
    link = (await (await shop.chen()).put(f"/api/suppliers/{DAIRY}/link")).json()["url"].rsplit("/", 1)[1]
    page = await (await shop.nobody()).get(f"/api/supplier-links/{link}")
    assert [one["id"] for one in page.json()["orders"]] == [order[-36:]]
    assert "instead of" not in page.text

"""An order that waits says which limits it passed and by how much: for good, and to nobody outside."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.database import fetch
from backend.ordering.held.schemas import FarLine, PassedAmount, PassedLimits
from backend.ordering.held.wording import say_limits
from backend.wire import Bilingual
from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.doors.mail_server import MailServer
from tests.ordering.lives import give_budget, limits, link_in, place
from tests.ordering.shop import MILK, YOGHURT
from tests.stock.doing import clocks

pytestmark = pytest.mark.usefixtures("clock")
MILK_PACK = 15600  # suggested: 3 packs
FOUR_MILK = {"orderMinor": 4 * MILK_PACK, "limitMinor": 60000}
BUDGET = {"amountMinor": 50000, "orderMinor": 2 * MILK_PACK, "fromOn": "2026-11-23", "toOn": "2026-11-29"}


async def beyond(shop: Cast, order: str) -> dict[str, Any] | None:
    """What an order says of the limits it passed."""
    found: dict[str, Any] | None = (await (await shop.zhao()).get(order)).json()["beyond"]
    return found


async def told(login_of: str) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT kind, params FROM notification JOIN person ON person.id = notification.person "
        "WHERE login = $1 AND kind IN ('order.held', 'order.beyond')",
        login_of,
    )


async def test_an_amount_is_named_with_its_limit(shop: Cast) -> None:
    await limits(shop, approveAboveMinor=60000)
    order = await place(await shop.zhao(), (MILK, 4))
    assert await beyond(shop, order) == {
        "amount": FOUR_MILK,
        "farLines": [],
        "farPercent": None,
        "budget": None,
    }


async def test_a_far_line_is_named_with_its_suggestion_and_a_near_one_is_not(shop: Cast) -> None:
    await limits(shop, approveDeviationPercent=100)
    order = await place(await shop.zhao(), (MILK, 40), (YOGHURT, 2))
    found = await beyond(shop, order)
    assert found is not None
    suggested = await suggestion_of(shop, order, MILK)
    assert found["farLines"] == [
        {
            "product": str(MILK),
            "name": {"zh": "鲜牛奶 1 L", "en": "Fresh milk 1 L"},
            "packs": 40,
            "suggestedPacks": suggested,
        }
    ]
    assert (found["farPercent"], found["amount"], found["budget"]) == (100, None, None)


async def suggestion_of(shop: Cast, order: str, product: UUID) -> int:
    lines = (await (await shop.zhao()).get(order)).json()["orderLines"]
    [line] = [line for line in lines if line["product"] == str(product)]
    return int(line["suggestedPacks"])


async def test_a_budget_is_named_with_what_was_spent_before(shop: Cast) -> None:
    zhao = await shop.zhao()
    await give_budget(shop, 50000, over="approve")
    await place(zhao, (MILK, 2))
    order = await place(zhao, (MILK, 2), deliveryOn="2026-11-27")
    found = await beyond(shop, order)
    assert found is not None
    assert found["budget"] == {**BUDGET, "spentMinor": 2 * MILK_PACK}
    assert (found["amount"], found["farLines"]) == (None, [])


async def test_all_limits_are_named_together_and_told_to_whoever_may_say_yes(shop: Cast) -> None:
    await limits(shop, approveAboveMinor=60000, approveDeviationPercent=100)
    await give_budget(shop, 50000, over="approve")
    order = await place(await shop.zhao(), (MILK, 40))
    found = await beyond(shop, order)
    assert found is not None
    assert found["amount"] == {"orderMinor": 40 * MILK_PACK, "limitMinor": 60000}
    assert [line["packs"] for line in found["farLines"]] == [40]
    assert (found["budget"]["spentMinor"], found["budget"]["orderMinor"]) == (0, 40 * MILK_PACK)
    await work_until_quiet()
    [line] = await told("li")
    suggested = await suggestion_of(shop, order, MILK)
    assert line["kind"] == "order.beyond"
    assert line["params"]["limits"] == {
        "zh": "金额 ¥6,240 超过审批线 ¥600；到 11月29日周日的预算 ¥500 超出 ¥5,740；"
        f"鲜牛奶 1 L：建议 {suggested}，订了 40",
        "en": f"¥6,240 is above the limit of ¥600; ¥5,740 over the budget of ¥500 until Sun 29 Nov; "
        f"Fresh milk 1 L: 40 instead of {suggested}",
    }
    inbox = (await (await shop.li()).get("/api/notifications")).text
    assert "金额 ¥6,240 超过审批线 ¥600" in inbox


async def test_a_limit_that_changes_later_rewrites_nothing(shop: Cast) -> None:
    await limits(shop, approveAboveMinor=60000)
    order = await place(await shop.zhao(), (MILK, 4))
    await limits(shop, approveAboveMinor=None)
    assert (await beyond(shop, order) or {})["amount"] == FOUR_MILK
    yes = {**clocks(), "approved": True}
    assert (await (await shop.li()).put(f"{order}/decisions/{uuid4()}", json=yes)).status_code == 200
    assert (await beyond(shop, order) or {})["amount"] == FOUR_MILK


async def test_an_order_within_its_limits_or_of_who_may_approve_names_none(shop: Cast) -> None:
    await limits(shop, approveAboveMinor=60000)
    for client, packs, day in ((await shop.zhao(), 3, "2026-11-25"), (await shop.li(), 4, "2026-11-27")):
        assert await beyond(shop, await place(client, (MILK, packs), deliveryOn=day)) is None


async def test_an_extra_order_is_far_from_nothing(shop: Cast) -> None:
    await limits(shop, approveDeviationPercent=100)
    order = await place(await shop.zhao(), (MILK, 40), extra=True)
    assert await beyond(shop, order) is None


async def test_the_supplier_reads_nothing_of_limits(shop: Cast, mailbox: MailServer) -> None:
    await limits(shop, approveAboveMinor=60000)
    order = await place(await shop.zhao(), (MILK, 4))
    yes = {**clocks(), "approved": True}
    assert (await (await shop.li()).put(f"{order}/decisions/{uuid4()}", json=yes)).status_code == 200
    await work_until_quiet()
    [shown] = (await (await shop.nobody()).get(link_in(mailbox))).json()["orders"]
    assert (shown["status"], shown["beyond"]) == ("sent", None)
    letter = mailbox.letters[-1].message.as_string()
    assert "limit" not in letter.casefold()
    assert await beyond(shop, order) is not None


async def test_an_order_held_by_an_older_version_is_still_asked_for(shop: Cast) -> None:
    await limits(shop, approveAboveMinor=60000)
    order = await place(await shop.zhao(), (MILK, 4))
    await fetch("UPDATE order_placed SET beyond = NULL")
    await work_until_quiet()
    assert [line["kind"] for line in await told("li")] == ["order.held"]
    assert (await (await shop.li()).get(order)).json()["beyond"] is None


def test_a_push_names_two_far_lines_and_counts_the_others() -> None:
    far = tuple(
        FarLine(product=uuid4(), name=Bilingual(zh=f"货{n}", en=f"Thing {n}"), packs=9, suggested_packs=1)
        for n in range(4)
    )
    said = say_limits(PassedLimits(far_lines=far), "CNY")
    assert said.zh == "货0：建议 1，订了 9；货1：建议 1，订了 9；另有 2 种和建议差很多"
    assert said.en.endswith("2 more far from the suggestion")


@pytest.mark.parametrize(
    ("currency", "words"), [("CNY", "¥8,160"), ("JPY", "¥816,000"), ("CHF", "CHF 8,160"), ("KWD", "KWD 816")]
)
def test_an_amount_reads_as_money_of_its_currency(currency: str, words: str) -> None:
    passed = PassedLimits(amount=PassedAmount(order_minor=816_000, limit_minor=0))
    assert f"金额 {words} " in say_limits(passed, currency).zh


def test_cents_are_shown_where_there_are_some() -> None:
    passed = PassedLimits(amount=PassedAmount(order_minor=816_050, limit_minor=0))
    assert "¥8,160.50" in say_limits(passed, "CNY").zh

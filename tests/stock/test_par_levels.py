"""Par levels of a store, kept whole as a grid or a spreadsheet holds them."""

from typing import Any

from backend.database import fetch
from tests.cast import RIVERSIDE, Cast
from tests.ordering.conftest import shop
from tests.ordering.shop import PANTRY

__all__ = ["shop"]

LEVELS = f"/api/stores/{RIVERSIDE}/par-levels"


def level(sku: str, units: int, safety: int = 0) -> dict[str, Any]:
    return {"sku": sku, "baseUnits": units, "safetyUnits": safety}


async def test_all_levels_are_replaced_at_once_and_the_sheet_follows(shop: Cast) -> None:
    chen = await shop.chen()
    held = (await chen.get(LEVELS)).json()
    assert {line["sku"]: line["baseUnits"] for line in held["lines"]} == {
        "MD-1001": 48,
        "MD-1002": 40,
        "VP-2001": 16,
        "VP-2002": 60,
        "VP-2003": None,
    }
    sent = {"levels": [level("VP-2003", 100, 50), level("VP-2001", 24, 4)], "basedOn": held["version"]}
    kept = await chen.put(LEVELS, json=sent)
    assert kept.status_code == 200, kept.text
    assert (await chen.put(LEVELS, json=sent)).json() == kept.json()
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'par_levels.kept'")) == 1
    sheet = (await (await shop.li()).get(f"/api/stores/{RIVERSIDE}/order-sheets/{PANTRY}")).json()
    assert {line["sku"]: line["par"] for line in sheet["lines"]} == {
        "VP-2001": 24,
        "VP-2002": None,
        "VP-2003": 100,
    }


async def test_every_bad_row_is_named_and_nothing_is_kept(shop: Cast) -> None:
    chen = await shop.chen()
    held = (await chen.get(LEVELS)).json()
    rows = [
        level("VP-2001", 24),
        level("nothing", 1),
        level("MD-1001", 5, 6),
        level("VP-2001", 9),
    ]
    answer = await chen.put(LEVELS, json={"levels": rows, "basedOn": held["version"]})
    assert answer.status_code == 422
    assert {field["path"]: field["code"] for field in answer.json()["fields"]} == {
        "levels[1].sku": "unknown",
        "levels[2].safetyUnits": "safety_above_level",
        "levels[3].sku": "twice",
    }
    assert (await chen.get(LEVELS)).json() == held


async def test_what_somebody_else_settled_is_not_overwritten(shop: Cast) -> None:
    chen, ada = await shop.chen(), await shop.ada()
    held = (await chen.get(LEVELS)).json()
    first = {"levels": [level("VP-2001", 24)], "basedOn": held["version"]}
    assert (await ada.put(LEVELS, json=first)).status_code == 200
    second = {"levels": [level("VP-2001", 30)], "basedOn": held["version"]}
    assert (await chen.put(LEVELS, json=second)).status_code == 409

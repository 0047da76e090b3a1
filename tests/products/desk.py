"""Products and suppliers as HQ sends them."""

from typing import Any
from uuid import uuid4

from tests.cast import EAST
from tests.ordering.shop import DAIRY


def apples(**changes: Any) -> dict[str, Any]:
    """A new product of the dairy's, with a code that nobody has."""
    product = {
        "sku": f"A-{uuid4()}",
        "name": {"zh": "苹果", "en": "Apples"},
        "baseUnit": {"zh": "个", "en": "piece"},
        "storageClass": "chilled",
        "shelfLifeDays": 14,
        "category": None,
        "demandBy": "sales",
        "roundUpFrom": None,
        "active": True,
        "barcodes": [],
        "packs": [pack()],
        "shelves": [],
    }
    return {"product": product | changes, "basedOn": None}


def pack(**changes: Any) -> dict[str, Any]:
    """A pack of the dairy's."""
    return {
        "supplier": str(DAIRY),
        "baseUnits": 12,
        "priceMinor": 3600,
        "minimumPacks": 1,
        "multiple": 1,
        "maximumPacks": None,
        "active": True,
    } | changes


def shelf(**changes: Any) -> dict[str, Any]:
    """The whole company sells it."""
    return {
        "region": None,
        "store": None,
        "listed": True,
        "minDisplay": 0,
        "capacity": None,
    } | changes


def baker(**changes: Any) -> dict[str, Any]:
    """A new supplier that comes on working days, in the east only on Mondays."""
    supplier = {
        "code": f"B-{uuid4()}"[:40],
        "name": {"zh": "面包房", "en": "Bakery"},
        "email": "orders@bakery.example",
        "channel": "email",
        "webhookUrl": None,
        "deliveryWeekdays": [1, 2, 3, 4, 5],
        "cutOff": "18:00:00",
        "leadDays": 1,
        "graceMinutes": 15,
        "minimumOrderMinor": 20000,
        "currency": "CNY",
        "active": True,
        "plans": [plan(region=str(EAST), deliveryWeekdays=[1])],
        "exceptions": [],
    }
    return {"supplier": supplier | changes, "basedOn": None}


def plan(**changes: Any) -> dict[str, Any]:
    """Other days at a place."""
    return {
        "region": None,
        "store": None,
        "deliveryWeekdays": [1, 3],
        "cutOff": "15:00:00",
        "leadDays": 1,
    } | changes


def day(**changes: Any) -> dict[str, Any]:
    """A day on which nothing comes."""
    return {
        "region": None,
        "store": None,
        "onDay": "2026-12-25",
        "delivers": False,
        "reason": "Holiday",
    } | changes

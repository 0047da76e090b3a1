"""Suppliers as verbs need them, with the days on which they come to a store."""

from datetime import date, time
from uuid import UUID

import msgspec

from backend.database import fetch
from backend.stores.places import PLACES, at_place

SUPPLIER = "supplier.id, supplier.name, email, channel, grace_minutes, minimum_order_minor, currency"


class SupplierRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who fills orders, on which weekdays, and until when to order."""

    id: UUID
    name: dict[str, str]
    email: str | None
    channel: str
    delivery_weekdays: list[int]
    cut_off: time
    lead_days: int
    grace_minutes: int
    minimum_order_minor: int
    currency: str
    comes_not_on: list[date] = []
    comes_also_on: list[date] = []


async def suppliers_of(store: UUID, supplier: UUID | None = None) -> list[SupplierRow]:
    """List the suppliers that come to a store, each with the days and the cut-off that hold there.

    The plan of the nearest place counts; of exceptions for the same day also the nearest. On a day on which
    the store is closed nobody could take goods in, so no supplier comes.
    """
    rows = await fetch(
        f"""
        WITH RECURSIVE {PLACES},
        plan AS (
            SELECT DISTINCT ON (supplier) supplier, delivery_weekdays, cut_off, lead_days
            FROM delivery_plan JOIN places ON {at_place("delivery_plan")} ORDER BY supplier, distance
        ),
        exception AS (
            SELECT DISTINCT ON (supplier, on_day) supplier, on_day, delivers
            FROM delivery_exception JOIN places ON {at_place("delivery_exception")}
            ORDER BY supplier, on_day, distance
        ),
        shut AS (SELECT day FROM closed_day JOIN places ON {at_place("closed_day")})
        SELECT {SUPPLIER},
            coalesce(plan.delivery_weekdays, supplier.delivery_weekdays) AS delivery_weekdays,
            coalesce(plan.cut_off, supplier.cut_off) AS cut_off,
            coalesce(plan.lead_days, supplier.lead_days) AS lead_days,
            ARRAY(SELECT on_day FROM exception
                WHERE exception.supplier = supplier.id AND NOT delivers
                UNION SELECT day FROM shut) AS comes_not_on,
            ARRAY(SELECT on_day FROM exception
                WHERE exception.supplier = supplier.id AND delivers
                EXCEPT SELECT day FROM shut) AS comes_also_on
        FROM supplier LEFT JOIN plan ON plan.supplier = supplier.id
        WHERE active AND ($2::uuid IS NULL OR supplier.id = $2)
            AND jsonb_array_length(coalesce(plan.delivery_weekdays, supplier.delivery_weekdays)) > 0
        ORDER BY code
        """,  # noqa: S608
        store,
        supplier,
    )
    return [msgspec.convert(row, SupplierRow) for row in rows]

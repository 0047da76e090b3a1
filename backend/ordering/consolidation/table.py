"""All stores' orders for a delivery as a file for the kitchen or the warehouse."""

from collections.abc import Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from backend.database import fetch
from backend.ordering.consolidation.reading import STANDS, product_sums
from backend.ordering.reading import number_of
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.sheets.written import Column, SheetOut, Value, write_delimited, write_workbook

Kind = Literal["csv", "xlsx"]
MEDIA: dict[Kind, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NAME = [Column("商品编码 SKU"), Column("商品 Product", 32)]
AMOUNTS = [Column("箱数 Packs"), Column("每箱 Pack size"), Column("最小单位数 Base units")]
LINES = [Column("门店编码 Store"), Column("门店 Store name", 20), Column("订货单 Order"), *NAME, *AMOUNTS]
SUMS = [*NAME, Column("箱数 Packs"), Column("最小单位数 Base units"), Column("门店数 Stores")]


async def write_delivery(person: SignedIn, supplier: UUID, day: date, kind: Kind) -> bytes:
    """Write every line of every store; the workbook has the sums per product in front."""
    require_role(person, Role.hq, Role.admin)
    lines = SheetOut("明细 Lines", LINES, await rows_of(supplier, day))
    if kind == "csv":
        return write_delimited(lines)
    sums: list[Sequence[Value]] = [
        (one.sku, f"{one.name.zh} / {one.name.en}", one.packs, one.base_units, one.stores)
        for one in await product_sums(supplier, day)
    ]
    return write_workbook([SheetOut("合计 Sums", SUMS, sums), lines])


async def rows_of(supplier: UUID, day: date) -> list[Sequence[Value]]:
    """Read every line of a delivery, store by store."""
    rows = await fetch(
        f"""
        SELECT store.code, store.name AS store_name, number, sku, product.name, packs, pack_base_units
        FROM order_placed JOIN store ON store.id = store JOIN order_line ON "order" = order_placed.id
            JOIN product ON product.id = product
        WHERE supplier = $1 AND delivery_on = $2 AND {STANDS} ORDER BY store.code, number, sku
        """,  # noqa: S608
        supplier,
        day,
    )
    return [
        (
            row["code"],
            f"{row['store_name']['zh']} / {row['store_name']['en']}",
            number_of(row["number"]),
            row["sku"],
            f"{row['name']['zh']} / {row['name']['en']}",
            row["packs"],
            row["pack_base_units"],
            row["packs"] * row["pack_base_units"],
        )
        for row in rows
    ]

"""What came of orders as a file: the suppliers, and every delivery."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from backend.database import fetch
from backend.ordering.after.measures import permille
from backend.ordering.after.results import ALL_DELIVERIES, Days, stores_of, supplier_results
from backend.ordering.consolidation.table import Kind
from backend.ordering.letter import amount
from backend.ordering.reading import number_of
from backend.people.person import SignedIn
from backend.sheets.written import Column, SheetOut, Value, write_delimited, write_workbook

SUPPLIER = Column("供应商 Supplier", 24)
MONEY = [
    Column("币种 Currency", 8),
    Column("价格变动次数 Price changes"),
    Column("价格变动金额 Price change"),
]
SUPPLIERS = [
    SUPPLIER,
    Column("到货单数 Deliveries"),
    Column("未收货 Not received"),
    Column("迟到 Late"),
    Column("迟到天数 Days late"),
    Column("明细数 Lines"),
    Column("足量明细 Lines in full"),
    Column("到货率 % Fill rate"),
    Column("足量率 % In full"),
    *MONEY,
    Column("改动订货 Changed lines"),
    Column("有报损 With waste"),
    Column("断货 Ran out"),
    Column("不知道 Unknown"),
]
DELIVERIES = [
    SUPPLIER,
    Column("门店编码 Store"),
    Column("门店 Store name", 20),
    Column("订货单 Order"),
    Column("配送日 Delivery day"),
    Column("收货时间 UTC Received"),
    Column("迟到天数 Days late"),
    Column("明细数 Lines"),
    Column("足量明细 Lines in full"),
    Column("到货率 % Fill rate"),
    *MONEY,
]


async def write_after_delivery(person: SignedIn, days: Days, store: UUID | None, kind: Kind) -> bytes:
    """Write every delivery within reach; the workbook has the suppliers in front."""
    stores = await stores_of(person, store)
    lines = SheetOut("到货 Deliveries", DELIVERIES, await delivery_rows(days, stores))
    if kind == "csv":
        return write_delimited(lines)
    suppliers: list[Sequence[Value]] = [
        (
            f"{one.supplier_name.zh} / {one.supplier_name.en}",
            one.deliveries,
            one.not_received,
            one.late,
            one.days_late,
            one.lines,
            one.full_lines,
            percent(one.fill_permille),
            percent(one.full_permille),
            one.currency,
            one.price_changes,
            amount(one.price_change_minor, one.currency),
            one.changed,
            one.changed_wasted,
            one.changed_ran_out,
            one.changed_unknown,
        )
        for one in await supplier_results(days, stores)
    ]
    return write_workbook([SheetOut("供应商 Suppliers", SUPPLIERS, suppliers), lines])


async def delivery_rows(days: Days, stores: list[UUID] | None) -> list[Sequence[Value]]:
    """Read every delivery, the newest first."""
    rows = await fetch(ALL_DELIVERIES, days.first, days.last, stores)
    return [
        (
            f"{row['supplier_name']['zh']} / {row['supplier_name']['en']}",
            row["store_code"],
            f"{row['store_name']['zh']} / {row['store_name']['en']}",
            number_of(row["number"]),
            row["delivery_on"],
            row["received_at"],
            row["days_late"],
            row["lines"],
            row["full_lines"],
            None
            if row["ordered_units"] is None
            else percent(permille(row["received_units"], row["ordered_units"])),
            row["currency"],
            row["price_changes"],
            amount(row["price_change_minor"], row["currency"]),
        )
        for row in rows
    ]


def percent(share: int | None) -> Decimal | None:
    """Write thousandths as percent with one decimal; nothing where there is no share."""
    return None if share is None else Decimal(share).scaleb(-1)

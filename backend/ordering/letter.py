"""An order as its supplier reads it: a letter in two languages and a table for Excel."""

import csv
import io
from decimal import Decimal

from backend.notifications.channels.mail import Attachment
from backend.ordering.schemas import OrderLineOut, OrderOut
from backend.sheets.written import Column, SheetOut, write_workbook

COLUMNS = ("sku", "name", "packs", "pack size", "base units", "price", "currency")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads Chinese as something else
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WITHOUT_MINOR_UNIT = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "VND", "XAF", "XOF", "XPF"})
THREE_DIGITS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


def subject_of(order: OrderOut, store_code: str) -> str:
    """Write the subject: what a supplier sorts orders by."""
    zh, en = ("加单", "Extra order") if order.extra else ("订货单", "Order")
    return (
        f"{zh} {order.number} · {order.store_name.zh} {store_code} · {order.delivery_on} 送货"
        f" / {en} {order.number}, delivery {order.delivery_on}"
    )


def text_of(order: OrderOut, store_code: str, link: str) -> str:
    """Write the letter itself."""
    total = f"{order.currency} {money(order.total_minor, order.currency)}"
    extra_zh, extra_en = ("（加单）", " (extra)") if order.extra else ("", "")
    return (
        f"您好：\n\n"
        f"{order.store_name.zh}（{store_code}）订货单{extra_zh}：{order.number}\n"
        f"送货日期：{order.delivery_on}\n"
        f"共 {order.lines} 种商品，合计 {total}，明细见附件。\n"
        f"同一单号若收到两次，只按一张订货单处理。\n"
        f"确认、发货请打开：{link}\n\n"
        f"Order{extra_en} {order.number} of {order.store_name.en} ({store_code})\n"
        f"Delivery on: {order.delivery_on}\n"
        f"{order.lines} products, {total} in all; the lines are attached.\n"
        f"Should this number reach you twice, it is one order.\n"
        f"Confirm it and say when it ships: {link}\n"
    )


def withdrawal_of(order: OrderOut, store_code: str) -> str:
    """Write the letter that takes an order back."""
    return (
        f"您好：\n\n{order.store_name.zh}（{store_code}）取消了订货单 {order.number}，请不要发货。\n\n"
        f"{order.store_name.en} ({store_code}) takes order {order.number} back. Please do not ship it.\n"
    )


def table_of(order: OrderOut) -> Attachment:
    """Write the lines as CSV; `price` is that of one pack."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(row_of(line, order.currency) for line in order.order_lines)
    content = (BYTE_ORDER_MARK + text.getvalue()).encode()
    return Attachment(f"{order.number}.csv", "text/csv", content)


def workbook_of(order: OrderOut) -> Attachment:
    """Write the same lines as a workbook, for whoever has no patience with CSV."""
    rows = [row_of(line, order.currency) for line in order.order_lines]
    sheet = SheetOut(order.number, [Column(name, 32 if name == "name" else 12) for name in COLUMNS], rows)
    return Attachment(f"{order.number}.xlsx", XLSX, write_workbook([sheet]))


def row_of(line: OrderLineOut, currency: str) -> list[str | int]:
    """Write one line of the table."""
    return [
        harmless(line.sku),
        harmless(f"{line.name.zh} / {line.name.en}"),
        line.packs,
        line.pack_base_units,
        line.packs * line.pack_base_units,
        money(line.price_minor, currency),
        harmless(currency),
    ]


def harmless(words: str) -> str:
    """Keep a spreadsheet from computing what is only a name (OWASP, CSV injection)."""
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words


def money(minor: int, currency: str) -> str:
    """Write an amount of minor units with the digits that its currency has."""
    return str(amount(minor, currency))


def amount(minor: int, currency: str) -> Decimal:
    """Turn minor units into an amount with the digits that its currency has (ISO 4217)."""
    digits = 0 if currency in WITHOUT_MINOR_UNIT else 3 if currency in THREE_DIGITS else 2
    return Decimal(minor).scaleb(-digits)

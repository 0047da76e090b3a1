"""An order reaches its supplier's mailbox, and the store sees what came of every try."""

import csv
import io
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.config import settings
from backend.database import fetch
from backend.events.log import Happening
from backend.ordering import dispatch
from backend.ordering.dispatch import send_to_supplier
from backend.problems import Later
from backend.sheets.spreadsheet import read_spreadsheet
from tests.cast import RIVERSIDE, Cast, named
from tests.doors.mail_server import MailServer
from tests.ordering.shop import MILK, YOGHURT, address, events, order_of

pytestmark = pytest.mark.usefixtures("clock")


async def placed(shop: Cast, **changes: Any) -> Happening:
    id = uuid4()
    reply = await (await shop.zhao()).put(address(id), json=order_of((MILK, 3), (YOGHURT, 2), **changes))
    assert reply.status_code == 201, reply.text
    return happening(id)


def happening(id: UUID) -> Happening:
    return Happening(
        seq=1,
        name="order.placed",
        subject=id,
        store=RIVERSIDE,
        person=named("zhao"),
        payload={},
        at=datetime.now(UTC),
    )


async def order(shop: Cast, event: Happening) -> dict[str, Any]:
    reply = await (await shop.zhao()).get(address(event.subject))
    return dict(reply.json())


async def test_the_letter_carries_the_order_as_a_table_for_excel(shop: Cast, mailbox: MailServer) -> None:
    event = await placed(shop)
    await send_to_supplier(event)
    seen = await order(shop, event)
    assert seen["status"] == "sent"
    assert [(one["channel"], one["outcome"]) for one in seen["dispatches"]] == [("email", "sent")]
    [letter] = mailbox.letters
    number = seen["number"]
    assert letter.recipients == ["orders@supplier.example"]
    assert letter.message["Message-ID"] == f"<order.{number}@storewalk.example>"
    assert number in letter.message["Subject"]
    assert "滨江店 R001 · 2026-11-25 送货" in letter.message["Subject"]
    assert "送货日期：2026-11-25" in letter.text
    assert "2 products, CNY 558.00 in all" in letter.text
    table = letter.attachment(f"{number}.csv")
    book = read_spreadsheet(letter.attachment(f"{number}.xlsx"))
    lines = table.decode("utf-8-sig").splitlines()
    assert [len(book.sheets[0].rows), book.sheets[0].rows[0].cells[0]] == [len(lines), "sku"]
    assert [row.cells[0] for row in book.sheets[0].rows] == [line.split(",")[0] for line in lines]
    assert table.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(table.decode("utf-8-sig")))) == [
        ["sku", "name", "packs", "pack size", "base units", "price", "currency"],
        ["MD-1001", "鲜牛奶 1 L / Fresh milk 1 L", "3", "12", "36", "156.00", "CNY"],
        ["MD-1002", "酸奶 200 g / Yoghurt 200 g", "2", "10", "20", "45.00", "CNY"],
    ]
    assert [event["name"] for event in await events(event.subject)] == ["order.placed", "order.sent"]


async def test_an_order_that_was_sent_is_not_sent_again(shop: Cast, mailbox: MailServer) -> None:
    event = await placed(shop)
    await send_to_supplier(event)
    await send_to_supplier(event)
    assert len(mailbox.letters) == 1
    assert len((await order(shop, event))["dispatches"]) == 1


async def test_a_mail_server_that_is_busy_is_tried_later_and_then_gets_it(
    shop: Cast, mailbox: MailServer
) -> None:
    event = await placed(shop)
    mailbox.refuse_data = "451 try again"
    waits = []
    for _ in range(3):
        with pytest.raises(Later) as later:
            await send_to_supplier(event)
        waits.append(later.value.seconds)
    assert waits == [30, 60, 120]
    seen = await order(shop, event)
    assert seen["status"] == "placed"
    assert "451 try again" in seen["dispatches"][0]["detail"]
    mailbox.refuse_data = None
    await send_to_supplier(event)
    seen = await order(shop, event)
    assert seen["status"] == "sent"
    assert [one["outcome"] for one in seen["dispatches"]] == ["later", "later", "later", "sent"]


async def test_a_mailbox_that_refuses_tells_the_store_why(shop: Cast, mailbox: MailServer) -> None:
    event = await placed(shop)
    mailbox.refuse_recipient = "550 no such mailbox"
    await send_to_supplier(event)
    seen = await order(shop, event)
    assert (seen["status"], seen["dispatches"][0]["outcome"]) == ("refused", "refused")
    assert "550 no such mailbox" in seen["dispatches"][0]["detail"]
    _, refused = await events(event.subject)
    assert (refused["name"], refused["store"]) == ("order.refused", RIVERSIDE)
    assert "550" in refused["payload"]["reason"]
    assert refused["payload"]["placed_by"] == str(named("zhao"))
    assert refused["payload"]["supplier"] == {"zh": "清晨乳品", "en": "Morning Dairy"}


@pytest.mark.parametrize("email", [None, ""])
async def test_a_supplier_without_an_address_is_a_refusal_that_says_so(
    shop: Cast, mailbox: MailServer, email: str | None
) -> None:
    await fetch("UPDATE supplier SET email = $1", email)
    event = await placed(shop)
    await send_to_supplier(event)
    seen = await order(shop, event)
    assert seen["status"] == "refused"
    assert seen["dispatches"][0]["detail"] == "no e-mail address is kept for this supplier"


async def test_without_a_mail_server_the_order_waits_and_says_why(
    shop: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "smtp_url", None)
    event = await placed(shop)
    with pytest.raises(Later):
        await send_to_supplier(event)
    seen = await order(shop, event)
    assert (seen["status"], seen["dispatches"][0]["outcome"]) == ("placed", "later")
    assert "SMTP_URL" in seen["dispatches"][0]["detail"]


async def test_a_worker_killed_after_the_letter_repeats_it_under_the_same_number(
    shop: Cast, mailbox: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await placed(shop)
    with monkeypatch.context() as patch:
        patch.setattr(dispatch, "settle", killed)
        with pytest.raises(KeyboardInterrupt):
            await send_to_supplier(event)
    assert (await order(shop, event))["status"] == "placed"
    await send_to_supplier(event)
    assert len({letter.message["Message-ID"] for letter in mailbox.letters}) == 1
    assert len(mailbox.letters) == 2
    assert [event["name"] for event in await events(event.subject)] == ["order.placed", "order.sent"]


async def killed(*_: object) -> None:
    raise KeyboardInterrupt


async def test_of_two_workers_with_the_same_order_one_tells_of_it(
    shop: Cast, mailbox: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await placed(shop)
    settle = dispatch.settle

    async def slowly(*outcome: Any) -> None:
        # The lease ran out in the middle: the other worker is through before this one writes.
        await settle(*outcome)
        await settle(*outcome)

    monkeypatch.setattr(dispatch, "settle", slowly)
    await send_to_supplier(event)
    assert [event["name"] for event in await events(event.subject)] == ["order.placed", "order.sent"]


async def test_an_order_that_is_gone_is_left_alone(shop: Cast, mailbox: MailServer) -> None:
    await send_to_supplier(happening(uuid4()))
    assert mailbox.letters == []


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
async def test_a_name_is_never_computed_by_a_spreadsheet(shop: Cast, mailbox: MailServer, start: str) -> None:
    await fetch("UPDATE product SET sku = $1, name = $2 WHERE id = $3", start, {"zh": start, "en": "x"}, MILK)
    event = await placed(shop)
    await send_to_supplier(event)
    table = mailbox.letters[0].attachment(f"{(await order(shop, event))['number']}.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert [f"'{start}", f"'{start} / x"] in [row[:2] for row in rows]


async def test_a_store_cannot_smuggle_a_header_into_the_letter(shop: Cast, mailbox: MailServer) -> None:
    await fetch("UPDATE store SET name = $1", {"zh": "店\r\nBcc: all@chain.example", "en": "x"})
    event = await placed(shop)
    await send_to_supplier(event)
    assert (await order(shop, event))["status"] == "refused"
    assert mailbox.letters == []


async def test_an_extra_order_says_so(shop: Cast, mailbox: MailServer) -> None:
    await placed(shop)
    event = await placed(shop, extra=True)
    await send_to_supplier(event)
    assert mailbox.letters[0].message["Subject"].startswith("加单 O-")
    assert "Order (extra)" in mailbox.letters[0].text

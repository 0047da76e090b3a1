"""A worker dies while somebody out there makes it wait: another one does the job when the lease is over."""

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from backend.database import fetch, uuid7
from tests.cast import RIVERSIDE, named
from tests.doors.mail_server import MailServer
from tests.doors.push_service import Answer, Phone, PushService
from tests.faults.processes import House, free_port, let_leases_end, quiet, until, wake_up
from tests.issues.test_loop import STAMPS, raise_puddle
from tests.ordering.shop import DAIRY, order_of, stock_the_shop

LONGER_THAN_THE_TEST = 60


async def subscribe(client: httpx.AsyncClient, phone: Phone) -> None:
    """Let a phone of this person be pushed to."""
    keys = {"p256dh": phone.p256dh, "auth": phone.auth}
    wish = {**STAMPS, "endpoint": phone.endpoint, "keys": keys}
    assert (await client.put(f"/api/push-subscriptions/{uuid7()}", json=wish)).status_code == 204


async def place_order(zhao: httpx.AsyncClient) -> str:
    """Order at the dairy for its next delivery, and return the order's address."""
    await stock_the_shop()
    sheet = (await zhao.get(f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}")).json()
    address = f"/api/orders/{uuid7()}"
    reply = await zhao.put(address, json=order_of(deliveryOn=sheet["deliveryOn"]))
    assert reply.status_code == 201, reply.text
    return address


async def lines_of(login: str) -> list[str]:
    """What one of the cast has in the inbox."""
    rows = await fetch("SELECT kind FROM notification WHERE person = $1", named(login))
    return [row["kind"] for row in rows]


async def test_a_push_that_hung_is_made_by_the_next_worker(house: House, push_service: PushService) -> None:
    server = await house.server("--no-worker")
    dying = house.worker()
    phone = push_service.subscribe()
    phone.answers = [Answer(status=503, after_seconds=LONGER_THAN_THE_TEST)]
    async with server.sign_in("wang") as wang, server.sign_in("li") as li:
        await subscribe(li, phone)
        await raise_puddle(wang)
    await until(lambda: phone.requests == 1)
    dying.kill()
    assert phone.messages == []
    await let_leases_end()
    house.worker()
    await until(quiet)
    assert [message.json()["notification"]["data"]["kind"] for message in phone.messages] == ["issue.raised"]
    assert await lines_of("li") == await lines_of("zhao") == ["issue.raised"]


@dataclass
class SlowMailServer(MailServer):
    """Takes the first letter and never says so."""

    slow: bool = True

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        if self.slow:
            self.slow = False
            await asyncio.sleep(LONGER_THAN_THE_TEST)
        return answer


async def test_a_letter_that_hung_goes_out_again_as_the_same_letter(house: House) -> None:
    mail = SlowMailServer()
    controller = mail.start()
    try:
        server = await house.server("--no-worker")
        dying = house.worker(SMTP_URL=mail.url)
        async with server.sign_in("zhao") as zhao:
            address = await place_order(zhao)
            await until(lambda: len(mail.letters) == 1)
            dying.kill()
            assert (await zhao.get(address)).json()["status"] == "placed"
            await let_leases_end()
            house.worker(SMTP_URL=mail.url)
            await until(quiet)
            order = (await zhao.get(address)).json()
    finally:
        controller.stop()
    assert order["status"] == "sent"
    assert len(mail.letters) == 2
    assert len({letter.message["Message-ID"] for letter in mail.letters}) == 1
    assert all(order["number"] in str(letter.message["Subject"]) for letter in mail.letters)
    assert (await lines_of("zhao")).count("order.sent") == 1


async def test_an_order_waits_for_a_mail_server_that_is_down(house: House) -> None:
    mail, port = MailServer(), free_port()
    server = await house.server(SMTP_URL=f"smtp://127.0.0.1:{port}?tls=none")
    async with server.sign_in("zhao") as zhao:
        address = await place_order(zhao)

        async def tried() -> Any:
            order = (await zhao.get(address)).json()
            return order["dispatches"] and order

        waiting = await until(tried)
        assert waiting["status"] == "placed"
        assert waiting["dispatches"][0]["outcome"] == "later"
        assert waiting["dispatches"][0]["detail"] != ""
        assert not await fetch("SELECT FROM job WHERE parked_at IS NOT NULL")
        controller = Controller(mail, hostname="127.0.0.1", port=port)
        controller.start()
        try:
            await wake_up()
            await until(quiet)
        finally:
            controller.stop()
        assert (await zhao.get(address)).json()["status"] == "sent"
    assert len(mail.letters) == 1
    assert (await lines_of("zhao")).count("order.sent") == 1

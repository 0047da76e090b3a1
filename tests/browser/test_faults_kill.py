"""kill -9 of the browser at 20 moments of a visit with photos: what it called saved is there each time."""

import asyncio
import contextlib
import os
import random
import re
from collections.abc import Awaitable, Callable
from typing import Any

from playwright.async_api import Page, Playwright, TimeoutError, expect

from tests.browser.bad_wire import BadWire, bad_wire
from tests.browser.phone import Phone, held, nothing_waits
from tests.browser.server import Server
from tests.browser.walking import (
    SELF_CHECK,
    ask,
    begin_visit,
    cards,
    draft_of,
    pass_all,
    submit,
    take_missing_photos,
)

WHILE_WALKING, WHILE_SENDING = 15, 5
LONGEST = 1.8


class Walker:
    """Somebody who goes on answering until the phone dies, and notes what the screen promised."""

    def __init__(self, phone: Phone, id: str, dice: random.Random) -> None:
        self.phone = phone
        self.id = id
        self.dice = dice
        self.promised: dict[str, Any] = {}

    async def walk(self) -> None:
        """Tap answers and take photos, one after the other, in any order."""
        page = self.phone.page
        while True:
            buttons = page.locator("button.camera")
            if self.dice.random() < 0.4 and await buttons.count():
                await buttons.nth(self.dice.randrange(await buttons.count())).click(timeout=3000)
                shutter = page.locator("button.shutter")
                await shutter.click(timeout=3000)
                await asyncio.sleep(0.4)
                if await shutter.is_visible():
                    await page.keyboard.press("Escape")
            else:
                card = cards(page).nth(self.dice.randrange(await cards(page).count()))
                radios = card.locator("[role=radiogroup] input")
                # A second tap on an answer takes it away, and is not what is asked here.
                if await radios.count() and not await card.locator("input:checked").count():
                    await radios.first.click(force=True, timeout=3000)
            await self.note_promise()

    async def note_promise(self) -> None:
        """Read, at a moment when the screen says "saved", how much it says is done."""
        said = await self.phone.page.locator(".subtitle").text_content(timeout=3000) or ""
        if found := re.search(r"已存.*?(\d+)\s*/", said) or re.search(r"(\d+)\s*/.*已存", said):
            self.promised = {"done": int(found[1])}


async def killed_within(phone: Phone, dice: random.Random, deed: Callable[[], Awaitable[object]]) -> float:
    """Do something until the browser is killed at a moment that the dice pick."""
    moment = dice.uniform(0.05, LONGEST)
    doing = asyncio.ensure_future(deed())
    await asyncio.sleep(moment)
    await phone.kill()
    doing.cancel()
    with contextlib.suppress(BaseException):
        await doing
    return moment


async def answered(page: Page, id: str) -> int:
    """How many questions the visit has an answer to, on the disk."""
    body = await draft_of(page, id)
    return sum(
        1
        for one in body["answers"]
        if one.get("option") or one.get("photos") or one.get("number") or one.get("text")
    )


async def test_twenty_kills_in_one_visit(
    quiet_server: Server, playwright: Playwright, tmp_path_factory: Any
) -> None:
    """Fifteen while walking, five while it is being sent; one inspection arrives, with every photo."""
    seed = int(os.environ.get("SEED", 20261126))
    print(f"SEED={seed}")
    dice = random.Random(seed)
    async with bad_wire(quiet_server.port, seed) as wire:
        phone = Phone(playwright, tmp_path_factory.mktemp("killed"), wire.origin)
        try:
            await phone.sign_in("wang")
            await phone.settle()
            id = await begin_visit(phone, SELF_CHECK, "运河店")
            await walk_and_die(phone, id, dice)
            await finish(phone, id)
            await send_and_die(phone, id, dice, wire)
            await all_there(phone, id, quiet_server)
        finally:
            await phone.close()


async def walk_and_die(phone: Phone, id: str, dice: random.Random) -> None:
    """Each time: nothing that was promised is missing, and every photo an answer names is on the phone."""
    walker = Walker(phone, id, dice)
    for _ in range(WHILE_WALKING):
        await killed_within(phone, dice, walker.walk)
        page = await phone.open(f"/visit/{id}")
        await expect(cards(page).first).to_be_visible()
        body = await draft_of(page, id)
        named = {photo for one in body["answers"] for photo in one.get("photos") or []}
        assert named <= {row["sha256"] for row in await held(page, "photos")}
        assert await answered(page, id) >= walker.promised.get("done", 0), walker.promised


async def finish(phone: Phone, id: str) -> None:
    """Answer the rest, so that it can be handed in."""
    await pass_all(phone.page)
    await take_missing_photos(phone.page)
    await expect(phone.page.locator(".subtitle")).to_contain_text("已存")


async def send_and_die(phone: Phone, id: str, dice: random.Random, wire: BadWire) -> None:
    """Hand in over a bad wire and die while it is under way; "you may leave" is never said too early."""
    wire.chance, wire.delay = 0.6, 0.5
    await submit(phone.page)
    for _ in range(WHILE_SENDING):
        await killed_within(phone, dice, lambda: phone.page.wait_for_timeout(60_000))
        page = await phone.open(f"/visit/{id}/receipt")
        statement = page.get_by_role("status").filter(has_text=re.compile("可以离开了|还在手机里|没有"))
        await expect(statement.first).to_be_visible()
        if "可以离开了" in (await statement.first.text_content() or ""):
            assert await held(page, "outbox") == []
    wire.chance = 0


async def all_there(phone: Phone, id: str, server: Server) -> None:
    """One inspection, every photo, nothing left on the phone."""
    page = phone.page
    await page.goto(f"{phone.origin}/sync")
    retry = page.get_by_role("button", name="全部重试")
    await expect(retry.or_(page.locator("a.badge.synced")).first).to_be_visible()
    if await retry.count():
        # It is gone once all has been sent, which may be this very moment.
        with contextlib.suppress(TimeoutError):
            await retry.click(timeout=3000)
    await nothing_waits(page)
    await page.goto(f"{phone.origin}/visit/{id}/receipt")
    await expect(page.get_by_text("可以离开了")).to_be_visible()
    body = await draft_of(page, id)
    inspection = await ask(page, f"/api/inspections/{id}")
    assert (inspection["receipt"]["missing"], inspection["held"]) == ([], inspection["manifest"])
    given = {one["question"] for one in body["answers"] if one.get("option")}
    assert given <= {one["question"] for one in inspection["answers"]}
    [row] = await server.fetch("SELECT count(*) AS count FROM inspection WHERE id = $1::uuid", id)
    assert row["count"] == 1
    assert await held(page, "outbox") == []

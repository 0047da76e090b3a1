"""What may befall a phone: no session, two tabs, a moved clock, no room, a moved store, a newer checklist."""

import re
import sys
from datetime import UTC, datetime, timedelta

from playwright.async_api import CDPSession, Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.phone import Phone, held
from tests.browser.scenes import at_the_api
from tests.browser.server import Server
from tests.browser.walking import (
    SELF_CHECK,
    ask,
    begin_visit,
    cards,
    count_inspections,
    draft_of,
    pass_all,
    saved,
    submit,
    take_missing_photos,
)
from tests.browser.writing import checklist, publish, save_draft, section, yes_no

ENDED = """
    UPDATE session SET ended_at = now() FROM person
    WHERE person.id = session.person AND person.login = 'wang' AND ended_at IS NULL
"""
ROOM, MOST_PHOTOS = 400_000, 60
# The phone's own clock, set back while the page is open; what nobody can set goes on.
SET_BACK = """(hours) => {
  const Real = Date
  const shift = hours * 3600_000
  globalThis.Date = class extends Real {
    constructor(...words) { words.length ? super(...words) : super(Real.now() - shift) }
    static now() { return Real.now() - shift }
  }
}"""


async def walk_offline(phone: Phone, store: str) -> str:
    """Begin a visit, lose the network, answer everything; its id."""
    id = await begin_visit(phone, SELF_CHECK, store)
    await phone.context.set_offline(True)
    await pass_all(phone.page)
    await take_missing_photos(phone.page)
    await saved(phone.page)
    return id


async def may_leave(page: Page) -> None:
    """Wait for the one sentence that only a signed receipt over every photo allows."""
    await expect(page.get_by_text("可以离开了")).to_be_visible()


class Wall:
    """A limit to what a phone holds; the browser tidying up its files gives no room back."""

    def __init__(self, protocol: CDPSession, origin: str) -> None:
        self.protocol, self.origin, self.limit = protocol, origin, sys.maxsize

    async def draw_near(self) -> None:
        """Leave a little room beyond what is held now, and never more than before."""
        used = (await self.protocol.send("Storage.getUsageAndQuota", {"origin": self.origin}))["usage"]
        self.limit = min(self.limit, int(used) + ROOM)
        told = {"origin": self.origin, "quotaSize": self.limit}
        await self.protocol.send("Storage.overrideQuotaForOrigin", told)

    async def fall(self) -> None:
        """Give all the room back."""
        await self.protocol.send("Storage.overrideQuotaForOrigin", {"origin": self.origin})


async def fill_with_photos(page: Page, wall: Wall) -> None:
    """Take photos until the phone says in plain words that it has no room for another.

    It says so of the photo, or already of the note what the camera is opened for.
    """
    refusal = page.get_by_text(re.compile("手机空间不够再存照片|改动没有存到手机上"))
    shutter = page.locator("button.shutter")
    for _ in range(MOST_PHOTOS):
        await wall.draw_near()
        await page.locator("button.camera").first.click()
        await expect(refusal.or_(page.locator("button.shutter:enabled")).first).to_be_visible()
        if await refusal.count():
            return
        await shutter.click()
        # The viewfinder closes by itself over a photo that was kept.
        await expect(refusal.or_(page.locator("body:not(:has(button.shutter))")).first).to_be_visible()
        if await refusal.count():
            return
    raise AssertionError(f"{MOST_PHOTOS} photos found room where there was none")


async def test_a_session_that_ended_meanwhile_keeps_everything(
    quiet_phones: MakePhone, quiet_server: Server
) -> None:
    """HQ or the person ended it; the screen asks to sign in, and then all of it goes up."""
    phone = await quiet_phones("wang")
    page = phone.page
    id = await walk_offline(phone, "运河店")
    await submit(page)
    before = await held(page, "outbox")
    await quiet_server.fetch(ENDED)
    await phone.context.set_offline(False)
    await expect(page.locator("a.badge.signIn")).to_be_visible()
    await expect(page.get_by_role("status").filter(has_text="还在手机里")).to_contain_text("请重新登录")
    await expect(page.get_by_text("正在上传")).to_have_count(0)
    assert [row["url"] for row in await held(page, "outbox")] == [row["url"] for row in before]
    await page.get_by_role("alert").get_by_role("link", name="登录").click()
    await page.locator("input[type=password]").fill("walk-the-store")
    await page.locator("button[type=submit]").click()
    await may_leave(page)
    assert await held(page, "outbox") == []
    assert (await ask(page, f"/api/inspections/{id}"))["receipt"]["missing"] == []


async def test_two_tabs_on_one_draft_have_one_writer(quiet_phones: MakePhone) -> None:
    """The second tab reads, says so, follows, and takes over once the first is closed."""
    phone = await quiet_phones("wang")
    first = phone.page
    id = await begin_visit(phone, SELF_CHECK, "科学园店")
    second = await phone.context.new_page()
    await second.goto(f"{phone.origin}/visit/{id}")
    await expect(second.get_by_text("这里只能看")).to_be_visible()
    await expect(cards(second).first.locator("input").first).to_be_disabled()
    await pass_all(first)
    await saved(first)
    done = sum(1 for one in (await draft_of(first, id))["answers"] if one.get("option"))
    assert done > 3
    await expect(second.locator(".subtitle")).to_have_text(await first.locator(".subtitle").inner_text())
    await first.close()
    await second.get_by_role("button", name="在这里继续").click()
    await expect(cards(second).first.locator("input").first).to_be_enabled()
    phone.page = second
    await take_missing_photos(second)
    await submit(second)
    await may_leave(second)
    assert await count_inspections(second, id) == 1
    assert await held(second, "outbox") == []


async def test_a_clock_set_back_three_hours_is_seen_through(quiet_phones: MakePhone) -> None:
    """The estimate stays right to the minute, and the visit says that the clock was moved."""
    phone = await quiet_phones("wang")
    page = phone.page
    id = await begin_visit(phone, SELF_CHECK, "运河店")
    await phone.context.set_offline(True)
    await page.evaluate(SET_BACK, 3)
    await pass_all(page)
    await take_missing_photos(page)
    await submit(page)
    [record] = [row for row in await held(page, "outbox") if row["photo"] is None]
    device, estimated = (datetime.fromisoformat(record["body"][name]) for name in ("deviceAt", "estimatedAt"))
    assert abs(datetime.now(UTC) - estimated) < timedelta(minutes=2)
    assert timedelta(hours=2, minutes=58) < estimated - device < timedelta(hours=3, minutes=2)
    assert -10_900 < record["body"]["clockJumpSeconds"] < -10_700
    await phone.context.set_offline(False)
    await may_leave(page)
    assert await count_inspections(page, id) == 1
    inspection = await ask(page, f"/api/inspections/{id}")
    assert [mark["kind"] for mark in inspection["receipt"]["marks"]] == ["clock_jumped"]


async def test_a_store_that_moved_meanwhile_is_accepted_late(
    quiet_phones: MakePhone, quiet_server: Server
) -> None:
    """Begun before the move, sent after it: taken in, marked, explained to whoever walked it."""
    phone = await quiet_phones("wang")
    page = phone.page
    id = await walk_offline(phone, "运河店")
    await submit(page)
    with at_the_api(quiet_server, "wang") as wang:
        store = next(one for one in wang.get("/api/stores").json() if one["name"]["zh"] == "运河店")
    try:
        await quiet_server.fetch(
            "UPDATE store SET region = (SELECT post.region FROM post JOIN person ON person.id = post.person"
            " WHERE login = 'gao') WHERE id = $1::uuid",
            store["id"],
        )
        with at_the_api(quiet_server, "wang") as wang:
            assert wang.get(f"/api/stores/{store['id']}/visit").status_code == 404
        await phone.context.set_offline(False)
        await may_leave(page)
        await expect(page.get_by_text("划归他人")).to_be_visible()
    finally:
        await quiet_server.fetch(
            "UPDATE store SET region = $2::uuid WHERE id = $1::uuid", store["id"], store["region"]
        )
    marks = (await ask(page, f"/api/inspections/{id}"))["receipt"]["marks"]
    assert [mark["kind"] for mark in marks] == ["after_move"]


async def test_a_full_phone_refuses_photos_in_words_and_calls_nothing_saved_that_is_not(
    quiet_phones: MakePhone, quiet_server: Server
) -> None:
    """No further photo, in plain words; "saved" is true or not said; all of it goes up in the end."""
    phone = await quiet_phones("wang")
    page = phone.page
    id = await begin_visit(phone, SELF_CHECK, "科学园店")
    # The page itself is told of more room than there is; the wall stands all the same.
    wall = Wall(await phone.context.new_cdp_session(page), phone.origin)
    await fill_with_photos(page, wall)
    await page.keyboard.press("Escape")
    body = await draft_of(page, id)
    named = {photo for one in body["answers"] for photo in one.get("photos") or []}
    # The picture of the shot that was refused may have found room where its answer did not; nobody names it.
    pictures = {row["sha256"] for row in await held(page, "photos")}
    assert named <= pictures
    assert len(pictures - named) <= 1
    await pass_all(page)
    await expect(page.locator(".subtitle")).to_contain_text(re.compile("已存|没有存上"))
    kept = sum(1 for one in (await draft_of(page, id))["answers"] if one.get("option"))
    told = await page.locator(".subtitle").inner_text()
    assert "没有存上" in told or kept > 3, told
    await wall.fall()
    await page.reload()
    await expect(cards(page).first).to_be_visible()
    assert sum(1 for one in (await draft_of(page, id))["answers"] if one.get("option")) >= kept
    await pass_all(page)
    await saved(page)
    await take_missing_photos(page)
    await submit(page)
    await may_leave(page)
    assert await count_inspections(page, id) == 1
    assert (await ask(page, f"/api/inspections/{id}"))["receipt"]["missing"] == []


async def test_a_checklist_published_meanwhile_disturbs_no_visit(
    quiet_phones: MakePhone, quiet_server: Server
) -> None:
    """Begun with one version, another one out while the phone is offline: taken in as it was walked."""
    questions = [yes_no("floor", "地面清洁"), yes_no("poster", "海报张贴")]
    checklist_id = save_draft(quiet_server, checklist("离线夜巡", section("all", "卖场", *questions)))
    first = publish(quiet_server, checklist_id, "第一版")
    phone = await quiet_phones("wang")
    page = phone.page
    id = await begin_visit(phone, "离线夜巡", "科学园店", questions=2)
    await phone.context.set_offline(True)
    newer = checklist("离线夜巡", section("all", "卖场", questions[0], yes_no("sign", "灯箱亮着")))
    save_draft(quiet_server, newer, checklist_id, based_on=first)
    publish(quiet_server, checklist_id, "去掉海报")
    await pass_all(page)
    await saved(page)
    await submit(page)
    await expect(page.get_by_text("巡店记录还在手机里")).to_be_visible()
    await phone.context.set_offline(False)
    await may_leave(page)
    inspection = await ask(page, f"/api/inspections/{id}")
    assert {one["question"] for one in inspection["answers"]} == {"floor", "poster"}
    assert (inspection["receipt"]["marks"], await count_inspections(page, id)) == ([], 1)
    assert await held(page, "outbox") == []

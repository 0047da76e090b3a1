"""A push from our server to the service worker, from there to the very issue; the inbox beside it."""

import asyncio
import json
import re
from typing import Any

from playwright.async_api import CDPSession, Worker, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge
from tests.browser.phone import Phone, nothing_waits, on_disk
from tests.browser.scenes import at_the_api, own_store, raise_issue, read, send_fix, stamps
from tests.browser.server import Server
from tests.doors.push_service import Message, PushService

ALLOWED = {"permissions": ["camera", "geolocation", "notifications"]}
# Chromium's own push service is not there: the browser gets a subscription whose keys the test holds.
SUBSCRIBES = """({ endpoint, p256dh, auth }) => {
  const made = { endpoint, options: {}, unsubscribe: async () => true,
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }) }
  PushManager.prototype.subscribe = async (options) => {
    made.options = { applicationServerKey: fromBase64(options.applicationServerKey) }
    PushManager.prototype.getSubscription = async () => made
    return made
  }
  const fromBase64 = (text) => Uint8Array.from(
    atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0)).buffer
}"""
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready
  const shown = await registration.getNotifications()
  return shown.map(({ title, body, tag, data }) => ({ title, body, tag, data }))
}"""
LISTEN = """() => {
  const show = self.registration.showNotification.bind(self.registration)
  self.told = []
  self.registration.showNotification = async (title, options) => {
    await show(title, options)
    self.told.push(title)
  }
}"""
TAP = """async (tag) => {
  const [notification] = await self.registration.getNotifications({ tag })
  self.dispatchEvent(new NotificationEvent('notificationclick', { notification }))
}"""


# What the worker writes down of a tap, and the page that opens it takes away.
WRITTEN_DOWN = "caches.open('push').then((all) => all.match('/push-target')).then(Boolean)"


async def deliver(phone: Phone, message: bytes) -> None:
    """Hand a decrypted message to Chromium's service worker, as its push service would."""
    session: CDPSession = await phone.context.new_cdp_session(phone.page)
    ids: asyncio.Queue[str] = asyncio.Queue()

    def note(event: dict[str, Any]) -> None:
        for version in event["versions"]:
            if version["status"] == "activated":
                ids.put_nowait(version["registrationId"])

    session.on("ServiceWorker.workerVersionUpdated", note)
    await session.send("ServiceWorker.enable")
    registration = await asyncio.wait_for(ids.get(), 60)
    await (await worker_of(phone)).evaluate(LISTEN)
    await session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": phone.origin, "registrationId": registration, "data": message.decode()},
    )
    await session.detach()


async def notifications_shown(phone: Phone, title: str) -> list[dict[str, Any]]:
    """Wait for a notification of this title; return all."""
    # Asked too early, Chromium takes one on its way to the screen for one that was closed, and forgets it.
    worker = await worker_of(phone)
    for _ in range(600):
        if title in str(await worker.evaluate("self.told")):
            break
        await asyncio.sleep(0.1)
    await asyncio.sleep(2)
    shown: list[dict[str, Any]] = await phone.page.evaluate(SHOWN)
    assert any(title in one["title"] for one in shown), shown
    return shown


async def worker_of(phone: Phone) -> Worker:
    """The app's service worker, which Playwright may hear of a moment after the page does."""
    for _ in range(600):
        for worker in phone.context.service_workers:
            if worker.url.endswith("/sw.js"):
                return worker
        await asyncio.sleep(0.1)
    raise AssertionError("no service worker ever came")


async def tap(phone: Phone, tag: str) -> None:
    """Tap a notification: Chromium without a screen has none to tap, so the worker is told."""
    await (await worker_of(phone)).evaluate(TAP, tag)


def kind_of(message: Message) -> str:
    """What a pushed message is about."""
    return str(message.json()["notification"]["data"]["kind"])


async def turn_on(phone: Phone) -> None:
    """Turn push on, on the Me page."""
    await phone.go("/me")
    await phone.page.get_by_role("button", name="开启推送").click()
    await expect(phone.page.get_by_role("button", name="关闭推送")).to_be_visible()


async def test_a_rejection_is_pushed_encrypted_shown_and_opens_the_very_issue(
    server: Server, phones: MakePhone, push_service: PushService
) -> None:
    with at_the_api(server, "zhao") as zhao_api:
        key = zhao_api.get("/api/push-key").json()["key"]
        store = own_store(zhao_api)
    browser = push_service.subscribe(key)
    zhao = await phones("zhao", **ALLOWED)
    subscription = {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth}
    await zhao.context.add_init_script(f"({SUBSCRIBES})({json.dumps(subscription)})")
    await turn_on(zhao)
    await judge(zhao.page, "push-on")

    with at_the_api(server, "wang") as wang, at_the_api(server, "zhao") as zhao_api:
        issue = raise_issue(wang, store, "灭火器被货物挡住")
        fix = send_fix(zhao_api, issue, note="已搬开")
        verdict = {**stamps(), "verdict": "rejected", "reason": "旁边还有两箱"}
        reply = wang.put(f"/api/issues/{issue}/fixes/{fix}/verification", json=verdict)
        assert reply.status_code == 201, reply.text

    # Our server encrypted it for these keys and signed it; the push service could read it.
    for _ in range(600):
        if rejected := [one for one in browser.messages if kind_of(one) == "issue.rejected"]:
            break
        await asyncio.sleep(0.1)
    assert push_service.mistakes == []
    [pushed] = rejected
    told = pushed.json()
    assert told["web_push"] == 8030
    assert "驳回" in told["notification"]["title"]
    assert "旁边还有两箱" in told["notification"]["body"]

    await deliver(zhao, pushed.body)
    shown = await notifications_shown(zhao, told["notification"]["title"])
    assert [one["body"] for one in shown] == [told["notification"]["body"]]
    await tap(zhao, told["notification"]["tag"])
    await zhao.page.wait_for_url(f"**/issues/{issue}")
    await expect(zhao.page.get_by_text("旁边还有两箱").first).to_be_visible()
    for _ in range(100):
        if not (left := await zhao.page.evaluate(SHOWN)):
            break
        await asyncio.sleep(0.1)
    assert left == []


async def test_a_push_that_nobody_can_read_still_shows_something(server: Server, phones: MakePhone) -> None:
    zhao = await phones("zhao", **ALLOWED)
    await deliver(zhao, b"not json")
    [shown] = await notifications_shown(zhao, "巡店")
    assert shown["data"]["target"] == "/notifications"


async def test_a_tapped_notification_opens_a_closed_app_at_the_issue(
    server: Server, phones: MakePhone
) -> None:
    """The target is stored, because iOS opens a closed app at its start page."""
    with at_the_api(server, "zhao") as zhao_api, at_the_api(server, "wang") as wang:
        issue = raise_issue(wang, own_store(zhao_api), "应急灯不亮")
    zhao = await phones("zhao", **ALLOWED)
    told = {"title": "应急灯", "body": "", "navigate": f"{server.origin}/issues/{issue}", "tag": "lamp"}
    await deliver(zhao, json.dumps({"web_push": 8030, "notification": told}).encode())
    await notifications_shown(zhao, "应急灯")
    # No page of the app is open when the notification is tapped.
    await zhao.page.goto("about:blank")
    await tap(zhao, "lamp")
    worker = await worker_of(zhao)
    for _ in range(600):
        if await worker.evaluate(WRITTEN_DOWN):
            break
        await asyncio.sleep(0.1)
    await zhao.go("/today")
    await zhao.page.wait_for_url(f"**/issues/{issue}")


async def test_a_browser_without_its_push_service_says_so(server: Server, phones: MakePhone) -> None:
    zhao = await phones("zhao", **ALLOWED)
    await zhao.context.add_init_script("PushManager.prototype.subscribe = () => Promise.reject(new Error())")
    await zhao.go("/me")
    await zhao.page.get_by_role("button", name="开启推送").click()
    await expect(zhao.page.get_by_text("连不上推送服务")).to_be_visible()
    await judge(zhao.page, "push-unreachable")


async def test_a_browser_that_forbids_notifications_says_how_to_allow_them(
    server: Server, phones: MakePhone
) -> None:
    zhao = await phones("zhao")
    denied = "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })"
    await zhao.context.add_init_script(denied)
    await zhao.go("/me")
    await expect(zhao.page.get_by_text("被浏览器阻止")).to_be_visible()
    await zhao.speak("en")
    await expect(zhao.page.get_by_text("Blocked by the browser")).to_be_visible()


async def test_an_iphone_is_told_to_install_first(server: Server, phones: MakePhone) -> None:
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
    zhao = await phones("zhao", user_agent=agent)
    await zhao.go("/me")
    await expect(zhao.page.get_by_text("需要先安装")).to_be_visible()


async def test_the_inbox_counts_what_is_unread_and_opens_what_it_speaks_of(
    server: Server, phones: MakePhone
) -> None:
    zhao = await phones("zhao")
    with at_the_api(server, "zhao") as zhao_api, at_the_api(server, "wang") as wang:
        store = own_store(zhao_api)
        await zhao.go("/issues")
        issue = raise_issue(zhao_api, store, "冰柜门关不严", severity="critical")
        fix = send_fix(zhao_api, issue, note="换了门封条")
        verdict = {**stamps(), "verdict": "rejected", "reason": "下沿还漏冷气"}
        wang.put(f"/api/issues/{issue}/fixes/{fix}/verification", json=verdict)
    line = await told_of(server, f"/issues/{issue}")
    page = await asyncio.to_thread(read, server, "zhao", "/api/notifications")
    # Rejected; nobody is told of an issue of their own.
    assert sum(one["link"] == f"/issues/{issue}" for one in page["notifications"]) == 1
    # Live: nobody reloads.
    await bell_is_right(zhao, server)
    await zhao.page.get_by_role("link", name=re.compile(r"^通知，\d+ 条未读$")).click()
    await judge(zhao.page, "inbox")
    await zhao.speak("en")
    await judge(zhao.page, "inbox-en")
    await zhao.speak("zh")
    told = zhao.page.get_by_role("link", name=line["body"]["zh"]).first
    await expect(told).to_be_visible()
    unread = (await asyncio.to_thread(read, server, "zhao", "/api/notifications"))["unread"]
    await on_disk(zhao.page, "documents", f"'unread': {unread}")

    await asyncio.to_thread(server.stop)
    await told.click()
    await zhao.page.wait_for_url(f"**/issues/{issue}")
    await zhao.go("/issues")
    await expect(zhao.page.get_by_role("link", name=f"通知，{unread - 1} 条未读")).to_be_visible()
    await asyncio.to_thread(server.start)
    await nothing_waits(zhao.page)
    seen = await asyncio.to_thread(read, server, "zhao", "/api/notifications")
    assert [one["readAt"] is not None for one in seen["notifications"] if one["id"] == line["id"]] == [True]
    await zhao.go("/notifications")
    await zhao.page.get_by_role("button", name="全部标为已读").click()
    await expect(zhao.page.get_by_role("button", name="全部标为已读")).to_be_hidden()
    await zhao.go("/today")
    await expect(zhao.page.get_by_role("link", name="通知", exact=True)).to_be_visible()


async def bell_is_right(phone: Phone, server: Server) -> None:
    """Wait until the bell counts what the server counts, however much comes in meanwhile."""
    for _ in range(240):
        unread = (await asyncio.to_thread(read, server, "zhao", "/api/notifications"))["unread"]
        if await phone.page.get_by_role("link", name=f"通知，{unread} 条未读", exact=True).is_visible():
            return
        await asyncio.sleep(0.25)
    raise AssertionError(f"the bell never counted {unread}")


async def told_of(server: Server, link: str) -> dict[str, Any]:
    """Wait for the notification of a rejection that leads to this address."""
    for _ in range(300):
        page = await asyncio.to_thread(read, server, "zhao", "/api/notifications")
        lines: list[dict[str, Any]] = page["notifications"]
        if found := [one for one in lines if one["link"] == link and one["kind"] == "issue.rejected"]:
            return found[0]
        await asyncio.sleep(0.2)
    raise AssertionError(f"nobody was told of {link}")

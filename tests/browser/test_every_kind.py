"""Every kind of question is answered on a phone without a network, and read back by HQ as it was answered."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from playwright.async_api import Locator, Page, expect

from tests.browser.barcodes import film_of
from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.phone import DESK, until
from tests.browser.scenes import at_the_api, picture, send_photo
from tests.browser.server import Server
from tests.browser.walking import ask, cards, draft_of, make_ready, saved, submit, take_photo

MILK = "6901234567892"
OPTIONS = [
    {"id": "good", "label": {"zh": "良好", "en": "Good"}, "points": 2, "colour": "green"},
    {"id": "fair", "label": {"zh": "一般", "en": "Fair"}, "points": 1, "colour": "amber"},
    {"id": "poor", "label": {"zh": "很差", "en": "Poor"}, "points": 0, "failed": True, "colour": "red"},
]
BOXES = [
    {"id": "soap", "label": {"zh": "洗手液", "en": "Soap"}, "points": 1},
    {"id": "paper", "label": {"zh": "擦手纸", "en": "Paper"}, "points": 1},
]
# What each question asks, how it is answered below, and what that earns of how much.
KINDS: list[dict[str, Any]] = [
    {"kind": "choice", "zh": "整体印象", "en": "Overall impression", "options": OPTIONS},
    {"kind": "multi_choice", "zh": "洗手台备品", "en": "At the wash basin", "options": BOXES},
    {"kind": "yes_no", "zh": "通道畅通", "en": "The aisle is free", "weight": 3},
    {"kind": "number", "zh": "在岗人数", "en": "People on duty", "limits": {"min": "1"}},
    {"kind": "temperature", "zh": "冷柜温度", "en": "Fridge temperature", "limits": {"min": "0", "max": "5"}},
    {"kind": "slider", "zh": "服务热情", "en": "Warm service", "min": 0, "max": 10},
    {"kind": "text", "zh": "店员建议", "en": "What the staff suggest"},
    {"kind": "date_time", "zh": "最近消杀日期", "en": "Last pest control", "asks": "date"},
    {"kind": "date_time", "zh": "开门时间", "en": "Opened at", "asks": "time"},
    {"kind": "date_time", "zh": "下次维保", "en": "Next service", "asks": "date_time"},
    {"kind": "photo", "zh": "门头照片", "en": "The shop front"},
    {"kind": "signature", "zh": "店长签字", "en": "The manager signs"},
    {"kind": "barcode", "zh": "扫一件商品", "en": "Scan one product"},
    {"kind": "location", "zh": "收货口位置", "en": "Where goods come in"},
    {"kind": "information", "zh": "标准陈列如图", "en": "This is how it should look"},
]

# What HQ reads of it.
ANSWERED = [
    ("整体印象", "一般"),
    ("洗手台备品", "洗手液"),
    ("洗手台备品", "擦手纸"),
    ("通道畅通", "合格"),
    ("在岗人数", "3"),
    ("冷柜温度", "4.5 °C"),
    ("服务热情", "7"),
    ("店员建议", "多放一台风扇"),
    ("最近消杀日期", "2026-11-20"),
    ("开门时间", "07:30"),
    ("下次维保", "2026-12-01 09:15"),
    ("店长签字", "李梅"),
    ("扫一件商品", MILK),
    ("收货口位置", "31.23580, 121.50470"),
    ("收货口位置", "后门左侧"),
]


def publish_every_kind(chen: httpx.Client) -> None:
    """Let HQ publish a checklist with one question of every kind."""
    reference = send_photo(chen, picture("#2f8f83", "SHELF"))
    questions = []
    for number, one in enumerate(KINDS):
        fields = {key: value for key, value in one.items() if key not in ("zh", "en")}
        questions.append({**fields, "id": f"k{number}", "text": {"zh": one["zh"], "en": one["en"]}})
    questions[-1] |= {"referencePhoto": reference, "required": False, "weight": 0}
    words = {"zh": "样样都问", "en": "Every kind"}
    document = {"name": words, "sections": [{"id": "s", "title": words, "questions": questions}]}
    checklist, draft = uuid4(), {"saveId": str(uuid4()), "revision": 0, "document": document}
    saved = chen.put(f"/api/checklists/{checklist}/draft", json=draft)
    assert (saved.status_code, saved.json()["refusals"]) == (200, []), saved.text
    body = {"revision": saved.json()["revision"], "note": ""}
    published = chen.put(f"/api/checklists/{checklist}/publications/{uuid4()}", json=body)
    assert published.status_code in (200, 201), published.text


def asked(page: Page, words: str) -> Locator:
    """The card of one question."""
    return cards(page).filter(has=page.get_by_role("heading", name=re.compile(words)))


async def answer_everything(page: Page) -> None:
    """Answer each question with the control of its kind."""
    await asked(page, "整体印象").get_by_role("radio", name="一般").click()
    for box in ("洗手液", "擦手纸"):
        await asked(page, "洗手台备品").get_by_role("checkbox", name=box).check()
    await asked(page, "通道畅通").get_by_role("radio", name="合格", exact=True).click()
    await asked(page, "在岗人数").locator("input[inputmode]").fill("3")
    await asked(page, "冷柜温度").locator("input[inputmode]").fill("4.5")
    slider = asked(page, "服务热情").get_by_role("slider")
    await slider.focus()
    for _ in range(7):
        await slider.press("ArrowRight")
    await asked(page, "店员建议").locator("textarea").first.fill("多放一台风扇")
    await asked(page, "最近消杀日期").locator("input").fill("2026-11-20")
    await asked(page, "开门时间").locator("input").fill("07:30")
    await asked(page, "下次维保").locator("input").fill("2026-12-01T09:15")
    await take_photo(page, asked(page, "门头照片").locator("button.camera"))
    await sign(page, asked(page, "店长签字"))
    await scan(page, asked(page, "扫一件商品"))
    place = asked(page, "收货口位置")
    await place.get_by_role("button", name="用手机定位").click()
    await expect(place.get_by_text("31.23580, 121.50470")).to_be_visible()
    await place.get_by_role("textbox").fill("后门左侧")


async def sign(page: Page, card: Locator) -> None:
    """Draw a name with a finger, keep it, and write it too."""
    pad = card.get_by_role("img", name="签名区，用手指或笔书写")
    await pad.scroll_into_view_if_needed()
    box = await pad.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + 40, box["y"] + 100)
    await page.mouse.down()
    for step in range(1, 25):
        await page.mouse.move(box["x"] + 40 + step * 9, box["y"] + 75 + (35 if step % 2 else -35))
    await page.mouse.up()
    await judge(page, "kinds-signature-drawn")
    await card.get_by_role("button", name="保存签名").click()
    await expect(card.locator("img").first).to_be_visible()
    await card.get_by_role("textbox").fill("李梅")


async def scan(page: Page, card: Locator) -> None:
    """Hold the camera before a barcode until it is read."""
    await card.get_by_role("button", name="扫码").click()
    await expect(card.locator("input")).to_have_value(MILK)
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_every_kind_is_answered_offline_and_read_by_hq(
    server: Server, phones: MakePhone, tmp_path: Path
) -> None:
    with at_the_api(server, "chen") as chen:
        publish_every_kind(chen)
    film = film_of(MILK, tmp_path / "milk.mjpeg")
    phone = await phones("wang", flags=[f"--use-file-for-fake-video-capture={film}"])
    page = phone.page
    await make_ready(page)
    await page.get_by_role("button", name="临时巡店").click()
    await page.get_by_role("radio", name=re.compile("样样都问")).check()
    await page.get_by_role("radio", name=re.compile("滨江店")).check()
    await page.get_by_role("button", name="继续").click()
    await expect(page.get_by_role("button", name="签到")).to_be_enabled()
    await wait_for_the_reader(page)
    await phone.context.set_offline(True)
    await page.get_by_role("button", name="签到").click()
    await page.get_by_role("button", name="开始检查").click()
    await expect(cards(page)).to_have_count(len(KINDS))
    id = page.url.rsplit("/", 1)[1]
    picture_of_it = asked(page, "标准陈列如图").locator("img").first
    await picture_of_it.scroll_into_view_if_needed()
    await expect(picture_of_it).to_be_visible()
    await answer_everything(page)
    await judge(page, "kinds-answered")
    await saved(page)
    shots = (await draft_of(page, id))["shots"].values()
    assert sorted(shot["source"] for shot in shots) == ["camera", "drawn"]
    await submit(page)
    await phone.context.set_offline(False)
    await expect(page.get_by_text("可以离开了")).to_be_visible()

    # By hand: 1 of 2, 2 of 2, 3 of 3 and 7 of 10; everything else has no points.
    inspection = await ask(page, f"/api/inspections/{id}")
    assert (inspection["score"]["earned"], inspection["score"]["possible"]) == (13, 17)
    assert inspection["shown"] == "76.47"
    await read_by_hq(phones, id)
    await weighed_by_the_server(page, id)


async def wait_for_the_reader(page: Page) -> None:
    """Wait until the reader of codes lies on the phone, for there is no network in a basement."""
    for _ in range(120):
        if await page.evaluate("caches.open('parts').then((all) => all.keys()).then((kept) => kept.length)"):
            return
        await page.wait_for_timeout(500)


async def read_by_hq(phones: MakePhone, id: str) -> None:
    """HQ finds every answer on the page of the visit, the signature as a picture."""
    options = {"viewport": {**DESK, "width": 1280}, "is_mobile": False, "has_touch": False}
    desk = await phones("chen", **options, device_scale_factor=1)
    page = desk.page
    await desk.go(f"/inspections/{id}")
    found = page.locator(".found")
    await expect(found).to_have_count(len(KINDS) - 1)
    for question, answer in ANSWERED:
        await expect(found.filter(has_text=question).get_by_text(answer).first).to_be_visible()
    for question in ("门头照片", "店长签字"):
        image = found.filter(has_text=question).locator("img").first
        await image.scroll_into_view_if_needed()
        await expect(image).to_be_visible()
        await until(page, "(one) => one.naturalWidth > 50", await image.element_handle())
    await judge_in_both_languages(desk, "kinds-at-hq")


async def weighed_by_the_server(page: Page, id: str) -> None:
    """The drawn name is no photo of the store: one photo is weighed, and nothing is held against the name."""
    for _ in range(240):
        evidence = await ask(page, f"/api/inspections/{id}/evidence")
        codes = {reason["code"]: reason for reason in evidence["reasons"]}
        if "photos_fine" in codes:
            break
        await page.wait_for_timeout(250)
    assert codes["photos_fine"]["numbers"] == {"count": 1}
    [signed] = [one for one in evidence["answers"] if one["question"] == "k11"]
    assert [reason["code"] for reason in signed["reasons"]] == ["photos_none"]

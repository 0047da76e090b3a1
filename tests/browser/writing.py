"""The hands of HQ at a desk: the editor, and drafts and versions set at the API."""

import re
from typing import Any
from uuid import uuid4

from playwright.async_api import Locator, Page, expect

from tests.browser.phone import DESK, Phone
from tests.browser.scenes import at_the_api
from tests.browser.server import Server

AT_A_DESK = {
    "viewport": {**DESK, "width": 1280},
    "is_mobile": False,
    "has_touch": False,
    "device_scale_factor": 1,
}


def both(zh: str, en: str) -> dict[str, str]:
    """Say it in both languages."""
    return {"zh": zh, "en": en}


def yes_no(id: str, zh: str, **other: Any) -> dict[str, Any]:
    """A question that is answered with yes or no."""
    return {"kind": "yes_no", "id": id, "text": both(zh, f"Is it well: {id}"), **other}


def checklist(name: str, *sections: dict[str, Any], **other: Any) -> dict[str, Any]:
    """A checklist of these sections."""
    return {"name": both(name, f"Checklist {name}"), "sections": list(sections), **other}


def section(id: str, zh: str, *questions: dict[str, Any], **other: Any) -> dict[str, Any]:
    """A section of these questions."""
    return {"id": id, "title": both(zh, f"Section {id}"), "questions": list(questions), **other}


def save_draft(
    server: Server, document: dict[str, Any], id: str | None = None, based_on: str | None = None
) -> str:
    """Save a draft as HQ does; return the id of its checklist."""
    id = id or str(uuid4())
    body = {"saveId": str(uuid4()), "revision": 0, "basedOn": based_on, "document": document}
    with at_the_api(server, "chen") as chen:
        reply = chen.put(f"/api/checklists/{id}/draft", json=body)
        assert reply.status_code == 200, reply.text
        assert reply.json()["refusals"] == [], reply.text
    return id


def publish(server: Server, id: str, note: str) -> str:
    """Publish the draft of a checklist as HQ does; return the version."""
    with at_the_api(server, "chen") as chen:
        body = {"revision": 1, "note": note}
        reply = chen.put(f"/api/checklists/{id}/publications/{uuid4()}", json=body)
        assert reply.status_code in (200, 201), reply.text
        return str(reply.json()["version"])


async def open_editor(desk: Phone, id: str) -> Page:
    """Open a draft at the desk."""
    await desk.go(f"/checklists/{id}/edit")
    await expect(desk.page.locator("[data-row]").first).to_be_visible()
    return desk.page


async def choose(page: Page, id: str) -> None:
    """Choose a question or a section in the outline."""
    await page.locator(f'[data-row="{id}"] .main, [data-section="{id}"] > .head').first.click()


async def wait_until_saved(page: Page) -> None:
    """Wait until the server has the newest words."""
    await expect(page.get_by_text(re.compile(r"^已保存 \d\d:\d\d"))).to_be_visible()


async def kept(button: Locator) -> None:
    """Wait until the server has what this button keeps: it has nothing more to do, and is not busy."""
    await expect(button.and_(button.page.locator(":disabled:not([aria-busy])"))).to_be_visible()


def preview_of(page: Page) -> Locator:
    """The phone beside the form."""
    return page.get_by_role("region", name="手机预览")

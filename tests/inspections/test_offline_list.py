"""What each phone is told to hold."""

from typing import Any

from backend.database import fetch
from tests.cast import HILLTOP, RIVERSIDE, Cast, named
from tests.inspections.test_today import days
from tests.inspections.walk import REFERENCE, assign, failing, inspection, photo, publish_patrol, submit

EVERYBODY_S = {
    f"/api/{name}"
    for name in (
        "me",
        "today",
        "stores",
        "checklists",
        "issue-rules",
        "notifications",
        "receipt-key",
        "issues?status=unclosed",
        "visit-rules",
    )
}


async def offline_of(cast: Cast, login: str) -> tuple[list[str], list[dict[str, Any]]]:
    """The documents and photos that one of the cast should hold."""
    reply = await (await cast.sign_in(login)).get("/api/offline")
    assert reply.status_code == 200, reply.text
    return [document["url"] for document in reply.json()["documents"]], reply.json()["photos"]


async def supply() -> None:
    """Two suppliers, one of whom never comes."""
    for name, weekdays in (("dairy", [1, 4]), ("nobody", [])):
        await fetch(
            """
            INSERT INTO supplier (id, code, name, delivery_weekdays, cut_off, lead_days, grace_minutes,
                minimum_order_minor, currency)
            VALUES ($1, $2, '{"zh": "乳品", "en": "Dairy"}', $3, '10:00', 1, 0, 0, 'CNY')
            """,
            named(name),
            name,
            weekdays,
        )


async def test_a_supervisor_holds_the_next_walks(cast: Cast) -> None:
    version = await publish_patrol()
    await assign("wang", RIVERSIDE, days(0))
    await assign("wang", HILLTOP, days(3))
    await supply()
    urls, photos = await offline_of(cast, "wang")
    assert len(urls) == len(set(urls))
    walk = {f"/api/stores/{RIVERSIDE}/{what}" for what in ("visit", "products", "stock")}
    assert set(urls) == EVERYBODY_S | walk | {f"/api/checklist-versions/{version}"}
    assert photos == [{"sha256": REFERENCE, "size": 1600}]


async def test_a_store_holds_its_issues_and_order_sheets(cast: Cast) -> None:
    version = await publish_patrol()
    receipt = await submit(await cast.wang(), inspection(version, failing()))
    await supply()
    issues = {f"/api/issues/{issue['id']}" for issue in receipt.json()["issues"]}
    sheets = {f"/api/stores/{RIVERSIDE}/order-sheets{end}" for end in ("", f"/{named('dairy')}")}
    sheets |= {"/api/orders", f"/api/stores/{RIVERSIDE}/stock", f"/api/stores/{RIVERSIDE}/transfers"}
    sheets |= {"/api/workload"}
    for login in ("li", "zhao"):
        urls, photos = await offline_of(cast, login)
        assert set(urls) == EVERYBODY_S | {f"/api/checklist-versions/{version}"} | issues | sheets
        assert {"sha256": photo(1), "size": 320} in photos
    sun, _ = await offline_of(cast, "sun")
    assert not issues & set(sun)
    assert f"/api/stores/{HILLTOP}/order-sheets" in sun


async def test_closed_issues_are_let_go(cast: Cast) -> None:
    await submit(await cast.wang(), inspection(await publish_patrol(), failing()))
    await fetch("UPDATE issue SET status = 'closed'")
    urls, photos = await offline_of(cast, "li")
    assert not [url for url in urls if url.startswith("/api/issues/")]
    assert {"sha256": photo(1), "size": 320} not in photos


async def test_every_document_that_is_listed_can_be_read(cast: Cast) -> None:
    version = await publish_patrol()
    await submit(await cast.wang(), inspection(version, failing()))
    await assign("wang", RIVERSIDE, days(0))
    await supply()
    for login in ("wang", "li", "zhao", "sun", "chen", "ada", "song"):
        urls, _ = await offline_of(cast, login)
        for url in urls:
            assert (await (await cast.sign_in(login)).get(url)).status_code == 200, (login, url)


async def test_an_archived_checklist_is_held_only_for_a_task(cast: Cast) -> None:
    version = await publish_patrol()
    await fetch("UPDATE checklist SET archived = true")
    assert f"/api/checklist-versions/{version}" not in (await offline_of(cast, "wang"))[0]
    await assign("wang", RIVERSIDE, days(0))
    assert f"/api/checklist-versions/{version}" in (await offline_of(cast, "wang"))[0]


async def test_nobody_holds_nothing(cast: Cast) -> None:
    assert (await (await cast.nobody()).get("/api/offline")).status_code == 401

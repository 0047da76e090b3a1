"""The demo company in the database: loaded once, loaded twice, loaded the next day."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import httpx
import msgspec
import pytest

from backend.checklists.document import Answer, ChecklistDocument
from backend.database import APP_CONFIG, fetch
from backend.demo.company import person_id
from backend.demo.load import DemoRefused, load_demo
from backend.inspections.score import Score
from backend.inspections.scoring import score_answers
from backend.photos.store import photo_store

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
# Measured at 21 seconds on two idle cores; a busy machine gets more, but not for ever.


async def empty() -> None:
    tables = ", ".join(f'"{table._meta.tablename}"' for table in APP_CONFIG.table_classes)
    await fetch(f"TRUNCATE {tables} CASCADE")


async def counted() -> dict[str, int]:
    """How many rows every table holds that the demo writes into."""
    names = {table._meta.tablename for table in APP_CONFIG.table_classes} - {"session", "sign_in_try"}
    return {name: (await fetch(f'SELECT count(*) AS rows FROM "{name}"'))[0]["rows"] for name in names}


@pytest.fixture(scope="module")
async def demo(app: Any) -> AsyncIterator[dict[str, int]]:
    """The demo, loaded as on the first day, and how many rows that made."""
    await empty()
    try:
        await load_demo(NOW)
        yield await counted()
    finally:
        await empty()


@pytest.fixture
async def client(app: Any) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://storewalk.test") as client:
        yield client


async def sign_in(client: httpx.AsyncClient, login: str) -> Any:
    body = {"login": login, "password": "walk-the-store", "device": "test"}
    reply = await client.post("/api/sessions", json=body)
    assert reply.status_code == 201, reply.text
    return reply.json()


async def test_there_is_a_month_of_life(demo: dict[str, int]) -> None:
    assert demo["store"] == 12
    assert demo["inspection"] >= 40
    again = await fetch("SELECT 1 FROM issue_step WHERE kind = 'recurred'")
    assert again
    assert demo["issue"] + len(again) >= 50
    rows = await fetch("SELECT min(received_at) AS first, max(received_at) AS last FROM inspection")
    assert timedelta(days=25) < NOW - rows[0]["first"] < timedelta(days=31)
    assert rows[0]["last"] < NOW


async def test_loading_again_adds_nothing(demo: dict[str, int]) -> None:
    await load_demo(NOW + timedelta(hours=1))
    assert await counted() == demo


async def test_a_load_that_was_cut_short_is_finished_without_doubling_anything(demo: dict[str, int]) -> None:
    await fetch("DELETE FROM event WHERE name = 'demo.loaded'")
    await load_demo(NOW + timedelta(minutes=5))
    assert await counted() == demo


async def test_the_next_day_brings_its_own_tasks_and_nothing_else(demo: dict[str, int]) -> None:
    last = (await fetch("SELECT max(opens_at) AS at FROM task"))[0]["at"]
    assert last - NOW >= timedelta(days=13)
    await load_demo(NOW + timedelta(days=1))
    rows = await fetch("SELECT count(*) AS tasks FROM task WHERE opens_at > $1", last)
    assert rows[0]["tasks"] > 0
    assert await counted() == demo | {"task": demo["task"] + rows[0]["tasks"]}
    await fetch("DELETE FROM task WHERE opens_at > $1", last)


async def test_rounds_made_the_tasks_and_some_were_missed(demo: dict[str, int]) -> None:
    rows = await fetch(
        """
        SELECT kind, count(*) AS tasks, count(inspection) AS done, count(*) FILTER (WHERE missed) AS missed,
            count(*) FILTER (WHERE round IS NULL) AS by_hand
        FROM task WHERE due_at < $1 OR inspection IS NOT NULL GROUP BY kind
        """,
        NOW,
    )
    found = {row["kind"]: row for row in rows}
    assert not any(row["by_hand"] for row in rows)
    assert found["self_check"]["done"] > 10
    assert found["self_check"]["missed"] > 0
    assert found["routine"]["done"] >= 2
    assert await fetch("SELECT 1 FROM task WHERE kind = 'surprise' AND NOT announced LIMIT 1")


async def test_issues_are_found_in_every_state(demo: dict[str, int]) -> None:
    rows = await fetch("SELECT status, round, due_at < $1 AS late FROM issue", NOW)
    states = {(row["status"], row["status"] != "closed" and row["late"]) for row in rows}
    assert states >= {("open", False), ("open", True), ("fixed", False), ("fixed", True), ("closed", False)}
    assert {(row["status"], row["round"]) for row in rows} >= {("acknowledged", 2), ("closed", 2)}
    assert {row["status"] for row in rows} >= {"disputed", "cannot_fix", "acknowledged"}
    assert await fetch("SELECT 1 FROM issue WHERE probation_left > 0")
    assert await fetch("SELECT 1 FROM widespread")


async def test_maintenance_has_what_is_broken_and_nothing_else(
    demo: dict[str, int], client: httpx.AsyncClient
) -> None:
    me = await sign_in(client, "bai")
    assert (me["roles"], len(me["stores"])) == (["maintenance"], 12)
    shown = (await client.get("/api/issues")).json()["issues"]
    equipment = await fetch("SELECT id FROM issue WHERE category = 'equipment'")
    assert {one["id"] for one in shown} == {str(row["id"]) for row in equipment}
    assert any(one["status"] == "open" for one in shown)
    assert (await client.get("/api/inspections")).json()["inspections"] == []
    lines = (await client.get("/api/notifications")).json()["notifications"]
    assert {line["kind"] for line in lines} >= {"issue.raised"}


async def test_nothing_happens_before_what_it_follows_from_or_after_now(demo: dict[str, int]) -> None:
    rows = await fetch(
        """
        SELECT issue.raised_at, fix.received_at AS fixed_at, verification.received_at AS verified_at
        FROM issue JOIN fix ON fix.issue = issue.id LEFT JOIN verification ON verification.fix = fix.id
        """
    )
    for row in rows:
        assert row["raised_at"] < row["fixed_at"] < NOW
        assert row["verified_at"] is None or row["fixed_at"] < row["verified_at"] < NOW
    late = await fetch("SELECT name FROM event WHERE at > $1 AND name LIKE 'i%'", NOW)
    assert not late


async def test_every_score_can_be_explained_from_its_answers(demo: dict[str, int]) -> None:
    rows = await fetch(
        """
        SELECT score, answers, document FROM inspection
        JOIN checklist_version ON checklist_version.id = inspection.checklist_version
        """
    )
    for row in rows:
        document = msgspec.convert(row["document"], ChecklistDocument)
        answers = msgspec.convert(row["answers"], list[Answer])
        assert msgspec.convert(row["score"], Score) == score_answers(document, answers, submitted=True)
    shown = {row["score"]["shown"] for row in rows}
    assert len(shown) > 10
    assert {row["score"]["verdict"] for row in rows} == {"pass", "fail"}


async def test_every_photo_that_is_named_is_there(demo: dict[str, int]) -> None:
    used = {row["sha256"] for row in await fetch("SELECT sha256 FROM photo_use")}
    held = {row["sha256"] for row in await fetch("SELECT sha256 FROM photo")}
    assert used == held
    for sha256 in held:
        assert await photo_store().exists(f"{sha256}-320.jpg")


async def test_issues_show_beside_the_photo_how_it_should_look(demo: dict[str, int]) -> None:
    rows = await fetch("SELECT DISTINCT question FROM issue WHERE reference_photo IS NOT NULL")
    assert {row["question"] for row in rows} >= {"dairy_full", "floor_clean", "fire_exit_clear"}


async def test_an_empty_shelf_names_what_is_missing(demo: dict[str, int]) -> None:
    rows = await fetch("SELECT products FROM issue WHERE category = 'empty_shelf' AND status = 'open'")
    assert rows
    assert all(len(row["products"]) == 3 for row in rows)


async def test_orders_reached_their_suppliers_without_a_letter_and_one_was_refused(
    demo: dict[str, int],
) -> None:
    rows = await fetch("SELECT status, issue, delivery_on, asked_for_on FROM order_placed")
    assert len(rows) >= 30
    assert [row["status"] for row in rows].count("refused") == 1
    assert "placed" not in {row["status"] for row in rows}
    assert any(row["issue"] for row in rows)
    assert all(row["delivery_on"] == row["asked_for_on"] for row in rows)


async def test_open_orders_stand_at_every_step_and_leave_riversides_next_deliveries_alone(
    demo: dict[str, int], client: httpx.AsyncClient
) -> None:
    rows = await fetch("SELECT status, extra FROM order_placed WHERE delivery_on >= $1", NOW.date())
    assert {row["status"] for row in rows} == {
        "held", "sent", "refused", "confirmed", "shipped", "cancelled", "rejected",
    }  # fmt: skip
    assert {row["extra"] for row in rows} == {True, False}
    said = await fetch(
        """
        SELECT line.packs < order_line.packs AS less, arrives_on > delivery_on AS later
        FROM order_deed_line AS line JOIN order_deed ON order_deed.id = deed AND kind = 'confirmation'
            JOIN order_placed ON order_placed.id = order_deed."order"
            JOIN order_line ON order_line."order" = order_placed.id AND order_line.product = line.product
        """
    )
    assert (sum(row["less"] for row in said), sum(bool(row["later"]) for row in said)) == (1, 1)
    await sign_in(client, "li")
    orders = (await client.get("/api/orders")).json()["orders"]
    assert {"held", "rejected", "shipped"} <= {order["status"] for order in orders}
    [held] = [order for order in orders if order["status"] == "held"]
    passed = (await client.get(f"/api/orders/{held['id']}")).json()["beyond"]["amount"]
    assert passed["orderMinor"] > passed["limitMinor"]
    inbox = (await client.get("/api/notifications")).json()
    assert f"/orders/{held['id']}" in {one["link"] for one in inbox["notifications"]}


async def test_nothing_waits_for_the_worker(demo: dict[str, int]) -> None:
    assert not await fetch("SELECT 1 FROM job WHERE done_at IS NULL")


async def test_inboxes_are_in_order_and_only_the_newest_is_unread(demo: dict[str, int]) -> None:
    rows = await fetch("SELECT person, created_at, read_at FROM notification ORDER BY person, id")
    for one, later in pairwise(rows):
        assert one["person"] != later["person"] or one["created_at"] <= later["created_at"]
    unread = [row for row in rows if row["read_at"] is None]
    assert 0 < len(unread) < len(rows) / 4
    assert all(row["created_at"] > NOW - timedelta(days=2) for row in unread)


async def test_the_next_sheets_of_riverside_suggest_much_and_not_everything(
    demo: dict[str, int], client: httpx.AsyncClient
) -> None:
    store = (await sign_in(client, "zhao"))["stores"][0]["id"]
    sheets = (await client.get(f"/api/stores/{store}/order-sheets")).json()
    assert {sheet["supplierName"]["en"] for sheet in sheets} == {"Morning Dairy", "Valley Pantry"}
    for sheet in sheets:
        assert sheet["placed"] == []
        reply = await client.get(f"/api/stores/{store}/order-sheets/{sheet['supplier']}")
        packs = [line["suggestion"]["packs"] for line in reply.json()["lines"]]
        assert 0 in packs
        assert len(set(packs)) > 2


@pytest.mark.parametrize(
    ("login", "stores"), [("wang", 7), ("gao", 5), ("zhao", 1), ("sun", 1), ("chen", 12)]
)
async def test_people_sign_in_and_reach_their_stores(
    demo: dict[str, int], client: httpx.AsyncClient, login: str, stores: int
) -> None:
    me = await sign_in(client, login)
    assert me["id"] == str(person_id(login))
    assert len(me["stores"]) == stores


async def test_a_company_that_is_there_already_is_left_alone(demo: dict[str, int]) -> None:
    kept = await fetch("DELETE FROM event WHERE name = 'demo.begun' RETURNING *")
    with pytest.raises(DemoRefused):
        await load_demo(NOW)
    await fetch(
        "INSERT INTO event (seq, name, subject, payload, at) VALUES ($1, $2, $3, '{}', $4)",
        *(kept[0][column] for column in ("seq", "name", "subject", "at")),
    )
    assert await counted() == demo


async def test_one_visit_was_amended_one_picture_shown_twice_and_every_visit_weighed(
    demo: dict[str, int],
) -> None:
    (amended,) = await fetch(
        """
        SELECT inspection.shown, inspection.score ->> 'shown' AS before, amendment.shown AS after
        FROM amendment JOIN inspection ON inspection.id = amendment.inspection
        """
    )
    assert amended["shown"] == amended["after"] != amended["before"]
    copies = await fetch("SELECT count(*) AS n FROM photo_likeness WHERE NOT same_store")
    assert copies[0]["n"] == 1
    assert demo["visit_evidence"] == demo["inspection"]
    (weakest,) = await fetch("SELECT score, reasons FROM visit_evidence ORDER BY score LIMIT 1")
    assert weakest["score"] < 50
    assert {"like_other_store", "photo_from_file"} <= {one["code"] for one in weakest["reasons"]}


async def test_deliveries_came_in_full_short_late_and_dearer_and_one_did_not_come(
    demo: dict[str, int],
) -> None:
    [came] = await fetch(
        """
        SELECT count(*) AS all, count(*) FILTER (WHERE full_lines < lines) AS short,
            count(*) FILTER (WHERE days_late > 0) AS late,
            count(*) FILTER (WHERE price_changes > 0) AS dearer,
            max(received_at) AS newest
        FROM delivered
        """
    )
    assert came["all"] >= 20
    assert min(came["short"], came["late"], came["dearer"]) >= 2
    assert max(came["short"], came["late"], came["dearer"]) < came["all"] / 3
    assert came["newest"] < NOW
    waiting = await fetch("SELECT 1 FROM order_placed WHERE status = 'sent' AND delivery_on < $1", NOW.date())
    assert len(waiting) == 1
    shortages = await fetch("SELECT status, raised_at FROM issue WHERE category = 'supplier'")
    assert len(shortages) == came["short"]
    assert all(row["raised_at"] < NOW for row in shortages)
    assert [row["status"] for row in shortages].count("open") <= 2


async def test_it_is_known_what_became_of_changed_lines_and_where_nobody_knows(demo: dict[str, int]) -> None:
    rows = await fetch(
        "SELECT basis, count(*) AS lines, sum(wasted) AS wasted FROM override_outcome GROUP BY basis"
    )
    told = {row["basis"]: row for row in rows}
    assert told["counts"]["lines"] >= 5
    assert told["counts"]["wasted"] > 0
    assert await fetch("SELECT 1 FROM override_outcome WHERE ran_out_on IS NOT NULL")
    rows = await fetch("SELECT reason, lasted_units, days_out FROM override_outcome WHERE packs = 0")
    of = {row["reason"]: row for row in rows}
    assert (len(rows), sorted(of)) == (2, ["no_space", "other"])
    assert (of["no_space"]["lasted_units"] or 0) > 0, "what there was no space for lasted"
    assert (of["other"]["days_out"] or 0) > 0, "of the other there was none on some day"

"""What the store must not know of, asked for by every route by which a store could learn of it."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.app import openapi_document
from backend.database import fetch
from backend.events.live import follow
from backend.inspections.rounds.missed import note_missed
from backend.people.hearing import hearing_of
from backend.people.person import HeldPost, SignedIn
from backend.people.schemas import Role
from backend.worker import work_until_quiet
from tests.cast import CAST, HILLTOP, RIVERSIDE, Cast, named
from tests.inspections.walk import publish_patrol
from tests.rounds.plans import put_round, surprise, tasks_of

STORE_PEOPLE = ("li", "zhao", "sun")
HOME = {"li": RIVERSIDE, "zhao": RIVERSIDE, "sun": HILLTOP}
NAME = "周三突击"


@pytest.fixture
async def secrets(cast: Cast) -> list[str]:
    """What would give a surprise away: the ids of its round and tasks, its name, its kind."""
    await publish_patrol()
    planned = await put_round(await cast.wang(), surprise(name=NAME))
    tasks = await tasks_of(planned["id"])
    for task in tasks[:2]:
        body = {"version": 1, "person": str(named("wang")), "role": None}
        reply = await (await cast.wang()).put(f"/api/tasks/{task['id']}/assignment", json=body)
        assert reply.status_code == 200, reply.text
    await note_missed(datetime.now(UTC) + timedelta(days=2, hours=1))
    await work_until_quiet()
    return [planned["id"], *(str(task["id"]) for task in tasks), NAME, "surprise", "飞行"]


def gives_away(text: str, secrets: list[str]) -> list[str]:
    """Which of the secrets a text tells."""
    return [secret for secret in secrets if secret in text]


def reads_without_an_id(app: Any) -> list[str]:
    """Every address that can be read without knowing an id, out of the API's own description."""
    paths = openapi_document(app.api)["paths"]
    return [
        path for path, methods in paths.items() if "get" in methods and "{" not in path and "live" not in path
    ]


@pytest.mark.parametrize("login", STORE_PEOPLE)
async def test_no_list_of_the_api_tells_it(cast: Cast, app: Any, secrets: list[str], login: str) -> None:
    client = await cast.sign_in(login)
    addresses = reads_without_an_id(app)
    assert {"/api/today", "/api/offline", "/api/tasks", "/api/rounds", "/api/notifications"} <= set(addresses)
    for address in addresses:
        if address in ("/api/openapi.json", "/api/docs"):
            continue
        reply = await client.get(address)
        assert not gives_away(reply.text, secrets), address


@pytest.mark.parametrize("login", STORE_PEOPLE)
@pytest.mark.parametrize("route", ["rounds", "tasks", "planning", "overview", "task-calendar"])
async def test_what_planners_read_is_not_for_stores(
    cast: Cast, secrets: list[str], login: str, route: str
) -> None:
    client = await cast.sign_in(login)
    reply = await client.get(f"/api/{route}?since=2026-11-01&until=2026-11-30")
    assert reply.status_code == 403


@pytest.mark.parametrize("login", STORE_PEOPLE)
async def test_today_counts_no_visit(cast: Cast, secrets: list[str], login: str) -> None:
    today = (await (await cast.sign_in(login)).get("/api/today")).json()
    assert (today["visits"], today["unread"]) == ([], 0)


@pytest.mark.parametrize("login", STORE_PEOPLE)
async def test_nobody_of_a_store_is_told_or_pushed(cast: Cast, secrets: list[str], login: str) -> None:
    assert not await fetch("SELECT 1 FROM notification WHERE person = $1", named(login))
    reply = await (await cast.sign_in(login)).get("/api/notifications")
    assert not gives_away(reply.text, secrets)


@pytest.mark.parametrize("login", STORE_PEOPLE)
async def test_the_phone_is_given_nothing_of_it_to_hold(cast: Cast, secrets: list[str], login: str) -> None:
    client = await cast.sign_in(login)
    offline = await client.get("/api/offline")
    assert not gives_away(offline.text, secrets)
    for document in offline.json()["documents"]:
        reply = await client.get(document["url"])
        assert not gives_away(reply.text, secrets), document["url"]


@pytest.mark.parametrize("login", STORE_PEOPLE)
async def test_the_prep_sheet_of_the_own_store_is_silent(cast: Cast, secrets: list[str], login: str) -> None:
    reply = await (await cast.sign_in(login)).get(f"/api/stores/{HOME[login]}/visit")
    assert reply.status_code == 200
    assert not gives_away(reply.text, secrets)


@pytest.mark.parametrize("login", STORE_PEOPLE)
async def test_the_very_addresses_are_not_for_stores(cast: Cast, secrets: list[str], login: str) -> None:
    client, (round, task, *_) = await cast.sign_in(login), secrets
    for address in (f"/api/rounds/{round}", f"/api/tasks/{task}"):
        assert (await client.get(address)).status_code == 403


async def hear(login: str) -> list[dict[str, Any]]:
    """Everything the feed tells one of the cast, from the beginning to where it falls silent."""
    role, region, store = CAST[login]
    person = SignedIn(
        id=named(login), login=login, name=login, locale="zh", posts=(HeldPost(Role(role), region, store),)
    )
    heard = []
    async with asyncio.timeout(60):
        async for change in follow(await hearing_of(person), 0):
            if change.name == "still-here":
                break
            heard.append({"name": change.name, **json.loads(change.data)})
    return heard


@pytest.mark.parametrize(
    ("login", "hears"),
    [("li", False), ("zhao", False), ("sun", False), ("wang", True), ("chen", True), ("song", False)],
)
async def test_the_live_feed_tells_it_to_supervisors_and_hq_alone(
    cast: Cast, secrets: list[str], monkeypatch: pytest.MonkeyPatch, login: str, hears: bool
) -> None:
    monkeypatch.setattr("backend.events.live.KEEP_ALIVE_SECONDS", 0.05)
    heard = await hear(login)
    told = [line for line in heard if line["name"].startswith(("task.", "round."))]
    assert bool(told) is hears
    if not hears:
        assert not gives_away(json.dumps(heard), secrets)


async def test_the_live_address_serves_what_the_feed_tells(
    cast: Cast, secrets: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.events.live.KEEP_ALIVE_SECONDS", 0.05)
    monkeypatch.setattr("backend.events.live.LONGEST_SECONDS", 0.3)
    for login in STORE_PEOPLE:
        reply = await (await cast.sign_in(login)).get("/api/live", headers={"last-event-id": "0"})
        assert reply.status_code == 200
        assert not gives_away(reply.text, secrets), login
        assert "task." not in reply.text
    reply = await (await cast.wang()).get("/api/live", headers={"last-event-id": "0"})
    assert "task.missed" in reply.text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": "store"}, "role"),
        ({"role": "store_manager"}, "role"),
        ({"role": None, "person": str(named("li"))}, "person"),
        ({"announced": True}, "announced"),
    ],
)
async def test_a_store_cannot_be_asked_to_surprise_itself(
    cast: Cast, change: dict[str, Any], field: str
) -> None:
    await publish_patrol()
    reply = await (await cast.chen()).put(f"/api/rounds/{UUID(int=7)}", json=surprise(**change))
    assert reply.status_code == 422
    assert field in {flaw["path"] for flaw in reply.json()["fields"]}


@pytest.mark.parametrize(
    "asked", [{"person": str(named("li")), "role": None}, {"person": None, "role": "store"}]
)
async def test_nor_can_its_task_be_handed_to_the_store(cast: Cast, asked: dict[str, Any]) -> None:
    await publish_patrol()
    planned = await put_round(await cast.chen(), surprise())
    task: httpx.Response | Any = (await tasks_of(planned["id"], f"AND store = '{RIVERSIDE}'"))[0]
    reply = await (await cast.chen()).put(f"/api/tasks/{task['id']}/assignment", json={"version": 1, **asked})
    assert (reply.status_code, reply.json()["fields"][0]["code"]) == (422, "store_unannounced")

"""A browser subscribes with our key, belongs to whoever is signed in, and leaves when it is told to."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.database import fetch
from backend.notifications.push_key import vapid_keys
from backend.notifications.vapid import from_base64url
from tests.cast import Cast, named
from tests.doors.push_service import Phone, PushService


def wish(phone: Phone, **changed: Any) -> dict[str, Any]:
    moment = datetime.now(UTC).isoformat()
    keys = {"p256dh": phone.p256dh, "auth": phone.auth}
    return {"endpoint": phone.endpoint, "keys": keys, "deviceAt": moment, "estimatedAt": moment} | changed


async def send(client: httpx.AsyncClient, id: UUID, body: dict[str, Any]) -> httpx.Response:
    return await client.put(f"/api/push-subscriptions/{id}", json=body)


async def owners() -> list[UUID]:
    return [row["person"] for row in await fetch("SELECT person FROM push_subscription ORDER BY created_at")]


async def test_everybody_gets_the_same_key_and_it_is_a_point_of_the_curve(cast: Cast) -> None:
    keys = await asyncio.gather(*(vapid_keys() for _ in range(10)))
    assert len(set(keys)) == 1
    for login in ("wang", "zhao", "chen"):
        reply = await (await cast.sign_in(login)).get("/api/push-key")
        assert reply.json() == {"key": keys[0].public}
    assert len(from_base64url(keys[0].public)) == 65
    assert await fetch("SELECT count(*) AS pairs FROM vapid_key") == [{"pairs": 1}]


async def test_sent_ten_times_at_once_it_is_one_subscription(cast: Cast, push_service: PushService) -> None:
    wang, id, body = await cast.wang(), uuid4(), wish(push_service.subscribe())
    replies = await asyncio.gather(*(send(wang, id, body) for _ in range(10)))
    assert [reply.status_code for reply in replies] == [204] * 10
    assert await owners() == [named("wang")]


async def test_one_browser_under_ten_ids_at_once_is_one_subscription(
    cast: Cast, push_service: PushService
) -> None:
    wang, body = await cast.wang(), wish(push_service.subscribe())
    replies = await asyncio.gather(*(send(wang, uuid4(), body) for _ in range(10)))
    assert [reply.status_code for reply in replies] == [204] * 10
    assert await owners() == [named("wang")]


async def test_the_same_id_with_another_browser_is_refused(cast: Cast, push_service: PushService) -> None:
    wang, id = await cast.wang(), uuid4()
    await send(wang, id, wish(push_service.subscribe()))
    reply = await send(wang, id, wish(push_service.subscribe()))
    assert reply.status_code == 409
    assert reply.json()["type"] == "/problems/already-sent"


async def test_a_shared_tablet_belongs_to_whoever_signed_in_last(
    cast: Cast, push_service: PushService
) -> None:
    id, body = uuid4(), wish(push_service.subscribe())
    await send(await cast.li(), id, body)
    await send(await cast.zhao(), id, body)
    assert await owners() == [named("zhao")]
    await (await cast.li()).delete(f"/api/push-subscriptions/{id}")
    assert await owners() == [named("zhao")]
    for _ in range(2):
        assert (await (await cast.zhao()).delete(f"/api/push-subscriptions/{id}")).status_code == 204
    assert await owners() == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"endpoint": "http://push.example/a"}, "endpoint"),
        ({"endpoint": "https://user:password@push.example/a"}, "endpoint"),
        ({"endpoint": "javascript:alert(1)"}, "endpoint"),
        ({"endpoint": "https://push.example/a b"}, "endpoint"),
        ({"endpoint": "http://localhost:80/a"}, "endpoint"),
        ({"keys": {"p256dh": "AAAA", "auth": "AAAAAAAAAAAAAAAAAAAAAA"}}, "keys"),
        ({"keys": {"p256dh": "键", "auth": "键"}}, "keys"),
    ],
)
async def test_what_no_push_service_hands_out_is_refused_by_field(
    cast: Cast, push_service: PushService, changed: dict[str, Any], field: str
) -> None:
    reply = await send(await cast.wang(), uuid4(), wish(push_service.subscribe(), **changed))
    assert reply.status_code == 422
    assert [problem["path"] for problem in reply.json()["fields"]] == [field]
    assert await owners() == []


@pytest.mark.parametrize(
    "changed",
    [
        {"endpoint": 3},
        {"endpoint": ""},
        {"endpoint": "https://a/" + "x" * 2000},
        {"keys": {}},
        {"owner": "li"},
    ],
)
async def test_a_broken_subscription_is_refused(
    cast: Cast, push_service: PushService, changed: dict[str, Any]
) -> None:
    reply = await send(await cast.wang(), uuid4(), wish(push_service.subscribe(), **changed))
    assert reply.status_code == 400
    assert await owners() == []

"""Regions and stores as an admin writes them."""

from typing import Any
from uuid import UUID, uuid4

import httpx

from tests.cast import COMPANY, EAST


def region_of(code: str = "south", parent: UUID | None = COMPANY, **more: Any) -> dict[str, Any]:
    """A region as the desk sends it."""
    return {"code": code, "name": {"zh": "华南", "en": "South"}, "parent": parent and str(parent), **more}


def store_of(code: str = "S001", region: UUID = EAST, **more: Any) -> dict[str, Any]:
    """A store as the desk sends it."""
    return {
        "code": code,
        "name": {"zh": "新街店", "en": "New Street"},
        "region": str(region),
        "latitudeE7": 231291000,
        "longitudeE7": 1132644000,
        "timeZone": "Asia/Shanghai",
        "attributes": {"has_fryer": True, "fridges": 2, "kind": "standard"},
        "closed": False,
        **more,
    }


async def put_region(
    client: httpx.AsyncClient, region: dict[str, Any], id: UUID | None = None, based_on: str | None = None
) -> httpx.Response:
    """Send a region under an id, a new one by default."""
    return await client.put(f"/api/regions/{id or uuid4()}", json={"region": region, "basedOn": based_on})


async def put_store(
    client: httpx.AsyncClient, store: dict[str, Any], id: UUID | None = None, based_on: str | None = None
) -> httpx.Response:
    """Send a store under an id, a new one by default."""
    return await client.put(f"/api/stores/{id or uuid4()}", json={"store": store, "basedOn": based_on})


async def change_store(client: httpx.AsyncClient, id: UUID, **changes: Any) -> httpx.Response:
    """Read a store and send it back with some fields changed."""
    held = (await client.get(f"/api/stores/{id}")).json()
    return await put_store(client, {**held["store"], **changes}, id, held["version"])


async def change_region(client: httpx.AsyncClient, id: UUID, **changes: Any) -> httpx.Response:
    """Read a region and send it back with some fields changed."""
    held = next(one for one in (await client.get("/api/regions")).json() if one["id"] == str(id))
    document = {name: held[name] for name in ("code", "name", "parent")}
    return await put_region(client, {**document, **changes}, id, held["version"])


def told(reply: httpx.Response) -> tuple[int, list[tuple[str, str]]]:
    """The status of an answer, and each field it complains of with the code."""
    return reply.status_code, [(one["path"], one["code"]) for one in reply.json().get("fields", [])]

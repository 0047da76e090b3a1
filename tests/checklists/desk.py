"""HQ's desk: how the tests save drafts and publish them."""

from copy import deepcopy
from typing import Any
from uuid import UUID, uuid4

import httpx

from backend.database import uuid7
from tests.inspections.walk import CHECKLIST, DOCUMENT


def document(**changed: Any) -> dict[str, Any]:
    """The small checklist, with something at its top changed."""
    return deepcopy(DOCUMENT) | changed


def renamed(words: str) -> dict[str, Any]:
    """The small checklist under another name."""
    return document(name={"zh": words, "en": words})


async def save(
    client: httpx.AsyncClient,
    draft: dict[str, Any],
    revision: int = 0,
    *,
    checklist: UUID = CHECKLIST,
    based_on: object = None,
    save_id: UUID | None = None,
) -> httpx.Response:
    """Save a draft upon a revision."""
    body = {
        "saveId": str(save_id or uuid4()),
        "revision": revision,
        "basedOn": str(based_on) if based_on else None,
        "document": draft,
    }
    return await client.put(f"/api/checklists/{checklist}/draft", json=body)


async def publish_draft(
    client: httpx.AsyncClient,
    revision: int,
    *,
    checklist: UUID = CHECKLIST,
    id: UUID | None = None,
    **other: Any,
) -> httpx.Response:
    """Ask for the publication of a draft."""
    address = f"/api/checklists/{checklist}/publications/{id or uuid7()}"
    return await client.put(address, json={"revision": revision, **other})


async def desk_card(client: httpx.AsyncClient) -> dict[str, Any]:
    """The only checklist on HQ's desk."""
    (card,) = (await client.get("/api/checklist-desk")).json()
    found: dict[str, Any] = card
    return found

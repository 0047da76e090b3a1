"""A small checklist, an inspection of it, and how the tests send them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.publish import publish
from backend.database import fetch, uuid7
from tests.cast import RIVERSIDE, named

CHECKLIST = named("checklist/patrol")
OPTIONS = [
    {"id": "good", "label": {"zh": "良好", "en": "Good"}, "points": 2, "colour": "green"},
    {"id": "poor", "label": {"zh": "不合格", "en": "Poor"}, "points": 0, "failed": True, "colour": "red"},
    {"id": "na", "label": {"zh": "不适用", "en": "Not applicable"}, "points": 0, "scored": False},
]
REFERENCE = "ab" * 32
DOCUMENT: dict[str, Any] = {
    "name": {"zh": "门店巡检", "en": "Store patrol"},
    "passMarkHundredths": 8500,
    "sections": [
        {
            "id": "floor",
            "title": {"zh": "卖场", "en": "Floor"},
            "questions": [
                {
                    "kind": "choice",
                    "id": "floor_clean",
                    "text": {"zh": "地面清洁", "en": "The floor is clean"},
                    "options": OPTIONS,
                    "raises": {"severity": "high", "category": "hygiene", "dueHours": 8},
                    "referencePhoto": REFERENCE,
                },
                {
                    "kind": "multi_choice",
                    "id": "shelf_faults",
                    "text": {"zh": "货架问题", "en": "What is wrong with the shelves"},
                    "required": False,
                    "options": [
                        {"id": "empty", "label": {"zh": "缺货", "en": "Empty"}, "points": 1, "failed": True},
                        {"id": "dusty", "label": {"zh": "积灰", "en": "Dusty"}, "points": 1, "failed": True},
                    ],
                    "raises": {"category": "empty_shelf"},
                },
                {
                    "kind": "yes_no",
                    "id": "exit_free",
                    "text": {"zh": "消防通道畅通", "en": "The fire exit is free"},
                    "redLine": "fail_inspection",
                    "raises": {"severity": "critical", "category": "safety"},
                },
            ],
        },
        {
            "id": "fridges",
            "title": {"zh": "冷柜", "en": "Fridges"},
            "repeats": True,
            "questions": [
                {
                    "kind": "temperature",
                    "id": "fridge_temperature",
                    "text": {"zh": "冷柜温度", "en": "Fridge temperature"},
                    "limits": {"min": "0", "max": "5"},
                    "evidence": {"photos": "on_fail"},
                },
            ],
        },
    ],
}


async def publish_patrol() -> UUID:
    """Publish the small checklist and return its version."""
    document = msgspec.convert(DOCUMENT, ChecklistDocument)
    return await publish(CHECKLIST, document, None, datetime.now(UTC))


def photo(number: int) -> str:
    """The name of a photo that no test uploads."""
    return f"{number:064x}"


def clean(**changes: object) -> list[dict[str, Any]]:
    """Answers that find nothing wrong."""
    return [
        {"question": "floor_clean", "option": "good"},
        {"question": "exit_free", "option": "yes"},
        {"question": "fridge_temperature", "number": "4"},
    ]


def failing() -> list[dict[str, Any]]:
    """Answers that find four things wrong, one of them on a red line, with two photos."""
    return [
        {"question": "floor_clean", "option": "good"},
        {"question": "shelf_faults", "options": ["empty", "dusty"]},
        {"question": "exit_free", "option": "no", "note": "两箱水堵住出口", "photos": [photo(1)]},
        {"question": "fridge_temperature", "number": "4"},
        {"question": "fridge_temperature", "instance": 1, "number": "9.5", "photos": [photo(2), photo(1)]},
    ]


def inspection(
    version: UUID, answers: list[dict[str, Any]] | None = None, **changes: object
) -> dict[str, Any]:
    """An inspection of Riverside as a phone sends it."""
    now = datetime.now(UTC)
    stamps = {"deviceAt": (now - timedelta(minutes=3)).isoformat(), "estimatedAt": now.isoformat()}
    document: dict[str, Any] = {
        **stamps,
        "store": str(RIVERSIDE),
        "checklistVersion": str(version),
        "startedAt": (now - timedelta(minutes=40)).isoformat(),
        "checkIn": {
            **stamps,
            "position": {"latitudeE7": 312356100, "longitudeE7": 1215049100, "accuracyMetres": 12},
            "distanceMetres": 2,
        },
        "answers": clean() if answers is None else answers,
    }
    return document | changes


def amended(version: UUID, answers: list[dict[str, Any]] | None = None, **changes: object) -> dict[str, Any]:
    """An amendment of an inspection as a phone sends it."""
    whole = inspection(version, answers)
    kept = {name: whole[name] for name in ("deviceAt", "estimatedAt", "answers")}
    return kept | {"reason": "看错了一层货架", "basedOn": None} | changes


async def submit(
    client: httpx.AsyncClient, document: dict[str, Any], id: UUID | None = None
) -> httpx.Response:
    """Send an inspection."""
    return await client.put(f"/api/inspections/{id or uuid7()}", json=document)


async def assign(login: str, store: UUID, due_on: str, checklist: UUID = CHECKLIST) -> UUID:
    """Give one of the cast a task that is open all day and for a week after."""
    task = uuid7()
    await fetch(
        """
        INSERT INTO task (id, store, checklist, person, due_on, opens_at, due_at, missed_at)
        SELECT $1, store.id, $3, $4, due, due::timestamp AT TIME ZONE time_zone,
            (due + 1)::timestamp AT TIME ZONE time_zone, (due + 8)::timestamp AT TIME ZONE time_zone
        FROM store, CAST($5::text AS date) AS due WHERE store.id = $2
        """,
        task,
        store,
        checklist,
        named(login),
        due_on,
    )
    return task


async def counted(table: str) -> int:
    """How many rows a table has."""
    return int((await fetch(f"SELECT count(*) AS rows FROM {table}"))[0]["rows"])

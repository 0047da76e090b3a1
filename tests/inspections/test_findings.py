"""What a failed answer raises: whose it is, and in a section that repeats which one is meant."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.publish import publish
from backend.database import uuid7
from tests.cast import Cast
from tests.inspections.walk import CHECKLIST, DOCUMENT, amended, clean, inspection, photo, submit

TOO_WARM = {"question": "fridge_temperature", "number": "9.5", "photos": [photo(2)]}


async def publish_for(role: str | None) -> UUID:
    """Publish the small checklist, whose warm fridges are somebody's of this role."""
    document = deepcopy(DOCUMENT)
    document["sections"][1]["questions"][0]["raises"] = {"ownerRole": role, "category": "cold_chain"}
    shaped = msgspec.convert(document, ChecklistDocument)
    return await publish(CHECKLIST, shaped, None, datetime.now(UTC))


def warm(*instances: int) -> list[dict[str, Any]]:
    """Answers in which nothing is wrong but these fridges."""
    return [*clean()[:2], *({**TOO_WARM, "instance": instance} for instance in instances)]


async def issues_of(cast: Cast, inspection: UUID) -> list[dict[str, Any]]:
    chen = await cast.chen()
    cards = (await chen.get(f"/api/inspections/{inspection}")).json()["issues"]
    found = [(await chen.get(f"/api/issues/{card['id']}")).json() for card in cards]
    return sorted(found, key=lambda issue: str(issue["title"]["zh"]))


async def test_an_issue_says_which_fridge_by_its_name_or_its_number(cast: Cast) -> None:
    version, id = await publish_for(None), uuid7()
    names = [{"section": "fridges", "instance": 0, "name": "奶制品柜"}]
    reply = await submit(await cast.wang(), inspection(version, warm(0, 1), instanceNames=names), id)
    assert reply.status_code == 201, reply.text
    assert [issue["title"] for issue in await issues_of(cast, id)] == [
        {"zh": "冷柜温度 · 冷柜第 2 台", "en": "Fridge temperature · Fridges no. 2"},
        {"zh": "冷柜温度 · 奶制品柜", "en": "Fridge temperature · 奶制品柜"},
    ]


async def test_an_amendment_says_it_too(cast: Cast) -> None:
    version, id, wang = await publish_for(None), uuid7(), await cast.wang()
    names = [{"section": "fridges", "instance": 0, "name": "奶制品柜"}]
    await submit(wang, inspection(version, clean(), instanceNames=names), id)
    reply = await wang.put(f"/api/inspections/{id}/amendments/{uuid7()}", json=amended(version, warm(0)))
    assert reply.status_code in (200, 201), reply.text
    assert [issue["title"]["zh"] for issue in await issues_of(cast, id)] == ["冷柜温度 · 奶制品柜"]


async def test_an_issue_belongs_to_the_role_that_its_question_names(cast: Cast) -> None:
    for role in ("store_manager", "supervisor", None):
        version, id = await publish_for(role), uuid7()
        await submit(await cast.wang(), inspection(version, warm(0)), id)
        [issue] = await issues_of(cast, id)
        assert issue["ownerRole"] == role

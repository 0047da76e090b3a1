"""A visit is judged by what its phone went by; what changed meanwhile refuses nobody and is marked."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.publish import publish
from backend.database import fetch, uuid7
from tests.cast import RIVERSIDE, Cast, named
from tests.inspections.walk import inspection, submit

ABOUT_FRYERS = {"when": "attribute_is", "attribute": "has_fryer", "values": [True]}
ABOUT_ROLES = {"when": "role_is", "roles": ["hq"]}


async def publish_fryer() -> UUID:
    """Publish a question for all, one for stores with a fryer, and one for whoever is of HQ."""
    questions = [
        {"kind": "yes_no", "id": id, "text": {"zh": f"问题{id}", "en": f"Question {id}"}} | more
        for id, more in (("all", {}), ("oil", {"shownIf": ABOUT_FRYERS}), ("hq", {"shownIf": ABOUT_ROLES}))
    ]
    words = {"zh": "炸炉", "en": "Fryers"}
    shape = {"name": words, "sections": [{"id": "s", "title": words, "questions": questions}]}
    return await publish(
        named("checklist/fryers"), msgspec.convert(shape, ChecklistDocument), None, datetime.now(UTC)
    )


async def has_fryer(value: bool) -> None:
    await fetch(
        """
        UPDATE store SET attributes = attributes || jsonb_build_object('has_fryer', $2::boolean) WHERE id = $1
        """,
        RIVERSIDE,
        value,
    )


def walked(version: UUID, *asked: str, **circumstances: Any) -> dict[str, Any]:
    answers = [{"question": id, "option": "yes"} for id in asked]
    return inspection(version, answers, **({"circumstances": circumstances} if circumstances else {}))


async def marks(cast: Cast, id: UUID) -> list[str]:
    receipt = (await (await cast.wang()).get(f"/api/inspections/{id}")).json()["receipt"]
    return [mark["kind"] for mark in receipt["marks"]]


async def test_a_fryer_that_came_while_the_phone_was_offline_refuses_nobody(cast: Cast) -> None:
    version, id = await publish_fryer(), uuid7()
    await has_fryer(True)
    wang = await cast.wang()
    told = {"attributes": {"has_fryer": False}, "roles": ["supervisor"]}
    reply = await submit(wang, walked(version, "all", **told), id)
    assert reply.status_code == 201, reply.text
    assert await marks(cast, id) == ["asked_otherwise"]
    found = (await wang.get(f"/api/inspections/{id}")).json()
    assert (found["shown"], found["score"]["possible"]) == ("100.00", 1)
    assert found["circumstances"] == told


async def test_a_fryer_that_went_meanwhile_leaves_its_answers_counted(cast: Cast) -> None:
    version, id = await publish_fryer(), uuid7()
    await has_fryer(False)
    answers = [{"question": "all", "option": "yes"}, {"question": "oil", "option": "no"}]
    told = {"attributes": {"has_fryer": True}, "roles": ["supervisor"]}
    reply = await submit(await cast.wang(), inspection(version, answers, circumstances=told), id)
    assert reply.status_code == 201, reply.text
    assert (reply.json()["score"]["earned"], reply.json()["score"]["possible"]) == (1, 2)
    assert await marks(cast, id) == ["asked_otherwise"]


async def test_what_was_asked_still_has_to_be_answered(cast: Cast) -> None:
    version = await publish_fryer()
    await has_fryer(False)
    told = {"attributes": {"has_fryer": True}, "roles": ["supervisor"]}
    refused = await submit(await cast.wang(), walked(version, "all", **told))
    assert [(one["path"], one["code"]) for one in refused.json()["fields"]] == [("answers", "required")]


async def test_a_change_that_asks_nothing_else_is_no_mark(cast: Cast) -> None:
    version, id = await publish_fryer(), uuid7()
    told = {"attributes": {"colour": "green"}, "roles": ["supervisor", "staff"]}
    assert (await submit(await cast.wang(), walked(version, "all", **told), id)).status_code == 201
    assert await marks(cast, id) == []


async def test_a_phone_that_tells_nothing_is_judged_by_what_is_known_now(cast: Cast) -> None:
    version, id = await publish_fryer(), uuid7()
    await has_fryer(True)
    wang = await cast.wang()
    assert (await submit(wang, walked(version, "all"))).status_code == 422
    assert (await submit(wang, walked(version, "all", "oil"), id)).status_code == 201
    assert await marks(cast, id) == []


async def test_an_amendment_is_judged_as_the_visit_was(cast: Cast) -> None:
    version, id = await publish_fryer(), uuid7()
    wang = await cast.wang()
    told = {"attributes": {"has_fryer": False}, "roles": ["supervisor"]}
    await submit(wang, walked(version, "all", **told), id)
    await has_fryer(True)
    whole = walked(version, "all")
    body = {key: whole[key] for key in ("deviceAt", "estimatedAt", "answers")} | {"reason": "看错了"}
    amended = await wang.put(f"/api/inspections/{id}/amendments/{uuid7()}", json=body | {"basedOn": None})
    assert amended.status_code in (200, 201), amended.text

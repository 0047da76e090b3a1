"""What is refused, by the name of its field, with nothing stored."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.database import fetch
from tests.cast import HILLTOP, RIVERSIDE, Cast, named
from tests.inspections.walk import assign, clean, counted, inspection, photo, publish_patrol, submit

KEPT = ("inspection", "issue", "receipt", "photo_use", "event")
Change = Callable[[dict[str, Any]], object]


async def refused(cast: Cast, document: dict[str, Any], status: int) -> list[tuple[str, str]]:
    """Send what must be refused; return the fields named, having seen that nothing was stored."""
    before = [await counted(table) for table in KEPT]
    reply = await submit(await cast.wang(), document)
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    assert [await counted(table) for table in KEPT] == before
    return [(field["path"], field["code"]) for field in reply.json()["fields"]]


MISSHAPEN: list[tuple[str, Change]] = [
    ("store", lambda d: d.update(store=3)),
    ("store", lambda d: d.update(store="riverside")),
    ("store", lambda d: d.pop("store")),
    ("startedAt", lambda d: d.update(startedAt="2026-11-22T10:00:00")),
    ("startedAt", lambda d: d.update(startedAt="0001-01-01T00:00:00+14:00")),
    ("checkIn.deviceAt", lambda d: d["checkIn"].update(deviceAt="9999-12-31T23:59:59-10:00")),
    ("deviceAt", lambda d: d.update(deviceAt=1_700_000_000)),
    ("score", lambda d: d.update(score=100)),
    ("answers", lambda d: d.update(answers={})),
    ("answers[0].question", lambda d: d["answers"][0].pop("question")),
    ("answers[0].points", lambda d: d["answers"][0].update(points=2)),
    ("answers[0].instance", lambda d: d["answers"][0].update(instance="0")),
    ("answers[0].instance", lambda d: d["answers"][0].update(instance=True)),
    ("answers[0].instance", lambda d: d["answers"][0].update(instance=10**30)),
    ("answers[0].notApplicable", lambda d: d["answers"][0].update(notApplicable=0)),
    ("answers[0].photos[0]", lambda d: d["answers"][0].update(photos=["../../etc/passwd"])),
    ("answers[0].answeredAt", lambda d: d["answers"][0].update(answeredAt="2026-11-22T10:00:00")),
    ("answers[2].number", lambda d: d["answers"][2].update(number=4)),
    ("answers[2].number", lambda d: d["answers"][2].update(number="1e400")),
    ("answers[2].number", lambda d: d["answers"][2].update(number="99999999999")),
    ("checkIn.position.latitudeE7", lambda d: d["checkIn"]["position"].update(latitudeE7=10**12)),
    ("checkIn.position.accuracyMetres", lambda d: d["checkIn"]["position"].update(accuracyMetres=1.5)),
    ("note", lambda d: d.update(note="a\0b")),
    ("answers[1].note", lambda d: d["answers"][1].update(note="\0")),
    ("note", lambda d: d.update(note="x" * 4001)),
    ("answers", lambda d: d.update(answers=[{"question": "floor_clean"}] * 5001)),
]


@pytest.mark.parametrize(("path", "change"), MISSHAPEN)
async def test_a_document_out_of_shape_names_the_field(cast: Cast, path: str, change: Change) -> None:
    document = inspection(await publish_patrol())
    change(document)
    assert [found for found, _ in await refused(cast, document, 400)] == [path]


SENSELESS: list[tuple[list[tuple[str, str]], Change]] = [
    ([("checklistVersion", "unknown")], lambda d: d.update(checklistVersion=str(named("nothing")))),
    ([("checkIn.noPosition", "required")], lambda d: d["checkIn"].update(position=None)),
    ([("task", "unknown")], lambda d: d.update(task=str(named("nothing")))),
    ([("answers[0]", "unknown_question")], lambda d: d["answers"].insert(0, {"question": "roof"})),
    ([("answers[0]", "unknown_option")], lambda d: d["answers"][0].update(option="excellent")),
    ([("answers[0]", "unknown_instance")], lambda d: d["answers"].insert(0, {**clean()[0], "instance": 1})),
    ([("answers[3]", "answered_twice")], lambda d: d["answers"].append(clean()[0])),
    ([("answers[0]", "wrong_kind")], lambda d: d["answers"][0].update(number="4")),
    ([("answers", "required")], lambda d: d["answers"].pop(0)),
    ([("answers[0]", "required")], lambda d: d["answers"][0].pop("option")),
    ([("answers[2]", "photo_missing")], lambda d: d["answers"][2].update(number="12")),
    ([("answers[0]", "not_applicable_forbidden")], lambda d: d["answers"].insert(0, {
        "question": "shelf_faults", "notApplicable": True})),
    ([("answers", "required")] * 3, lambda d: d.update(answers=[])),
    ([("answers[0].products[1]", "unknown")], lambda d: d["answers"][0].update(
        products=[str(named("milk")), str(named("nothing"))])),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "change"), SENSELESS)
async def test_what_breaks_a_rule_names_every_field(
    cast: Cast, fields: list[tuple[str, str]], change: Change
) -> None:
    await fetch(
        "INSERT INTO product (id, sku, name, base_unit, storage_class, active) "
        "VALUES ($1, 'milk', '{}', '{}', 'chilled', true)",
        named("milk"),
    )
    document = inspection(await publish_patrol())
    change(document)
    assert await refused(cast, document, 422) == fields


async def test_a_task_of_another_store_is_not_done_by_this_one(cast: Cast) -> None:
    version = await publish_patrol()
    task = await assign("wang", HILLTOP, "2026-11-22")
    assert await refused(cast, inspection(version, task=str(task)), 422) == [("task", "unknown")]


async def test_an_unknown_store_answers_like_one_out_of_reach(cast: Cast) -> None:
    document = inspection(await publish_patrol(), store=str(named("nowhere")))
    assert await refused(cast, document, 404) == [("store", "unknown")]


async def test_a_closed_store_is_not_walked(cast: Cast) -> None:
    await fetch("UPDATE store SET closed = true WHERE id = $1", RIVERSIDE)
    reply = await submit(await cast.wang(), inspection(await publish_patrol()))
    assert reply.status_code == 404


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"store": "\\ud800"}', b"[" * 100_000])
async def test_what_is_no_document_is_not_read(cast: Cast, body: bytes) -> None:
    reply = await (await cast.wang()).put(
        f"/api/inspections/{named('x')}", content=body, headers={"content-type": "application/json"}
    )
    assert (reply.status_code, reply.json()["type"]) == (400, "/problems/bad-document")


async def test_an_address_that_is_no_id_is_not_there(cast: Cast) -> None:
    assert (await (await cast.wang()).put("/api/inspections/7", json={})).status_code == 404


async def test_more_than_two_megabytes_are_not_read(cast: Cast) -> None:
    document = inspection(await publish_patrol())
    document["answers"] = [clean()[0] | {"note": "x" * 4000, "photos": [photo(1)]}] * 500
    assert (await submit(await cast.wang(), document)).status_code == 413

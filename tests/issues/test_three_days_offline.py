"""A phone was offline for three days: what its store did is kept or answered in words, and told once."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.issues.deeds import done
from tests.issues.test_loop import REJECTED, VERIFIED, fix, raise_puddle

DEEDS: list[tuple[str, dict[str, Any]]] = [
    ("acknowledgements", {"basedOn": 0}),
    ("fixes", {"round": 1, "note": "已拖干"}),
    ("cannot-fixes", {"basedOn": 0, "reason": "要换管子"}),
    ("disputes", {"basedOn": 0, "reason": "刚拖过"}),
    ("comments", {"note": "明天再看"}),
]


def three_days_ago() -> dict[str, str]:
    moment = (datetime.now(UTC) - timedelta(days=3)).isoformat()
    return {"deviceAt": moment, "estimatedAt": moment}


async def closed(cast: Cast, url: str) -> None:
    fix_url = await fix(await cast.li(), url)
    assert (await (await cast.wang()).put(f"{fix_url}/verification", json=VERIFIED)).status_code == 201


async def rejected(cast: Cast, url: str) -> None:
    fix_url = await fix(await cast.li(), url)
    assert (await (await cast.wang()).put(f"{fix_url}/verification", json=REJECTED)).status_code == 201


async def cancelled(cast: Cast, url: str) -> None:
    await done(await cast.wang(), url, "cancellations", reason="重复")


async def lines() -> int:
    """How many lines stand in all inboxes, once everything has been told."""
    await work_until_quiet()
    rows = await fetch("SELECT count(*) AS told FROM notification")
    return int(rows[0]["told"])


async def send(client: httpx.AsyncClient, deed: str, body: dict[str, Any]) -> httpx.Response:
    return await client.put(deed, json=body)


@pytest.mark.parametrize(("nouns", "body"), DEEDS)
@pytest.mark.parametrize(("moved_on", "status"), [(closed, "closed"), (cancelled, "cancelled")])
async def test_after_it_was_over_every_deed_is_kept_and_changes_nothing(
    cast: Cast, moved_on: Any, status: str, nouns: str, body: dict[str, Any]
) -> None:
    zhao, wang = await cast.zhao(), await cast.wang()
    url = await raise_puddle(wang)
    await moved_on(cast, url)
    before, deed = await lines(), f"{url}/{nouns}/{uuid4()}"
    document = {**three_days_ago(), **body}
    codes = [(await send(zhao, deed, document)).status_code for _ in range(2)]
    assert codes == [201, 200]
    issue = (await wang.get(url)).json()
    assert issue["status"] == status
    kept = [one["id"] for one in issue["steps"]] + [one["id"] for one in issue["fixes"]]
    assert deed[-36:] in kept
    first = await lines()
    assert (await send(zhao, deed, document)).status_code == 200
    assert await lines() == first, "told again"
    if nouns in ("disputes", "cannot-fixes", "acknowledgements"):
        assert first == before, "told of what changed nothing"


@pytest.mark.parametrize(("nouns", "body"), DEEDS)
async def test_after_a_rejection_nothing_of_the_round_before_ends_the_next(
    cast: Cast, nouns: str, body: dict[str, Any]
) -> None:
    zhao, wang = await cast.zhao(), await cast.wang()
    url = await raise_puddle(wang)
    await rejected(cast, url)
    deed, document = f"{url}/{nouns}/{uuid4()}", {**three_days_ago(), **body}
    reply = await send(zhao, deed, document)
    assert reply.status_code == 201, reply.text
    assert (await send(zhao, deed, document)).status_code == 200
    assert reply.json()["round"] == 2
    assert reply.json()["status"] != "fixed", "a fix of round 1 is evidence only"
    told = await lines()
    await send(zhao, deed, document)
    assert await lines() == told


async def test_two_phones_three_days_late_tell_the_reviewer_once_for_each_round(cast: Cast) -> None:
    zhao, li, wang = await cast.zhao(), await cast.li(), await cast.wang()
    url = await raise_puddle(wang)
    for client in (zhao, li):
        deed, document = f"{url}/fixes/{uuid4()}", {**three_days_ago(), "round": 1, "note": "已拖干"}
        for _ in range(2):
            reply = await send(client, deed, document)
            assert reply.json()["status"] == "fixed"
    await work_until_quiet()
    rows = await fetch(
        """
        SELECT login FROM notification JOIN person ON person.id = notification.person
        WHERE kind = 'issue.fixed'
        """
    )
    assert [row["login"] for row in rows] == ["wang"]

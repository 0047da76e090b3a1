"""What is raised by hand or by code reaches those whose category it is, and nobody else."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.database import fetch
from tests.cast import Cast, named
from tests.issues.test_loop import PUDDLE, STAMPS
from tests.issues.test_notices import told
from tests.issues.test_raising_codes import FOUND, address, hang


async def route(hq: httpx.AsyncClient, **choice: Any) -> None:
    """Have HQ say whose equipment is."""
    held = (await hq.get("/api/issue-rules")).json()
    for rule in held["rules"]["categories"]:
        rule |= choice if rule["key"] == "equipment" else {}
    body = {"basedOn": held["version"], "rules": held["rules"]}
    reply = await hq.put("/api/issue-rules", json=body)
    assert reply.status_code == 200, reply.text


async def raised_by_hand(cast: Cast) -> str:
    url = f"/api/issues/{uuid4()}"
    reply = await (await cast.chen()).put(url, json={**PUDDLE, "category": "equipment"})
    assert reply.status_code == 201, reply.text
    return url


async def raised_by_code(cast: Cast) -> str:
    link, id = address(await hang(await cast.li())), uuid4()
    reply = await (await cast.nobody()).put(f"{link}/issues/{id}", json=FOUND)
    assert reply.status_code == 201, reply.text
    return f"/api/issues/{id}"


WAYS = [raised_by_hand, raised_by_code]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("choice", "heard"),
    [
        ({"ownerRole": "supervisor"}, {"wang"}),
        ({"ownerRole": "staff"}, {"zhao"}),
        ({"owner": str(named("zhao"))}, {"zhao"}),
        ({"owner": str(named("ada")), "ownerRole": "staff"}, {"ada"}),
    ],
)
async def test_what_is_raised_reaches_whose_it_is_and_nobody_else(
    cast: Cast, way: Any, choice: dict[str, str], heard: set[str]
) -> None:
    await route(await cast.chen(), **choice)
    await way(cast)
    assert await told() == {(login, "issue.raised") for login in heard}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("choice", [{}, {"owner": str(named("sun"))}])
async def test_without_anybody_in_reach_it_is_the_store_s(
    cast: Cast, way: Any, choice: dict[str, str]
) -> None:
    await route(await cast.chen(), **choice)
    await way(cast)
    assert await told() == {("li", "issue.raised"), ("zhao", "issue.raised")}


async def test_a_role_that_nobody_holds_leaves_it_to_the_store(cast: Cast) -> None:
    await route(await cast.chen(), ownerRole="supervisor")
    await fetch("DELETE FROM post WHERE role = 'supervisor'")
    await raised_by_code(cast)
    assert await told() == {("li", "issue.raised"), ("zhao", "issue.raised")}


async def test_another_category_goes_its_usual_way(cast: Cast) -> None:
    await route(await cast.chen(), ownerRole="supervisor")
    await (await cast.chen()).put(f"/api/issues/{uuid4()}", json={**PUDDLE, **STAMPS, "category": "hygiene"})
    assert await told() == {("li", "issue.raised"), ("zhao", "issue.raised")}

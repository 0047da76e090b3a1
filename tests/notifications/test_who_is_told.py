"""The table of who is told (domain: the issue-to-fix loop), row by row, at the front door."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.inspections.walk import failing, inspection, publish_patrol
from tests.issues.test_loop import REJECTED, VERIFIED, fix, raise_puddle
from tests.notifications.test_choices import choose, quiet_now

Story = Callable[[Cast], Awaitable[None]]
Told = set[tuple[str, str, str]]
"""Who was told, of which kind, and how: push now, push even in quiet hours, or the inbox alone."""


async def walk_that_fails(cast: Cast) -> None:
    version = await publish_patrol()
    reply = await (await cast.wang()).put(f"/api/inspections/{uuid4()}", json=inspection(version, failing()))
    assert reply.status_code == 201, reply.text


async def raised_by_a_supervisor(cast: Cast) -> None:
    await raise_puddle(await cast.wang())


async def raised_by_the_store(cast: Cast) -> None:
    await raise_puddle(await cast.zhao())


async def fixed_for_its_finder(cast: Cast) -> None:
    await fix(await cast.zhao(), await raise_puddle(await cast.wang()))


async def fixed_of_the_stores_own(cast: Cast) -> None:
    await fix(await cast.zhao(), await raise_puddle(await cast.li()))


async def rejected(cast: Cast) -> None:
    wang = await cast.wang()
    made = await fix(await cast.zhao(), await raise_puddle(wang))
    assert (await wang.put(f"{made}/verification", json=REJECTED)).status_code == 201


async def rejected_to_the_manager_who_fixed(cast: Cast) -> None:
    wang = await cast.wang()
    made = await fix(await cast.li(), await raise_puddle(wang))
    assert (await wang.put(f"{made}/verification", json=REJECTED)).status_code == 201


async def verified(cast: Cast) -> None:
    wang = await cast.wang()
    made = await fix(await cast.zhao(), await raise_puddle(wang))
    assert (await wang.put(f"{made}/verification", json=VERIFIED)).status_code == 201


TABLE: list[tuple[str, Story, Told]] = [
    (
        "red line of an inspection: staff, manager, supervisor and HQ at once; not who found it",
        walk_that_fails,
        {(login, "issue.red_line", "urgent") for login in ("li", "zhao", "chen")},
    ),
    (
        "raised by hand: the manager by push, the staff in the inbox",
        raised_by_a_supervisor,
        {("li", "issue.raised", "push"), ("zhao", "issue.raised", "inbox")},
    ),
    ("raised by the staff: the manager", raised_by_the_store, {("li", "issue.raised", "push")}),
    ("fixed: its finder by push", fixed_for_its_finder, {("wang", "issue.fixed", "push")}),
    ("fixed, found by the store: the supervisor", fixed_of_the_stores_own, {("wang", "issue.fixed", "push")}),
    (
        "rejected: who fixed, and the manager",
        rejected,
        {("zhao", "issue.rejected", "push"), ("li", "issue.rejected", "push")},
    ),
    (
        "rejected: a manager who fixed is told once",
        rejected_to_the_manager_who_fixed,
        {("li", "issue.rejected", "push")},
    ),
    ("verified: who fixed, in the inbox", verified, {("zhao", "issue.verified", "inbox")}),
]


@pytest.mark.parametrize(("story", "told"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
async def test_each_row_of_the_table(cast: Cast, story: Story, told: Told) -> None:
    await story(cast)
    await work_until_quiet()
    kinds = {kind for _, kind, _ in told}
    assert {one for one in await everybody_told() if one[1] in kinds} == told
    await fetch("UPDATE job SET done_at = NULL, lease_until = NULL, due_at = now()")
    await work_until_quiet()
    rows = await fetch("SELECT person, bundle, count(*) AS times FROM notification GROUP BY 1, 2")
    assert {row["times"] for row in rows} == {1}


async def everybody_told() -> Told:
    rows = await fetch(
        "SELECT login, kind, urgent, push FROM notification JOIN person ON person.id = notification.person"
    )
    return {
        (row["login"], row["kind"], "urgent" if row["urgent"] else "push" if row["push"] else "inbox")
        for row in rows
    }


async def test_quiet_hours_hold_back_all_but_red_lines(cast: Cast) -> None:
    await choose(await cast.li(), quiet=quiet_now())
    await walk_that_fails(cast)
    await raise_puddle(await cast.wang())
    await work_until_quiet()
    rows = await fetch(
        """
        SELECT kind, held_until IS NOT NULL AS held FROM notification
        JOIN person ON person.id = notification.person WHERE login = 'li'
        """
    )
    held = {row["kind"]: row["held"] for row in rows}
    assert held["issue.red_line"] is False
    assert held["issue.raised"] is True

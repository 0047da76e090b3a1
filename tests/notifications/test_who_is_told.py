"""The table of who is told (domain: the issue-to-fix loop), row by row, at the front door."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from backend.database import fetch
from backend.schedule import run_clock
from backend.worker import work_until_quiet
from tests.cast import HILLTOP, LAKESIDE, RIVERSIDE, Cast, named
from tests.inspections.walk import failing, inspection, publish_patrol
from tests.issues.deeds import decide, done
from tests.issues.test_loop import REJECTED, STAMPS, VERIFIED, fix, raise_puddle
from tests.issues.test_maintenance import hire
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


async def run_to(hours: float) -> None:
    """Let the clock reach this many hours from now; stores of the cast are open around the clock."""
    await run_clock(datetime.now(UTC) + timedelta(hours=hours))


async def nobody_acknowledges(cast: Cast, hours: float) -> None:
    await raise_puddle(await cast.wang())  # high: to be acknowledged within 4 working hours
    await run_to(hours)


async def acknowledged_and_late(cast: Cast, hours: float, severity: str = "high") -> None:
    """Three of one store at once, so that the line has to be bundled."""
    wang, li = await cast.wang(), await cast.li()
    for _ in range(3):
        url = await raise_puddle(wang)
        await done(li, url, "acknowledgements")
    await fetch("UPDATE issue SET severity = $1, due_at = (SELECT min(due_at) FROM issue)", severity)
    await run_to(hours)


async def cannot_be_fixed(cast: Cast) -> None:
    await done(await cast.zhao(), await raise_puddle(await cast.wang()), "cannot-fixes", reason="压缩机坏了")


async def cannot_be_fixed_said_of_the_stores_own(cast: Cast) -> None:
    await done(await cast.zhao(), await raise_puddle(await cast.li()), "cannot-fixes", reason="压缩机坏了")


async def decided(cast: Cast, nouns: str, kind: str, **verdict: str) -> None:
    """Zhao asks about what Wang found, and HQ decides."""
    url = await raise_puddle(await cast.wang())
    await done(await cast.zhao(), url, nouns, reason="不对")
    assert (await decide(await cast.chen(), url, nouns, kind, **verdict)).status_code == 201


async def disputed(cast: Cast) -> None:
    await done(await cast.zhao(), await raise_puddle(await cast.wang()), "disputes", reason="这是刚拖的")


async def disputed_of_hqs_own(cast: Cast) -> None:
    await done(await cast.zhao(), await raise_puddle(await cast.chen()), "disputes", reason="这是刚拖的")


async def transferred(cast: Cast) -> None:
    url = await raise_puddle(await cast.wang())
    await done(await cast.wang(), url, "transfers", owner=str(named("zhao")), reason="早班处理")


async def cancelled(cast: Cast) -> None:
    await done(await cast.wang(), await raise_puddle(await cast.wang()), "cancellations", reason="重复")


async def reopened(cast: Cast) -> None:
    url = await raise_puddle(await cast.wang())
    await done(await cast.wang(), url, "cancellations", reason="重复")
    await done(await cast.wang(), url, "reopenings", reason="还在")


async def nudged(cast: Cast) -> None:
    wang = await cast.wang()
    issues = [(await raise_puddle(wang)).rsplit("/", 1)[1] for _ in range(3)]
    reply = await wang.put(f"/api/issues/nudges/{uuid4()}", json={**STAMPS, "issues": issues})
    assert (reply.status_code, reply.json()["nudged"]) == (201, 3)


async def found_again(cast: Cast) -> None:
    """What was fixed comes back at the next walk; Chen has published the checklist."""
    wang, zhao = await cast.wang(), await cast.zhao()
    version = await publish_patrol()
    await fetch("UPDATE checklist_version SET published_by = $1", named("chen"))
    answers = failing()
    first = await wang.put(f"/api/inspections/{uuid4()}", json=inspection(version, answers))
    assert first.status_code == 201, first.text
    await fetch("UPDATE issue SET red_line = NULL")
    issues = await fetch("SELECT id FROM issue")
    for issue in issues:
        made = await fix(zhao, f"/api/issues/{issue['id']}")
        assert (await wang.put(f"{made}/verification", json=VERIFIED)).status_code == 201
    await fetch("UPDATE issue SET probation_left = 0 WHERE question <> 'fridge_temperature'")
    again = await wang.put(f"/api/inspections/{uuid4()}", json=inspection(version, answers))
    assert again.status_code == 201, again.text


async def failing_everywhere(cast: Cast) -> None:
    """One question fails in three stores."""
    wang, song = await cast.wang(), await cast.song()
    version = await publish_patrol()
    for client, store in ((wang, RIVERSIDE), (wang, HILLTOP), (song, LAKESIDE)):
        body = inspection(version, failing()) | {"store": str(store)}
        reply = await client.put(f"/api/inspections/{uuid4()}", json=body)
        assert reply.status_code == 201, reply.text


async def call_in(cast: Cast, named_one: str | None = None) -> None:
    """Two technicians of the East; every category calls maintenance in, or one of them by name."""
    chen = await cast.chen()
    for login in ("qiu", "fan"):
        await hire(login)
    held = (await chen.get("/api/issue-rules")).json()
    for rule in held["rules"]["categories"]:
        if not rule["seenBy"]:
            rule |= {"ownerRole": "maintenance", "owner": named_one and str(named(named_one))}
    body = {"basedOn": held["version"], "rules": held["rules"]}
    assert (await chen.put("/api/issue-rules", json=body)).status_code == 200


async def call_in_for(story: Story, cast: Cast, named_one: str | None = None) -> None:
    await call_in(cast, named_one)
    await story(cast)


async def found_again_by_who_is_called_in(cast: Cast) -> None:
    await call_in(cast, "fan")
    await found_again(cast)
    await fetch("DELETE FROM notification WHERE kind <> 'issue.recurred'")


def told_of(kind: str, *logins: str, how: str = "push") -> Told:
    return {(login, kind, how) for login in logins}


LADDER: list[tuple[str, Story, Told]] = [
    (
        "not acknowledged in time: the manager",
        lambda cast: nobody_acknowledges(cast, 5),
        told_of("issue.unacknowledged", "li"),
    ),
    (
        "still not acknowledged: the supervisor",
        lambda cast: nobody_acknowledges(cast, 9),
        told_of("issue.unacknowledged", "wang"),
    ),
    (
        "75 % of the time gone: the owner, all of a store in one line",
        lambda cast: acknowledged_and_late(cast, 19),
        told_of("issues.due_soon", "li"),
    ),
    ("due: owner and manager", lambda cast: acknowledged_and_late(cast, 24.5), told_of("issues.due", "li")),
    (
        "overdue by a day: the supervisor",
        lambda cast: acknowledged_and_late(cast, 49),
        told_of("issues.overdue", "wang"),
    ),
    (
        "critical and overdue by a day: those above the supervisor too",
        lambda cast: acknowledged_and_late(cast, 49, "critical"),
        told_of("issues.overdue", "wang", "chen"),
    ),
    (
        "overdue by 3 days: those above the supervisor too",
        lambda cast: acknowledged_and_late(cast, 97),
        told_of("issues.overdue", "wang", "chen"),
    ),
    (
        "slight and overdue by 3 days: the supervisor alone",
        lambda cast: acknowledged_and_late(cast, 97, "low"),
        told_of("issues.overdue", "wang"),
    ),
    (
        "slight and overdue by 7 days: those above the supervisor too",
        lambda cast: acknowledged_and_late(cast, 193, "low"),
        told_of("issues.overdue", "wang", "chen"),
    ),
]
UPHELD = {"verdict": "upheld", "reason": "看得很清楚"}
AMENDED = {"verdict": "amended", "severity": "low", "reason": "没那么严重"}
DEEDS: list[tuple[str, Story, Told]] = [
    ("cannot fix: the finder who reviews", cannot_be_fixed, told_of("issue.cannot_fix", "wang")),
    (
        "cannot fix what the store found: the supervisor",
        cannot_be_fixed_said_of_the_stores_own,
        told_of("issue.cannot_fix", "wang"),
    ),
    (
        "cannot fix, refused: back to who asked and the manager",
        lambda cast: decided(cast, "cannot-fixes", "cannot_fix", verdict="refused", reason="可以的"),
        told_of("issue.cannot_fix_refused", "zhao", "li"),
    ),
    (
        "cannot fix, granted: back to the store",
        lambda cast: decided(cast, "cannot-fixes", "cannot_fix", verdict="granted", ownerRole="supervisor"),
        told_of("issue.cannot_fix_granted", "zhao", "li") | told_of("issue.transferred", "wang"),
    ),
    (
        "disputed: somebody other than the finder decides, the finder reads of it",
        disputed,
        told_of("issue.disputed", "chen") | told_of("issue.disputed", "wang", how="inbox"),
    ),
    (
        "disputed of what HQ found: the supervisor decides",
        disputed_of_hqs_own,
        told_of("issue.disputed", "wang") | told_of("issue.disputed", "chen", how="inbox"),
    ),
    (
        "dispute upheld: back to the store",
        lambda cast: decided(cast, "disputes", "disputed", **UPHELD),
        told_of("issue.dispute_upheld", "zhao", "li"),
    ),
    (
        "dispute amended: back to the store",
        lambda cast: decided(
            cast, "disputes", "disputed", **UPHELD | {"verdict": "amended", "severity": "low"}
        ),
        told_of("issue.dispute_amended", "zhao", "li"),
    ),
    (
        "finding withdrawn: back to the store",
        lambda cast: decided(cast, "disputes", "disputed", **UPHELD | {"verdict": "withdrawn"}),
        told_of("issue.dispute_withdrawn", "zhao", "li"),
    ),
    ("transferred: the new owner", transferred, told_of("issue.transferred", "zhao")),
    ("cancelled: the store, in the inbox", cancelled, told_of("issue.cancelled", "li", how="inbox")),
    ("reopened: the store", reopened, told_of("issue.reopened", "li")),
    (
        "nudged: owner and manager in one line, the staff in the inbox",
        nudged,
        told_of("issue.nudged", "li") | told_of("issue.nudged", "zhao", how="inbox"),
    ),
    (
        "recurrence: store and owner of the checklist; not the supervisor who found it",
        found_again,
        told_of("issue.recurred", "li", "chen") | told_of("issue.recurred", "zhao", how="inbox"),
    ),
    ("widespread: HQ", failing_everywhere, told_of("widespread.opened", "chen")),
]

CALLED: list[tuple[str, Story, Told]] = [
    (
        "red line for which maintenance is called in: all of them as well",
        lambda cast: call_in_for(walk_that_fails, cast),
        told_of("issue.red_line", "li", "zhao", "chen", "qiu", "fan", how="urgent"),
    ),
    (
        "red line of a category that names a technician: that one alone of them, and HQ",
        lambda cast: call_in_for(walk_that_fails, cast, "fan"),
        told_of("issue.red_line", "li", "zhao", "chen", "fan", how="urgent"),
    ),
    (
        "red line of a category that somebody of HQ owns: no other of HQ, nobody of maintenance",
        lambda cast: call_in_for(walk_that_fails, cast, "ada"),
        told_of("issue.red_line", "li", "zhao", "ada", how="urgent"),
    ),
    (
        "raised where maintenance is called in: all of them",
        lambda cast: call_in_for(raised_by_a_supervisor, cast),
        told_of("issue.raised", "qiu", "fan"),
    ),
    (
        "raised where a technician is named: that one alone",
        lambda cast: call_in_for(raised_by_a_supervisor, cast, "fan"),
        told_of("issue.raised", "fan"),
    ),
    (
        "due: the technician who is named, and the manager",
        lambda cast: call_in_for(lambda at: acknowledged_and_late(at, 24.5), cast, "fan"),
        told_of("issues.due", "li", "fan"),
    ),
    (
        "recurrence: the technician who is named as well",
        found_again_by_who_is_called_in,
        told_of("issue.recurred", "li", "chen", "fan") | told_of("issue.recurred", "zhao", how="inbox"),
    ),
]

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
    *LADDER,
    *DEEDS,
    *CALLED,
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

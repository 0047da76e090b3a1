"""The live feed of somebody of maintenance: what happens to their issues, and nothing else of any store."""

import json
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import httpx
import pytest

from backend.database import fetch
from backend.events.live import Hearing, follow
from backend.inspections.rounds.missed import note_missed
from backend.issues.lifecycle import KINDS
from backend.people.hearing import hearing_of
from backend.people.person import HeldPost, SignedIn
from backend.people.schemas import Role
from backend.worker import work_until_quiet
from tests.cast import EAST, NORTH, RIVERSIDE, Cast, named
from tests.inspections.walk import clean, publish_patrol
from tests.issues.deeds import decide, do, done
from tests.issues.test_loop import MOPPED, REJECTED, STAMPS, VERIFIED, fix, raise_puddle
from tests.issues.test_maintenance import broken_fridge, hire, listed
from tests.issues.test_notices import told
from tests.issues.test_recurring import POOR, mended, walk
from tests.issues.test_routing import route
from tests.notifications.test_who_is_told import run_to
from tests.ordering.shop import MILK, stock_the_shop
from tests.riverside import settle_riverside
from tests.rounds.plans import put_round, surprise
from tests.stock.doing import count, waste

RUNGS = {"issue.unacknowledged", "issue.due_soon", "issue.due", "issue.overdue"}
BY_HAND = {f"issue.{kind}" for kind in KINDS if kind != "recurred"} | RUNGS
LIFE = BY_HAND | {"issue.raised", "issue.nudged", "fix.attached", "step.attached"}


class Heard(NamedTuple):
    """One line of a feed."""

    name: str
    subject: str


@pytest.fixture
async def qiu(cast: Cast) -> httpx.AsyncClient:
    """Qiu of maintenance in the East like Fan, and equipment is theirs; Ma is in the North."""
    await hire("qiu")
    await hire("fan")
    await hire("ma", NORTH)
    await route(await cast.chen(), ownerRole="maintenance")
    return await cast.sign_in("qiu")


async def hearing(login: str, region: UUID = EAST) -> Hearing:
    """What somebody of maintenance may hear of."""
    post = HeldPost(Role.maintenance, region)
    return await hearing_of(SignedIn(id=named(login), login=login, name=login, locale="zh", posts=(post,)))


async def hears(login: str, region: UUID = EAST) -> list[Heard]:
    """Everything the feed tells from the beginning on; not what comes to the own inbox."""
    await work_until_quiet()
    heard = []
    async for change in follow(await hearing(login, region), 0):
        if change.name == "still-here":
            break
        if change.name != "hello" and not change.name.startswith("notification."):
            heard.append(Heard(change.name, json.loads(change.data)["subject"]))
    return heard


@pytest.fixture(autouse=True)
def falls_silent_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed that has nothing more to tell says so at once."""
    monkeypatch.setattr("backend.events.live.KEEP_ALIVE_SECONDS", 0.05)


def id_of(url: str) -> str:
    """The id at the end of an address."""
    return url.rsplit("/", 1)[1]


async def happened_to(url: str) -> list[str]:
    """The names of all that happened to an issue, in order."""
    rows = await fetch("SELECT name FROM event WHERE subject = $1 ORDER BY position", UUID(id_of(url)))
    return [row["name"] for row in rows]


async def lead_a_full_life(cast: Cast, url: str) -> None:
    """Do to an issue that Wang raised everything that can be done to one, and let its deadlines pass."""
    wang, li, zhao, chen = await cast.wang(), await cast.li(), await cast.zhao(), await cast.chen()
    for hours in (5, 19, 24.5, 49):
        await run_to(hours)
    await done(zhao, url, "acknowledgements")
    await done(zhao, url, "comments", note="看过了")
    await done(li, url, "invitations", name="冷柜师傅", email="zhou@cold.example")
    nudge = {**STAMPS, "issues": [id_of(url)]}
    assert (await wang.put(f"/api/issues/nudges/{uuid4()}", json=nudge)).status_code == 201
    for nouns, body in (("wastes", waste()), ("counts", count((MILK, 3)))):
        assert (await zhao.put(f"{url}/{nouns}/{uuid4()}", json=body)).status_code == 201, nouns
    for nouns, kind, verdict in (
        ("cannot-fixes", "cannot_fix", {"verdict": "refused"}),
        ("cannot-fixes", "cannot_fix", {"verdict": "granted", "owner": str(named("qiu"))}),
        ("disputes", "disputed", {"verdict": "upheld"}),
        ("disputes", "disputed", {"verdict": "amended", "severity": "low"}),
        ("disputes", "disputed", {"verdict": "withdrawn"}),
    ):
        await done(zhao, url, nouns, reason="不对")
        reply = await decide(chen, url, nouns, kind, reason="看得很清楚", **verdict)
        assert reply.status_code == 201, reply.text
    await done(wang, url, "reopenings", reason="还在")
    round = (await wang.get(url)).json()["round"]
    made = await fix(zhao, url, round=round)
    assert (await wang.put(f"{made}/verification", json=REJECTED)).status_code == 201
    made = await fix(zhao, url, round=round + 1)
    assert (await wang.put(f"{made}/verification", json=VERIFIED)).status_code == 201
    await fix(zhao, url, round=round + 1)
    await done(zhao, url, "acknowledgements")
    await done(chen, url, "reopenings", reason="又坏了")
    await done(li, url, "transfers", ownerRole="maintenance")
    await done(wang, url, "cancellations", reason="换新的了")


async def test_of_what_is_hers_she_hears_every_kind_of_event(cast: Cast, qiu: httpx.AsyncClient) -> None:
    await stock_the_shop()
    url = await broken_fridge(await cast.wang())
    await lead_a_full_life(cast, url)
    heard = await hears("qiu")
    assert {one.name for one in heard} == LIFE
    assert [one.name for one in heard] == await happened_to(url)
    assert {one.subject for one in heard} == {id_of(url)}
    assert await hears("ma", NORTH) == []


async def test_what_fails_in_visits_comes_back_and_is_settled_before_her_eyes(
    cast: Cast, qiu: httpx.AsyncClient
) -> None:
    chen, wang = await cast.chen(), await cast.wang()
    await route(chen, ownerRole=None)
    held = (await chen.get("/api/issue-rules")).json()
    for rule in held["rules"]["categories"]:
        rule["ownerRole"] = "maintenance" if rule["key"] == "hygiene" else None
    body = {"basedOn": held["version"], "rules": held["rules"]}
    assert (await chen.put("/api/issue-rules", json=body)).status_code == 200
    version = await publish_patrol()
    await walk(wang, version, POOR)
    (url,) = await listed(qiu)
    await mended(cast)
    await walk(wang, version, POOR)
    await mended(cast)
    for _ in range(2):
        await walk(wang, version, clean())
    heard = await hears("qiu")
    assert [one.name for one in heard] == await happened_to(url)
    assert {"issue.raised", "issue.recurred", "issue.settled"} <= {one.name for one in heard}
    assert {one.subject for one in heard} == {id_of(url)}, "the visits themselves are not hers"


async def test_of_what_is_not_hers_she_hears_no_kind_of_event(cast: Cast, qiu: httpx.AsyncClient) -> None:
    """The same life of a puddle; only when it is handed to her does it begin for her."""
    await stock_the_shop()
    puddle = await raise_puddle(await cast.wang())
    await lead_a_full_life(cast, puddle)
    names = await happened_to(puddle)
    assert set(names) == LIFE
    given, left = names.index("issue.cannot_fix_granted"), names.index("issue.transferred")
    assert [one.name for one in await hears("qiu")] == names[given:]
    assert [one.name for one in await hears("fan")] == names[left:], "her colleague, once it is the role's"


async def test_of_riverside_she_hears_nothing_else(cast: Cast, qiu: httpx.AsyncClient) -> None:
    """Inspections, orders, photos, issues of others, and what the store itself must not know of."""
    await settle_riverside(cast)
    await put_round(await cast.wang(), surprise(name="周三突击"))
    await work_until_quiet()
    await note_missed(datetime.now(UTC) + timedelta(days=2, hours=1))
    happened = {row["name"] for row in await fetch("SELECT DISTINCT name FROM event")}
    assert {"inspection.submitted", "order.placed", "issue.raised", "task.missed"} <= happened
    assert await hears("qiu") == []


async def test_the_address_of_the_feed_serves_hers(
    cast: Cast, qiu: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.events.live.LONGEST_SECONDS", 0.3)
    hers, puddle = await broken_fridge(await cast.li()), await raise_puddle(await cast.li())
    await work_until_quiet()
    reply = await qiu.get("/api/live", headers={"last-event-id": "0"})
    assert (reply.status_code, id_of(hers) in reply.text, id_of(puddle) in reply.text) == (200, True, False)


async def test_what_is_handed_to_others_is_the_last_she_hears(cast: Cast, qiu: httpx.AsyncClient) -> None:
    li, url = await cast.li(), await broken_fridge(await cast.li())
    await done(li, url, "transfers", ownerRole="staff")
    await done(li, url, "comments", note="自己修了")
    assert [one.name for one in await hears("qiu")] == ["issue.raised", "issue.transferred"]
    await done(li, url, "transfers", owner=str(named("qiu")))
    await done(li, url, "comments", note="还是你来")
    assert [one.name for one in await hears("qiu")][2:] == ["issue.transferred", "issue.commented"]
    assert len(await hears("fan")) == 2


@pytest.mark.parametrize(("owner", "count"), [(None, 0), ("qiu", 2)])
async def test_a_confidential_matter_is_told_to_its_owner_and_to_no_role_that_is_not_named(
    cast: Cast, qiu: httpx.AsyncClient, owner: str | None, count: int
) -> None:
    choice = {"owner": owner and str(named(owner)), "ownerRole": "maintenance"}
    await route(await cast.chen(), **choice, seenBy=["supervisor", "hq"])
    url = await broken_fridge(await cast.wang())
    await done(await cast.chen(), url, "comments", note="保密")
    assert len(await hears("qiu")) == count
    assert (await qiu.get(url)).status_code == (200 if count else 404)
    assert await hears("fan") == []


async def test_where_one_of_them_is_named_the_others_are_neither_told_nor_shown(
    cast: Cast, qiu: httpx.AsyncClient
) -> None:
    fan = await cast.sign_in("fan")
    await route(await cast.chen(), owner=str(named("fan")), ownerRole="maintenance")
    url = await broken_fridge(await cast.li())
    assert await told() == {("fan", "issue.raised")}
    assert [await listed(one) for one in (qiu, fan)] == [set(), {url}]
    assert [(await one.get(url)).status_code for one in (qiu, fan)] == [404, 200]
    assert (await do(qiu, url, "fixes", **MOPPED)).status_code == 404
    assert (await do(fan, url, "fixes", **MOPPED)).status_code == 201
    assert await hears("qiu") == []
    assert {one.name for one in await hears("fan")} == {"issue.raised", "issue.fixed"}
    assert url in await listed(await cast.zhao(), f"store={RIVERSIDE}"), "the store sees it as before"


async def test_where_the_named_one_does_not_come_the_whole_role_is_called(
    cast: Cast, qiu: httpx.AsyncClient
) -> None:
    await route(await cast.chen(), owner=str(named("ma")), ownerRole="maintenance")
    url = await broken_fridge(await cast.li())
    assert await told() == {("qiu", "issue.raised"), ("fan", "issue.raised")}
    assert await listed(qiu) == {url}
    assert await hears("ma", NORTH) == []

"""A confidential issue leaves no trace for the people of its store, by whatever way they look."""

from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.app import openapi_document
from backend.database import fetch
from backend.events.live import Hearing, read_after
from backend.schedule import run_clock
from backend.worker import work_until_quiet
from tests.cast import HILLTOP, RIVERSIDE, Cast, named
from tests.issues.deeds import do, done
from tests.issues.test_loop import STAMPS, VERIFIED, fix
from tests.notifications.test_choices import choose
from tests.riverside import paint, settle_riverside, stamps

TITLE = "店长克扣加班费"
WORDS = "只有督导知道的话"
SECRET = {**STAMPS, "store": str(RIVERSIDE), "title": TITLE, "note": WORDS, "category": "complaint"}
INSIDERS, OUTSIDERS = ("wang", "chen", "ada"), ("li", "zhao", "sun", "song")


def picture() -> bytes:
    """A photo that nothing else shows."""
    return paint() + b"secret"


SHA256 = sha256(picture()).hexdigest()


@pytest.fixture
async def secret(cast: Cast) -> str:
    """A complaint about Riverside with a photo, a comment, a nudge and a handover; Wang raised it."""
    wang, chen = await cast.wang(), await cast.chen()
    url = f"/api/issues/{uuid4()}"
    reply = await wang.put(f"/api/photos/{SHA256}", content=picture(), headers={"content-type": "image/jpeg"})
    assert reply.status_code == 201, reply.text
    assert (await wang.put(url, json={**SECRET, "photos": [SHA256]})).status_code == 201
    await done(chen, url, "comments", note=WORDS, photos=[])
    await done(wang, url, "comments", note=WORDS, photos=[SHA256])
    nudge = {**stamps(), "issues": [url.rsplit("/", 1)[1]]}
    assert (await chen.put(f"/api/issues/nudges/{uuid4()}", json=nudge)).status_code == 201
    await work_until_quiet()
    return url


def traces(text: str, url: str) -> list[str]:
    """What of the secret stands in a text."""
    return [one for one in (TITLE, WORDS, SHA256, url.rsplit("/", 1)[1]) if one in text]


async def test_who_is_named_sees_it_and_nobody_else_does(cast: Cast, secret: str) -> None:
    for login in INSIDERS:
        assert (await (await cast.sign_in(login)).get(secret)).json()["confidential"] is True, login
    for login in OUTSIDERS:
        client = await cast.sign_in(login)
        assert (await client.get(secret)).status_code == 404, login
        assert (await client.get(f"{secret}/invitations")).status_code == 404, login


async def test_every_document_that_the_store_can_read_is_silent_about_it(
    cast: Cast, app: Any, secret: str
) -> None:
    there = await settle_riverside(cast)
    known = {
        "id": there.issue.rsplit("/", 1)[1], "store": str(RIVERSIDE), "inspection": there.inspection_id,
        "subject": there.inspection_id, "person": str(named("wang")),
    }  # fmt: skip
    paths = openapi_document(app.api)["paths"]
    read = 0
    for login in ("li", "zhao"):
        client = await cast.sign_in(login)
        for path, operations in paths.items():
            if "get" not in operations or path.endswith(("/live", "/docs", "/docs.css", "/openapi.json")):
                continue
            for value in (str(RIVERSIDE), secret.rsplit("/", 1)[1], *known.values()):
                address = path
                while "{" in address:
                    address = address[: address.index("{")] + value + address[address.index("}") + 1 :]
                reply = await client.get(address, params={"store": str(RIVERSIDE)} if "{" not in path else {})
                body = reply.text.replace(secret.rsplit("/", 1)[1], "") if value in secret else reply.text
                assert not traces(body, secret) or reply.status_code >= 400, (login, address)
                read += reply.status_code == 200
    assert read > 40, "too little could be read: the test would hold for nothing"


async def test_lists_and_counts_differ_by_exactly_this_one(cast: Cast, secret: str) -> None:
    li, wang = await cast.li(), await cast.wang()
    for query in ("", "?status=unclosed", f"?store={RIVERSIDE}", "?category=complaint", "?mine=true"):
        assert not traces((await li.get(f"/api/issues{query}")).text, secret), query
    assert traces((await wang.get("/api/issues?category=complaint")).text, secret)
    await fetch("UPDATE issue SET due_at = now() - interval '1 day'")
    for document in ("today", "offline", f"stores/{RIVERSIDE}/prep-sheet"):
        for login in ("li", "zhao"):
            assert not traces((await (await cast.sign_in(login)).get(f"/api/{document}")).text, secret)


async def test_no_deed_about_it_is_open_to_the_store(cast: Cast, secret: str) -> None:
    for login in ("li", "zhao"):
        client = await cast.sign_in(login)
        for nouns, body in {
            "comments": {"note": "谁说的？"}, "acknowledgements": {}, "disputes": {"reason": "不是"},
            "cannot-fixes": {"reason": "不"}, "transfers": {"ownerRole": "staff"},
            "reopenings": {"reason": "x"}, "cancellations": {"reason": "x"},
            "fixes": {"round": 1, "note": "好了"},
            "invitations": {"name": "甲", "email": "a@b.example"},
        }.items():  # fmt: skip
            assert (await do(client, secret, nouns, **body)).status_code == 404, (login, nouns)
        nudge = {**stamps(), "issues": [secret.rsplit("/", 1)[1]]}
        assert (await client.put(f"/api/issues/nudges/{uuid4()}", json=nudge)).status_code == 403


async def test_its_photos_open_to_nobody_in_the_store(cast: Cast, secret: str) -> None:
    for login in INSIDERS:
        reply = await (await cast.sign_in(login)).get(f"/api/photos/{SHA256}?size=320")
        assert reply.status_code == 200, login
    for login in OUTSIDERS:
        reply = await (await cast.sign_in(login)).get(f"/api/photos/{SHA256}?size=320")
        assert reply.status_code == 404, login


async def test_a_new_owner_sees_it_with_its_photos_and_no_longer_once_it_goes_on(
    cast: Cast, secret: str
) -> None:
    zhao, chen = await cast.zhao(), await cast.chen()
    await done(chen, secret, "transfers", owner=str(named("zhao")))
    assert (await zhao.get(secret)).status_code == 200
    assert (await zhao.get(f"/api/photos/{SHA256}?size=320")).status_code == 200
    await done(chen, secret, "transfers", owner=str(named("wang")))
    assert (await zhao.get(secret)).status_code == 404
    assert (await zhao.get(f"/api/photos/{SHA256}?size=320")).status_code == 404


async def test_a_category_that_becomes_confidential_hides_what_there_is_at_once(cast: Cast) -> None:
    wang, li, chen = await cast.wang(), await cast.li(), await cast.chen()
    url = f"/api/issues/{uuid4()}"
    await wang.put(f"/api/photos/{SHA256}", content=picture(), headers={"content-type": "image/jpeg"})
    open_one = {**SECRET, "category": "people", "photos": [SHA256]}
    assert (await wang.put(url, json=open_one)).status_code == 201
    assert (await li.get(f"/api/photos/{SHA256}?size=320")).status_code == 200
    held = (await chen.get("/api/issue-rules")).json()
    for rule in held["rules"]["categories"]:
        rule["seenBy"] = ["supervisor", "hq"] if rule["key"] == "people" else rule["seenBy"]
    body = {"basedOn": held["version"], "rules": held["rules"]}
    assert (await chen.put("/api/issue-rules", json=body)).status_code == 200
    assert (await li.get(url)).status_code == 404
    assert (await li.get(f"/api/photos/{SHA256}?size=320")).status_code == 404
    assert (await wang.get(f"/api/photos/{SHA256}?size=320")).status_code == 200


async def test_the_live_feed_tells_the_store_nothing_of_it(cast: Cast, secret: str) -> None:
    subject = UUID(secret.rsplit("/", 1)[1])
    for login, key, sees in (
        ("li", f"store_manager@{RIVERSIDE}", False), ("zhao", f"staff@{RIVERSIDE}", False),
        ("chen", "hq", True),
        ("sun", f"supervisor@{RIVERSIDE}", True), ("sun", f"supervisor@{HILLTOP}", False),
    ):  # fmt: skip
        stores = None if login == "chen" else [RIVERSIDE]
        rows = await read_after(0, Hearing(person=named(login), stores=stores, keys=[key]))
        seen = [row["name"] for row in rows if row["visible"] and row["subject"] == subject]
        assert bool(seen) is sees, (login, seen)


async def test_nobody_of_the_store_is_told_of_it_by_any_way(cast: Cast, secret: str) -> None:
    for login in ("li", "zhao"):
        await choose(await cast.sign_in(login), mail="always", bot="always")
    await run_clock()
    wang, chen = await cast.wang(), await cast.chen()
    await done(chen, secret, "cancellations", reason=WORDS)
    await done(wang, secret, "reopenings", reason=WORDS)
    await work_until_quiet()
    rows = await fetch(
        """
        SELECT login, kind, params, link FROM notification JOIN person ON person.id = notification.person
        """
    )
    assert {row["login"] for row in rows} <= set(INSIDERS)
    assert any(traces(str(row), secret) for row in rows), "nobody heard of it"
    for login in ("li", "zhao"):
        inbox = (await (await cast.sign_in(login)).get("/api/notifications")).text
        assert not traces(inbox, secret)
    posts = await fetch("SELECT count(*) AS sent FROM bot_post")
    assert posts[0]["sent"] == 0


async def test_what_is_mended_in_secret_stays_secret(cast: Cast, secret: str) -> None:
    """A fix of its owner, its photo and its verdict are as hidden as the issue."""
    wang, zhao, chen, li = await cast.wang(), await cast.zhao(), await cast.chen(), await cast.li()
    await done(chen, secret, "transfers", owner=str(named("zhao")))
    made = await fix(zhao, secret, note=WORDS, photos=[SHA256])
    assert (await wang.put(f"{made}/verification", json=VERIFIED)).status_code == 201
    await work_until_quiet()
    assert (await li.get(secret)).status_code == 404
    assert (await li.get(f"/api/photos/{SHA256}?size=320")).status_code == 404
    rows = await fetch("SELECT count(*) AS told FROM notification WHERE person = $1", named("li"))
    assert rows[0]["told"] == 0

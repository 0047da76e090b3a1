"""An admin keeps people and their posts: each error by its field, nothing lost, no secret told."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.database import fetch
from tests.cast import EAST, HILLTOP, NORTH, PASSWORD, RIVERSIDE, Cast, named
from tests.people.desk import (
    FIRST,
    add,
    change,
    fields,
    post,
    put,
    read,
    sign_in,
    signed_in,
    somebody,
)


async def names(cast: Cast, query: str = "") -> list[str]:
    return [one["login"] for one in (await read(cast, f"/api/people{query}"))["people"]]


async def stores_of(client: Any) -> list[str]:
    return [store["code"] for store in (await client.get("/api/me")).json()["stores"]]


async def test_somebody_new_signs_in_and_sees_the_own_store(cast: Cast) -> None:
    posts = [post("store_manager", store=HILLTOP)]
    address = await add(
        cast, login=" Mei.Lin ", phone="+86 139 0000 1234", email="mei@example.com", posts=posts
    )
    kept = (await read(cast, address))["person"]
    assert kept | {"posts": posts} == kept
    assert (kept["login"], kept["phone"]) == ("mei.lin", "13900001234")
    for name in ("MEI.LIN", "139 0000 1234", "+86 13900001234"):
        assert await stores_of(await signed_in(cast, name)) == ["R002"]


async def test_sent_twice_with_posts_in_another_order_nothing_changes(cast: Cast) -> None:
    address, posts = f"/api/people/{uuid4()}", [post(store=RIVERSIDE), post(store=HILLTOP)]
    first = await put(cast, address, somebody(posts=posts))
    assert await put(cast, address, somebody(posts=posts[::-1])) == first
    assert len(await fetch("SELECT FROM event WHERE name = 'person.added'")) == 1
    other = somebody(posts=posts) | {"password": "another-first-one"}
    assert (await put(cast, address, other, 409))["type"] == "/problems/already-sent"
    assert (await put(cast, address, somebody(name="Mai"), 409))["type"] == "/problems/out-of-date"


async def test_of_ten_at_once_with_one_login_one_is_added_and_nine_are_told(cast: Cast) -> None:
    ada = await cast.ada()
    bodies = [somebody(phone=f"1390000000{n}") for n in range(10)]
    answers = await asyncio.gather(*[ada.put(f"/api/people/{uuid4()}", json=body) for body in bodies])
    assert sorted(answer.status_code for answer in answers) == [200, *[422] * 9]
    told = [fields(answer.json()) for answer in answers if answer.status_code == 422]
    assert told == [{"person.login": "sign_in_taken"}] * 9


async def test_the_same_person_ten_times_at_once_is_one(cast: Cast) -> None:
    address = f"/api/people/{uuid4()}"
    answers = await asyncio.gather(*[put(cast, address, somebody()) for _ in range(10)])
    assert all(answer["version"] == answers[0]["version"] for answer in answers)
    assert len(await fetch("SELECT FROM person WHERE login = 'mei'")) == 1


@pytest.mark.parametrize(
    ("other", "path", "code"),
    [
        ({"login": "wang"}, "person.login", "sign_in_taken"),
        ({"login": "two words"}, "person.login", "login_shape"),
        ({"login": " "}, "person.login", "required"),
        ({"name": " "}, "person.name", "required"),
        ({"phone": "12"}, "person.phone", "phone_shape"),
        ({"email": "mei"}, "person.email", "not_an_address"),
        ({"posts": []}, "person.posts", "post_missing"),
        ({"posts": [post("staff")]}, "person.posts[0]", "needs_store"),
        ({"posts": [post("store_manager", region=EAST)]}, "person.posts[0]", "needs_store"),
        ({"posts": [post("hq", store=RIVERSIDE)]}, "person.posts[0]", "needs_company"),
        ({"posts": [post("admin", region=EAST)]}, "person.posts[0]", "needs_company"),
        ({"posts": [post("supervisor", region=EAST, store=HILLTOP)]}, "person.posts[0]", "one_place"),
        ({"posts": [post(store=RIVERSIDE), post(store=uuid4())]}, "person.posts[1]", "no_such_place"),
        ({"posts": [post(store=HILLTOP), post(store=HILLTOP)]}, "person.posts[1]", "twice"),
    ],
)
async def test_each_error_names_its_field_and_nothing_is_written(
    cast: Cast, other: dict[str, Any], path: str, code: str
) -> None:
    answer = await put(cast, address := f"/api/people/{uuid4()}", somebody(**other), 422)
    assert fields(answer) == {path: code}
    assert (await (await cast.ada()).get(address)).status_code == 404


@pytest.mark.parametrize(
    ("password", "code"), [(None, "password_too_short"), ("short", "password_too_short")]
)
async def test_somebody_new_needs_a_password_of_ten_characters(
    cast: Cast, password: str | None, code: str
) -> None:
    answer = await put(cast, f"/api/people/{uuid4()}", somebody() | {"password": password}, 422)
    assert fields(answer) == {"password": "password_too_short"}


@pytest.mark.parametrize(
    "broken",
    [
        {"locale": "fr"}, {"active": 1}, {"posts": None}, {"name": "n" * 81}, {"phone": 13900001234},
        {"posts": [{"role": "boss"}]}, {"password_hash": "x"},
    ],
)  # fmt: skip
async def test_what_is_no_person_is_refused_at_the_door(cast: Cast, broken: dict[str, Any]) -> None:
    answer = await put(cast, f"/api/people/{uuid4()}", somebody(**broken), 400)
    assert answer["type"] == "/problems/bad-document"


async def test_a_phone_number_of_somebody_else_is_no_login(cast: Cast) -> None:
    await add(cast, phone="13900001234")
    for other in ({"login": "13900001234"}, {"login": "139-0000-1234"}):
        assert fields(await put(cast, f"/api/people/{uuid4()}", somebody(**other), 422)) == {
            "person.login": "sign_in_taken"
        }
    answer = await put(cast, f"/api/people/{uuid4()}", somebody(login="lan", phone="139 0000 1234"), 422)
    assert fields(answer) == {"person.phone": "sign_in_taken"}


async def test_what_somebody_else_changed_is_not_overwritten(cast: Cast) -> None:
    address = await add(cast)
    held = await read(cast, address)
    await change(cast, address, name="Mei Lin")
    body = {"person": held["person"] | {"name": "Lin"}, "basedOn": held["version"]}
    assert (await put(cast, address, body, 409))["type"] == "/problems/out-of-date"
    assert (await read(cast, address))["person"]["name"] == "Mei Lin"


async def test_a_post_that_ends_takes_its_store_from_open_sessions_and_is_remembered(cast: Cast) -> None:
    address = await add(cast, posts=[post(store=RIVERSIDE), post(store=HILLTOP)])
    mei = await signed_in(cast, "mei")
    assert await stores_of(mei) == ["R001", "R002"]
    await change(cast, address, posts=[post(store=RIVERSIDE)])
    assert await stores_of(mei) == ["R001"]
    assert (await mei.get(f"/api/stores/{HILLTOP}/products")).status_code == 404
    [former] = await fetch("SELECT store FROM former_post WHERE person = $1", UUID(address[-36:]))
    assert former["store"] == HILLTOP
    told = await fetch("SELECT payload FROM event WHERE name = 'post.changed' ORDER BY seq")
    assert [event["payload"] for event in told] == [{"to": address[-36:]}] * 2


async def test_a_post_that_stays_is_not_ended_and_begun_again(cast: Cast) -> None:
    address = await add(cast)
    await change(
        cast, address, name="Mei Lin", posts=[post(store=RIVERSIDE), post("supervisor", region=NORTH)]
    )
    assert await fetch("SELECT FROM former_post WHERE person = $1", UUID(address[-36:])) == []


async def test_a_post_at_a_store_that_closed_may_stay_and_none_begins_there(cast: Cast) -> None:
    address = await add(cast)
    await fetch("UPDATE store SET closed = true WHERE id = $1", RIVERSIDE)
    await change(cast, address, name="Mei Lin")
    answer = await put(cast, f"/api/people/{uuid4()}", somebody(login="lan"), 422)
    assert fields(answer) == {"person.posts[0]": "no_such_place"}


async def test_a_deactivated_person_is_signed_out_and_back_with_the_same_password(cast: Cast) -> None:
    address = await add(cast)
    mei = await signed_in(cast, "mei")
    await change(cast, address, active=False)
    assert (await mei.get("/api/me")).json()["type"] == "/problems/sign-in-needed"
    assert (await sign_in(cast, "mei")).json()["type"] == "/problems/wrong-password"
    assert "mei" in await names(cast)
    assert "mei" not in await names(cast, "?active=true")
    await change(cast, address, active=True)
    assert (await mei.get("/api/me")).status_code == 401
    assert await stores_of(await signed_in(cast, "mei")) == ["R001"]


async def test_a_new_password_ends_sessions_the_pin_and_the_wait(cast: Cast) -> None:
    address = await add(cast)
    mei = await signed_in(cast, "mei")
    assert (await mei.put("/api/me/pin", json={"password": FIRST, "pin": "2580"})).status_code == 204
    for _ in range(8):
        await sign_in(cast, "mei", "not-the-right-one")
    assert (await sign_in(cast, "mei")).status_code == 429
    await put(cast, f"{address}/passwords/{uuid4()}", {"password": "the-second-one"})
    assert (await mei.get("/api/me")).status_code == 401
    assert (await sign_in(cast, "mei")).status_code == 401
    assert (await sign_in(cast, "mei", "the-second-one")).status_code == 201
    [row] = await fetch("SELECT pin_hash FROM person WHERE login = 'mei'")
    assert row["pin_hash"] is None


async def test_a_new_password_sent_again_ends_nothing_more(cast: Cast) -> None:
    address = await add(cast)
    deed, body = f"{address}/passwords/{uuid4()}", {"password": "the-second-one"}
    await put(cast, deed, body)
    mei = await signed_in(cast, "mei", "the-second-one")
    await asyncio.gather(*[put(cast, deed, body) for _ in range(4)])
    assert (await mei.get("/api/me")).status_code == 200
    answer = await put(cast, deed, {"password": "the-third-one"}, 409)
    assert answer["type"] == "/problems/already-sent"
    assert len(await fetch("SELECT FROM event WHERE name = 'password.set'")) == 1


async def test_a_password_that_is_short_or_for_nobody_is_refused(cast: Cast) -> None:
    address = await add(cast)
    answer = await put(cast, f"{address}/passwords/{uuid4()}", {"password": "short"}, 422)
    assert fields(answer) == {"password": "password_too_short"}
    nobody = f"/api/people/{uuid4()}/passwords/{uuid4()}"
    await put(cast, nobody, {"password": "long-enough-one"}, 404)
    held = await read(cast, address)
    body = {"person": held["person"] | {"name": "M"}, "basedOn": held["version"], "password": "a-second-one"}
    assert fields(await put(cast, address, body, 422)) == {"password": "only_first"}


async def test_an_admin_who_gives_herself_a_password_stays_signed_in_here_alone(cast: Cast) -> None:
    elsewhere = await signed_in(cast, "ada", PASSWORD)
    address = f"/api/people/{named('ada')}"
    await put(cast, f"{address}/passwords/{uuid4()}", {"password": "a-better-one"})
    assert (await elsewhere.get("/api/me")).status_code == 401
    assert (await read(cast, address))["devices"] == 1


@pytest.mark.parametrize(
    ("other", "path"), [({"active": False}, "person.active"), ({"posts": [post("hq")]}, "person.posts")]
)
async def test_the_last_admin_stays_and_another_one_must_mean_it(
    cast: Cast, other: dict[str, Any], path: str
) -> None:
    ada = f"/api/people/{named('ada')}"
    assert fields(await change(cast, ada, 422, **other)) == {path: "last_admin"}
    address = await add(cast, posts=[post("admin")])
    assert fields(await change(cast, ada, 422, **other)) == {path: "locks_you_out"}
    held = await read(cast, ada)
    body = {"person": held["person"] | other, "basedOn": held["version"], "lockMyselfOut": True}
    answer = await (await cast.ada()).put(ada, json=body)
    assert answer.status_code in (200, 401)
    mei = await signed_in(cast, "mei")
    held = (await mei.get(address)).json()
    body = {"person": held["person"] | other, "basedOn": held["version"], "lockMyselfOut": True}
    assert fields((await mei.put(address, json=body)).json()) == {path: "last_admin"}


async def test_two_admins_who_demote_each_other_at_once_leave_one(cast: Cast) -> None:
    address = await add(cast, posts=[post("admin")])
    mei, ada, hers = await signed_in(cast, "mei"), await cast.ada(), f"/api/people/{named('ada')}"
    documents = [(await ada.get(url)).json() for url in (hers, address)]
    bodies = [
        {"person": held["person"] | {"posts": [post("hq")]}, "basedOn": held["version"]} for held in documents
    ]
    answers = await asyncio.gather(mei.put(hers, json=bodies[0]), ada.put(address, json=bodies[1]))
    left = await fetch(
        "SELECT FROM post JOIN person ON person.id = post.person WHERE active AND role = 'admin'"
    )
    assert len(left) == 1
    assert sorted(answer.status_code for answer in answers)[0] == 200


async def test_who_changed_what_and_when_is_told_with_places(cast: Cast) -> None:
    address = await add(cast)
    await change(cast, address, phone="13900001234", posts=[post(store=HILLTOP)])
    await put(cast, f"{address}/passwords/{uuid4()}", {"password": "the-second-one"})
    await change(cast, address, active=False)
    changes = (await read(cast, address))["changes"]
    assert [(one["what"], one["byName"]) for one in changes] == [
        ("deactivated", "Ada"), ("password", "Ada"), ("kept", "Ada"), ("added", "Ada"),
    ]  # fmt: skip
    assert changes[2]["fields"] == ["phone"]
    assert [one["place"]["en"] for one in changes[2]["began"]] == ["Hilltop"]
    assert [one["place"]["en"] for one in changes[2]["ended"]] == ["Riverside"]


async def test_no_answer_and_no_event_holds_a_secret(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    address = await add(cast)
    await put(cast, f"{address}/passwords/{uuid4()}", {"password": "the-second-one"})
    await put(cast, f"/api/people/{uuid4()}", somebody() | {"password": "shorty"}, 422)
    ada = await cast.ada()
    told = [(await ada.get(url)).text for url in (address, "/api/people", f"{address}?x=1")]
    told += [str(await fetch("SELECT payload FROM event")), caplog.text]
    for text in told:
        for secret in (FIRST, "the-second-one", "shorty", "argon2", "passwordHash", "pinHash", "token"):
            assert secret not in text


async def test_hq_reads_and_does_not_write(cast: Cast) -> None:
    address, chen = await add(cast), await cast.chen()
    held = (await chen.get(address)).json()
    body = {"person": held["person"] | {"name": "Chen"}, "basedOn": held["version"]}
    assert (await chen.put(address, json=body)).status_code == 403
    assert (await chen.put(address, json=body | {"person": held["person"]})).status_code == 403

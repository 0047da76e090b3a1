"""Signing in, staying signed in, and being kept out."""

import pytest

from backend.database import fetch
from tests.cast import PASSWORD, Cast


async def test_wang_signs_in_by_name_or_phone_and_is_told_what_he_reaches(cast: Cast) -> None:
    for login in ("wang", "WANG", "+86 139 wang"):
        reply = await (await cast.nobody()).post("/api/sessions", json={"login": login, "password": PASSWORD})
        assert reply.status_code == 201
        assert reply.json()["roles"] == ["supervisor"]
        assert [store["code"] for store in reply.json()["stores"]] == ["R001", "R002"]
        cookie = reply.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie


async def test_only_the_hash_of_a_token_is_kept(cast: Cast) -> None:
    wang = await cast.wang()
    token = wang.cookies["storewalk_session"]
    kept = [row["token_sha256"] for row in await fetch("SELECT token_sha256 FROM session")]
    assert kept
    assert token not in kept


async def test_an_unknown_name_and_a_wrong_password_answer_the_same(cast: Cast) -> None:
    nobody = await cast.nobody()
    wrong = await nobody.post("/api/sessions", json={"login": "wang", "password": "no"})
    unknown = await nobody.post("/api/sessions", json={"login": "nobody", "password": "no"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["type"] == "/problems/wrong-password"


async def test_after_eight_failures_even_the_right_password_waits(cast: Cast) -> None:
    nobody = await cast.nobody()
    for _ in range(8):
        await nobody.post("/api/sessions", json={"login": "zhao", "password": "wrong"})
    reply = await nobody.post("/api/sessions", json={"login": "zhao", "password": PASSWORD})
    assert reply.status_code == 429
    assert int(reply.headers["retry-after"]) > 0
    other = await nobody.post("/api/sessions", json={"login": "li", "password": PASSWORD})
    assert other.status_code == 201


async def test_signing_out_ends_the_session_and_a_fresh_one_has_a_fresh_token(cast: Cast) -> None:
    wang = await cast.wang()
    token = wang.cookies["storewalk_session"]
    assert (await wang.delete("/api/sessions/current")).status_code == 204
    wang.cookies.set("storewalk_session", token)
    assert (await wang.get("/api/me")).status_code == 401


async def test_a_person_sees_and_ends_only_own_devices(cast: Cast) -> None:
    wang, sun = await cast.wang(), await cast.sun()
    second = await cast.nobody()
    await second.post("/api/sessions", json={"login": "wang", "password": PASSWORD, "device": "tablet"})
    devices = (await wang.get("/api/sessions")).json()
    assert sorted(device["device"] for device in devices) == ["tablet", "test"]
    tablet = next(device["id"] for device in devices if device["device"] == "tablet")
    assert (await sun.delete(f"/api/sessions/{tablet}")).status_code == 404
    assert (await wang.delete(f"/api/sessions/{tablet}")).status_code == 204
    assert (await second.get("/api/me")).status_code == 401
    assert (await wang.get("/api/me")).status_code == 200


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b'{"login": "wang"}', "password"),
        (b'{"login": 3, "password": "x"}', "login"),
        (b'{"login": "wang", "password": "x", "admin": true}', "admin"),
        (b'{"login": "wang", ', "(body)"),
        (b"\xff\xfe", "(body)"),
    ],
)
async def test_a_broken_body_names_the_field(cast: Cast, body: bytes, path: str) -> None:
    nobody = await cast.nobody()
    reply = await nobody.post("/api/sessions", content=body, headers={"content-type": "application/json"})
    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"
    assert [problem["path"] for problem in reply.json()["fields"]] == [path]


async def test_a_body_that_is_not_json_is_not_read(cast: Cast) -> None:
    reply = await (await cast.nobody()).post(
        "/api/sessions", content=b"{}", headers={"content-type": "text/plain"}
    )
    assert reply.status_code == 415


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}])
async def test_a_write_started_by_another_site_is_refused(cast: Cast, headers: dict[str, str]) -> None:
    wang = await cast.wang()
    reply = await wang.delete("/api/sessions/current", headers=headers)
    assert reply.status_code == 403
    assert (await wang.get("/api/me")).status_code == 200


async def test_every_reply_carries_the_protecting_headers(cast: Cast) -> None:
    reply = await (await cast.nobody()).get("/api/health")
    assert reply.status_code == 200
    assert "default-src 'self'" in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    # The scanner's WebAssembly is let in; script by text and style by text are not.
    assert "unsafe" not in reply.headers["content-security-policy"].replace("'wasm-unsafe-eval'", "")

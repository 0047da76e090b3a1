"""Documents carry a tag, and a phone that has them already is told so."""

import gzip

import pytest

from tests.cast import Cast
from tests.inspections.walk import publish_patrol

PLAIN = {"accept-encoding": "identity"}


async def test_a_document_has_a_tag_and_is_not_sent_twice(cast: Cast) -> None:
    wang = await cast.wang()
    first = await wang.get("/api/stores", headers=PLAIN)
    tag = first.headers["etag"]
    assert (first.status_code, tag[0], tag[-1]) == (200, '"', '"')
    assert first.headers["cache-control"] == "private, no-cache"
    again = await wang.get("/api/stores", headers=PLAIN | {"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "default-src 'self'" in again.headers["content-security-policy"]
    assert (await wang.get("/api/stores", headers={"if-none-match": '"other"'})).status_code == 200


async def test_what_one_may_not_see_is_never_said_to_be_unchanged(cast: Cast) -> None:
    tag = (await (await cast.wang()).get("/api/me")).headers["etag"]
    asked = {"if-none-match": tag}
    assert (await (await cast.li()).get("/api/me", headers=asked)).status_code == 200
    assert (await (await cast.nobody()).get("/api/me", headers=asked)).status_code == 401


async def test_a_tag_changes_with_its_document(cast: Cast) -> None:
    wang = await cast.wang()
    before = (await wang.get("/api/checklists")).headers["etag"]
    await publish_patrol()
    reply = await wang.get("/api/checklists", headers={"if-none-match": before})
    assert (reply.status_code, len(reply.json())) == (200, 1)


async def test_large_documents_travel_packed_under_a_tag_of_their_own(cast: Cast) -> None:
    wang, url = await cast.wang(), f"/api/checklist-versions/{await publish_patrol()}"
    plain = await wang.get(url, headers=PLAIN)
    async with wang.stream("GET", url, headers={"accept-encoding": "gzip"}) as packed:
        raw = b"".join([chunk async for chunk in packed.aiter_raw()])
    assert gzip.decompress(raw) == plain.content
    assert len(raw) == int(packed.headers["content-length"]) < len(plain.content)
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    for reply, headers in ((packed, {"accept-encoding": "gzip"}), (plain, PLAIN)):
        again = await wang.get(url, headers=headers | {"if-none-match": reply.headers["etag"]})
        assert (again.status_code, again.headers["etag"]) == (304, reply.headers["etag"])


@pytest.mark.parametrize("url", ["/api/nothing", "/api/me"])
async def test_problems_carry_no_tag(cast: Cast, url: str) -> None:
    reply = await (await cast.nobody()).get(url)
    assert reply.status_code in (401, 404)
    assert "etag" not in reply.headers

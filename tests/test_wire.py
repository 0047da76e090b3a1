"""What no database keeps is refused by name, whatever document it is in."""

import pytest

from tests.cast import RIVERSIDE, Cast, named

STAMPS = {"deviceAt": "2026-11-22T10:00:00Z", "estimatedAt": "2026-11-22T10:00:00Z"}
ISSUE = {**STAMPS, "store": str(RIVERSIDE), "title": "漏水"}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"title": "a\0b"}, "title"),
        ({"category": "x" * 41}, "category"),
        ({"deviceAt": "0001-01-01T00:00:00+14:00"}, "deviceAt"),
        ({"estimatedAt": "9999-12-31T23:59:59-10:00"}, "estimatedAt"),
        ({"estimatedAt": "2026-11-22T10:00:00"}, "estimatedAt"),
    ],
)
async def test_an_issue_that_cannot_be_kept_names_the_field(
    cast: Cast, change: dict[str, str], path: str
) -> None:
    reply = await (await cast.wang()).put(f"/api/issues/{named('x')}", json=ISSUE | change)
    assert (reply.status_code, [field["path"] for field in reply.json()["fields"]]) == (400, [path])


async def test_a_backslash_before_u0000_is_only_words(cast: Cast) -> None:
    reply = await (await cast.wang()).put(f"/api/issues/{named('x')}", json=ISSUE | {"title": "\\u0000"})
    assert (reply.status_code, reply.json()["title"]["zh"]) == (201, "\\u0000")


async def test_a_reading_from_before_all_calendars_is_refused(cast: Cast) -> None:
    document = STAMPS | {"estimatedAt": "0001-01-01T00:00:00+14:00"}
    reply = await (await cast.wang()).put(f"/api/notifications/{named('x')}/reading", json=document)
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (400, "estimatedAt")

"""A link opens one thing in one way, until it ends."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from backend.database import fetch
from backend.people import links
from backend.people.links import end_link, end_links_of, make_link, open_link
from backend.problems import LinkEnded, NotFound, TooManyTries
from tests.cast import RIVERSIDE, Cast, named


async def test_a_link_opens_its_thing_and_its_token_is_nowhere_kept(cast: Cast) -> None:
    subject = uuid4()
    id, token = await make_link("issue", subject, named("wang"), store=RIVERSIDE, name="冷柜师傅")
    opened = await open_link(token, "issue")
    assert (opened.id, opened.subject, opened.name) == (id, subject, "冷柜师傅")
    assert token not in str(await fetch("SELECT * FROM link"))


async def test_an_unknown_token_and_another_kind_open_nothing(cast: Cast) -> None:
    _, token = await make_link("issue", uuid4(), named("wang"))
    for wrong, kind in [(token, "raise"), (token + "x", "issue"), ("", "issue")]:
        with pytest.raises(NotFound):
            await open_link(wrong, kind)


async def test_a_link_ends_by_its_time_and_by_being_taken_back(cast: Cast) -> None:
    subject = uuid4()
    first, one = await make_link("issue", subject, named("wang"), lasts=timedelta(days=7))
    _, other = await make_link("issue", subject, named("wang"))
    await fetch("UPDATE link SET expires_at = $2 WHERE id = $1", first, datetime.now(UTC))
    with pytest.raises(LinkEnded):
        await open_link(one, "issue")
    await end_links_of(subject, "issue")
    await end_link(first)
    with pytest.raises(LinkEnded):
        await open_link(other, "issue")


async def test_a_link_is_slowed_down_and_recovers(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "USES", 3)
    _, token = await make_link("issue", uuid4(), named("wang"))
    for _ in range(3):
        await open_link(token, "issue")
    with pytest.raises(TooManyTries):
        await open_link(token, "issue")
    await fetch("UPDATE link SET window_from = now() - interval '11 minutes'")
    await open_link(token, "issue")

"""Managers and supervisors read the day in one line, once, at the hour of their own clock."""

import asyncio
from datetime import datetime
from typing import Any

import pytest

from backend.analytics.digest import send_digests
from backend.database import fetch, transaction
from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.doors.mail_server import MailServer
from tests.inspections.walk import publish_patrol
from tests.issues.test_loop import fix, raise_puddle
from tests.notifications.conftest import mail_server, mailbox
from tests.notifications.test_choices import choose, mailed
from tests.ordering.shop import MILK, Clock, address, order_of, stock_the_shop
from tests.rounds.plans import daily, put_round, surprise, today

__all__ = ["mail_server", "mailbox"]


async def tick(clock: str, day: str = "2026-11-26") -> None:
    async with transaction():
        await send_digests(datetime.fromisoformat(f"{day}T{clock}+08:00"))
    await work_until_quiet()


async def digests(login: str) -> list[dict[str, Any]]:
    return await fetch(
        """
        SELECT kind, params, link FROM notification JOIN person ON person.id = notification.person
        WHERE login = $1 AND kind LIKE 'digest.%' ORDER BY notification.id
        """,
        login,
    )


async def test_it_comes_once_a_day_at_the_chosen_hour(cast: Cast) -> None:
    await choose(await cast.li(), digest={"at": "08:00", "by": "inbox"})
    await tick("07:59")
    assert await digests("li") == []
    await tick("08:00")
    await tick("08:01")
    await tick("23:00")
    assert len(await digests("li")) == 1
    await tick("08:00", "2026-11-27")
    assert len(await digests("li")) == 2


async def test_a_server_that_slept_catches_up_on_the_same_day(cast: Cast) -> None:
    await choose(await cast.li(), digest={"at": "08:00", "by": "inbox"})
    await tick("15:30")
    assert len(await digests("li")) == 1


async def test_two_clocks_at_once_write_it_once(cast: Cast) -> None:
    await choose(await cast.li(), digest={"at": "08:00", "by": "inbox"})
    await asyncio.gather(*(tick("08:00") for _ in range(5)))
    assert len(await digests("li")) == 1


async def test_it_counts_what_is_open_within_reach_and_leads_there(cast: Cast) -> None:
    wang, li = await cast.wang(), await cast.li()
    for person in (wang, li, await cast.song()):
        await choose(person, digest={"at": "08:00", "by": "inbox"})
    await raise_puddle(wang)
    await fix(await cast.zhao(), await raise_puddle(wang))
    await fetch("UPDATE issue SET due_at = now() - interval '1 hour' WHERE status = 'open'")
    await tick("08:00")
    for login in ("wang", "li"):
        [line] = await digests(login)
        assert (line["kind"], line["link"]) == ("digest.busy", "/today")
        assert (line["params"]["overdue"], line["params"]["review"]) == (1, 1)
    [far] = await digests("song")
    assert far["kind"] == "digest.calm"


async def test_what_is_over_is_counted_no_more(cast: Cast, clock: Clock) -> None:
    wang = await cast.wang()
    await choose(wang, digest={"at": "08:00", "by": "inbox"})
    await publish_patrol()
    await put_round(wang, daily())
    await raise_puddle(wang)
    await stock_the_shop()
    await (await cast.zhao()).put(address(), json=order_of((MILK, 1)))
    await fetch("UPDATE issue SET due_at = now() - interval '1 hour', status = 'cancelled'")
    await fetch("UPDATE task SET withdrawn_at = now()")
    await fetch("UPDATE order_placed SET status = 'confirmed'")
    await tick("08:00", today())
    [line] = await digests("wang")
    assert line["kind"] == "digest.calm", line["params"]


async def test_a_store_is_not_told_of_a_visit_that_was_not_announced(cast: Cast) -> None:
    await publish_patrol()
    for login in ("wang", "li"):
        await choose(await cast.sign_in(login), digest={"at": "08:00", "by": "inbox"})
    await put_round(await cast.wang(), surprise())
    await tick("08:00", today())
    [wangs], [lis] = await digests("wang"), await digests("li")
    assert wangs["params"]["walks"] > 0
    assert (lis["kind"], lis["params"]["walks"]) == ("digest.calm", 0)


@pytest.mark.parametrize("login", ["zhao", "sun"])
async def test_staff_is_not_told_what_managers_are(cast: Cast, login: str) -> None:
    await choose(await cast.sign_in(login), digest={"at": "08:00", "by": "inbox"})
    await tick("09:00")
    assert await digests(login) == []


async def test_by_mail_it_is_one_letter_also_when_the_server_was_down(
    cast: Cast, mailbox: MailServer
) -> None:
    await mailed("li")
    await choose(await cast.li(), mail="off", digest={"at": "08:00", "by": "mail"})
    mailbox.refuse_data = "451 later"
    await tick("08:00")
    mailbox.refuse_data = None
    for _ in range(2):
        await fetch("UPDATE job SET due_at = now() WHERE done_at IS NULL")
        await work_until_quiet()
    [letter] = mailbox.letters
    assert letter.message["Subject"] == "今日汇总：没有要紧的事"
    assert "/today" in letter.text

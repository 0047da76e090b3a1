"""The clock: a deed is done once per tick, however many look at it, and again when it failed."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from backend.database import fetch, uuid7
from backend.events.log import record
from backend.schedule import CLOCKWORK, run_clock
from tests.cast import Cast

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def deed(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """A deed of every minute that writes an event; it raises what is in this list, one after the other."""
    failures: list[Exception] = []

    async def strike(now: datetime) -> None:
        await record("clock.struck", uuid7(), at=now)
        if failures:
            raise failures.pop()

    for name in list(CLOCKWORK):
        monkeypatch.delitem(CLOCKWORK, name)
    monkeypatch.setitem(CLOCKWORK, "strike", (timedelta(minutes=1), strike))
    return failures


async def strikes() -> int:
    """Count how often the deed was done."""
    return len(await fetch("SELECT 1 FROM event WHERE name = 'clock.struck'"))


async def test_of_ten_who_look_at_once_one_does_it(cast: Cast, deed: list[Exception]) -> None:
    done = await asyncio.gather(*(run_clock(NOON + timedelta(seconds=n)) for n in range(10)))
    assert sorted(done) == [[]] * 9 + [["strike"]]
    assert await strikes() == 1


async def test_the_next_minute_is_another_tick(cast: Cast, deed: list[Exception]) -> None:
    for seconds in (0, 59, 60, 61):
        await run_clock(NOON + timedelta(seconds=seconds))
    assert await strikes() == 2


async def test_a_deed_that_failed_left_nothing_behind_and_is_done_again(
    cast: Cast, deed: list[Exception]
) -> None:
    deed.append(RuntimeError("not yet"))
    assert await run_clock(NOON) == []
    assert await strikes() == 0
    assert await run_clock(NOON) == ["strike"]
    assert await strikes() == 1


async def test_ticks_of_last_week_are_forgotten(cast: Cast) -> None:
    await run_clock(NOON)
    await run_clock(NOON + timedelta(days=8))
    assert [row["at"] for row in await fetch("SELECT at FROM tick WHERE name = 'forget_ticks'")] == [
        NOON + timedelta(days=8)
    ]

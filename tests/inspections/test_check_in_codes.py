"""A code proves that somebody stood before the store's screen in those minutes, however late it arrives."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.database import fetch, uuid7
from backend.inspections.check_in_codes import SKEW_MINUTES, end_of, judge_code, minute_of, write_code
from backend.stores.drawn_code import path_of
from backend.worker import work_until_quiet
from tests.cast import HILLTOP, RIVERSIDE, Cast
from tests.inspections.walk import inspection, publish_patrol, submit

SECRET, OTHER = bytes(range(32)), bytes(32)
NOON = datetime(2026, 11, 25, 12, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "judged"),
    [(0, "right"), (3, "right"), (-3, "right"), (4, "late"), (-4, "late"), (60 * 24, "late")],
)
def test_a_code_fits_its_own_minutes(after: int, judged: str) -> None:
    code = write_code(SECRET, RIVERSIDE, minute_of(NOON))
    assert judge_code(code, SECRET, RIVERSIDE, NOON + timedelta(minutes=after)) == judged


def test_a_code_fits_its_own_store_and_secret() -> None:
    code = write_code(SECRET, RIVERSIDE, minute_of(NOON))
    assert judge_code(code, SECRET, HILLTOP, NOON) == "wrong"
    assert judge_code(code, OTHER, RIVERSIDE, NOON) == "wrong"
    assert judge_code(code, None, RIVERSIDE, NOON) == "wrong"
    assert judge_code(None, SECRET, RIVERSIDE, NOON) == "none"


@given(st.text(max_size=200))
def test_nothing_but_a_code_passes_for_one(scanned: str) -> None:
    assert judge_code(scanned, SECRET, RIVERSIDE, NOON) == "wrong"


@given(st.integers(0, 200), st.characters(codec="ascii"))
def test_one_changed_letter_spoils_it(at: int, letter: str) -> None:
    code = write_code(SECRET, RIVERSIDE, minute_of(NOON))
    changed = code[: at % len(code)] + letter + code[at % len(code) + 1 :]
    assert judge_code(changed, SECRET, RIVERSIDE, NOON) == ("right" if changed == code else "wrong")


@given(st.integers(946_684_800, 6_900_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_each_minute_has_its_own_code_until_its_end(moment: datetime) -> None:
    minute = minute_of(moment)
    assert timedelta(0) < end_of(minute) - moment <= timedelta(minutes=1)
    assert write_code(SECRET, RIVERSIDE, minute) != write_code(SECRET, RIVERSIDE, minute + 1)


def test_a_path_covers_just_the_dark_modules() -> None:
    assert path_of([[0, 1, 1, 0, 1], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]]) == (
        "M1 0h2v1H1zM4 0h1v1H4zM0 2h5v1H0z"
    )


async def shown(cast: Cast, login: str = "li", store: UUID = RIVERSIDE) -> dict[str, Any]:
    reply = await (await cast.sign_in(login)).get(f"/api/stores/{store}/check-in-code")
    assert reply.status_code == 200, reply.text
    screen: dict[str, Any] = reply.json()
    return screen


async def test_the_screen_shows_one_code_and_only_to_people_of_the_store(cast: Cast) -> None:
    screen = await shown(cast)
    assert screen["code"].startswith(f"storewalk:check-in/{RIVERSIDE}/")
    assert screen["path"].startswith("M")
    left = datetime.fromisoformat(screen["until"]) - datetime.now(UTC)
    assert timedelta(seconds=-5) < left <= timedelta(minutes=1)
    assert (await fetch("SELECT count(*) AS n FROM check_in_secret"))[0]["n"] == 1
    for login in ("wang", "chen", "ada"):
        reply = await (await cast.sign_in(login)).get(f"/api/stores/{RIVERSIDE}/check-in-code")
        assert reply.status_code == 403, login


async def weighed(cast: Cast, check_in: dict[str, Any]) -> str:
    wang, id = await cast.wang(), uuid7()
    document = inspection(await publish_patrol())
    document["checkIn"] |= check_in
    assert (await submit(wang, document, id)).status_code == 201
    await work_until_quiet()
    reasons = (await wang.get(f"/api/inspections/{id}/evidence")).json()["reasons"]
    first: str = reasons[0]["code"]
    return first


async def test_a_visit_that_read_the_code_and_came_in_late_is_verified(cast: Cast) -> None:
    code = (await shown(cast))["code"]
    nowhere = {"position": None, "distanceMetres": None, "noPosition": "unavailable"}
    assert await weighed(cast, nowhere | {"code": code}) == "code_right"


async def test_another_store_s_code_and_an_old_one_are_told_apart(cast: Cast) -> None:
    assert await weighed(cast, {"code": (await shown(cast, "sun", HILLTOP))["code"]}) == "code_wrong"
    code = (await shown(cast))["code"]
    earlier = (datetime.now(UTC) - timedelta(minutes=SKEW_MINUTES + 3)).isoformat()
    assert await weighed(cast, {"code": code, "deviceAt": earlier, "estimatedAt": earlier}) == "code_late"

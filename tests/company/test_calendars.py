"""A store's calendar is its own hours, else the company's, and every closed day above it."""

from datetime import date
from uuid import uuid4

import msgspec
import pytest

from backend.database import transaction
from backend.problems import OutOfDate
from backend.stores.calendars import calendar_of
from backend.stores.hours import AROUND_THE_CLOCK
from backend.stores.settings import read_setting, write_setting
from backend.wire import Document
from tests.cast import EAST, HILLTOP, LAKESIDE, NORTH, RIVERSIDE, Cast, named
from tests.company.access import WEEK


async def test_own_hours_come_before_the_company_s_and_can_be_given_up(cast: Cast) -> None:
    chen = await cast.chen()
    assert (await calendar_of(RIVERSIDE)).week == AROUND_THE_CLOCK
    assert (await chen.put("/api/company/hours", json=WEEK)).json() == {**WEEK, "own": True}
    late = {"week": [[{"opens": 1080, "closes": 1560}], *([[]] * 6)]}
    url = f"/api/stores/{RIVERSIDE}/hours"
    assert (await chen.get(url)).json() == {**WEEK, "own": False}
    assert (await chen.put(url, json=late)).json() == {**late, "own": True}
    assert (await calendar_of(RIVERSIDE)).week[0] == ((1080, 1560),)
    assert (await calendar_of(HILLTOP)).week[0] == ((480, 1320),)
    assert (await chen.put(url, json={"week": None})).json() == {**WEEK, "own": False}


@pytest.mark.parametrize(
    ("week", "path"),
    [
        ([[{"opens": 600, "closes": 540}], *([[]] * 6)], "week[0][0]"),
        ([[], [{"opens": 0, "closes": 700}, {"opens": 600, "closes": 900}], *([[]] * 5)], "week[1][0]"),
        ([[]] * 7, "week"),
        ([[]] * 6, "week"),
    ],
)
async def test_a_week_that_makes_no_sense_is_refused_by_name(cast: Cast, week: object, path: str) -> None:
    reply = await (await cast.chen()).put("/api/company/hours", json={"week": week})
    assert reply.status_code in (400, 422)
    assert reply.json()["fields"][0]["path"] == path
    assert (await calendar_of(RIVERSIDE)).week == AROUND_THE_CLOCK


async def test_closed_days_reach_down_the_regions(cast: Cast) -> None:
    chen = await cast.chen()
    places = [{}, {"region": str(EAST)}, {"region": str(NORTH)}, {"store": str(HILLTOP)}]
    for number, place in enumerate(places, start=1):
        day = {"day": f"2027-05-0{number}", "name": {"zh": "放假", "en": "Holiday"}, **place}
        assert (await chen.put(f"/api/closed-days/{uuid4()}", json=day)).status_code == 200
    days = {store: (await calendar_of(store)).closed_days for store in (RIVERSIDE, HILLTOP, LAKESIDE)}
    first, east, north, hilltop = (date(2027, 5, number) for number in range(1, 5))
    assert days == {RIVERSIDE: {first, east}, HILLTOP: {first, east, hilltop}, LAKESIDE: {first, north}}


async def test_a_closed_day_is_kept_once_and_taken_back(cast: Cast) -> None:
    chen = await cast.chen()
    url, day = f"/api/closed-days/{uuid4()}", {"day": "2027-05-01", "name": {"zh": "劳动节", "en": "May Day"}}
    for _ in range(2):
        assert (await chen.put(url, json=day)).status_code == 200
    assert [one["place"] for one in (await chen.get("/api/closed-days")).json()] == [None]
    nowhere = await chen.put(url, json={**day, "store": str(uuid4())})
    assert (nowhere.status_code, nowhere.json()["fields"][0]["path"]) == (422, "store")
    for _ in range(2):
        assert (await chen.delete(url)).status_code == 204
    assert (await chen.get("/api/closed-days")).json() == []


class Taste(Document):
    """A setting of the tests."""

    sweet: int = 3
    words: tuple[str, ...] = ("a",)


async def test_a_setting_has_defaults_is_chosen_once_and_not_over_somebody_else_s_choice(cast: Cast) -> None:
    assert await read_setting("taste", Taste) == Taste()
    chosen = Taste(sweet=5)
    async with transaction():
        assert await write_setting("taste", chosen, based_on=0, by=named("chen")) == 1
    async with transaction():
        assert await write_setting("taste", chosen, based_on=0, by=named("chen")) == 1
    with pytest.raises(OutOfDate):
        async with transaction():
            await write_setting(
                "taste", msgspec.structs.replace(chosen, sweet=1), based_on=0, by=named("ada")
            )
    assert await read_setting("taste", Taste) == chosen

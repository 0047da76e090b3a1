"""A table of visits and what their proof is worth; every deduction has its reason."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checklists.document import Answer
from backend.inspections.evidence import Before, Facts, weigh
from backend.inspections.places import metres_between
from backend.inspections.proof import CheckIn, CheckOut, Position, Taking
from tests.inspections.walk import photo

START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
STORE = (312356000, 1215049000)
THERE = Position(latitude_e7=312356100, longitude_e7=1215049100, accuracy_metres=12)


def north(metres: int, accuracy: int = 12) -> Position:
    """A position so many metres north of the store."""
    return Position(
        latitude_e7=STORE[0] + round(metres * 1e7 / 111_195), longitude_e7=STORE[1], accuracy_metres=accuracy
    )


def check_in(**changes: Any) -> CheckIn:
    told: dict[str, Any] = {"device_at": START, "estimated_at": START, "position": THERE}
    return CheckIn(**told | changes)


def taken(number: int, minute: int = 10, **changes: Any) -> Taking:
    at = START + timedelta(minutes=minute)
    told: dict[str, Any] = {"photo": photo(number), "source": "camera", "device_at": at, "estimated_at": at}
    return Taking(**told | {"position": THERE} | changes)


def facts(**changes: Any) -> Facts:
    """A visit of forty minutes with ten answers, one of them with a photo: nothing is wrong with it."""
    answers = tuple(Answer(question=f"q{n}", photos=(photo(1),) if n == 0 else ()) for n in range(10))
    end = START + timedelta(minutes=40)
    told: dict[str, Any] = {
        "check_in": check_in(), "check_out": None, "estimated_at": end, "received_at": end, "store": STORE,
        "code": "none", "answers": answers, "takings": (taken(1),), "copies": {}, "missing": frozenset(),
        "before": None,
    }  # fmt: skip
    return Facts(**told | changes)


def later(device: int, estimated: int, run: int = 5) -> dict[str, Any]:
    """A photo ten minutes of the third clock after check-in, by the other two so many minutes after it."""
    photographed = taken(
        1,
        device_at=START + timedelta(minutes=device),
        estimated_at=START + timedelta(minutes=estimated),
        monotonic_ms=600_000,
        run=run,
    )
    return {"check_in": check_in(monotonic_ms=0, run=5), "takings": (photographed,)}


def handed_in(**after: float) -> dict[str, Any]:
    """Handed in so long after check-in, with a photo in between."""
    end = START + timedelta(**after)
    at = START + (end - START) / 2
    return {
        "estimated_at": end,
        "received_at": end,
        "takings": (taken(1, device_at=at, estimated_at=at),),
    }


OUT = CheckOut(
    device_at=START + timedelta(minutes=40), estimated_at=START + timedelta(minutes=40), position=None
)
TABLE: list[tuple[str, dict[str, Any], int, set[str]]] = [
    ("nothing is wrong", {}, 100, set()),
    ("301 m away", {"check_in": check_in(position=north(320))}, 75, {"place_far"}),
    ("320 m away on a rough fix", {"check_in": check_in(position=north(320, 60))}, 100, set()),
    ("five kilometres away", {"check_in": check_in(position=north(5000))}, 60, {"place_elsewhere"}),
    ("known to 800 m", {"check_in": check_in(position=north(0, 800))}, 90, {"place_vague"}),
    (
        "not allowed to locate",
        {"check_in": check_in(position=None, no_position="denied")},
        75,
        {"no_position_denied"},
    ),
    (
        "a basement",
        {"check_in": check_in(position=None, no_position="unavailable")},
        90,
        {"no_position_unavailable"},
    ),
    ("the store has no position", {"store": None}, 100, set()),
    ("the store's code", {"code": "right", "check_in": check_in(position=None)}, 100, set()),
    ("another store's code", {"code": "wrong"}, 70, {"code_wrong"}),
    ("yesterday's code", {"code": "late"}, 85, {"code_late"}),
    (
        "a clock three hours wrong",
        {
            "check_in": check_in(device_at=START - timedelta(hours=3)),
            "takings": (taken(1, device_at=START - timedelta(hours=3, minutes=-10)),),
        },
        95,
        {"clock_off"},
    ),
    ("a clock set back 180 minutes on the way", later(-170, 10), 80, {"clock_jump"}),
    ("a clock set forward 180 minutes on the way", later(190, 10), 80, {"clock_jump"}),
    ("both clocks behind the third", later(7, 7), 80, {"clock_jump"}),
    ("both behind the third, but the app was started anew", later(7, 7, run=6), 100, set()),
    ("the phone slept, and the third clock with it", later(30, 30), 100, set()),
    ("half a minute is no jump", later(10, 10), 100, set()),
    ("handed in tomorrow", {"received_at": START + timedelta(minutes=10)}, 80, {"clock_ahead"}),
    ("40 km in ten minutes", {"before": Before(metres=40_000, seconds=600)}, 70, {"too_fast"}),
    ("40 km in an hour", {"before": Before(metres=40_000, seconds=3600)}, 100, set()),
    ("next door at once", {"before": Before(metres=900, seconds=0)}, 100, set()),
    ("ten answers in 40 s", handed_in(seconds=40), 75, {"dwell_hasty"}),
    ("ten answers in 90 s", handed_in(seconds=90), 90, {"dwell_quick"}),
    ("thirteen hours", handed_in(hours=13), 95, {"dwell_long"}),
    (
        "out at the door after forty minutes, handed in at night",
        {**handed_in(hours=13), "takings": (taken(1),), "check_out": OUT},
        100,
        set(),
    ),
    ("a picture of another store", {"copies": {photo(1): "like_other_store"}}, 50, {"like_other_store"}),
    ("last month's picture", {"copies": {photo(1): "like_same_question"}}, 80, {"like_same_question"}),
    ("from a file", {"takings": (taken(1, source="file"),)}, 85, {"photo_from_file"}),
    ("taken at home", {"takings": (taken(1, position=north(4000)),)}, 75, {"photo_far"}),
    ("taken an hour before", {"takings": (taken(1, -60),)}, 75, {"photo_outside_visit"}),
    ("an older app", {"takings": ()}, 90, {"photo_unbound"}),
    ("still on the phone", {"missing": frozenset({photo(1)})}, 100, {"photo_missing"}),
    (
        "everything at once",
        {
            "code": "wrong",
            "copies": {photo(1): "like_other_store"},
            "before": Before(metres=40_000, seconds=60),
        },
        0,
        {"code_wrong", "like_other_store", "too_fast"},
    ),
]


@pytest.mark.parametrize(("how", "changes", "score", "because"), TABLE, ids=[line[0] for line in TABLE])
def test_what_a_visit_is_worth(how: str, changes: dict[str, Any], score: int, because: set[str]) -> None:
    weighed = weigh(facts(**changes))
    assert weighed.score == score
    faults = {one.code for one in weighed.reasons if one.points < 0 or one.code == "photo_missing"}
    assert faults == because


def test_a_photo_weakens_only_the_answers_it_proves_and_counts_once_for_the_visit() -> None:
    answers = (*(Answer(question=f"q{n}", photos=(photo(n),)) for n in (1, 2, 3)), Answer(question="q4"))
    takings = (taken(1), taken(2, source="file"), taken(3, source="file"))
    weighed = weigh(facts(answers=answers, takings=takings))
    assert [one.score for one in weighed.answers] == [100, 85, 85, 100]
    assert weighed.score == 85
    (reason,) = [one for one in weighed.reasons if one.code == "photo_from_file"]
    assert reason.numbers == {"count": 2}
    assert [one.code for one in weighed.answers[3].reasons] == ["photos_none"]


def test_every_subject_is_spoken_of_even_when_nothing_is_wrong() -> None:
    assert [one.code for one in weigh(facts()).reasons] == [
        "place_near",
        "clock_right",
        "dwell_fine",
        "photos_fine",
    ]


@given(
    st.sampled_from(["none", "right", "wrong", "late"]),
    st.integers(0, 100_000),
    st.integers(0, 100_000),
    st.dictionaries(st.just(photo(1)), st.sampled_from(["like_other_store", "like_same_question"])),
)
def test_a_score_is_a_hundred_less_its_deductions(code: str, metres: int, seconds: int, copies: Any) -> None:
    changes = {"code": code, "check_in": check_in(position=north(metres)), "copies": copies}
    weighed = weigh(facts(**changes, before=Before(metres=metres, seconds=seconds)))
    assert weighed.score == max(0, 100 + sum(one.points for one in weighed.reasons))
    assert all(one.points <= 0 for one in weighed.reasons)
    assert all(weighed.score <= one.score <= 100 for one in weighed.answers)
    assert msgspec.json.decode(msgspec.json.encode(weighed))


def test_distances_are_those_the_phone_computes() -> None:
    for other, metres in [(STORE, 0), ((312357000, 1215049000), 11), ((399405000, 1163893000), 1_072_000)]:
        assert abs(metres_between(STORE, other) - metres) <= metres * 0.002 + 1


def test_a_drawn_name_is_no_photo_of_the_store() -> None:
    signed = (Answer(question="signed", photos=(photo(9),)),)
    weighed = weigh(facts(answers=facts().answers + signed, drawings=frozenset({photo(9)})))
    assert weighed.score == 100
    assert [(line.code, line.numbers) for line in weighed.reasons if line.code.startswith("photo")] == [
        ("photos_fine", {"count": 1})
    ]
    assert [line.code for line in weighed.answers[-1].reasons] == ["photos_none"]

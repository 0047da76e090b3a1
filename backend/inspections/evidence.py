"""How well the proof of a visit stands, 0 to 100, each deduction with its reason: pure arithmetic.

Nothing is blocked by it: HQ looks at low ones. Place, clock, speed and dwell speak for every answer; what is
wrong with a photo speaks for the answers it proves, and once for the visit.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

import msgspec

from backend.checklists.answer import Answer, Position
from backend.inspections.check_in_codes import CodeCheck
from backend.inspections.places import metres_between
from backend.inspections.proof import CheckIn, CheckOut, Clocked, Taking

NEAR_METRES, ELSEWHERE_METRES, VAGUE_METRES = 300, 2_000, 500
CLOCK_SLACK, JUMP_SLACK, AHEAD_SLACK = timedelta(minutes=5), timedelta(minutes=1), timedelta(minutes=2)
BEFORE_VISIT, AFTER_VISIT = timedelta(minutes=10), timedelta(minutes=2)
FAST_KMH, FAR_KILOMETRES = 120, 5
HASTY_SECONDS, QUICK_SECONDS, LONG_HOURS = 5, 10, 12

Copy = Literal["like_other_store", "like_other_question", "like_same_question"]
NO_POSITION = {"denied": -25, "not_asked": -20, "timeout": -10, "unavailable": -10}
OF_PHOTOS: Mapping[str, int] = {
    "like_other_store": -50,
    "like_other_question": -30,
    "like_same_question": -20,
    "photo_far": -25,
    "photo_outside_visit": -25,
    "photo_from_file": -15,
    "photo_unbound": -10,
    "photo_missing": 0,
}


class Reason(msgspec.Struct, frozen=True, rename="camel"):
    """What it is, what it costs, and the numbers that its words need."""

    code: str
    points: int = 0
    numbers: dict[str, int] = {}


class WeighedAnswer(msgspec.Struct, frozen=True, rename="camel"):
    """The evidence of one answer."""

    question: str
    instance: int
    score: int
    reasons: list[Reason]


class WeighedVisit(msgspec.Struct, frozen=True, rename="camel"):
    """The evidence of a visit and of each answer."""

    score: int
    reasons: list[Reason]
    answers: list[WeighedAnswer]


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """The person's visit before this one: how far away, and how long before its end was."""

    metres: int
    seconds: int


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known of how a visit was made."""

    check_in: CheckIn
    check_out: CheckOut | None
    estimated_at: datetime
    received_at: datetime
    store: tuple[int, int] | None
    code: CodeCheck
    answers: tuple[Answer, ...]
    takings: tuple[Taking, ...]
    copies: Mapping[str, Copy]
    missing: frozenset[str]
    before: Before | None
    drawings: frozenset[str] = frozenset()


def weigh(facts: Facts) -> WeighedVisit:
    """Weigh the proof of a visit."""
    visit = [place_line(facts), *clock_lines(facts), *speed_lines(facts), dwell_line(facts)]
    takings = {taking.photo: taking for taking in facts.takings}
    faults = {photo: photo_faults(facts, photo, takings.get(photo)) for photo in photos_of(facts)}
    answers = [weigh_answer(visit, answer, faults) for answer in facts.answers]
    lines = [*visit, *photo_lines(list(faults.values()))]
    return WeighedVisit(total(lines), lines, answers)


def photos_of(facts: Facts) -> list[str]:
    """List every photo that an answer names, once; a drawn name was never before a camera."""
    named = dict.fromkeys(photo for answer in facts.answers for photo in answer.photos)
    return [photo for photo in named if photo not in facts.drawings]


def weigh_answer(visit: list[Reason], answer: Answer, faults: Mapping[str, set[str]]) -> WeighedAnswer:
    """Weigh one answer: what speaks for the whole visit, then its own photos."""
    own = photo_lines([faults[photo] for photo in answer.photos if photo in faults])
    return WeighedAnswer(answer.question, answer.instance, total([*visit, *own]), own)


def total(lines: list[Reason]) -> int:
    """Take every deduction from 100; never below 0."""
    return max(0, 100 + sum(line.points for line in lines))


def place_line(facts: Facts) -> Reason:
    """Judge where the visit began: the store's own code says more than any satellite."""
    match facts.code:
        case "right":
            return Reason("code_right")
        case "wrong":
            return Reason("code_wrong", -30)
        case "late":
            return Reason("code_late", -15)
        case "none":
            return position_line(facts)


def position_line(facts: Facts) -> Reason:
    """Judge the position of the check-in; how inexactly the phone knew counts in favour of the person."""
    position = facts.check_in.position
    if position is None:
        reason = facts.check_in.no_position or "not_asked"
        return Reason(f"no_position_{reason}", NO_POSITION[reason])
    if facts.store is None:
        return Reason("place_unknown")
    metres = metres_between((position.latitude_e7, position.longitude_e7), facts.store)
    numbers = {"metres": metres, "accuracy": position.accuracy_metres}
    if metres > ELSEWHERE_METRES + position.accuracy_metres:
        return Reason("place_elsewhere", -40, numbers)
    if metres > NEAR_METRES + position.accuracy_metres:
        return Reason("place_far", -25, numbers)
    if position.accuracy_metres > VAGUE_METRES:
        return Reason("place_vague", -10, numbers)
    return Reason("place_near", 0, numbers)


def clock_lines(facts: Facts) -> list[Reason]:
    """Judge the clocks: the phone's own against the estimate, against itself, and against the server's."""
    found = []
    off = abs(facts.check_in.device_at - facts.check_in.estimated_at)
    if off > CLOCK_SLACK:
        found.append(Reason("clock_off", -5, {"minutes": minutes(off)}))
    if (jump := largest_jump(facts)) > JUMP_SLACK:
        found.append(Reason("clock_jump", -20, {"minutes": max(1, minutes(jump))}))
    if facts.estimated_at > facts.received_at + AHEAD_SLACK:
        found.append(Reason("clock_ahead", -20, {"minutes": minutes(facts.estimated_at - facts.received_at)}))
    return found or [Reason("clock_right")]


def largest_jump(facts: Facts) -> timedelta:
    """Return by how much the phone's clock was moved between two deeds of the visit.

    Either its distance from the estimate changed, or it fell behind the clock that nobody can set. That one
    sleeps with the phone, so that running ahead of it means nothing.
    """
    deeds: list[Clocked] = [facts.check_in, *facts.takings, *([facts.check_out] if facts.check_out else [])]
    off = [deed.device_at - deed.estimated_at for deed in deeds]
    timed = sorted(
        (deed.run, deed.monotonic_ms, deed.device_at)
        for deed in deeds
        if deed.run is not None and deed.monotonic_ms is not None
    )
    fallen = [
        timedelta(milliseconds=later[1] - earlier[1]) - (later[2] - earlier[2])
        for earlier, later in pairwise(timed)
        if earlier[0] == later[0]
    ]
    return max(max(off) - min(off), max(fallen, default=timedelta(0)))


def speed_lines(facts: Facts) -> list[Reason]:
    """Judge the way from the visit before: nobody drives through a city like that."""
    if facts.before is None:
        return []
    kilometres, seconds = facts.before.metres / 1000, max(1, facts.before.seconds)
    if kilometres <= FAR_KILOMETRES or kilometres * 3600 <= FAST_KMH * seconds:
        return []
    return [Reason("too_fast", -30, {"kilometres": round(kilometres), "minutes": seconds // 60})]


def dwell_line(facts: Facts) -> Reason:
    """Judge how long the visit took, by the number of answers."""
    spent = max(timedelta(0), end_of(facts) - facts.check_in.estimated_at)
    count = max(1, len(facts.answers))
    numbers = {"minutes": minutes(spent), "answers": len(facts.answers)}
    if spent < timedelta(seconds=HASTY_SECONDS * count):
        return Reason("dwell_hasty", -25, numbers)
    if spent < timedelta(seconds=QUICK_SECONDS * count):
        return Reason("dwell_quick", -10, numbers)
    if spent > timedelta(hours=LONG_HOURS):
        return Reason("dwell_long", -5, numbers)
    return Reason("dwell_fine", 0, numbers)


def end_of(facts: Facts) -> datetime:
    """Return when the visit ended: at the check-out, else when it was handed in."""
    return facts.check_out.estimated_at if facts.check_out else facts.estimated_at


def photo_faults(facts: Facts, photo: str, taking: Taking | None) -> set[str]:
    """Find everything that weakens one photo."""
    faults: set[str] = set()
    if photo in facts.missing:
        faults.add("photo_missing")
    if photo in facts.copies:
        faults.add(facts.copies[photo])
    if taking is None:
        return faults | {"photo_unbound"}
    if taking.source == "file":
        faults.add("photo_from_file")
    if not facts.check_in.estimated_at - BEFORE_VISIT <= taking.estimated_at <= end_of(facts) + AFTER_VISIT:
        faults.add("photo_outside_visit")
    if is_far(taking.position, facts.store):
        faults.add("photo_far")
    return faults


def photo_lines(faults: list[set[str]]) -> list[Reason]:
    """Name each fault once, with how many photos have it; the gravest first."""
    counted = Counter(fault for each in faults for fault in each)
    lines = [
        Reason(code, points, {"count": counted[code]}) for code, points in OF_PHOTOS.items() if counted[code]
    ]
    if lines:
        return sorted(lines, key=lambda line: line.points)
    return [Reason("photos_fine", 0, {"count": len(faults)}) if faults else Reason("photos_none")]


def is_far(position: Position | None, store: tuple[int, int] | None) -> bool:
    """Tell whether a photo was taken away from the store; without a position nothing is known."""
    if position is None or store is None:
        return False
    metres = metres_between((position.latitude_e7, position.longitude_e7), store)
    return metres > NEAR_METRES + position.accuracy_metres


def minutes(span: timedelta) -> int:
    """Return whole minutes."""
    return int(span.total_seconds() // 60)

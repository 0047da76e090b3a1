"""Check the places that rules are made for."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from backend.database import fetch
from backend.problems import FieldProblem

Place = tuple[UUID | None, UUID | None]


async def place_problems(path: str, places: list[Place], *, everywhere: bool) -> list[FieldProblem]:
    """Find places that do not exist, two at once, none where one is needed, and the same one twice."""
    rows = await fetch("SELECT id FROM region UNION ALL SELECT id FROM store WHERE NOT closed")
    known = {row["id"] for row in rows}
    return list(judge(path, places, known, everywhere))


def judge(path: str, places: Iterable[Place], known: set[UUID], everywhere: bool) -> Iterator[FieldProblem]:
    """Judge each place of a list."""
    for index, (region, store) in enumerate(places):
        where = f"{path}[{index}]"
        if (region and store) or not (region or store or everywhere):
            yield FieldProblem(where, "Choose a region or a store.", "one_place")
        elif (region or store) and (region or store) not in known:
            yield FieldProblem(where, "There is no such place.", "unknown")

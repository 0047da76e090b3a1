"""Each role is held where the table says, which the page's picker follows too."""

import json
from pathlib import Path
from uuid import uuid4

import pytest

from backend.people.desk.role_places import post_problems
from backend.people.desk.schemas import PostIn
from backend.people.schemas import Role

TABLE: dict[str, list[str]] = json.loads((Path(__file__).parent / "role_places.json").read_text())
SAID = {"store": "needs_store", "company": "needs_company"}


def held_in(role: Role, place: str) -> PostIn:
    return PostIn(
        role=role,
        region=uuid4() if place == "region" else None,
        store=uuid4() if place == "store" else None,
    )


def test_the_table_knows_every_role() -> None:
    assert set(TABLE) == set(Role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", ["company", "region", "store"])
def test_a_role_is_held_where_the_table_says(role: Role, place: str) -> None:
    codes = [problem.code for problem in post_problems([held_in(role, place)])]
    assert codes == ([] if place in TABLE[role] else [SAID[TABLE[role][0]]])


def test_region_and_store_at_once_are_refused_and_so_is_the_same_post_twice() -> None:
    both = PostIn(role=Role.supervisor, region=uuid4(), store=uuid4())
    east = PostIn(role=Role.supervisor, region=uuid4(), store=None)
    found = {problem.path: problem.code for problem in post_problems([both, east, east])}
    assert found == {"person.posts[0]": "one_place", "person.posts[2]": "twice"}


def test_what_is_held_may_stay() -> None:
    odd = held_in(Role.hq, "region")
    assert list(post_problems([odd], held=[odd])) == []

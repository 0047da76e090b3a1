"""`storewalk person add` goes the same way as the page: the same checks, the same event."""

import pytest

from backend.database import fetch
from backend.people.add import add_person
from backend.problems import Unacceptable
from tests.cast import Cast
from tests.people.desk import FIRST, signed_in


async def test_a_person_added_at_the_server_signs_in(cast: Cast) -> None:
    id = await add_person("Mei", "Mei", FIRST, role="staff", store="R002", phone="+86 139 0000 1234")
    mei = await signed_in(cast, "139 0000 1234")
    assert [store["code"] for store in (await mei.get("/api/me")).json()["stores"]] == ["R002"]
    changes = (await (await cast.ada()).get(f"/api/people/{id}")).json()["changes"]
    assert [(one["what"], one["byName"]) for one in changes] == [("added", None)]


@pytest.mark.parametrize(
    ("other", "path"),
    [
        ({"role": "boss"}, "role"),
        ({"role": "staff"}, "person.posts[0]"),
        ({"role": "staff", "store": "X9"}, "store"),
        ({"role": "supervisor", "region": "west"}, "region"),
        ({"role": "hq", "password": "short"}, "password"),
        ({"role": "hq", "login": "wang"}, "person.login"),
    ],
)
async def test_what_is_wrong_is_named(cast: Cast, other: dict[str, str], path: str) -> None:
    wanted = {"login": "mei", "name": "Mei", "password": FIRST} | other
    with pytest.raises(Unacceptable) as refused:
        await add_person(**wanted)
    assert [field.path for field in refused.value.fields] == [path]
    assert await fetch("SELECT FROM person WHERE name = 'Mei'") == []

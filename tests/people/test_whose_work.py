"""What a phone sends says whose work it is, and nobody else's session takes it in."""

from uuid import uuid4

import pytest

from tests.cast import Cast, named
from tests.inspections.walk import counted, inspection, publish_patrol


@pytest.mark.parametrize("whose", ["li", "nobody-at-all"])
async def test_work_of_somebody_else_is_not_taken_in_under_this_name(cast: Cast, whose: str) -> None:
    version = await publish_patrol()
    wang = await cast.wang()
    header = {"storewalk-person": str(named(whose)) if whose == "li" else whose}
    reply = await wang.put(f"/api/inspections/{uuid4()}", json=inspection(version), headers=header)
    assert (reply.status_code, reply.json()["type"]) == (401, "/problems/sign-in-needed")
    assert await counted("inspection") == 0


async def test_ones_own_work_is_taken_in_with_its_name_and_without(cast: Cast) -> None:
    version = await publish_patrol()
    wang = await cast.wang()
    for header in ({"storewalk-person": str(named("wang"))}, {}):
        reply = await wang.put(f"/api/inspections/{uuid4()}", json=inspection(version), headers=header)
        assert reply.status_code == 201, reply.text

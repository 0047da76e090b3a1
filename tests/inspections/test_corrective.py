"""A store that checks itself says what it did about a reading outside its limits."""

import msgspec
import pytest

from backend.inspections.corrective import missing_actions
from tests.cast import Cast
from tests.inspections.shared_vectors import Vector, answers, checklist, vectors
from tests.inspections.walk import clean, inspection, photo, publish_patrol, submit

WARM = [*clean()[:2], {"question": "fridge_temperature", "number": "9.5", "photos": [photo(2)]}]
DEALT_WITH = [*WARM[:2], WARM[2] | {"note": "调低温控，商品移到二号柜"}]


@pytest.mark.parametrize("vector", vectors("corrective"))
def test_vector(vector: Vector) -> None:
    found = [msgspec.to_builtins(flaw) for flaw in missing_actions(checklist(vector), answers(vector))]
    assert [(flaw["code"], flaw["path"]) for flaw in found] == [
        (flaw["code"], flaw["path"]) for flaw in vector["expected"]
    ]


@pytest.mark.parametrize("login", ["li", "zhao"])
async def test_the_store_is_asked_what_it_did(cast: Cast, login: str) -> None:
    version, client = await publish_patrol(), await cast.sign_in(login)
    refused = await submit(client, inspection(version, WARM))
    assert refused.status_code == 422
    assert [(f["path"], f["code"]) for f in refused.json()["fields"]] == [("answers[2]", "action_missing")]
    assert (await submit(client, inspection(version, DEALT_WITH))).status_code == 201


@pytest.mark.parametrize("login", ["wang", "chen"])
async def test_a_supervisor_only_states_what_was_found(cast: Cast, login: str) -> None:
    version = await publish_patrol()
    assert (await submit(await cast.sign_in(login), inspection(version, WARM))).status_code == 201

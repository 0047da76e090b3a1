"""Every route against every role: what each of the cast is answered about Riverside."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from backend.app import openapi_document
from tests.cast import RIVERSIDE, Cast
from tests.riverside import EVERYBODY, Attempt, Lines, Riverside, settle_riverside

FEATURES = sorted(path.parent.name for path in Path(__file__).parent.glob("*/access.py"))
LINES: Lines = {
    operation: line
    for feature in FEATURES
    for operation, line in import_module(f"tests.{feature}.access").LINES.items()
}
# Sign-in and health are for everybody; the feed has tests of its own.
ELSEWHERE = {"signIn", "signOut", "followLive", "getHealth", "getOpenApi", "readDocs", "readDocsStyle"}


@pytest.fixture
async def riverside(cast: Cast) -> Riverside:
    """An inspection, an issue, an order and a photo of Riverside."""
    return await settle_riverside(cast)


@pytest.mark.parametrize("operation", LINES)
async def test_each_role_is_answered_as_its_post_allows(
    cast: Cast, riverside: Riverside, operation: str
) -> None:
    expected, deed = LINES[operation]
    answered = []
    for login in EVERYBODY:
        client = await (cast.nobody() if login == "nobody" else cast.sign_in(login))
        answered.append((await deed(Attempt(riverside, client, login))).status_code)
    assert " ".join(map(str, answered)) == expected, EVERYBODY


async def test_no_route_is_left_out(app: Any) -> None:
    paths = openapi_document(app.api)["paths"].values()
    operations = {operation["operationId"] for path in paths for operation in path.values()}
    assert operations == set(LINES) | ELSEWHERE


async def test_lists_of_a_stranger_hold_nothing_of_riverside(cast: Cast, riverside: Riverside) -> None:
    for login in ("sun", "song"):
        client = await cast.sign_in(login)
        for what in ("issues", "inspections", "orders", "today", "offline", "stores"):
            text = (await client.get(url := f"/api/{what}")).text
            assert str(RIVERSIDE) not in text, (login, url)
            assert "Riverside" not in text, (login, url)


async def test_the_readable_page_names_every_operation(cast: Cast) -> None:
    nobody = await cast.nobody()
    page = (await nobody.get("/api/docs")).text
    document = (await nobody.get("/api/openapi.json")).json()
    for path in document["paths"].values():
        for operation in path.values():
            assert f"id={operation['operationId']}" in page
    assert "<script" not in page
    assert (await nobody.get("/api/docs.css")).headers["content-type"].startswith("text/css")

"""A company begins with an admin and an empty database: the first region, and the first store."""

from uuid import uuid4

import pytest

from backend.database import fetch
from backend.people.add import add_person
from tests.cast import PASSWORD, Cast
from tests.company.places import put_region, put_store, region_of, store_of, told


@pytest.fixture
async def empty(cast: Cast) -> Cast:
    """A database in which nobody and nothing is."""
    tables = await fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    names = [row["tablename"] for row in tables if row["tablename"] != "migration"]
    await fetch(f"TRUNCATE {', '.join(names)} CASCADE")
    return cast


async def test_the_first_admin_makes_the_company_and_its_first_store(empty: Cast) -> None:
    await add_person("first", "First", PASSWORD, role="admin")
    admin = await empty.sign_in("first")
    assert (await admin.get("/api/me")).json()["stores"] == []
    assert (await admin.get("/api/regions")).json() == []
    assert (await admin.get("/api/company/stores")).json() == {"stores": [], "next": None}
    for page in ("/api/overview", "/api/closed-days", "/api/company/hours", "/api/offline"):
        assert (await admin.get(page)).status_code == 200, page
    root, store = uuid4(), uuid4()
    orphan = await put_store(admin, store_of(region=root), store)
    assert told(orphan) == (422, [("store.region", "unknown")])
    assert told(await put_region(admin, region_of(parent=root))) == (422, [("region.parent", "unknown")])
    assert (await put_region(admin, region_of("company", parent=None), root)).status_code == 200
    assert (await put_store(admin, store_of(region=root), store)).status_code == 200
    await add_person("walker", "Walker", PASSWORD, role="supervisor", region="company")
    await add_person("clerk", "Clerk", PASSWORD, role="staff", store="S001")
    for login in ("walker", "clerk"):
        client = await empty.sign_in(login)
        assert [one["code"] for one in (await client.get("/api/stores")).json()] == ["S001"]
        assert (await client.get("/api/today")).status_code == 200

"""What a store's own screen shows, so that a supervisor proves to stand before it."""

import secrets
from datetime import UTC, datetime
from uuid import UUID

from backend.database import fetch, insert_or_nothing
from backend.inspections.check_in_codes import end_of, minute_of, write_code
from backend.inspections.evidence_schemas import CheckInScreen
from backend.inspections.tables import CheckInSecret
from backend.people.access import load_store
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.stores.drawn_code import draw_code


async def show_check_in_code(store: UUID, person: SignedIn, now: datetime | None = None) -> CheckInScreen:
    """Return the code of this very minute, only to people of the store: whoever walks it has to come.

    One at a time: codes handed out for hours ahead could be passed on to somebody who never comes.
    """
    await load_store(person, store, Role.staff, Role.store_manager)
    minute = minute_of(now or datetime.now(UTC))
    code = write_code(await secret_of_store(store), str(store), minute)
    drawn = draw_code(code)
    return CheckInScreen(store=store, code=code, until=end_of(minute), size=drawn.size, path=drawn.path)


async def secret_of_store(store: UUID) -> bytes:
    """Return the store's secret; two who ask first at once agree on one."""
    if (kept := await find_secret(store)) is None:
        await insert_or_nothing(CheckInSecret(store=store, secret=secrets.token_hex(32)))
        kept = await find_secret(store)
    assert kept is not None
    return kept


async def find_secret(store: UUID) -> bytes | None:
    """Return the store's secret if a code was ever shown there."""
    rows = await fetch("SELECT secret FROM check_in_secret WHERE store = $1", store)
    return bytes.fromhex(rows[0]["secret"]) if rows else None

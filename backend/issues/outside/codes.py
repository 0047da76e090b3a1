"""Printed codes: a manager hangs one in the store, and whoever scans it can raise an issue there."""

from uuid import UUID

from backend.config import settings
from backend.database import fetch, insert_or_nothing, transaction
from backend.events.log import record
from backend.issues.outside.schemas import RaisingCodeIn, RaisingCodeOut
from backend.issues.tables import RaisingCode
from backend.people.access import load_store
from backend.people.links import end_link, make_link
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import AlreadySent, FieldProblem, NotFound, Unacceptable
from backend.stores.drawn_code import draw_code
from backend.wire import Sent

LINK = "raise"
HANGERS = (Role.store_manager, Role.supervisor, Role.hq)
AT_MOST = 20
CODES = """
    SELECT raising_code.id, raising_code.store, store.name AS store_name, place, token, made_at, ended_at
    FROM raising_code JOIN link ON link.id = raising_code.id JOIN store ON store.id = raising_code.store
    WHERE raising_code.store = $1 ORDER BY ended_at IS NOT NULL, made_at DESC, raising_code.id LIMIT 100
"""


async def list_codes(store: UUID, person: SignedIn) -> list[RaisingCodeOut]:
    """List the codes of a store, those that hold first, each ready to be printed again."""
    await load_store(person, store, *HANGERS)
    return [code_of(row) for row in await fetch(CODES, store)]


def code_of(row: dict[str, object]) -> RaisingCodeOut:
    """Draw the code of a row."""
    address = f"{settings().public_url.rstrip('/')}/raise/{row['token']}"
    drawn = draw_code(address)
    return RaisingCodeOut(
        address=address,
        size=drawn.size,
        path=drawn.path,
        **{name: value for name, value in row.items() if name != "token"},  # type: ignore[arg-type]
    )


async def hang_code(
    store: UUID, id: UUID, person: SignedIn, sent: Sent[RaisingCodeIn]
) -> tuple[list[RaisingCodeOut], bool]:
    """Make a code for a place in a store; sent twice it is one code."""
    place = sent.document.place.strip()
    if not place:
        raise Unacceptable(fields=[FieldProblem("place", "Say where it will hang.", "required")])
    async with transaction():
        await load_store(person, store, *HANGERS)
        code = RaisingCode(id=id, store=store, place=place, token="")
        new = await insert_or_nothing(code)
        if new:
            await check_number(store)
            _, token = await make_link(LINK, store, person.id, store=store, name=place, id=id)
            await fetch("UPDATE raising_code SET token = $2 WHERE id = $1", id, token)
            await record("code.hung", id, store=store, person=person.id)
        else:
            await check_same(id, store, place)
    return await list_codes(store, person), new


async def check_number(store: UUID) -> None:
    """Raise `Unacceptable` when so many hang already that nobody knows which is which."""
    rows = await fetch(
        "SELECT count(*) AS hung FROM link WHERE kind = $1 AND subject = $2 AND ended_at IS NULL", LINK, store
    )
    if rows[0]["hung"] >= AT_MOST:
        raise Unacceptable(
            fields=[FieldProblem("place", "Take a code down before you hang another.", "too_many")]
        )


async def check_same(id: UUID, store: UUID, place: str) -> None:
    """Raise unless the same code was asked for before."""
    rows = await fetch("SELECT store, place FROM raising_code WHERE id = $1", id)
    if rows[0]["store"] != store:
        raise NotFound()
    if rows[0]["place"] != place:
        raise AlreadySent()


async def take_down(store: UUID, id: UUID, person: SignedIn) -> list[RaisingCodeOut]:
    """End a code: what hangs on the wall opens nothing any more."""
    async with transaction():
        await load_store(person, store, *HANGERS)
        if not await fetch("SELECT 1 FROM raising_code WHERE id = $1 AND store = $2", id, store):
            raise NotFound()
        await end_link(id)
        await record("code.taken", id, store=store, person=person.id)
    return await list_codes(store, person)

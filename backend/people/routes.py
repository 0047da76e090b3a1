"""Which URL signs in, signs out, tells who I am and what changes within my reach."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import ServerSentEvent, ServerSentEventMessage

from backend.events.live import CLOSING, LISTENER, Change, close_streams, follow
from backend.people.access import reachable_store_ids
from backend.people.desk.routes import PEOPLE
from backend.people.devices.routes import HANDLERS
from backend.people.hearing import hearing_of
from backend.people.me import describe, list_sessions
from backend.people.person import SignedIn
from backend.people.schemas import Me, SessionCard, SignInIn
from backend.people.shared.routes import COOKIE, SHARED, session_cookie
from backend.people.sign_in import end_session, person_of, sign_in
from backend.problems import SignInNeeded
from backend.stores.cards import store_cards
from backend.stores.schemas import StoreCard
from backend.wire import strictly

Asked = Request[None, None, State]
Person = NamedDependency[SignedIn]


async def signed_in(request: Asked) -> SignedIn:
    """Return the person whose session cookie came with the request.

    A phone says whose work it sends; when somebody else has signed in there meanwhile, nothing is taken in
    their name.
    """
    person = await person_of(request.cookies.get(COOKIE))
    if request.headers.get("storewalk-person", str(person.id)) != str(person.id):
        raise SignInNeeded()
    return person


@post("/sessions", operation_id="signIn", body=SignInIn)
async def post_session(request: Asked) -> Response[Me]:
    """Sign in by login name or phone number and password."""
    token, person = await sign_in((await strictly(request, SignInIn)).document)
    return Response(await describe(person), status_code=201, cookies=[session_cookie(token)])


@delete("/sessions/current", operation_id="signOut", status_code=204)
async def delete_session(person: Person) -> Response[None]:
    """Sign out on this device."""
    await end_session(person, person.session)
    return Response(None, status_code=204, cookies=[session_cookie("", max_age=0)])


@get("/sessions", operation_id="listSessions")
async def get_sessions(person: Person) -> list[SessionCard]:
    """List my signed-in devices."""
    return await list_sessions(person)


@delete("/sessions/{session:uuid}", operation_id="endSession", status_code=204)
async def delete_other_session(person: Person, session: FromPath[UUID]) -> None:
    """End one of my devices."""
    await end_session(person, session)


@get("/me", operation_id="getMe")
async def get_me(person: Person) -> Me:
    """Tell who is signed in."""
    return await describe(person)


@get("/live", operation_id="followLive", reply=None)
async def get_live(person: Person, request: Asked) -> ServerSentEvent:
    """Follow what changes within reach; Last-Event-ID goes on where the stream broke off."""
    last = request.headers.get("last-event-id", "")
    after = int(last) if last.isdigit() else None
    return ServerSentEvent(stream(follow(await hearing_of(person), after, partial(hearing_of, person))))


async def stream(changes: AsyncIterator[Change]) -> AsyncIterator[ServerSentEventMessage]:
    """Word changes as server-sent events."""
    async for change in changes:
        yield ServerSentEventMessage(data=change.data, event=change.name, id=change.position, retry=3000)


@asynccontextmanager
async def listening() -> AsyncIterator[None]:
    """Hold the one connection that wakes all live streams of this process."""
    CLOSING.clear()
    LISTENER.start()
    yield
    close_streams()
    await LISTENER.stop()


LIFESPAN = listening


@get("/stores", operation_id="listStores")
async def get_stores(person: Person) -> list[StoreCard]:
    """List the stores within my reach."""
    return await store_cards(await reachable_store_ids(person))


ROUTES = Router(
    "/",
    route_handlers=[
        post_session,
        delete_session,
        get_sessions,
        delete_other_session,
        get_me,
        get_live,
        get_stores,
        *HANDLERS,
        *SHARED,
        *PEOPLE,
    ],
)

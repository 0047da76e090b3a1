"""Which URL shares a device, chooses a PIN and takes the device over."""

from litestar import Request, Response, get, post, put
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency

from backend.config import settings
from backend.people.me import describe
from backend.people.person import SignedIn
from backend.people.schemas import Me
from backend.people.shared.pins import choose_pin, switch_person
from backend.people.shared.schemas import PinIn, SharedDeviceOut, SharingIn, SwitchIn
from backend.people.shared.sharing import read_sharing, share_device
from backend.wire import strictly

Person = NamedDependency[SignedIn]
COOKIE = "storewalk_session"

Asked = Request[None, None, State]


@put("/me/pin", operation_id="choosePin", status_code=204, body=PinIn)
async def put_pin(person: Person, request: Asked) -> None:
    """Choose the PIN by which I take shared devices over."""
    await choose_pin(person, (await strictly(request, PinIn)).document)


@get("/sessions/current/sharing", operation_id="getSharing")
async def get_sharing(person: Person) -> SharedDeviceOut:
    """Tell whether this device is shared, and by whom."""
    return await read_sharing(person)


@put("/sessions/current/sharing", operation_id="shareDevice", body=SharingIn)
async def put_sharing(person: Person, request: Asked) -> SharedDeviceOut:
    """Let the people of my store take this device over by PIN, or end that."""
    return await share_device(person, (await strictly(request, SharingIn)).document.store)


@post("/sessions/current/person", operation_id="switchPerson", body=SwitchIn)
async def post_person(person: Person, request: Asked) -> Response[Me]:
    """Take this shared device over."""
    token, taken = await switch_person(person, (await strictly(request, SwitchIn)).document)
    return Response(await describe(taken), status_code=201, cookies=[session_cookie(token)])


def session_cookie(token: str, max_age: int | None = None) -> Cookie:
    """Make the cookie that carries the token; scripts cannot read it."""
    lifetime = settings().session_days * 86_400 if max_age is None else max_age
    secure = settings().public_url.startswith("https:")
    return Cookie(
        key=COOKIE, value=token, max_age=lifetime, httponly=True, secure=secure, samesite="lax", path="/"
    )


SHARED = [put_pin, get_sharing, put_sharing, post_person]

"""Which URL takes a photo in and which shows it."""

from typing import Annotated, Literal
from uuid import UUID

from litestar import Request, Response, Router, get, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, PathParameter

from backend.people.person import SignedIn
from backend.photos.access import read_copy, require_sight
from backend.photos.copies import read_likenesses
from backend.photos.intake import take_in
from backend.photos.schemas import LikenessOut, PhotoCard
from backend.photos.store import open_store

Asked = Request[None, None, State]
Name = Annotated[str, PathParameter(pattern="^[0-9a-f]{64}$", min_length=64, max_length=64)]
Size = Literal[320, 1600]
Person = NamedDependency[SignedIn]

# A session that ends must not leave its photos to the next person at the same browser: hence Vary.
FOR_EVER = {
    "cache-control": "private, max-age=31536000, immutable",
    "vary": "Cookie",
    "x-content-type-options": "nosniff",
}


@put("/{sha256:str}", operation_id="putPhoto", request_max_body_size=None)
async def put_photo(sha256: Name, person: Person, request: Asked) -> Response[PhotoCard]:
    """Take in a photo named by the SHA-256 of its bytes: 201 when it is new, 200 when it was sent before."""
    arrival = await take_in(sha256, person.id, request.stream(), request.content_type[0])
    return Response(arrival.photo, status_code=201 if arrival.is_new else 200)


@get("/{sha256:str}", operation_id="getPhoto", media_type="image/jpeg")
async def get_photo(sha256: Name, size: FromQuery[Size], person: Person, request: Asked) -> Response[bytes]:
    """Show the upright copy of a photo with 320 or 1600 pixels on its longer side, without its metadata."""
    await require_sight(person, sha256)
    headers = FOR_EVER | {"etag": f'"{sha256}-{size}"'}
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    return Response(await read_copy(sha256, size), headers=headers)


@get("/likenesses/{subject:uuid}", operation_id="listLikenesses")
async def get_likenesses(subject: FromPath[UUID], person: Person) -> list[LikenessOut]:
    """List the photos of an inspection or a fix that look like photos shown earlier."""
    return await read_likenesses(subject, person)


PHOTOS = Router("/photos", route_handlers=[put_photo, get_photo])
ROUTES = Router("/", route_handlers=[PHOTOS, get_likenesses])
LIFESPAN = open_store

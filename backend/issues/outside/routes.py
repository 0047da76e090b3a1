"""Which URL asks a helper, hangs a code, and what mailed and printed links open without a sign-in."""

from typing import Annotated, Literal
from uuid import UUID

from litestar import Request, Response, Router, get, put
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, PathParameter

from backend.issues.outside import scanning, visiting
from backend.issues.outside.codes import hang_code, list_codes, take_down
from backend.issues.outside.inviting import invite, list_invitations, withdraw
from backend.issues.outside.schemas import (
    InvitationIn,
    InvitationOut,
    OutsideIssue,
    OutsideWordsIn,
    Raised,
    RaisingCodeIn,
    RaisingCodeOut,
    RaisingIn,
    RaisingPage,
)
from backend.issues.schemas import FixIn, IssueOut
from backend.people.routes import Asked, Person
from backend.photos.schemas import PhotoCard
from backend.wire import strictly

ID = FromPath[UUID]
Token = Annotated[str, PathParameter(min_length=16, max_length=64)]
Sha256 = Annotated[str, PathParameter(pattern="^[0-9a-f]{64}$", min_length=64, max_length=64)]
Size = Literal[320, 1600]
Anybody = Request[None, None, State]


@put("/issues/{id:uuid}/invitations/{deed:uuid}", operation_id="inviteHelper", body=InvitationIn)
async def put_invitation(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Ask somebody outside the company by e-mail."""
    issue, new = await invite(id, deed, person, await strictly(request, InvitationIn))
    return Response(issue, status_code=201 if new else 200)


@get("/issues/{id:uuid}/invitations", operation_id="listInvitations")
async def get_invitations(id: ID, person: Person) -> list[InvitationOut]:
    """List who was asked."""
    return await list_invitations(id, person)


@put("/issues/{id:uuid}/invitations/{deed:uuid}/withdrawal", operation_id="withdrawInvitation")
async def put_withdrawal(id: ID, deed: ID, person: Person) -> list[InvitationOut]:
    """Take a mailed link back."""
    return await withdraw(id, deed, person)


@get("/outside/{token:str}", operation_id="openOutside")
async def get_outside(token: Token) -> OutsideIssue:
    """Show the one issue of a mailed link."""
    return await visiting.show_issue(token)


@get("/outside/{token:str}/photos/{sha256:str}", operation_id="getOutsidePhoto", media_type="image/jpeg")
async def get_outside_photo(token: Token, sha256: Sha256, size: FromQuery[Size]) -> Response[bytes]:
    """Show a photo of the one issue."""
    return Response(await visiting.show_photo(token, sha256, size), headers={"cache-control": "private"})


@put("/outside/{token:str}/photos/{sha256:str}", operation_id="putOutsidePhoto", request_max_body_size=None)
async def put_outside_photo(token: Token, sha256: Sha256, request: Anybody) -> Response[PhotoCard]:
    """Take in a photo from the holder of a mailed link."""
    arrival = await visiting.bring_photo(token, sha256, request.stream(), request.content_type[0])
    return Response(arrival.photo, status_code=201 if arrival.is_new else 200)


@put("/outside/{token:str}/comments/{id:uuid}", operation_id="commentOutside", body=OutsideWordsIn)
async def put_outside_comment(token: Token, id: ID, request: Anybody) -> Response[OutsideIssue]:
    """Say something about the one issue."""
    issue, new = await visiting.say(token, id, await strictly(request, OutsideWordsIn))
    return Response(issue, status_code=201 if new else 200)


@put("/outside/{token:str}/fixes/{id:uuid}", operation_id="fixOutside", body=FixIn)
async def put_outside_fix(token: Token, id: ID, request: Anybody) -> Response[OutsideIssue]:
    """Say that it is done."""
    issue, new = await visiting.mend(token, id, await strictly(request, FixIn))
    return Response(issue, status_code=201 if new else 200)


@get("/stores/{store:uuid}/raising-codes", operation_id="listRaisingCodes")
async def get_codes(store: ID, person: Person) -> list[RaisingCodeOut]:
    """List the printed codes of a store."""
    return await list_codes(store, person)


@put("/stores/{store:uuid}/raising-codes/{id:uuid}", operation_id="hangRaisingCode", body=RaisingCodeIn)
async def put_code(store: ID, id: ID, person: Person, request: Asked) -> Response[list[RaisingCodeOut]]:
    """Make a code to be printed."""
    codes, new = await hang_code(store, id, person, await strictly(request, RaisingCodeIn))
    return Response(codes, status_code=201 if new else 200)


@put("/stores/{store:uuid}/raising-codes/{id:uuid}/withdrawal", operation_id="withdrawRaisingCode")
async def put_code_withdrawal(store: ID, id: ID, person: Person) -> list[RaisingCodeOut]:
    """End a printed code."""
    return await take_down(store, id, person)


@get("/raising/{token:str}", operation_id="openRaising")
async def get_raising(token: Token) -> RaisingPage:
    """Show the form behind a printed code."""
    return await scanning.show_form(token)


@put("/raising/{token:str}/photos/{sha256:str}", operation_id="putRaisingPhoto", request_max_body_size=None)
async def put_raising_photo(token: Token, sha256: Sha256, request: Anybody) -> Response[PhotoCard]:
    """Take in a photo from whoever scanned a code."""
    arrival = await scanning.bring_photo(token, sha256, request.stream(), request.content_type[0])
    return Response(arrival.photo, status_code=201 if arrival.is_new else 200)


@put("/raising/{token:str}/issues/{id:uuid}", operation_id="raiseByCode", body=RaisingIn)
async def put_raised(token: Token, id: ID, request: Anybody) -> Response[Raised]:
    """Raise an issue by a printed code."""
    raised, new = await scanning.raise_by_code(token, id, await strictly(request, RaisingIn))
    return Response(raised, status_code=201 if new else 200)


OUTSIDE = Router(
    "/",
    route_handlers=[
        put_invitation,
        get_invitations,
        put_withdrawal,
        get_outside,
        get_outside_photo,
        put_outside_photo,
        put_outside_comment,
        put_outside_fix,
        get_codes,
        put_code,
        put_code_withdrawal,
        get_raising,
        put_raising_photo,
        put_raised,
    ],
)

"""Which URL takes whose work in from a file; the same addresses as a phone uses, under its author."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, put
from litestar.params import FromPath, PathParameter

from backend.handovers.hand_in import hand_in, hand_in_photo, submitted
from backend.inspections.schemas import InspectionIn, ReceiptOut
from backend.issues.fix import fix_issue
from backend.issues.raising import raise_by_hand
from backend.issues.schemas import FixIn, IssueIn, IssueOut
from backend.ordering.place import place_order
from backend.ordering.schemas import OrderIn, OrderOut
from backend.people.routes import Asked, Person
from backend.photos.schemas import PhotoCard
from backend.wire import strictly

Name = Annotated[str, PathParameter(pattern="^[0-9a-f]{64}$", min_length=64, max_length=64)]


@put("/inspections/{id:uuid}", operation_id="handInInspection", body=InspectionIn)
async def put_inspection(
    author: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> Response[ReceiptOut]:
    """Hand in a visit in the name of whoever made it."""
    sent = await strictly(request, InspectionIn)
    receipt, status = await hand_in(author, person, id, lambda writer: submitted(id, writer, sent))
    return Response(receipt, status_code=status)


@put("/issues/{id:uuid}", operation_id="handInIssue", body=IssueIn)
async def put_issue(
    author: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> Response[IssueOut]:
    """Hand in an issue in the name of whoever raised it."""
    sent = await strictly(request, IssueIn)
    reply, status = await hand_in(author, person, id, lambda writer: raise_by_hand(id, writer, sent))
    return Response(reply, status_code=status)


@put("/issues/{id:uuid}/fixes/{fix:uuid}", operation_id="handInFix", body=FixIn)
async def put_fix(
    author: FromPath[UUID], id: FromPath[UUID], fix: FromPath[UUID], person: Person, request: Asked
) -> Response[IssueOut]:
    """Hand in a fix in the name of whoever made it."""
    sent = await strictly(request, FixIn)
    reply, status = await hand_in(author, person, fix, lambda writer: fix_issue(id, fix, writer, sent))
    return Response(reply, status_code=status)


@put("/orders/{id:uuid}", operation_id="handInOrder", body=OrderIn)
async def put_order(
    author: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> Response[OrderOut]:
    """Hand in an order in the name of whoever placed it."""
    sent = await strictly(request, OrderIn)
    reply, status = await hand_in(author, person, id, lambda writer: place_order(id, writer, sent))
    return Response(reply, status_code=status)


@put("/photos/{sha256:str}", operation_id="handInPhoto", request_max_body_size=None)
async def put_photo(
    author: FromPath[UUID], sha256: Name, person: Person, request: Asked
) -> Response[PhotoCard]:
    """Hand in a photo in the name of whoever took it."""
    arrival = await hand_in_photo(author, person, sha256, request.stream(), request.content_type[0])
    return Response(arrival.photo, status_code=201 if arrival.is_new else 200)


ROUTES = Router(
    "/hand-overs/{author:uuid}", route_handlers=[put_inspection, put_issue, put_fix, put_order, put_photo]
)

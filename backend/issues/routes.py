"""Which URL raises, fixes, verifies and reads issues."""

from uuid import UUID

from litestar import Response, Router, get, put
from litestar.params import FromPath, FromQuery

from backend.issues.fix import fix_issue
from backend.issues.raising import raise_by_hand
from backend.issues.reading import list_issues, load_issue
from backend.issues.schemas import FixIn, IssueIn, IssueOut, IssuePage, VerificationIn
from backend.issues.verify import verify_issue
from backend.people.routes import Asked, Person
from backend.wire import strictly


@put("/{id:uuid}", operation_id="raiseIssue", body=IssueIn)
async def put_issue(id: FromPath[UUID], person: Person, request: Asked) -> Response[IssueOut]:
    """Raise an issue by hand."""
    issue, new = await raise_by_hand(id, person, await strictly(request, IssueIn))
    return Response(issue, status_code=201 if new else 200)


@get("/{id:uuid}", operation_id="getIssue")
async def get_issue(id: FromPath[UUID], person: Person) -> IssueOut:
    """Read an issue with its history."""
    return await load_issue(person, id)


@get("/", operation_id="listIssues")
async def get_issues(
    person: Person,
    store: FromQuery[UUID | None] = None,
    status: FromQuery[str | None] = None,
    before: FromQuery[str | None] = None,
) -> IssuePage:
    """List issues within reach, newest first."""
    return await list_issues(person, store=store, status=status, before=before)


@put("/{id:uuid}/fixes/{fix:uuid}", operation_id="fixIssue", body=FixIn)
async def put_fix(
    id: FromPath[UUID], fix: FromPath[UUID], person: Person, request: Asked
) -> Response[IssueOut]:
    """Say what was done about an issue."""
    issue, new = await fix_issue(id, fix, person, await strictly(request, FixIn))
    return Response(issue, status_code=201 if new else 200)


@put("/{id:uuid}/fixes/{fix:uuid}/verification", operation_id="verifyIssue", body=VerificationIn)
async def put_verification(
    id: FromPath[UUID], fix: FromPath[UUID], person: Person, request: Asked
) -> Response[IssueOut]:
    """Verify a fix, or reject it with a reason."""
    issue, new = await verify_issue(id, fix, person, await strictly(request, VerificationIn))
    return Response(issue, status_code=201 if new else 200)


ROUTES = Router("/issues", route_handlers=[put_issue, get_issue, get_issues, put_fix, put_verification])

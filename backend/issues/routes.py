"""Which URL raises, fixes, verifies and reads issues."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, put
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.issues.category_owners import list_category_owners
from backend.issues.choose_rules import choose_rules, read_rules
from backend.issues.deeds.routes import DEEDS, answer
from backend.issues.fix import fix_issue
from backend.issues.listing import IssueFilter, list_issues
from backend.issues.outside.routes import OUTSIDE
from backend.issues.overview_schemas import Overturns, WidespreadCard, WidespreadChangeIn, WidespreadOut
from backend.issues.raising import raise_by_hand
from backend.issues.reading import load_issue
from backend.issues.replies import read_overturns
from backend.issues.rules import CategoryOwners, IssueRulesIn, IssueRulesOut
from backend.issues.schemas import FixIn, IssueIn, IssueOut, IssuePage, VerificationIn
from backend.issues.verify import verify_issue
from backend.issues.widespread import change_widespread, list_widespread, read_widespread
from backend.people.routes import Asked, Person
from backend.wire import strictly


@put("/{id:uuid}", operation_id="raiseIssue", body=IssueIn)
async def put_issue(id: FromPath[UUID], person: Person, request: Asked) -> Response[IssueOut]:
    """Raise an issue by hand."""
    return answer(*await raise_by_hand(id, person, await strictly(request, IssueIn)))


@get("/{id:uuid}", operation_id="getIssue")
async def get_issue(id: FromPath[UUID], person: Person) -> IssueOut:
    """Read an issue with its history."""
    return await load_issue(person, id)


@get("/", operation_id="listIssues")
async def get_issues(
    person: Person,
    store: FromQuery[UUID | None] = None,
    status: FromQuery[str | None] = None,
    severity: FromQuery[str | None] = None,
    category: FromQuery[str | None] = None,
    due_before: FromQuery[datetime | None] = None,
    mine: FromQuery[bool] = False,
    by_due: FromQuery[bool] = False,
    before: FromQuery[str | None] = None,
) -> IssuePage:
    """List issues within reach, newest first or by deadline."""
    wanted = IssueFilter(
        store=store, status=status, severity=severity, category=category,
        due_before=due_before, mine=mine, by_due=by_due, before=before,
    )  # fmt: skip
    return await list_issues(person, wanted)


@put("/{id:uuid}/fixes/{fix:uuid}", operation_id="fixIssue", body=FixIn)
async def put_fix(
    id: FromPath[UUID], fix: FromPath[UUID], person: Person, request: Asked
) -> Response[IssueOut]:
    """Say what was done about an issue."""
    return answer(*await fix_issue(id, fix, person, await strictly(request, FixIn)))


@put("/{id:uuid}/fixes/{fix:uuid}/verification", operation_id="verifyIssue", body=VerificationIn)
async def put_verification(
    id: FromPath[UUID], fix: FromPath[UUID], person: Person, request: Asked
) -> Response[IssueOut]:
    """Verify a fix, or reject it with a reason."""
    return answer(*await verify_issue(id, fix, person, await strictly(request, VerificationIn)))


@get("/issue-rules", operation_id="getIssueRules")
async def get_rules(person: Person) -> IssueRulesOut:
    """Tell what the company has chosen about issues."""
    return await read_rules()


@get("/issue-rules/owners", operation_id="listCategoryOwners")
async def get_category_owners(
    person: Person, search: Annotated[str, QueryParameter(max_length=200)] = ""
) -> CategoryOwners:
    """List who may be named as the owner of a category."""
    return await list_category_owners(person, search)


@put("/issue-rules", operation_id="putIssueRules", body=IssueRulesIn)
async def put_rules(person: Person, request: Asked) -> IssueRulesOut:
    """Choose hours, categories, owners, causes and phrases."""
    return await choose_rules(person, (await strictly(request, IssueRulesIn)).document)


@get("/widespreads", operation_id="listWidespread")
async def get_all_widespread(person: Person) -> list[WidespreadCard]:
    """List questions that fail in many stores."""
    return await list_widespread(person)


@get("/widespreads/{id:uuid}", operation_id="getWidespread")
async def get_widespread(id: FromPath[UUID], person: Person) -> WidespreadOut:
    """Read a widespread problem with its issues."""
    return await read_widespread(id, person)


@put("/widespreads/{id:uuid}", operation_id="changeWidespread", body=WidespreadChangeIn)
async def put_widespread(id: FromPath[UUID], person: Person, request: Asked) -> WidespreadOut:
    """Name its owner, say what is done, close it."""
    return await change_widespread(id, person, (await strictly(request, WidespreadChangeIn)).document)


@get("/dispute-overturns", operation_id="readOverturns")
async def get_overturns(person: Person) -> Overturns:
    """Tell how often findings did not stand."""
    return await read_overturns(person)


ISSUES = Router(
    "/issues", route_handlers=[put_issue, get_issue, get_issues, put_fix, put_verification, *DEEDS]
)
ROUTES = Router(
    "/",
    route_handlers=[
        ISSUES,
        OUTSIDE,
        get_rules,
        get_category_owners,
        put_rules,
        get_all_widespread,
        get_widespread,
        put_widespread,
        get_overturns,
    ],
)

"""Which URL tells how much work there is, and what more of it would come to."""

from uuid import UUID

from litestar import Router, get, put
from litestar.params import FromPath

from backend.inspections.rounds.schemas import RoundIn
from backend.people.routes import Asked, Person
from backend.wire import strictly
from backend.workload.bill import bill_issues, bill_round
from backend.workload.choose_rules import choose_rules, read_rules
from backend.workload.own import read_workload
from backend.workload.rules import WorkloadRulesIn, WorkloadRulesOut
from backend.workload.schemas import Bill, BillIssues, Unfinished, Workload
from backend.workload.unfinished import count_unfinished


@get("/workload", operation_id="getWorkload")
async def get_workload(person: Person) -> Workload:
    """Tell what waits in the stores in which a person works, with the minutes it takes."""
    return await read_workload(person)


@get("/stores/{store:uuid}/unfinished", operation_id="countUnfinished")
async def get_unfinished(store: FromPath[UUID], person: Person) -> Unfinished:
    """Tell what is not finished in a store, before it is closed."""
    return await count_unfinished(person, store)


@get("/workload-rules", operation_id="getWorkloadRules")
async def get_rules(person: Person) -> WorkloadRulesOut:
    """Tell by what work is reckoned."""
    return await read_rules()


@put("/workload-rules", operation_id="putWorkloadRules", body=WorkloadRulesIn)
async def put_rules(person: Person, request: Asked) -> WorkloadRulesOut:
    """Choose by what work is reckoned."""
    return await choose_rules(person, (await strictly(request, WorkloadRulesIn)).document)


@put("/bills/issues", operation_id="billIssues", body=BillIssues)
async def put_issues(person: Person, request: Asked) -> Bill:
    """Tell what a nudge about issues would cost their stores; nobody is nudged."""
    return await bill_issues(person, list((await strictly(request, BillIssues)).document.issues))


@put("/bills/rounds/{id:uuid}", operation_id="billRound", body=RoundIn)
async def put_round(id: FromPath[UUID], person: Person, request: Asked) -> Bill:
    """Tell what the first day of a round would cost its stores; nothing is planned."""
    return await bill_round(id, person, (await strictly(request, RoundIn)).document)


ROUTES = Router(
    "/",
    route_handlers=[
        get_workload,
        get_unfinished,
        get_rules,
        put_rules,
        put_issues,
        put_round,
    ],
)

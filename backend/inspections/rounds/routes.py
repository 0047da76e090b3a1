"""Which URL plans rounds, tells what a plan would do, lists tasks and asks somebody else."""

from datetime import date
from uuid import UUID

from litestar import Response, Router, get, put
from litestar.params import FromPath, FromQuery

from backend.inspections.rounds.assign import assign_task
from backend.inspections.rounds.choices import read_planning
from backend.inspections.rounds.claim import claim_task, give_up_task
from backend.inspections.rounds.log_lines import StoreLog
from backend.inspections.rounds.planning import end_round, plan_round
from backend.inspections.rounds.preview import preview_round
from backend.inspections.rounds.reading import list_rounds, read_round
from backend.inspections.rounds.schemas import (
    AssignmentIn,
    CalendarDay,
    ClaimIn,
    ClaimOut,
    GivenUp,
    Kind,
    Planning,
    RoundEnd,
    RoundIn,
    RoundList,
    RoundOut,
    RoundPreview,
    TaskCard,
    TaskPage,
    TaskStatus,
)
from backend.inspections.rounds.store_log import read_log
from backend.inspections.rounds.tasks import Wanted, list_tasks, read_calendar, read_task
from backend.people.routes import Asked, Person
from backend.wire import Deed, strictly


@get("/rounds", operation_id="listRounds")
async def get_rounds(person: Person, before: FromQuery[UUID | None] = None) -> RoundList:
    """List the rounds of stores within a planner's reach, running ones first."""
    return await list_rounds(person, before)


@get("/rounds/{id:uuid}", operation_id="getRound")
async def get_round(id: FromPath[UUID], person: Person) -> RoundOut:
    """Read a round with what came of it."""
    return await read_round(id, person)


@put("/rounds/{id:uuid}", operation_id="planRound", body=RoundIn)
async def put_round(id: FromPath[UUID], person: Person, request: Asked) -> Response[RoundOut]:
    """Plan a round, or change it from now on or for its open tasks too."""
    is_new = await plan_round(id, person, await strictly(request, RoundIn))
    return Response(await read_round(id, person), status_code=201 if is_new else 200)


@put("/rounds/{id:uuid}/preview", operation_id="previewRound", body=RoundIn)
async def put_preview(id: FromPath[UUID], person: Person, request: Asked) -> RoundPreview:
    """Tell who would be asked what if this were saved; nothing is."""
    return await preview_round(id, person, (await strictly(request, RoundIn)).document)


@put("/rounds/{id:uuid}/end", operation_id="endRound", body=RoundEnd)
async def put_end(id: FromPath[UUID], person: Person, request: Asked) -> RoundOut:
    """End a round; what it asked for stays, or is withdrawn too."""
    await end_round(id, person, (await strictly(request, RoundEnd)).document)
    return await read_round(id, person)


@get("/tasks", operation_id="listTasks")
async def get_tasks(
    person: Person,
    since: FromQuery[date | None] = None,
    until: FromQuery[date | None] = None,
    store: FromQuery[UUID | None] = None,
    who: FromQuery[UUID | None] = None,
    round: FromQuery[UUID | None] = None,
    kind: FromQuery[Kind | None] = None,
    status: FromQuery[TaskStatus | None] = None,
    after: FromQuery[UUID | None] = None,
) -> TaskPage:
    """List tasks of stores within a planner's reach, in the order in which they are due."""
    wanted = Wanted(since=since, until=until, store=store, person=who, round=round, kind=kind, status=status)
    return await list_tasks(person, wanted, after)


@get("/tasks/{id:uuid}", operation_id="getTask")
async def get_task(id: FromPath[UUID], person: Person) -> TaskCard:
    """Read one task."""
    return await read_task(id, person)


@put("/tasks/{id:uuid}/assignment", operation_id="assignTask", body=AssignmentIn)
async def put_assignment(id: FromPath[UUID], person: Person, request: Asked) -> TaskCard:
    """Ask a person, or whoever holds a role, to do a task."""
    return await assign_task(id, person, (await strictly(request, AssignmentIn)).document)


@put("/tasks/{task:uuid}/claims/{id:uuid}", operation_id="claimTask", body=ClaimIn)
async def put_claim(
    task: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> Response[ClaimOut]:
    """Say that one has begun a task which several people may do; the id is the visit that was begun."""
    claim, is_new = await claim_task(task, id, person, await strictly(request, ClaimIn))
    return Response(claim, status_code=201 if is_new else 200)


@put("/tasks/{task:uuid}/claims/{id:uuid}/giving-up", operation_id="giveUpTask", body=Deed)
async def put_giving_up(task: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked) -> GivenUp:
    """Take back that one has begun a task, because the visit was dropped."""
    await strictly(request, Deed)
    return await give_up_task(task, id, person)


@get("/task-calendar", operation_id="getTaskCalendar")
async def get_calendar(
    person: Person,
    since: FromQuery[date],
    until: FromQuery[date],
    who: FromQuery[UUID | None] = None,
    round: FromQuery[UUID | None] = None,
    kind: FromQuery[Kind | None] = None,
) -> list[CalendarDay]:
    """Count day by day what is due, done and missed."""
    return await read_calendar(person, Wanted(since=since, until=until, person=who, round=round, kind=kind))


@get("/planning", operation_id="getPlanning")
async def get_planning(person: Person) -> Planning:
    """List the regions that a round may name, and who walks there."""
    return await read_planning(person)


@get("/stores/{store:uuid}/log", operation_id="getStoreLog")
async def get_log(
    store: FromPath[UUID], person: Person, since: FromQuery[date], until: FromQuery[date]
) -> StoreLog:
    """Read what a store checked itself from one day to another."""
    return await read_log(store, person, since, until)


ROUTES = Router(
    "/",
    route_handlers=[
        get_rounds,
        get_round,
        put_round,
        put_preview,
        put_end,
        get_tasks,
        get_task,
        put_assignment,
        put_claim,
        put_giving_up,
        get_calendar,
        get_planning,
        get_log,
    ],
)

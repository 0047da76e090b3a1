"""Which URL answers which question of HQ."""

from uuid import UUID

from litestar import Router, get, put
from litestar.params import FromPath

from backend.analytics.overview import look_over
from backend.analytics.parked import list_parked, retry_parked
from backend.analytics.schemas import Overview, ParkedJob
from backend.people.access import require_role
from backend.people.routes import Person
from backend.people.schemas import Role


@get("/overview", operation_id="getOverview")
async def get_overview(person: Person) -> Overview:
    """Show the company at a glance."""
    return await look_over(person)


@get("/parked-jobs", operation_id="listParkedJobs")
async def get_parked(person: Person) -> list[ParkedJob]:
    """List what the worker gave up on."""
    require_role(person, Role.hq, Role.admin)
    return await list_parked()


@put("/parked-jobs/{job:uuid}/retry", operation_id="retryParkedJob", status_code=204)
async def put_retry(job: FromPath[UUID], person: Person) -> None:
    """Try a parked job again."""
    require_role(person, Role.hq, Role.admin)
    await retry_parked(job)


ROUTES = Router("/", route_handlers=[get_overview, get_parked, put_retry])

"""Which URL tells what a device holds unsent, and who sees it."""

from uuid import UUID

from litestar import Request, get, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.people.devices.schemas import DeviceCard, UnsentIn
from backend.people.devices.unsent import list_devices, report_unsent
from backend.people.person import SignedIn
from backend.wire import strictly

Person = NamedDependency[SignedIn]


@put("/devices/{device:uuid}/unsent", operation_id="reportUnsent", status_code=204, body=UnsentIn)
async def put_unsent(device: FromPath[UUID], person: Person, request: Request[None, None, State]) -> None:
    """Tell what this device holds unsent; the newest word counts."""
    await report_unsent(device, person, (await strictly(request, UnsentIn)).document)


@get("/devices", operation_id="listDevices")
async def get_devices(person: Person) -> list[DeviceCard]:
    """List the devices with unsent work, the longest waiting first."""
    return await list_devices(person)


HANDLERS = [put_unsent, get_devices]

"""Which URL keeps, proves and takes away a person's e-mail address."""

from uuid import UUID

from litestar import Response, Router, delete, get, put
from litestar.params import FromPath

from backend.notifications.addresses.asking import ask_for_address, give_address_up, read_address
from backend.notifications.addresses.proving import open_proof, prove_address
from backend.notifications.addresses.schemas import AddressIn, AddressOut, AddressToProve
from backend.people.routes import Asked, Person
from backend.wire import strictly


@get("/email-address", operation_id="getMyAddress")
async def get_address(person: Person) -> AddressOut:
    """Tell where letters to me go."""
    return await read_address(person)


@put("/email-addresses/{id:uuid}", operation_id="askForAddress", body=AddressIn)
async def put_address(id: FromPath[UUID], person: Person, request: Asked) -> Response[AddressOut]:
    """Say where letters to me shall go; a link is mailed there."""
    kept, new = await ask_for_address(id, person, await strictly(request, AddressIn))
    return Response(kept, status_code=201 if new else 200)


@delete("/email-address", operation_id="giveMyAddressUp", status_code=200)
async def delete_address(person: Person) -> AddressOut:
    """Send me no letters any more."""
    return await give_address_up(person)


@get("/address-proofs/{token:str}", operation_id="openAddressProof")
async def get_proof(token: FromPath[str]) -> AddressToProve:
    """Tell what the link of a letter is about."""
    return await open_proof(token)


@put("/address-proofs/{token:str}/confirmation", operation_id="proveAddress")
async def put_proof(token: FromPath[str]) -> AddressToProve:
    """Say that I read this mailbox."""
    return await prove_address(token)


ROUTES = Router("/", route_handlers=[get_address, put_address, delete_address, get_proof, put_proof])

"""Which URL takes an inspection in, and which tells what is due, found and held."""

from uuid import UUID

from litestar import Response, Router, get, put
from litestar.params import FromPath, FromQuery

from backend.inspections.amend import amend
from backend.inspections.check_in_screen import show_check_in_code
from backend.inspections.evidence_schemas import CheckInScreen, EvidenceOut, LowEvidence
from backend.inspections.low_evidence import list_low_evidence, read_evidence
from backend.inspections.offline import list_offline
from backend.inspections.prep import prepare_visit
from backend.inspections.prep_sheet import PrepSheet
from backend.inspections.reading import list_inspections, read_inspection
from backend.inspections.receipt_key import make_receipt_key, public_key
from backend.inspections.receipts import read_receipt
from backend.inspections.replays.routes import REPLAYS
from backend.inspections.rounds.routes import ROUTES as ROUNDS
from backend.inspections.schemas import (
    AmendmentIn,
    InspectionIn,
    InspectionOut,
    InspectionPage,
    OfflineList,
    ReceiptKeyOut,
    ReceiptOut,
    Today,
)
from backend.inspections.submit import submit
from backend.inspections.today import read_today
from backend.inspections.visit_rules import (
    VisitRulesIn,
    VisitRulesOut,
    change_visit_rules,
    read_visit_rules,
)
from backend.people.routes import Asked, Person
from backend.wire import strictly


@put("/inspections/{id:uuid}", operation_id="submitInspection", body=InspectionIn)
async def put_inspection(id: FromPath[UUID], person: Person, request: Asked) -> Response[ReceiptOut]:
    """Hand a finished inspection in; it cannot be changed afterwards."""
    arrival = await submit(id, person, await strictly(request, InspectionIn))
    return Response(arrival.receipt, status_code=201 if arrival.is_new else 200)


@put("/inspections/{id:uuid}/amendments/{amendment:uuid}", operation_id="amendInspection", body=AmendmentIn)
async def put_amendment(
    id: FromPath[UUID], amendment: FromPath[UUID], person: Person, request: Asked
) -> Response[ReceiptOut]:
    """Put a new version beside the one that was handed in."""
    receipt, new = await amend(id, amendment, person, await strictly(request, AmendmentIn))
    return Response(receipt, status_code=201 if new else 200)


@get("/inspections/{id:uuid}", operation_id="getInspection")
async def get_inspection(id: FromPath[UUID], person: Person) -> InspectionOut:
    """Read an inspection with its answers, score, issues and newest receipt."""
    return await read_inspection(id, person)


@get("/inspections", operation_id="listInspections")
async def get_inspections(
    person: Person, store: FromQuery[UUID | None] = None, before: FromQuery[UUID | None] = None
) -> InspectionPage:
    """List inspections within reach, newest first, fifty at a time."""
    return await list_inspections(person, store, before)


@get("/inspections/{id:uuid}/receipt", operation_id="getReceipt")
async def get_receipt(id: FromPath[UUID], person: Person) -> ReceiptOut:
    """State anew what is held, when photos have arrived since."""
    return await read_receipt(id, person)


@get("/inspections/{id:uuid}/evidence", operation_id="getEvidence")
async def get_evidence(id: FromPath[UUID], person: Person) -> EvidenceOut:
    """Tell how well the proof of a visit stands, and why."""
    return await read_evidence(id, person)


@get("/low-evidence", operation_id="listLowEvidence")
async def get_low_evidence(person: Person, below: FromQuery[int] = 70) -> list[LowEvidence]:
    """List the visits whose proof is weakest, for HQ to look at."""
    return await list_low_evidence(person, below)


@get("/visit-rules", operation_id="getVisitRules")
async def get_visit_rules(person: Person) -> VisitRulesOut:
    """Tell what the company has settled about visits."""
    return await read_visit_rules()


@put("/visit-rules", operation_id="putVisitRules", body=VisitRulesIn)
async def put_visit_rules(person: Person, request: Asked) -> VisitRulesOut:
    """Settle something else about visits."""
    return await change_visit_rules(person, await strictly(request, VisitRulesIn))


@get("/receipt-key", operation_id="getReceiptKey")
async def get_receipt_key(person: Person) -> ReceiptKeyOut:
    """Give the public key that verifies receipts."""
    return await public_key()


@get("/today", operation_id="getToday")
async def get_today(person: Person) -> Today:
    """Tell what I have to do now."""
    return await read_today(person)


@get("/offline", operation_id="listOffline")
async def get_offline(person: Person) -> OfflineList:
    """List what my phone should hold to work without a network."""
    return await list_offline(person)


@get("/stores/{store:uuid}/check-in-code", operation_id="showCheckInCode")
async def get_check_in_code(store: FromPath[UUID], person: Person) -> CheckInScreen:
    """Show the code of this minute on the store's own screen."""
    return await show_check_in_code(store, person)


@get("/stores/{store:uuid}/visit", operation_id="getVisit")
async def get_visit(store: FromPath[UUID], person: Person) -> PrepSheet:
    """Tell what to know before walking into a store."""
    return await prepare_visit(store, person)


ROUTES = Router(
    "/",
    route_handlers=[
        put_inspection,
        put_amendment,
        get_inspection,
        get_inspections,
        get_receipt,
        get_evidence,
        get_low_evidence,
        get_receipt_key,
        get_visit_rules,
        put_visit_rules,
        get_today,
        get_offline,
        get_visit,
        ROUNDS,
        *REPLAYS,
        get_check_in_code,
    ],
)
LIFESPAN = make_receipt_key

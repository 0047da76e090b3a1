"""Which URL shows what came of orders, and settles the prices that deliveries came with."""

from datetime import date
from uuid import UUID

from litestar import Response, Router, get, put
from litestar.params import FromPath, FromQuery

from backend.ordering.after.outcomes import read_order_outcomes, read_outcomes
from backend.ordering.after.prices import decide_price, list_price_offers
from backend.ordering.after.results import days_between, read_after_delivery, read_deliveries
from backend.ordering.after.schemas import (
    AfterDelivery,
    OrderOutcomes,
    Outcomes,
    PriceDecisionIn,
    PriceOffers,
    SupplierDeliveries,
)
from backend.ordering.after.table import write_after_delivery
from backend.ordering.consolidation.table import MEDIA, Kind
from backend.people.routes import Asked, Person
from backend.wire import strictly

Day = FromQuery[date | None]
Store = FromQuery[UUID | None]


@get("/after-delivery", operation_id="getAfterDelivery")
async def get_after_delivery(
    person: Person, first: Day = None, last: Day = None, store: Store = None
) -> AfterDelivery:
    """Show supplier by supplier what came of the orders of some days."""
    return await read_after_delivery(person, days_between(first, last), store)


@get("/after-delivery/suppliers/{supplier:uuid}", operation_id="getSupplierDeliveries")
async def get_supplier_deliveries(
    supplier: FromPath[UUID], person: Person, first: Day = None, last: Day = None, store: Store = None
) -> SupplierDeliveries:
    """List the deliveries of one supplier with what each came to."""
    return await read_deliveries(person, supplier, days_between(first, last), store)


@get(
    "/after-delivery/table/{kind:str}",
    operation_id="downloadAfterDelivery",
    media_type="application/octet-stream",
)
async def get_table(
    kind: FromPath[Kind], person: Person, first: Day = None, last: Day = None, store: Store = None
) -> Response[bytes]:
    """Give what came of the orders of some days as CSV or as a workbook."""
    days = days_between(first, last)
    file = await write_after_delivery(person, days, store, kind)
    headers = {"content-disposition": f'attachment; filename="deliveries-{days.first}-{days.last}.{kind}"'}
    return Response(file, media_type=MEDIA[kind], headers=headers)


@get("/override-outcomes", operation_id="listOverrideOutcomes")
async def get_outcomes(
    person: Person,
    first: Day = None,
    last: Day = None,
    store: Store = None,
    supplier: FromQuery[UUID | None] = None,
    reason: FromQuery[str | None] = None,
) -> Outcomes:
    """List what became of lines that were ordered otherwise than suggested."""
    return await read_outcomes(person, days_between(first, last), store, supplier, reason)


@get("/orders/{order:uuid}/outcomes", operation_id="getOrderOutcomes")
async def get_order_outcomes(order: FromPath[UUID], person: Person) -> OrderOutcomes:
    """Tell what became of the changed lines of one order."""
    return await read_order_outcomes(person, order)


@get("/price-offers", operation_id="listPriceOffers")
async def get_price_offers(person: Person) -> PriceOffers:
    """List the prices of delivery notes that wait for HQ."""
    return await list_price_offers(person)


@put("/price-offers/{line:uuid}/decision", operation_id="decidePrice", body=PriceDecisionIn)
async def put_price_decision(line: FromPath[UUID], person: Person, request: Asked) -> PriceOffers:
    """Take the price of a delivery note as the pack's new one, or leave it."""
    return await decide_price(line, person, (await strictly(request, PriceDecisionIn)).document)


ROUTES = Router(
    "/",
    route_handlers=[
        get_after_delivery,
        get_supplier_deliveries,
        get_table,
        get_outcomes,
        get_order_outcomes,
        get_price_offers,
        put_price_decision,
    ],
)

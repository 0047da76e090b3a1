"""Which URL shows what came of orders, and settles the prices that deliveries came with."""

from uuid import UUID

from litestar import Router, get, put
from litestar.params import FromPath

from backend.ordering.after.prices import decide_price, list_price_offers
from backend.ordering.after.schemas import PriceDecisionIn, PriceOffers
from backend.people.routes import Asked, Person
from backend.wire import strictly


@get("/price-offers", operation_id="listPriceOffers")
async def get_price_offers(person: Person) -> PriceOffers:
    """List the prices of delivery notes that wait for HQ."""
    return await list_price_offers(person)


@put("/price-offers/{line:uuid}/decision", operation_id="decidePrice", body=PriceDecisionIn)
async def put_price_decision(line: FromPath[UUID], person: Person, request: Asked) -> PriceOffers:
    """Take the price of a delivery note as the pack's new one, or leave it."""
    return await decide_price(line, person, (await strictly(request, PriceDecisionIn)).document)


ROUTES = Router("/", route_handlers=[get_price_offers, put_price_decision])

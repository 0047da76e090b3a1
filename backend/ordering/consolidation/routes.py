"""Which URL shows all stores' orders for a delivery, reminds who has none, and gives them as a file."""

from datetime import date
from uuid import UUID

from litestar import Response, Router, get, put
from litestar.params import FromPath

from backend.ordering.consolidation.reading import list_deliveries, read_delivery
from backend.ordering.consolidation.remind import remind_of_delivery
from backend.ordering.consolidation.schemas import CompanyDelivery, CompanyDeliveryCard, TouchedOrders
from backend.ordering.consolidation.table import MEDIA, Kind, write_delivery
from backend.ordering.consolidation.touched import touched_orders
from backend.people.routes import Person

ONE = "/suppliers/{supplier:uuid}/deliveries/{day:date}"


@get("/deliveries", operation_id="listDeliveries")
async def get_deliveries(person: Person) -> list[CompanyDeliveryCard]:
    """List the deliveries of these days with how many stores have ordered."""
    return await list_deliveries(person)


@get(ONE, operation_id="getDelivery")
async def get_delivery(supplier: FromPath[UUID], day: FromPath[date], person: Person) -> CompanyDelivery:
    """Show what all stores ordered for one delivery, and who has not."""
    return await read_delivery(person, supplier, day)


@put(f"{ONE}/reminder", operation_id="remindOfDelivery")
async def put_reminder(supplier: FromPath[UUID], day: FromPath[date], person: Person) -> CompanyDelivery:
    """Remind every store that has not ordered, once."""
    return await remind_of_delivery(person, supplier, day)


@get(f"{ONE}/table/{{kind:str}}", operation_id="downloadDelivery", media_type="application/octet-stream")
async def get_table(
    supplier: FromPath[UUID], day: FromPath[date], kind: FromPath[Kind], person: Person
) -> Response[bytes]:
    """Give the orders of all stores as CSV or as a workbook."""
    file = await write_delivery(person, supplier, day, kind)
    headers = {"content-disposition": f'attachment; filename="orders-{day}.{kind}"'}
    return Response(file, media_type=MEDIA[kind], headers=headers)


@get("/assortment-changes/{id:uuid}/open-orders", operation_id="listTouchedOrders")
async def get_touched(id: FromPath[UUID], person: Person) -> TouchedOrders:
    """List the open orders that a change of assortments touches."""
    return await touched_orders(id, person)


ROUTES = Router("/", route_handlers=[get_deliveries, get_delivery, put_reminder, get_table, get_touched])

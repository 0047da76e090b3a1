"""Which URL shows order sheets, places orders and reads them."""

from uuid import UUID

from litestar import Response, Router, get, put
from litestar.params import FromPath, FromQuery

from backend.ordering.after.routes import ROUTES as AFTER
from backend.ordering.budget.routes import ROUTES as BUDGETS
from backend.ordering.consolidation.routes import ROUTES as CONSOLIDATION
from backend.ordering.life.routes import ROUTES as LIFE
from backend.ordering.place import place_order
from backend.ordering.reading import get_order, list_orders
from backend.ordering.schemas import OrderIn, OrderOut, OrderPage, OrderSheet, SheetCard
from backend.ordering.sheets import get_sheet, list_sheets
from backend.ordering.together.edit import edit_line
from backend.ordering.together.schemas import SheetEdit, SheetEditIn
from backend.people.routes import Asked, Person
from backend.wire import strictly


@get("/stores/{store:uuid}/order-sheets", operation_id="listOrderSheets")
async def get_order_sheets(store: FromPath[UUID], person: Person) -> list[SheetCard]:
    """List what a store could order now, the nearest cut-off first."""
    return await list_sheets(person, store)


@get("/stores/{store:uuid}/order-sheets/{supplier:uuid}", operation_id="getOrderSheet")
async def get_order_sheet(store: FromPath[UUID], supplier: FromPath[UUID], person: Person) -> OrderSheet:
    """Read a store's order sheet for a supplier's next delivery."""
    return await get_sheet(person, store, supplier)


@put(
    "/stores/{store:uuid}/order-sheets/{supplier:uuid}/lines/{product:uuid}",
    operation_id="editSheetLine",
    body=SheetEditIn,
)
async def put_sheet_line(
    store: FromPath[UUID],
    supplier: FromPath[UUID],
    product: FromPath[UUID],
    person: Person,
    request: Asked,
) -> SheetEdit:
    """Set one line of a sheet for everybody who works on it; the last tap holds."""
    return await edit_line(store, supplier, product, person, await strictly(request, SheetEditIn))


@put("/orders/{id:uuid}", operation_id="placeOrder", body=OrderIn)
async def put_order(id: FromPath[UUID], person: Person, request: Asked) -> Response[OrderOut]:
    """Place an order; one that came too late moves to the next delivery."""
    order, new = await place_order(id, person, await strictly(request, OrderIn))
    return Response(order, status_code=201 if new else 200)


@get("/orders/{id:uuid}", operation_id="getOrder")
async def get_one_order(id: FromPath[UUID], person: Person) -> OrderOut:
    """Read an order with its lines and how it reached the supplier."""
    return await get_order(person, id)


@get("/orders", operation_id="listOrders")
async def get_orders(
    person: Person,
    store: FromQuery[UUID | None] = None,
    before: FromQuery[str | None] = None,
    unsent: FromQuery[bool] = False,
) -> OrderPage:
    """List orders within reach, newest first; on request only those that are not at their supplier yet."""
    return await list_orders(person, store, before, unsent=unsent)


ROUTES = Router(
    "/",
    route_handlers=[
        get_order_sheets,
        get_order_sheet,
        put_sheet_line,
        put_order,
        get_one_order,
        get_orders,
        LIFE,
        BUDGETS,
        CONSOLIDATION,
        AFTER,
    ],
)

"""Which URL does what about an order after it was placed."""

from uuid import UUID

from litestar import Response, Router, delete, get, put
from litestar.params import FromPath

from backend.ordering.life.decide import cancel_order, decide_order
from backend.ordering.life.handing_over import hand_over_link, read_supplier_links, take_links_back
from backend.ordering.life.link import confirm_by_link, read_supplier_page, ship_by_link
from backend.ordering.life.receive import receive_order
from backend.ordering.life.rules import choose_order_rules, read_order_rules
from backend.ordering.life.schemas import (
    CancellationIn,
    ConfirmationIn,
    DecisionIn,
    OrderRulesIn,
    OrderRulesOut,
    ReceiptIn,
    ShipmentIn,
    SupplierLinkOut,
    SupplierLinks,
    SupplierPage,
    WebhookOut,
    WebhookSecretIn,
    WebhookTrial,
)
from backend.ordering.life.webhook import keep_secret, read_webhook, try_webhook
from backend.ordering.schemas import OrderOut
from backend.people.routes import Asked, Person
from backend.wire import strictly


@put("/orders/{order:uuid}/decisions/{id:uuid}", operation_id="decideOrder", body=DecisionIn)
async def put_decision(order: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked) -> OrderOut:
    """Approve or reject an order that waits."""
    return await decide_order(id, order, person, await strictly(request, DecisionIn))


@put("/orders/{order:uuid}/cancellations/{id:uuid}", operation_id="cancelOrder", body=CancellationIn)
async def put_cancellation(
    order: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> OrderOut:
    """Take an order back before its cut-off."""
    return await cancel_order(id, order, person, await strictly(request, CancellationIn))


@put("/orders/{order:uuid}/receipts/{id:uuid}", operation_id="receiveOrder", body=ReceiptIn)
async def put_receipt(
    order: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> Response[OrderOut]:
    """Take a delivery in, line by line."""
    received, new = await receive_order(id, order, person, await strictly(request, ReceiptIn))
    return Response(received, status_code=201 if new else 200)


@get("/order-rules", operation_id="getOrderRules")
async def get_order_rules(person: Person) -> OrderRulesOut:
    """Tell when an order waits for approval, and how warm goods may arrive."""
    return await read_order_rules()


@put("/order-rules", operation_id="putOrderRules", body=OrderRulesIn)
async def put_order_rules(person: Person, request: Asked) -> OrderRulesOut:
    """Settle when an order waits for approval, and how warm goods may arrive."""
    return await choose_order_rules(person, (await strictly(request, OrderRulesIn)).document)


@get("/suppliers/{supplier:uuid}/link", operation_id="getSupplierLinks")
async def get_supplier_links(supplier: FromPath[UUID], person: Person) -> SupplierLinks:
    """Tell what opens the supplier's page now."""
    return await read_supplier_links(person, supplier)


@put("/suppliers/{supplier:uuid}/link", operation_id="makeSupplierLink")
async def put_supplier_link(supplier: FromPath[UUID], person: Person) -> SupplierLinkOut:
    """Make a new link to the supplier's own page."""
    return await hand_over_link(person, supplier)


@delete("/suppliers/{supplier:uuid}/link", operation_id="endSupplierLinks", status_code=200)
async def delete_supplier_links(supplier: FromPath[UUID], person: Person) -> SupplierLinks:
    """End every link to the supplier's page."""
    return await take_links_back(person, supplier)


@get("/suppliers/{supplier:uuid}/webhook", operation_id="getSupplierWebhook")
async def get_webhook(supplier: FromPath[UUID], person: Person) -> WebhookOut:
    """Tell where the supplier's system listens."""
    return await read_webhook(person, supplier)


@put("/suppliers/{supplier:uuid}/webhook/secret", operation_id="keepSupplierSecret", body=WebhookSecretIn)
async def put_secret(supplier: FromPath[UUID], person: Person, request: Asked) -> WebhookOut:
    """Keep what posts to the supplier's system are signed with."""
    return await keep_secret(person, supplier, (await strictly(request, WebhookSecretIn)).document)


@put("/suppliers/{supplier:uuid}/webhook/trials/{id:uuid}", operation_id="trySupplierWebhook")
async def put_trial(supplier: FromPath[UUID], id: FromPath[UUID], person: Person) -> WebhookTrial:
    """Try the door of the supplier's system."""
    return await try_webhook(id, supplier, person)


@get("/supplier-links/{token:str}", operation_id="readSupplierPage")
async def get_supplier_page(token: FromPath[str]) -> SupplierPage:
    """Show a supplier its orders."""
    return await read_supplier_page(token)


@put(
    "/supplier-links/{token:str}/orders/{order:uuid}/confirmations/{id:uuid}",
    operation_id="confirmOrder",
    body=ConfirmationIn,
)
async def put_confirmation(
    token: FromPath[str], order: FromPath[UUID], id: FromPath[UUID], request: Asked
) -> SupplierPage:
    """Say as the supplier what will come and when."""
    return await confirm_by_link(token, id, order, await strictly(request, ConfirmationIn))


@put(
    "/supplier-links/{token:str}/orders/{order:uuid}/shipments/{id:uuid}",
    operation_id="shipOrder",
    body=ShipmentIn,
)
async def put_shipment(
    token: FromPath[str], order: FromPath[UUID], id: FromPath[UUID], request: Asked
) -> SupplierPage:
    """Say as the supplier that the goods are on their way."""
    return await ship_by_link(token, id, order, await strictly(request, ShipmentIn))


ROUTES = Router(
    "/",
    route_handlers=[
        put_decision,
        put_cancellation,
        put_receipt,
        get_order_rules,
        put_order_rules,
        get_supplier_links,
        put_supplier_link,
        delete_supplier_links,
        get_webhook,
        put_secret,
        put_trial,
        get_supplier_page,
        put_confirmation,
        put_shipment,
    ],
)

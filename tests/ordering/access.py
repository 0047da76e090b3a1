"""Who is answered what about ordering for Riverside."""

from tests.ordering.shop import DAIRY, order_of_milk
from tests.riverside import ALL_SIGNED_IN, RIVERSIDE_ONLY, STORE, Lines, puts, reads

LINES: Lines = {
    "listOrders": (ALL_SIGNED_IN, reads("/api/orders")),
    "getOrder": (RIVERSIDE_ONLY, reads("{order}")),
    "listOrderSheets": (RIVERSIDE_ONLY, reads(f"{STORE}/order-sheets")),
    "getOrderSheet": (RIVERSIDE_ONLY, reads(f"{STORE}/order-sheets/{DAIRY}")),
    "placeOrder": ("401 403 201 201 404 201 403 404", puts("/api/orders/{fresh}", lambda _: order_of_milk())),
}

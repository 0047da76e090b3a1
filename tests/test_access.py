"""Every route against every role: what each of the cast is answered about Riverside."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image

from backend.app import openapi_document
from backend.worker import work_until_quiet
from tests.cast import RIVERSIDE, Cast
from tests.inspections.walk import failing, inspection, publish_patrol
from tests.issues.test_loop import MOPPED, PUDDLE, VERIFIED, fix, raise_puddle
from tests.ordering.shop import DAIRY, MILK, stock_the_shop

EVERYBODY = ("nobody", "wang", "li", "zhao", "sun", "chen", "ada", "song")
ALL_SIGNED_IN = "401 200 200 200 200 200 200 200"
RIVERSIDE_ONLY = "401 200 200 200 404 200 200 404"
OWN_ONLY = "401 404 404 404 404 404 404 404"

# In the order of EVERYBODY: 403 for a deed of others at a thing one sees, 404 for what is out of reach.
EXPECTED = {
    "getMe": ALL_SIGNED_IN,
    "getToday": ALL_SIGNED_IN,
    "listOffline": ALL_SIGNED_IN,
    "listStores": ALL_SIGNED_IN,
    "listSessions": ALL_SIGNED_IN,
    "listChecklists": ALL_SIGNED_IN,
    "getChecklistVersion": ALL_SIGNED_IN,
    "listInspections": ALL_SIGNED_IN,
    "listIssues": ALL_SIGNED_IN,
    "listOrders": ALL_SIGNED_IN,
    "listNotifications": ALL_SIGNED_IN,
    "getPushKey": ALL_SIGNED_IN,
    "getReceiptKey": ALL_SIGNED_IN,
    "getVisit": RIVERSIDE_ONLY,
    "listProducts": RIVERSIDE_ONLY,
    "getInspection": RIVERSIDE_ONLY,
    "getReceipt": RIVERSIDE_ONLY,
    "getIssue": RIVERSIDE_ONLY,
    "getOrder": RIVERSIDE_ONLY,
    "getPhoto": RIVERSIDE_ONLY,
    "listOrderSheets": RIVERSIDE_ONLY,
    "getOrderSheet": RIVERSIDE_ONLY,
    "submitInspection": "401 201 201 201 404 201 403 404",
    "raiseIssue": "401 201 201 201 404 201 201 404",
    "fixIssue": "401 403 201 201 404 403 403 404",
    "verifyIssue": "401 201 403 403 404 201 403 404",
    "placeOrder": "401 403 201 201 404 201 403 404",
    "putPhoto": "401 201 200 200 200 200 200 200",
    "putPushSubscription": "401 204 204 204 204 204 204 204",
    "endPushSubscription": "401 204 204 204 204 204 204 204",
    "readNotification": OWN_ONLY,
    "endSession": OWN_ONLY,
    "getOverview": "401 200 403 403 403 200 200 200",
    "listParkedJobs": "401 403 403 403 403 200 200 403",
    "retryParkedJob": "401 403 403 403 403 404 404 403",
}
# Sign-in and health are for everybody; the feed has tests of its own.
ELSEWHERE = {"signIn", "signOut", "followLive", "getHealth", "getOpenApi", "readDocs", "readDocsStyle"}


@dataclass
class Riverside:
    """What there is at Riverside, by address."""

    version: UUID
    picture: bytes
    inspection: str
    issue: str
    order: str
    photo: str


def paint() -> bytes:
    """A small real JPEG."""
    file = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, "JPEG")
    return file.getvalue()


def stamps() -> dict[str, str]:
    """Both clocks, now."""
    return {"deviceAt": datetime.now(UTC).isoformat(), "estimatedAt": datetime.now(UTC).isoformat()}


def order() -> dict[str, Any]:
    """An order of Riverside."""
    soon = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    lines = [{"product": str(MILK), "packs": 2}]
    return {
        **stamps(),
        "store": str(RIVERSIDE),
        "supplier": str(DAIRY),
        "deliveryOn": soon,
        "lines": lines,
        "extra": True,
    }


@pytest.fixture
async def riverside(cast: Cast) -> Riverside:
    """An inspection, an issue, an order and a photo of Riverside."""
    await stock_the_shop()
    version, picture = await publish_patrol(), paint()
    wang, li = await cast.wang(), await cast.li()
    photo = f"/api/photos/{sha256(picture).hexdigest()}"
    await wang.put(photo, content=picture, headers={"content-type": "image/jpeg"})
    answers = failing()
    answers[2]["photos"] = [photo.rsplit("/", 1)[1]]
    walked, ordered = f"/api/inspections/{uuid4()}", f"/api/orders/{uuid4()}"
    assert (await wang.put(walked, json=inspection(version, answers))).status_code == 201
    assert (await li.put(ordered, json=order())).status_code == 201
    await work_until_quiet()
    return Riverside(version, picture, walked, await raise_puddle(wang), ordered, photo)


async def attempt(cast: Cast, there: Riverside, operation: str, login: str) -> int:
    """Do one operation as one of the cast."""
    client = await (cast.nobody() if login == "nobody" else cast.sign_in(login))
    store = f"/api/stores/{RIVERSIDE}"
    reads = {
        "getMe": "/api/me",
        "getToday": "/api/today",
        "listOffline": "/api/offline",
        "listStores": "/api/stores",
        "listSessions": "/api/sessions",
        "listChecklists": "/api/checklists",
        "getChecklistVersion": f"/api/checklist-versions/{there.version}",
        "listInspections": "/api/inspections",
        "listIssues": "/api/issues",
        "listOrders": "/api/orders",
        "listNotifications": "/api/notifications",
        "getPushKey": "/api/push-key",
        "getReceiptKey": "/api/receipt-key",
        "getVisit": f"{store}/visit",
        "listProducts": f"{store}/products",
        "getInspection": there.inspection,
        "getReceipt": f"{there.inspection}/receipt",
        "getIssue": there.issue,
        "getOrder": there.order,
        "getPhoto": f"{there.photo}?size=320",
        "listOrderSheets": f"{store}/order-sheets",
        "getOrderSheet": f"{store}/order-sheets/{DAIRY}",
        "getOverview": "/api/overview",
        "listParkedJobs": "/api/parked-jobs",
    }
    if operation in reads:
        return (await client.get(reads[operation])).status_code
    if operation == "putPhoto":
        headers = {"content-type": "image/jpeg"}
        fresh = there.picture if login != "wang" else there.picture + b"\0"
        url = f"/api/photos/{sha256(fresh).hexdigest()}"
        return (await client.put(url, content=fresh, headers=headers)).status_code
    if operation.startswith("end"):
        kind = "sessions" if operation == "endSession" else "push-subscriptions"
        return (await client.delete(f"/api/{kind}/{uuid4()}")).status_code
    url, body = await deed(cast, there, operation, login)
    return (await client.put(url, json=body)).status_code


async def deed(cast: Cast, there: Riverside, operation: str, login: str) -> tuple[str, Any]:
    """Return the address and the body of a deed at Riverside."""
    match operation:
        case "submitInspection":
            return f"/api/inspections/{uuid4()}", inspection(there.version)
        case "raiseIssue":
            return f"/api/issues/{uuid4()}", PUDDLE
        case "fixIssue":
            return f"{there.issue}/fixes/{uuid4()}", MOPPED
        case "verifyIssue":
            fixer = await cast.sign_in("zhao" if login == "li" else "li")
            return f"{await fix(fixer, await raise_puddle(fixer))}/verification", VERIFIED
        case "placeOrder":
            return f"/api/orders/{uuid4()}", order()
        case "putPushSubscription":
            return f"/api/push-subscriptions/{uuid4()}", subscription(login)
        case "readNotification":
            return f"/api/notifications/{uuid4()}/reading", stamps()
    return f"/api/parked-jobs/{uuid4()}/retry", None


def subscription(login: str) -> dict[str, Any]:
    """A subscription with keys of the right length."""
    p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    keys = {"p256dh": p256dh, "auth": "BTBZMqHH6r4Tts7J_aSIgg"}
    return {**stamps(), "endpoint": f"http://127.0.0.1:9/{login}", "keys": keys}


@pytest.mark.parametrize("operation", EXPECTED)
async def test_each_role_is_answered_as_its_post_allows(
    cast: Cast, riverside: Riverside, operation: str
) -> None:
    answered = [await attempt(cast, riverside, operation, login) for login in EVERYBODY]
    assert " ".join(map(str, answered)) == EXPECTED[operation], EVERYBODY


async def test_no_route_is_left_out(app: Any) -> None:
    paths = openapi_document(app.api)["paths"].values()
    operations = {operation["operationId"] for path in paths for operation in path.values()}
    assert operations == set(EXPECTED) | ELSEWHERE


async def test_lists_of_a_stranger_hold_nothing_of_riverside(cast: Cast, riverside: Riverside) -> None:
    for login in ("sun", "song"):
        client = await cast.sign_in(login)
        for what in ("issues", "inspections", "orders", "today", "offline", "stores"):
            text = (await client.get(url := f"/api/{what}")).text
            assert str(RIVERSIDE) not in text, (login, url)
            assert "Riverside" not in text, (login, url)


async def test_the_readable_page_names_every_operation(cast: Cast) -> None:
    nobody = await cast.nobody()
    page = (await nobody.get("/api/docs")).text
    document = (await nobody.get("/api/openapi.json")).json()
    for path in document["paths"].values():
        for operation in path.values():
            assert f"id={operation['operationId']}" in page
    assert "<script" not in page
    assert (await nobody.get("/api/docs.css")).headers["content-type"].startswith("text/css")

"""Which URL shows my inbox and brings a push to my phone."""

from uuid import UUID

from litestar import Router, delete, get, put
from litestar.params import FromPath, FromQuery

from backend.notifications.inbox import list_notifications, read_notification
from backend.notifications.push_key import vapid_keys
from backend.notifications.schemas import NotificationPage, PushKey, PushSubscriptionIn, Reading, ReadingIn
from backend.notifications.subscriptions import end_subscription, subscribe
from backend.people.routes import Asked, Person
from backend.wire import strictly


@get("/notifications", operation_id="listNotifications")
async def get_notifications(person: Person, before: FromQuery[UUID | None] = None) -> NotificationPage:
    """List my notifications, newest first, fifty at a time."""
    return await list_notifications(person, before)


@put("/notifications/{notification:uuid}/reading", operation_id="readNotification", body=ReadingIn)
async def put_reading(notification: FromPath[UUID], person: Person, request: Asked) -> Reading:
    """Note that I have seen a notification."""
    return await read_notification(notification, person, (await strictly(request, ReadingIn)).document)


@get("/push-key", operation_id="getPushKey")
async def get_push_key(person: Person) -> PushKey:
    """Give the applicationServerKey for `pushManager.subscribe`."""
    return PushKey(key=(await vapid_keys()).public)


@put(
    "/push-subscriptions/{subscription:uuid}",
    operation_id="putPushSubscription",
    body=PushSubscriptionIn,
    status_code=204,
)
async def put_push_subscription(subscription: FromPath[UUID], person: Person, request: Asked) -> None:
    """Bring my pushes to this browser."""
    await subscribe(subscription, person, (await strictly(request, PushSubscriptionIn)).document)


@delete("/push-subscriptions/{subscription:uuid}", operation_id="endPushSubscription", status_code=204)
async def delete_push_subscription(subscription: FromPath[UUID], person: Person) -> None:
    """Bring no more pushes to this browser."""
    await end_subscription(subscription, person)


ROUTES = Router(
    "/",
    route_handlers=[
        get_notifications,
        put_reading,
        get_push_key,
        put_push_subscription,
        delete_push_subscription,
    ],
)

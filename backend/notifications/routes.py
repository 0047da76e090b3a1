"""Which URL shows my inbox and brings a push to my phone."""

from uuid import UUID

from litestar import Router, delete, get, put
from litestar.params import FromPath, FromQuery

from backend.notifications.addresses.routes import ROUTES as ADDRESSES
from backend.notifications.choices import choose, read_choices
from backend.notifications.inbox import list_notifications, read_inbox, read_notification
from backend.notifications.proof import prove_shown
from backend.notifications.push_key import vapid_keys
from backend.notifications.schemas import (
    Choices,
    ChoicesIn,
    InboxReading,
    InboxReadingIn,
    NotificationPage,
    PushKey,
    PushSubscriptionIn,
    Reading,
    ReadingIn,
    Show,
    ShowingIn,
)
from backend.notifications.subscriptions import end_subscription, subscribe
from backend.notifications.ways.routes import ROUTES as WAYS
from backend.people.routes import Asked, Person
from backend.wire import strictly


@get("/notifications", operation_id="listNotifications")
async def get_notifications(
    person: Person, before: FromQuery[UUID | None] = None, show: FromQuery[Show] = "all"
) -> NotificationPage:
    """List my notifications, newest first, fifty at a time: all, the unread ones or the urgent ones."""
    return await list_notifications(person, before, show)


@put("/notifications/{notification:uuid}/reading", operation_id="readNotification", body=ReadingIn)
async def put_reading(notification: FromPath[UUID], person: Person, request: Asked) -> Reading:
    """Note that I have seen a notification."""
    return await read_notification(notification, person, (await strictly(request, ReadingIn)).document)


@put("/inbox-readings/{reading:uuid}", operation_id="readInbox", body=InboxReadingIn)
async def put_inbox_reading(reading: FromPath[UUID], person: Person, request: Asked) -> InboxReading:
    """Note that I have seen everything up to a notification."""
    return await read_inbox(reading, person, (await strictly(request, InboxReadingIn)).document)


@put(
    "/notifications/{notification:uuid}/showing",
    operation_id="proveShown",
    body=ShowingIn,
    status_code=204,
)
async def put_showing(notification: FromPath[UUID], person: Person, request: Asked) -> None:
    """Prove that this device has shown a notification: without it, another way is taken after a while."""
    await strictly(request, ShowingIn)
    await prove_shown(notification, person)


@get("/notification-choices", operation_id="getNotificationChoices")
async def get_choices(person: Person) -> Choices:
    """Tell how I am told."""
    return await read_choices(person)


@put("/notification-choices", operation_id="putNotificationChoices", body=ChoicesIn)
async def put_choices(person: Person, request: Asked) -> Choices:
    """Choose how I am told."""
    return await choose(person, (await strictly(request, ChoicesIn)).document)


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
        put_inbox_reading,
        put_showing,
        get_choices,
        put_choices,
        get_push_key,
        put_push_subscription,
        delete_push_subscription,
        WAYS,
        ADDRESSES,
    ],
)

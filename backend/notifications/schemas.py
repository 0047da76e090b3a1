"""What crosses the wire about notifications and pushes."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.wire import Bilingual, Deed, Document, Moment


class NotificationCard(Document):
    """One line of my inbox, worded in both languages."""

    id: UUID
    kind: str
    title: Bilingual
    body: Bilingual
    link: str
    urgent: bool
    created_at: Moment
    read_at: Moment | None


class NotificationPage(Document):
    """A stretch of my inbox, newest first; `next` is what to ask for `before` to go on."""

    notifications: list[NotificationCard]
    unread: int
    next: UUID | None


class ReadingIn(Deed):
    """I have seen it."""


class Reading(Document):
    """When a notification was first read, and how many are left."""

    read_at: Moment
    unread: int


class PushKey(Document):
    """The applicationServerKey to subscribe with."""

    key: str


class SubscriptionKeys(Document):
    """The keys of a subscription as the browser names them."""

    p256dh: Annotated[str, msgspec.Meta(max_length=100)]
    auth: Annotated[str, msgspec.Meta(max_length=40)]


class PushSubscriptionIn(Deed):
    """A browser's subscription."""

    endpoint: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    keys: SubscriptionKeys

"""What crosses the wire about notifications and pushes."""

from typing import Annotated, Literal
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
    thread: str
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


ClockTime = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)")]
Show = Literal["all", "unread", "urgent"]
When = Literal["off", "fallback", "always"]


class InboxReadingIn(Deed):
    """I have seen everything up to this notification."""

    up_to: UUID


class InboxReading(Document):
    """How many are left."""

    unread: int


class Quiet(Document):
    """When I want to be left alone, by the clock of where I work; red lines are told all the same."""

    begins: ClockTime
    ends: ClockTime


class Digest(Document):
    """When I want the day's summary, and how."""

    at: ClockTime
    by: Literal["inbox", "mail"]


class ChoicesIn(Deed):
    """How I want to be told; `fallback` means only where no device proves that it showed the push."""

    push: bool
    mail: When
    bot: When
    quiet: Quiet | None
    digest: Digest | None


class Device(Document):
    """A browser that wants a push, and the newest one it proved to have shown."""

    id: UUID
    device: str
    created_at: Moment
    shown_at: Moment | None


class Choices(Document):
    """How I am told."""

    push: bool
    mail: When
    bot: When
    quiet: Quiet | None
    digest: Digest | None
    email: str | None
    time_zone: str
    proof_minutes: int
    devices: list[Device]


class ShowingIn(Deed):
    """This device has shown a notification."""


BotKind = Literal["wecom", "dingtalk", "feishu"]
LogShow = Literal["all", "troubled"]


class BotIn(Document):
    """A bot as its platform hands it out; of its address and secret nothing is ever shown again."""

    kind: BotKind
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    url: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    secret: Annotated[str, msgspec.Meta(max_length=200)]
    region: UUID | None
    store: UUID | None


class BotCard(Document):
    """A bot with its newest result."""

    id: UUID
    kind: BotKind
    name: str
    region: UUID | None
    store: UUID | None
    place: Bilingual | None
    ending: str
    signed: bool
    set_by: str | None
    set_at: Moment
    outcome: str | None
    reason: str | None
    posted_at: Moment | None
    paused: bool


class PauseIn(Document):
    """Whether a bot keeps silent from now on."""

    paused: bool


class TrialIn(Document):
    """A wish to try a way out."""


class BotTrial(Document):
    """What came of a test message to a group."""

    outcome: str
    reason: str


class DeliveryCard(Document):
    """What became of a notification at one browser, mailbox or group."""

    channel: Literal["push", "mail", "bot"]
    target: str
    outcome: str
    reason: str
    tries: int
    at: Moment
    shown_at: Moment | None


class LoggedNotification(Document):
    """One notification with everything that became of it."""

    id: UUID
    kind: str
    title: Bilingual
    person: str
    urgent: bool
    push: bool
    state: Literal["inbox", "held", "read", "shown", "told", "waiting", "failed", "unreached"]
    created_at: Moment
    read_at: Moment | None
    held_until: Moment | None
    fell_back_at: Moment | None
    deliveries: list[DeliveryCard]


class LogPage(Document):
    """A stretch of the log, newest first."""

    notifications: list[LoggedNotification]
    next: UUID | None


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

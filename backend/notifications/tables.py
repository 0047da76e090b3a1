"""What is kept of inboxes and of the phones that want a push."""

from piccolo.columns import JSONB, UUID, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.database import MadeHere
from backend.people.tables import Person, Session
from backend.stores.tables import Region, Store


class Notification(Table):
    """One line in one person's inbox; a bundle is told to a person once, however often a reaction runs."""

    id = UUID(primary_key=True, default=MadeHere())
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    kind = Varchar(60)
    params = JSONB(default="{}")
    link = Varchar(300)
    thread = Varchar(300, help_text="what it belongs to in the inbox: an inspection, an issue, an order")
    store = ForeignKey(Store, null=True, on_delete=OnDelete.cascade, help_text="whose group may hear of it")
    urgent = Boolean(default=False)
    push = Boolean(default=True, help_text="false: the inbox is enough")
    bundle = Varchar(200)
    created_at = Timestamptz(default=TimestamptzNow())
    read_at = Timestamptz(default=None, null=True)
    held_until = Timestamptz(default=None, null=True, help_text="the end of its reader's quiet hours")
    told_at = Timestamptz(default=TimestamptzNow(), help_text="when its deliveries were allowed to leave")
    fell_back_at = Timestamptz(default=None, null=True, help_text="when no device had proved to show it")

    once_per_person = Unique([person, bundle])


class PushSubscription(Table):
    """One browser that wants to be told, as long as the session it subscribed in lasts."""

    id = UUID(primary_key=True, default=MadeHere())
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    session = ForeignKey(Session, null=True, on_delete=OnDelete.cascade)
    endpoint = Varchar(2000, unique=True)
    p256dh = Varchar(100)
    auth = Varchar(40, secret=True)
    created_at = Timestamptz(default=TimestamptzNow())
    proved_at = Timestamptz(default=None, null=True, help_text="first push that the push service took")
    shown_at = Timestamptz(default=None, null=True, help_text="newest push that it proved to have shown")


class Delivery(Table):
    """What became of one notification at one target: a browser, a person's mailbox, a group's bot."""

    id = UUID(primary_key=True, default=MadeHere())
    notification = ForeignKey(Notification, null=False, on_delete=OnDelete.cascade)
    channel = Varchar(10, default="push")
    target = UUID(default=None)
    carrier = UUID(default=None, null=True, help_text="the notification that brought this one along")
    outcome = Varchar(10)
    reason = Text(default="")
    tries = Integer(default=1)
    at = Timestamptz(default=TimestamptzNow())
    shown_at = Timestamptz(default=None, null=True)

    newest_only = Unique([notification, target])
    known_channel = Check("channel IN ('push', 'mail', 'bot')")
    known_outcome = Check("outcome IN ('pushed', 'sent', 'gone', 'later', 'refused')")


class NotificationChoice(Table):
    """How one person wants to be told; who has not chosen has no row."""

    id = UUID(primary_key=True, default=MadeHere())
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, unique=True)
    push = Boolean(default=True)
    mail = Varchar(10, default="fallback")
    bot = Varchar(10, default="always")
    quiet_from = Integer(default=None, null=True, help_text="minutes after midnight where the person works")
    quiet_until = Integer(default=None, null=True)
    digest_at = Integer(default=None, null=True)
    digest_by = Varchar(10, default="inbox")
    chosen_at = Timestamptz()

    known_mail = Check("mail IN ('off', 'fallback', 'always')")
    known_bot = Check("bot IN ('off', 'fallback', 'always')")
    known_digest = Check("digest_by IN ('inbox', 'mail')")
    whole_quiet = Check("(quiet_from IS NULL) = (quiet_until IS NULL)")


class AddressProof(Table):
    """An e-mail address that somebody gave, and whether its reader opened the link in the letter."""

    id = UUID(primary_key=True, default=None, help_text="also of its link")
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    address = Varchar(200)
    token = Varchar(60, secret=True, help_text="until the letter has left")
    fingerprint = Varchar(64)
    asked_at = Timestamptz()
    proved_at = Timestamptz(default=None, null=True)
    outcome = Varchar(10, default="waiting")
    reason = Text(default="")

    known_proof = Check("outcome IN ('waiting', 'sent', 'refused')")


class Bot(Table):
    """A bot in a group chat: of a store, of a region, or (neither) of the company."""

    id = UUID(primary_key=True, default=MadeHere())
    kind = Varchar(10)
    name = Varchar(80)
    region = ForeignKey(Region, null=True, on_delete=OnDelete.cascade, index=True)
    store = ForeignKey(Store, null=True, on_delete=OnDelete.cascade, index=True)
    url = Varchar(500, secret=True)
    secret = Varchar(200, secret=True)
    set_by = ForeignKey(Person, null=True, on_delete=OnDelete.set_null)
    set_at = Timestamptz()
    removed_at = Timestamptz(default=None, null=True)
    paused = Boolean(default=False, help_text="its group hears of nothing until it goes on")

    known_kind = Check("kind IN ('wecom', 'dingtalk', 'feishu')")


class BotPost(Table):
    """One thing told in one group: whoever claims it posts it, so that the group reads it once."""

    id = UUID(primary_key=True, default=MadeHere())
    bot = ForeignKey(Bot, null=False, on_delete=OnDelete.cascade)
    bundle = Varchar(200)
    claimed_until = Timestamptz(null=True)
    outcome = Varchar(10)
    reason = Text(default="")
    at = Timestamptz(default=TimestamptzNow())

    once_per_group = Unique([bot, bundle])
    known_outcome = Check("outcome IN ('later', 'sent', 'refused')")


class VapidKey(Table):
    """The one key pair of this installation; without it every subscription is void."""

    id = Integer(primary_key=True, default=1)
    private = Varchar(60, secret=True)
    public = Varchar(100)
    made_at = Timestamptz(default=TimestamptzNow())

    only_one = Check("id = 1")

"""What is kept of inboxes and of the phones that want a push."""

from piccolo.columns import JSONB, UUID, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.database import MadeHere
from backend.people.tables import Person, Session


class Notification(Table):
    """One line in one person's inbox; a bundle is told to a person once, however often a reaction runs."""

    id = UUID(primary_key=True, default=MadeHere())
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    kind = Varchar(60)
    params = JSONB(default="{}")
    link = Varchar(300)
    urgent = Boolean(default=False)
    bundle = Varchar(200)
    created_at = Timestamptz(default=TimestamptzNow())
    read_at = Timestamptz(default=None, null=True)

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


class Delivery(Table):
    """What became of one notification at one subscription, which may be gone by now."""

    id = UUID(primary_key=True, default=MadeHere())
    notification = ForeignKey(Notification, null=False, on_delete=OnDelete.cascade)
    subscription = UUID(default=None)
    outcome = Varchar(10)
    reason = Text(default="")
    at = Timestamptz(default=TimestamptzNow())

    newest_only = Unique([notification, subscription])
    known_outcome = Check("outcome IN ('pushed', 'gone', 'later', 'refused')")


class VapidKey(Table):
    """The one key pair of this installation; without it every subscription is void."""

    id = Integer(primary_key=True, default=1)
    private = Varchar(60, secret=True)
    public = Varchar(100)
    made_at = Timestamptz(default=TimestamptzNow())

    only_one = Check("id = 1")

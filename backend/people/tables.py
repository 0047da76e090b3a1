"""People, their posts, their sessions and tries at signing in."""

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.database import MadeHere
from backend.stores.tables import Region, Store


class Person(Table):
    """Anyone who signs in, by login name or phone number."""

    id = UUID(primary_key=True, default=MadeHere())
    login = Varchar(60, unique=True)
    phone = Varchar(30, default=None, null=True, unique=True)
    name = Varchar(80)
    email = Varchar(200, default=None, null=True)
    locale = Varchar(10, default="zh")
    password_hash = Text(secret=True)
    pin_hash = Text(default=None, null=True, secret=True, help_text="of the PIN for shared devices")
    active = Boolean(default=True)


class Post(Table):
    """A role held at a store, in a region, or (neither) in the whole company."""

    id = UUID(primary_key=True, default=MadeHere())
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    role = Varchar(20)
    region = ForeignKey(Region, null=True, index=True, on_delete=OnDelete.restrict)
    store = ForeignKey(Store, null=True, index=True, on_delete=OnDelete.restrict)

    known_role = Check("role IN ('staff', 'store_manager', 'supervisor', 'hq', 'admin', 'maintenance')")


class SharedDevice(Table):
    """A device that the people of one store take over from each other by PIN."""

    id = UUID(primary_key=True, default=MadeHere())
    store = ForeignKey(Store, null=False, on_delete=OnDelete.restrict)
    enabled_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    enabled_at = Timestamptz()
    ended_at = Timestamptz(default=None, null=True)


class Session(Table):
    """One signed-in device. Only the SHA-256 of its token is kept."""

    id = UUID(primary_key=True, default=MadeHere())
    token_sha256 = Varchar(64, unique=True, secret=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    device = Varchar(200)
    created_at = Timestamptz()
    seen_at = Timestamptz()
    ended_at = Timestamptz(default=None, null=True)
    shared = ForeignKey(SharedDevice, null=True, index=True, on_delete=OnDelete.restrict)
    by_pin = Boolean(default=False, help_text="reaches no further than the store of the shared device")


class DeviceReport(Table):
    """What one device last said to hold unsent of one person."""

    id = UUID(primary_key=True, default=MadeHere())
    device = UUID(default=None, help_text="the id that the device gave itself")
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    name = Varchar(200)
    records = Integer()
    photos = Integer()
    refused = Integer()
    oldest_at = Timestamptz(default=None, null=True)
    seen_at = Timestamptz()

    one_word = Unique([device, person])


class FormerPost(Table):
    """A post as it was before it ended or moved; a trigger writes it, whoever made the change."""

    id = UUID(primary_key=True, default=MadeHere())
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    role = Varchar(20)
    region = UUID(default=None, null=True)
    store = UUID(default=None, null=True)
    ended_at = Timestamptz()


class FormerRegion(Table):
    """The region a store belonged to before it moved; written by a trigger, too."""

    id = UUID(primary_key=True, default=MadeHere())
    store = ForeignKey(Store, null=False, on_delete=OnDelete.cascade, index=True)
    region = UUID(default=None)
    moved_at = Timestamptz()


class Arrival(Table):
    """One unusual thing about how a record came in: handed in by somebody, or after its store had moved."""

    id = UUID(primary_key=True, default=MadeHere())
    subject = UUID(default=None)
    kind = Varchar(20)
    person = ForeignKey(Person, null=True, on_delete=OnDelete.restrict)
    at = Timestamptz()

    said_once = Unique([subject, kind])


class SignInTry(Table):
    """A failed sign-in, counted per name for the rate limit."""

    id = UUID(primary_key=True, default=MadeHere())
    login = Varchar(60, index=True)
    at = Timestamptz(index=True)


class PinTry(Table):
    """A PIN that was tried, counted per device and per person for the rate limit."""

    id = UUID(primary_key=True, default=MadeHere())
    device = ForeignKey(SharedDevice, null=True, index=True, on_delete=OnDelete.cascade)
    person = UUID(default=None, index=True)
    at = Timestamptz(index=True)


class Link(Table):
    """An address for somebody without a sign-in: it opens one thing in one way. Only its hash is kept."""

    id = UUID(primary_key=True, default=MadeHere())
    token_sha256 = Varchar(64, unique=True, secret=True)
    kind = Varchar(20)
    subject = UUID(default=None, index=True)
    store = ForeignKey(Store, null=True, on_delete=OnDelete.cascade)
    name = Varchar(80, default="", help_text="who holds it, or where it hangs")
    made_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    made_at = Timestamptz()
    expires_at = Timestamptz(default=None, null=True)
    ended_at = Timestamptz(default=None, null=True)
    window_from = Timestamptz(default=None, null=True, help_text="of the rate limit")
    used = Integer(default=0, help_text="how often within that window")

"""People, their posts, their sessions and tries at signing in."""

from piccolo.columns import UUID, Boolean, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
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
    active = Boolean(default=True)


class Post(Table):
    """A role held at a store, in a region, or (neither) in the whole company."""

    id = UUID(primary_key=True, default=MadeHere())
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    role = Varchar(20)
    region = ForeignKey(Region, null=True, index=True, on_delete=OnDelete.restrict)
    store = ForeignKey(Store, null=True, index=True, on_delete=OnDelete.restrict)

    known_role = Check("role IN ('staff', 'store_manager', 'supervisor', 'hq', 'admin')")


class Session(Table):
    """One signed-in device. Only the SHA-256 of its token is kept."""

    id = UUID(primary_key=True, default=MadeHere())
    token_sha256 = Varchar(64, unique=True, secret=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    device = Varchar(200)
    created_at = Timestamptz()
    seen_at = Timestamptz()
    ended_at = Timestamptz(default=None, null=True)


class SignInTry(Table):
    """A failed sign-in, counted per name for the rate limit."""

    id = UUID(primary_key=True, default=MadeHere())
    login = Varchar(60, index=True)
    at = Timestamptz(index=True)

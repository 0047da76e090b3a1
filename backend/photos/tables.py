"""What the database knows of photos; the pixels themselves are in the store."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    ForeignKey,
    Integer,
    SmallInt,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from backend.database import MadeHere
from backend.people.tables import Link, Person
from backend.stores.tables import Store


class Photo(Table):
    """One photo the server holds, under the SHA-256 of the bytes the phone sent."""

    sha256 = Varchar(64, primary_key=True)
    width = Integer()
    height = Integer()
    bytes = Integer()
    claims = JSONB(default="{}", help_text="what the EXIF claims, never taken as truth")
    arrived_at = Timestamptz(default=TimestamptzNow())
    look = BigInt(default=None, null=True, help_text="64 bits, see look.py; none for a flat picture")
    band_1 = Integer(default=None, null=True, help_text="16 bits of the look, to find it by")
    band_2 = Integer(default=None, null=True)
    band_3 = Integer(default=None, null=True)
    band_4 = Integer(default=None, null=True)
    looked_at = Boolean(default=False, help_text="whether its look was taken, also where it has none")


class PhotoUpload(Table):
    """One person who has shown to have the bytes of a photo."""

    id = UUID(primary_key=True, default=MadeHere())
    photo = ForeignKey(Photo, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    uploaded_at = Timestamptz(default=TimestamptzNow())

    photo_upload_once = Unique([photo, person])


class LinkUpload(Table):
    """One photo that came in through a mailed or printed link."""

    id = UUID(primary_key=True, default=MadeHere())
    link = ForeignKey(Link, null=False, on_delete=OnDelete.cascade)
    photo = ForeignKey(Photo, null=False, on_delete=OnDelete.restrict)
    uploaded_at = Timestamptz(default=TimestamptzNow())

    link_upload_once = Unique([link, photo])


class PhotoUse(Table):
    """One thing that shows a photo, and the store it belongs to; the photo may still be on its way."""

    id = UUID(primary_key=True, default=MadeHere())
    sha256 = Varchar(64)
    store = ForeignKey(Store, null=True, on_delete=OnDelete.restrict)
    subject = UUID(default=None, null=False)
    person = ForeignKey(Person, null=True, on_delete=OnDelete.restrict, help_text="who named it")
    evidence = Varchar(12, default=None, null=True, help_text="of an inspection or a fix; else of nothing")
    question = Varchar(64, default="", help_text="what it is evidence of")
    shown_at = Timestamptz(default=None, null=True, help_text="when it was shown, by the server's clock")
    seen_by = JSONB(
        default=None, null=True, help_text="the roles and people that may see it; null is everybody in reach"
    )

    photo_use_once = Unique([sha256, subject])


class PhotoLikeness(Table):
    """One photo shown as evidence that looks like another, shown earlier as evidence of something else."""

    id = UUID(primary_key=True, default=MadeHere())
    subject = UUID(default=None, null=False)
    sha256 = Varchar(64)
    other_subject = UUID(default=None, null=False)
    other = Varchar(64)
    distance = SmallInt(help_text="differing bits of 64")
    same_store = Boolean()
    same_question = Boolean()
    found_at = Timestamptz(default=TimestamptzNow())

    photo_likeness_once = Unique([subject, sha256, other_subject, other])

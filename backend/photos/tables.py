"""What the database knows of photos; the pixels themselves are in the store."""

from piccolo.columns import JSONB, UUID, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from backend.database import MadeHere
from backend.people.tables import Person
from backend.stores.tables import Store


class Photo(Table):
    """One photo the server holds, under the SHA-256 of the bytes the phone sent."""

    sha256 = Varchar(64, primary_key=True)
    width = Integer()
    height = Integer()
    bytes = Integer()
    claims = JSONB(default="{}", help_text="what the EXIF claims, never taken as truth")
    arrived_at = Timestamptz(default=TimestamptzNow())


class PhotoUpload(Table):
    """One person who has shown to have the bytes of a photo."""

    id = UUID(primary_key=True, default=MadeHere())
    photo = ForeignKey(Photo, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    uploaded_at = Timestamptz(default=TimestamptzNow())

    photo_upload_once = Unique([photo, person])


class PhotoUse(Table):
    """One thing that shows a photo, and the store it belongs to; the photo may still be on its way."""

    id = UUID(primary_key=True, default=MadeHere())
    sha256 = Varchar(64)
    store = ForeignKey(Store, null=True, on_delete=OnDelete.restrict)
    subject = UUID(default=None, null=False)
    person = ForeignKey(Person, null=True, on_delete=OnDelete.restrict, help_text="who named it")

    photo_use_once = Unique([sha256, subject])

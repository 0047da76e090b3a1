"""An issue, its fixes and their verifications."""

from piccolo.columns import JSONB, UUID, BigSerial, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.database import MadeHere
from backend.people.tables import Person
from backend.stores.tables import Store


class Issue(Table):
    """Something wrong in a store. `status` is a cache of the newest fix or verification."""

    id = UUID(primary_key=True, default=None)
    number = BigSerial(unique=True)
    store = ForeignKey(Store, null=False, on_delete=OnDelete.restrict)
    inspection = UUID(default=None, null=True, index=True)
    question = Varchar(64, default="")
    instance = Integer(default=0)
    title = JSONB()
    note = Text(default="")
    severity = Varchar(10)
    category = Varchar(40, default="general")
    red_line = Varchar(20, default=None, null=True)
    photos = JSONB(default="[]")
    reference_photo = Varchar(64, default=None, null=True)
    products = JSONB(default="[]")
    status = Varchar(14, default="open")
    round = Integer(default=1)
    raised_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    raised_at = Timestamptz()
    device_at = Timestamptz()
    due_at = Timestamptz()
    fingerprint = Varchar(64, default="")

    known_status = Check("status IN ('open', 'fixed', 'closed')")
    known_severity = Check("severity IN ('low', 'medium', 'high', 'critical')")


class Fix(Table):
    """What the store did about an issue in one round."""

    id = UUID(primary_key=True, default=None)
    issue = ForeignKey(Issue, null=False, index=True, on_delete=OnDelete.restrict)
    round = Integer()
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    note = Text(default="")
    photos = JSONB(default="[]")
    device_at = Timestamptz()
    estimated_at = Timestamptz()
    received_at = Timestamptz()
    fingerprint = Varchar(64)


class Verification(Table):
    """Somebody else's verdict on a fix; one per fix."""

    id = UUID(primary_key=True, default=MadeHere())
    fix = ForeignKey(Fix, null=False, on_delete=OnDelete.restrict)
    verdict = Varchar(10)
    reason = Text(default="")
    photos = JSONB(default="[]")
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    device_at = Timestamptz()
    estimated_at = Timestamptz()
    received_at = Timestamptz()
    fingerprint = Varchar(64)

    verification_once = Unique([fix])
    known_verdict = Check("verdict IN ('verified', 'rejected')")

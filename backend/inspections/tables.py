"""What was due, what was found, and the statements the server signed about it."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigSerial,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    SmallInt,
    Text,
    Timestamp,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.checklists.tables import Checklist, ChecklistVersion
from backend.database import MadeHere
from backend.people.tables import Person
from backend.stores.tables import Store


class Inspection(Table):
    """One visit: one checklist version, one store. Never changed once it is in.

    Only `shown`, `adjusted_e6` and `verdict` follow its newest amendment, so that lists count what holds now;
    its own score stays in `score`.
    """

    id = UUID(primary_key=True, default=None)
    store = ForeignKey(Store, null=False, on_delete=OnDelete.restrict)
    checklist_version = ForeignKey(ChecklistVersion, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    started_at = Timestamptz()
    submitted_at = Timestamptz(help_text="the phone's own clock")
    estimated_at = Timestamptz(help_text="the phone's estimate of the server's clock")
    received_at = Timestamptz(index=True)
    check_in = JSONB()
    answers = JSONB()
    manifest = JSONB(help_text="every photo hash the answers and the signature name")
    note = Text(default="")
    takings = JSONB(default="[]", help_text="how each photo was taken")
    check_out = JSONB(default=None, null=True)
    signature = JSONB(default=None, null=True, help_text="who signed in the store, and the photo of it")
    aside = JSONB(default="[]", help_text="what an older version asked and the newer one has no place for")
    fingerprint = Varchar(64)
    circumstances = JSONB(default="{}", help_text="the store's attributes and the roles then, for replay")
    instance_names = JSONB(default="[]", help_text="what the inspector called each fridge")
    score = JSONB(help_text="the whole Score, as computed then")
    shown = Varchar(12, default=None, null=True)
    adjusted_e6 = Integer(default=None, null=True, help_text="adjusted score in millionths, for sorting only")
    verdict = Varchar(4, default=None, null=True)
    engine_version = Integer()


class Amendment(Table):
    """A new version of an inspection, whole, beside those before it. Never changed once it is in."""

    id = UUID(primary_key=True, default=None)
    inspection = ForeignKey(Inspection, null=False, on_delete=OnDelete.restrict)
    number = Integer()
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    reason = Text()
    answers = JSONB()
    takings = JSONB(default="[]")
    manifest = JSONB()
    note = Text(default="")
    score = JSONB()
    shown = Varchar(12, default=None, null=True)
    verdict = Varchar(4, default=None, null=True)
    device_at = Timestamptz()
    estimated_at = Timestamptz()
    received_at = Timestamptz()
    fingerprint = Varchar(64)

    amendment_once = Unique([inspection, number])


class VisitEvidence(Table):
    """How well the proof of a visit stands, as last weighed."""

    inspection = ForeignKey(Inspection, primary_key=True, null=False, on_delete=OnDelete.restrict)
    score = SmallInt(index=True)
    reasons = JSONB()
    answers = JSONB()
    weighed_at = Timestamptz()


# The version that reads and counts now; all of its columns are null where nothing was amended.
NEWEST_VERSION = """
    LEFT JOIN LATERAL (
        SELECT * FROM amendment WHERE amendment.inspection = inspection.id ORDER BY number DESC LIMIT 1
    ) AS newest ON true
"""


class Round(Table):
    """A plan: which stores are walked with which checklist, how often, and by whom."""

    id = UUID(primary_key=True, default=None)
    version = Integer(default=1)
    name = Varchar(120)
    checklist = ForeignKey(Checklist, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(12)
    announced = Boolean()
    stores = Array(UUID(), help_text="named one by one; a store is in by its name or by a region above it")
    regions = Array(UUID())
    attributes = JSONB(default="{}", help_text="what a store has to have besides")
    person = ForeignKey(Person, null=True, on_delete=OnDelete.restrict)
    role = Varchar(20, default=None, null=True)
    rule = Varchar(200, help_text="iCalendar RRULE of days")
    times = JSONB(default="[]", help_text="at what times of such a day it opens, by the store's clock")
    due_minutes = Integer(help_text="after opening, by the store's clock")
    missed_minutes = Integer(help_text="after opening, by the store's clock")
    starts_on = Date()
    ends_on = Date(default=None, null=True)
    planned_at = Timestamptz(default=None, null=True, help_text="when its tasks were made last")
    ended_at = Timestamptz(default=None, null=True)
    made_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    fingerprint = Varchar(64, help_text="of the document that made it what it is")

    known_kind = Check("kind IN ('routine', 'self_check', 'special', 'surprise')")
    somebody = Check("num_nonnulls(person, role) = 1")
    known_role = Check("role IN ('store', 'store_manager', 'supervisor', 'hq')")
    in_order = Check("due_minutes > 0 AND missed_minutes >= due_minutes")


class CheckInSecret(Table):
    """The secret behind the codes on one store's screen, made when a code is first shown there."""

    store = ForeignKey(Store, primary_key=True, null=False, on_delete=OnDelete.restrict)
    secret = Varchar(64, secret=True)


class Task(Table):
    """One due inspection of a store; the same occurrence of a round is there once per store."""

    id = UUID(primary_key=True, default=MadeHere())
    store = ForeignKey(Store, null=False, index=True, on_delete=OnDelete.restrict)
    checklist = ForeignKey(Checklist, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.restrict)
    role = Varchar(20, default=None, null=True, help_text="whoever holds it at the store, if nobody is named")
    due_on = Date(help_text="by the store's calendar")
    inspection = ForeignKey(Inspection, null=True, on_delete=OnDelete.restrict)
    round = ForeignKey(Round, null=True, on_delete=OnDelete.restrict)
    occurrence = Timestamp(default=None, null=True, help_text="by the store's clock, as the round says")
    kind = Varchar(12, default="routine")
    announced = Boolean(default=True)
    opens_at = Timestamptz()
    due_at = Timestamptz()
    missed_at = Timestamptz(help_text="from then on nobody is expected any more")
    done_at = Timestamptz(default=None, null=True, help_text="when the visit was handed in on the phone")
    missed = Boolean(default=False, help_text="counted as missed; stays so if somebody comes after all")
    late = Boolean(default=False)
    withdrawn_at = Timestamptz(default=None, null=True, help_text="the round does not ask for it any more")
    version = Integer(default=1, help_text="goes up with every assignment by hand")

    occurrence_once = Unique([round, store, occurrence])
    known_kind = Check("kind IN ('routine', 'self_check', 'special', 'surprise')")
    somebody = Check("num_nonnulls(person, role) = 1")
    known_role = Check("role IN ('store', 'store_manager', 'supervisor', 'hq')")


class TaskClaim(Table):
    """Somebody began a task that several people may do; `id` is the visit they began."""

    id = UUID(primary_key=True, default=None)
    task = ForeignKey(Task, null=False, index=True, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    started_at = Timestamptz(help_text="by the phone's estimate of our clock")
    received_at = Timestamptz()
    fingerprint = Varchar(64)
    given_up_at = Timestamptz(default=None, null=True, help_text="the visit was dropped before it came in")


class Receipt(Table):
    """What the server stated, under its signature, to hold of an inspection at one moment."""

    id = UUID(primary_key=True, default=MadeHere())
    inspection = ForeignKey(Inspection, null=False, on_delete=OnDelete.restrict)
    held_sha256 = Varchar(64, help_text="fingerprint of the held photos; one receipt per state")
    statement = Text()
    signature = Varchar(128)
    issued_at = Timestamptz()

    receipt_once = Unique([inspection, held_sha256])


class ReceiptKey(Table):
    """The Ed25519 key that signs receipts, made at first start."""

    id = Integer(primary_key=True, default=1)
    private_key = Text(secret=True)
    public_key = Varchar(64)


class Replay(Table):
    """One draft tried on the inspections of a span; `done` of `total` are scored."""

    id = UUID(primary_key=True, default=None)
    checklist = ForeignKey(Checklist, null=False, index=True, on_delete=OnDelete.restrict)
    document = JSONB()
    since = Timestamptz()
    until = Timestamptz()
    asked_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    asked_at = Timestamptz(index=True)
    fingerprint = Varchar(64)
    total = Integer(default=0)
    done = Integer(default=0)


class ReplayLine(Table):
    """One inspection of a replay, and what it would have scored."""

    id = BigSerial(primary_key=True)
    replay = ForeignKey(Replay, null=False, on_delete=OnDelete.cascade)
    place = Integer(help_text="counted from the newest inspection")
    inspection = ForeignKey(Inspection, null=False, on_delete=OnDelete.cascade)
    shown = Varchar(12, default=None, null=True)
    adjusted_e6 = Integer(default=None, null=True)
    verdict = Varchar(4, default=None, null=True)
    unfit = Integer(default=0)

    replay_place_once = Unique([replay, place])

"""An issue and every step of its life: fixes, verdicts, disputes and the rest, in order of arrival."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigSerial,
    Boolean,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.database import MadeHere
from backend.people.tables import Link, Person
from backend.stores.tables import Store


class Widespread(Table):
    """One question that fails in many stores at about the same time: a problem of the company's own."""

    id = UUID(primary_key=True, default=MadeHere())
    question = Varchar(64)
    title = JSONB()
    owner = ForeignKey(Person, null=True, on_delete=OnDelete.set_null)
    opened_at = Timestamptz()
    closed_at = Timestamptz(default=None, null=True)
    closed_by = ForeignKey(Person, null=True, on_delete=OnDelete.restrict)
    note = Text(default="")


class Issue(Table):
    """Something wrong in a store.

    `status`, `round`, `has_fix` and `resume` are a cache of its steps folded by `lifecycle.py`.
    """

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
    option = Varchar(64, default="", help_text="the failed option of a question that has several")
    version = Integer(default=0, help_text="how many steps there are")
    has_fix = Boolean(default=False, help_text="of the running round")
    resume = Varchar(14, default="open", help_text="where a refused request leads back to")
    owner = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    owner_role = Varchar(20, default=None, null=True)
    deadline = Integer(default=1, help_text="counts the deadlines that were set from anew")
    warn_at = Timestamptz(default=None, null=True)
    answer_by = Timestamptz(default=None, null=True)
    reply_by = Timestamptz(default=None, null=True)
    paused_at = Timestamptz(default=None, null=True)
    look_at = Timestamptz(default=None, null=True, help_text="when the ladder has its next rung")
    recurrence = Integer(default=0)
    probation_left = Integer(default=0, help_text="passes that are still to come before it is settled")
    root_cause = Varchar(40, default=None, null=True)
    seen_by = JSONB(
        default=None, null=True, help_text="the roles that may see it; null is everybody in reach"
    )
    reporter = Varchar(80, default=None, null=True, help_text="who raised it through a printed code")
    printed_code = ForeignKey(
        Link, null=True, index=True, on_delete=OnDelete.set_null, help_text="the printed code"
    )
    widespread = ForeignKey(Widespread, null=True, index=True, on_delete=OnDelete.set_null)
    origin = JSONB(default=None, null=True, help_text="what raised it by itself, if no person did")

    known_status = Check(
        "status IN ('open', 'acknowledged', 'fixed', 'closed', 'cannot_fix', 'disputed', 'cancelled')"
    )
    known_severity = Check("severity IN ('low', 'medium', 'high', 'critical')")


class Fix(Table):
    """What the store did about an issue in one round."""

    id = UUID(primary_key=True, default=None)
    issue = ForeignKey(Issue, null=False, index=True, on_delete=OnDelete.restrict)
    round = Integer()
    person = ForeignKey(Person, null=True, on_delete=OnDelete.restrict)
    link = ForeignKey(Link, null=True, on_delete=OnDelete.set_null)
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


class IssueStep(Table):
    """One thing somebody did about an issue, numbered as it arrived; none is ever changed.

    A fix and a verdict have their proof in their own tables and share their id with their step.
    """

    id = UUID(primary_key=True, default=None)
    issue = ForeignKey(Issue, null=False, on_delete=OnDelete.restrict)
    number = Integer()
    kind = Varchar(20)
    round = Integer()
    based_on = Integer(default=None, null=True, help_text="the version that whoever did it had seen")
    about = UUID(default=None, null=True, index=True)
    person = ForeignKey(Person, null=True, on_delete=OnDelete.restrict)
    link = ForeignKey(Link, null=True, on_delete=OnDelete.set_null)
    words = Text(default="")
    photos = JSONB(default="[]")
    details = JSONB(default="{}")
    took_effect = Boolean(default=True)
    status = Varchar(14, help_text="of the issue afterwards")
    device_at = Timestamptz()
    estimated_at = Timestamptz()
    received_at = Timestamptz()
    fingerprint = Varchar(64, default="")

    step_in_order = Unique([issue, number])


class Reminder(Table):
    """One rung of the ladder of one deadline, told once."""

    id = UUID(primary_key=True, default=MadeHere())
    issue = ForeignKey(Issue, null=False, on_delete=OnDelete.cascade)
    deadline = Integer()
    rung = Varchar(20)
    at = Timestamptz()

    reminder_once = Unique([issue, deadline, rung])


class Nudge(Table):
    """A supervisor hurried stores about some of their issues."""

    id = UUID(primary_key=True, default=None)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    asked = Integer()
    at = Timestamptz(default=TimestamptzNow())
    estimated_at = Timestamptz()
    fingerprint = Varchar(64)


class NudgedIssue(Table):
    """One issue of a nudge."""

    id = UUID(primary_key=True, default=MadeHere())
    nudge = ForeignKey(Nudge, null=False, on_delete=OnDelete.cascade)
    issue = ForeignKey(Issue, null=False, index=True, on_delete=OnDelete.cascade)

    nudged_once = Unique([nudge, issue])


class Invitation(Table):
    """An outside helper who was asked by e-mail to mend one issue; shares its id with its link."""

    id = UUID(primary_key=True, default=None)
    issue = ForeignKey(Issue, null=False, index=True, on_delete=OnDelete.restrict)
    email = Varchar(200)
    locale = Varchar(10)
    note = Text(default="")
    token = Varchar(64, default="", secret=True, help_text="kept only until the letter has left")
    outcome = Varchar(10, default="waiting")
    reason = Text(default="")

    known_outcome = Check("outcome IN ('waiting', 'sent', 'refused')")


class RaisingCode(Table):
    """A printed code that hangs in a store and raises issues there; shares its id with its link.

    Its token hangs on the wall for everybody, so it is kept, to be printed again.
    """

    id = UUID(primary_key=True, default=None)
    store = ForeignKey(Store, null=False, index=True, on_delete=OnDelete.restrict)
    place = Varchar(80)
    token = Varchar(64, secret=True)

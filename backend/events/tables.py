"""What happened, and the jobs that follow from it."""

from piccolo.columns import JSONB, UUID, BigInt, BigSerial, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Unique
from piccolo.table import Table

from backend.database import MadeHere


class Event(Table):
    """Something that happened: an audit line and the entry of a queue at once."""

    seq = BigSerial(primary_key=True)
    name = Varchar(80)
    subject = UUID(default=None, null=True, index=True)
    store = UUID(default=None, null=True)
    person = UUID(default=None, null=True)
    payload = JSONB(default="{}")
    at = Timestamptz()
    position = BigInt(default=None, null=True, index=True, unique=True, help_text="order of becoming visible")


class Job(Table):
    """One reaction to one event, leased by a worker until it is done or parked."""

    id = UUID(primary_key=True, default=MadeHere())
    event = ForeignKey(Event, null=False, on_delete=OnDelete.restrict)
    reaction = Varchar(80)
    due_at = Timestamptz(index=True, index_method=IndexMethod.btree)
    attempts = Integer(default=0)
    lease_token = UUID(default=None, null=True)
    lease_until = Timestamptz(default=None, null=True)
    error = Text(default="")
    done_at = Timestamptz(default=None, null=True)
    parked_at = Timestamptz(default=None, null=True)

    job_once = Unique([event, reaction])


class Tick(Table):
    """One deed of the clock at one moment, claimed by whoever writes it first."""

    id = BigSerial(primary_key=True)
    name = Varchar(60)
    at = Timestamptz(index=True)

    tick_once = Unique([name, at])

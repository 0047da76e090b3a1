"""What crosses the wire when somebody does something about an issue."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.issues.schemas import Hours, Photos, StepIn, Version
from backend.people.schemas import Role
from backend.stock.schemas import CountIn, WasteIn
from backend.wire import Deed, Document, Severity, Words


class AcknowledgementIn(StepIn, kw_only=True):
    """The store knows and accepts; with a note it explains."""

    note: Words = ""


class CommentIn(StepIn, kw_only=True):
    """Something to say about an issue."""

    note: Words = ""
    photos: Photos = ()


class CannotFixIn(StepIn, kw_only=True):
    """Why the store cannot fix it, and whose it should be."""

    reason: Words
    photos: Photos = ()
    proposed_owner: UUID | None = None
    proposed_role: Role | None = None


class CannotFixDecisionIn(StepIn, kw_only=True):
    """Granted to a new owner, maybe with new hours, or refused with a reason."""

    verdict: Literal["granted", "refused"]
    reason: Words = ""
    owner: UUID | None = None
    owner_role: Role | None = None
    due_hours: Hours | None = None


class DisputeIn(StepIn, kw_only=True):
    """Why the finding is wrong."""

    reason: Words
    photos: Photos = ()


class DisputeDecisionIn(StepIn, kw_only=True):
    """The finding stands, is less (or more) bad, or is withdrawn."""

    verdict: Literal["upheld", "amended", "withdrawn"]
    reason: Words
    severity: Severity | None = None


class TransferIn(StepIn, kw_only=True):
    """Whose an issue is from now on."""

    owner: UUID | None = None
    owner_role: Role | None = None
    reason: Words = ""


class ReasonIn(StepIn, kw_only=True):
    """A deed that only needs its reason."""

    reason: Words


class FoundWasteIn(WasteIn, kw_only=True):
    """Goods that an issue found unfit for sale, thrown away."""

    based_on: Version | None = None


class FoundCountIn(CountIn, kw_only=True):
    """What there is of products whose number in the ledger was found wrong."""

    based_on: Version | None = None


class NudgeIn(Deed):
    """Which issues to hurry their stores about."""

    issues: Annotated[tuple[UUID, ...], msgspec.Meta(min_length=1, max_length=500)]


class NudgeOut(Document):
    """How many issues of how many stores were nudged; what was nudged a moment ago is left alone."""

    nudged: int
    stores: int
    left_alone: int


class OwnerCard(Document):
    """Somebody who could own an issue."""

    id: UUID
    name: str
    roles: list[Role]

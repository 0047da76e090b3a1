"""Which URL does what about an issue; every deed is a noun of its own, named by the phone."""

from uuid import UUID

from litestar import Response, get, put
from litestar.params import FromPath

from backend.issues.deeds.acknowledge import acknowledge_issue
from backend.issues.deeds.cancel import cancel_issue
from backend.issues.deeds.cannot_fix import decide_cannot_fix, say_cannot_fix
from backend.issues.deeds.comment import comment_issue
from backend.issues.deeds.count import count_for
from backend.issues.deeds.dispute import decide_dispute, dispute_issue
from backend.issues.deeds.owners import list_owners
from backend.issues.deeds.reopen import reopen_issue
from backend.issues.deeds.schemas import (
    AcknowledgementIn,
    CannotFixDecisionIn,
    CannotFixIn,
    CommentIn,
    DisputeDecisionIn,
    DisputeIn,
    FoundCountIn,
    FoundWasteIn,
    NudgeIn,
    NudgeOut,
    OwnerCard,
    ReasonIn,
    TransferIn,
)
from backend.issues.deeds.throw_away import throw_away_for
from backend.issues.deeds.transfer import transfer_issue
from backend.issues.nudge import nudge_stores
from backend.issues.schemas import IssueOut
from backend.people.routes import Asked, Person
from backend.wire import strictly

ID = FromPath[UUID]


def answer(issue: IssueOut, new: bool) -> Response[IssueOut]:
    """Say 201 to a deed that is new and 200 to one that was sent before."""
    return Response(issue, status_code=201 if new else 200)


@put("/{id:uuid}/acknowledgements/{deed:uuid}", operation_id="acknowledgeIssue", body=AcknowledgementIn)
async def put_acknowledgement(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Accept a finding, or explain it."""
    return answer(*await acknowledge_issue(id, deed, person, await strictly(request, AcknowledgementIn)))


@put("/{id:uuid}/comments/{deed:uuid}", operation_id="commentIssue", body=CommentIn)
async def put_comment(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Say something about an issue."""
    return answer(*await comment_issue(id, deed, person, await strictly(request, CommentIn)))


@put("/{id:uuid}/cannot-fixes/{deed:uuid}", operation_id="sayCannotFix", body=CannotFixIn)
async def put_cannot_fix(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Say why the store cannot fix it, and whose it should be."""
    return answer(*await say_cannot_fix(id, deed, person, await strictly(request, CannotFixIn)))


@put("/{id:uuid}/cannot-fixes/{deed:uuid}/decision", operation_id="decideCannotFix", body=CannotFixDecisionIn)
async def put_cannot_fix_decision(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Hand an issue to somebody who can fix it, or back to the store."""
    return answer(*await decide_cannot_fix(id, deed, person, await strictly(request, CannotFixDecisionIn)))


@put("/{id:uuid}/disputes/{deed:uuid}", operation_id="disputeIssue", body=DisputeIn)
async def put_dispute(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Say that a finding is wrong; the clock stops."""
    return answer(*await dispute_issue(id, deed, person, await strictly(request, DisputeIn)))


@put("/{id:uuid}/disputes/{deed:uuid}/decision", operation_id="decideDispute", body=DisputeDecisionIn)
async def put_dispute_decision(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Uphold, amend or withdraw a finding."""
    return answer(*await decide_dispute(id, deed, person, await strictly(request, DisputeDecisionIn)))


@put("/{id:uuid}/transfers/{deed:uuid}", operation_id="transferIssue", body=TransferIn)
async def put_transfer(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Hand an issue to another owner."""
    return answer(*await transfer_issue(id, deed, person, await strictly(request, TransferIn)))


@put("/{id:uuid}/cancellations/{deed:uuid}", operation_id="cancelIssue", body=ReasonIn)
async def put_cancellation(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Take an issue back."""
    return answer(*await cancel_issue(id, deed, person, await strictly(request, ReasonIn)))


@put("/{id:uuid}/reopenings/{deed:uuid}", operation_id="reopenIssue", body=ReasonIn)
async def put_reopening(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Open an issue again."""
    return answer(*await reopen_issue(id, deed, person, await strictly(request, ReasonIn)))


@put("/{id:uuid}/wastes/{deed:uuid}", operation_id="throwAwayForIssue", body=FoundWasteIn)
async def put_waste(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Throw away what an issue found; the thread shows it."""
    return answer(*await throw_away_for(id, deed, person, await strictly(request, FoundWasteIn)))


@put("/{id:uuid}/counts/{deed:uuid}", operation_id="countForIssue", body=FoundCountIn)
async def put_count(id: ID, deed: ID, person: Person, request: Asked) -> Response[IssueOut]:
    """Count what an issue found wrong in the ledger; the thread shows it."""
    return answer(*await count_for(id, deed, person, await strictly(request, FoundCountIn)))


@get("/owners/{store:uuid}", operation_id="listOwners")
async def get_owners(store: ID, person: Person) -> list[OwnerCard]:
    """List who could own an issue of a store."""
    return await list_owners(store, person)


@put("/nudges/{id:uuid}", operation_id="nudgeStores", body=NudgeIn)
async def put_nudge(id: ID, person: Person, request: Asked) -> Response[NudgeOut]:
    """Hurry stores about their issues, one line per store."""
    nudge, new = await nudge_stores(id, person, await strictly(request, NudgeIn))
    return Response(nudge, status_code=201 if new else 200)


DEEDS = [
    put_acknowledgement,
    put_comment,
    put_cannot_fix,
    put_cannot_fix_decision,
    put_dispute,
    put_dispute_decision,
    put_transfer,
    put_cancellation,
    put_reopening,
    put_waste,
    put_count,
    get_owners,
    put_nudge,
]

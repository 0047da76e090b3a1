"""Write one step of an issue in its order of arrival, and move the issue where the step fits."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from backend.database import fetch, insert_or_nothing
from backend.events.log import record
from backend.issues.lifecycle import KEPT, Kind, State, Step, follow
from backend.issues.schemas import StepIn
from backend.issues.sight import named_by, show_to_called_in, veil_photos, whose
from backend.issues.tables import IssueStep
from backend.people.access import CALLED_IN
from backend.people.marks import MarkKind, mark_arrival
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.photos.access import use_photos
from backend.problems import AlreadySent, NotFound, OutOfDate
from backend.wire import Sent

Held = dict[str, Any]
"""The locked row of an issue."""

ATTACHED = "step.attached"


def step_of(
    held: Held,
    id: UUID,
    kind: str,
    by: UUID | None,
    sent: Sent[Any],
    *,
    about: UUID | None = None,
    words: str = "",
    photos: tuple[str, ...] = (),
    round: int | None = None,
    link: UUID | None = None,
    **details: object,
) -> IssueStep:
    """Make the row of a step from what a phone sent; without a round it speaks of the running one."""
    draft: StepIn = sent.document
    return IssueStep(
        id=id,
        issue=held["id"],
        kind=kind,
        round=held["round"] if round is None else round,
        based_on=draft.based_on,
        about=about,
        person=by,
        link=link,
        words=words,
        photos=list(photos),
        details={key: str(value) for key, value in details.items() if value is not None},
        device_at=draft.device_at,
        estimated_at=draft.estimated_at,
        received_at=datetime.now(UTC),
        fingerprint=sent.fingerprint,
    )


async def was_taken(
    id: UUID, held: Held, person: SignedIn | None, sent: Sent[Any], link: UUID | None = None
) -> bool:
    """Tell whether the same person, or the holder of the same link, sent the same step of this issue before.

    Raises `AlreadySent` for other content under the id, `NotFound` for an id that is somebody else's, and
    `OutOfDate` where somebody else decided first: the id of a decision follows from what it is about.
    """
    rows = await fetch("SELECT issue, person, link, about, fingerprint FROM issue_step WHERE id = $1", id)
    if not rows:
        return False
    sender = (held["id"], person.id if person else None, link)
    if (rows[0]["issue"], rows[0]["person"], rows[0]["link"]) != sender:
        raise OutOfDate() if rows[0]["about"] and rows[0]["issue"] == held["id"] else NotFound()
    if rows[0]["fingerprint"] != sent.fingerprint:
        raise AlreadySent()
    return True


async def take_step(
    held: Held,
    step: IssueStep,
    *,
    fits: bool = True,
    photos_by: UUID | None = None,
    had: Sequence[str] = (),
    **told: object,
) -> bool:
    """Keep a step in the caller's transaction; tell whether it moved the issue.

    What a store did is kept as evidence where it no longer fits; anything else is `OutOfDate`. Photos belong
    to whoever did it; `photos_by` names who answers for those of a link. Who `had` the issue hears of it too.
    """
    before = State(held["status"], held["round"], held["has_fix"], held["resume"])
    after = follow(before, Step(cast(Kind, step.kind), step.round)) if fits else None
    if after is None and step.kind not in KEPT:
        raise OutOfDate()
    state = after or before
    step.number, step.status, step.took_effect = held["version"] + 1, state.status, after is not None
    if not await insert_or_nothing(step):
        raise NotFound()
    if held.get("late"):
        await mark_arrival(step.id, MarkKind.after_move)
    await fetch(
        "UPDATE issue SET version = $2, status = $3, round = $4, has_fix = $5, resume = $6 WHERE id = $1",
        held["id"],
        step.number,
        *state,
    )
    held.update(version=step.number, **state._asdict())
    photos = step.photos if isinstance(step.photos, list) else ()
    await use_photos(photos, held["store"], step.id, photos_by or step.person)
    if held["seen_by"] is not None:
        await veil_photos(held["id"])
    elif photos and (held["owner"] is not None or held["owner_role"] in CALLED_IN):
        await show_to_called_in(held["id"])
    await tell(held, event_of(step), step.person, had, step=step.id, **told)
    return step.took_effect


async def hand_on(held: Held, step: IssueStep, owner: UUID | None, role: Role | None) -> None:
    """Take a step that makes the issue, with its photos, somebody else's."""
    had = whose(held)
    held.update(owner=owner, owner_role=role)
    await fetch("UPDATE issue SET owner = $2, owner_role = $3 WHERE id = $1", held["id"], owner, role)
    await take_step(held, step, had=had)
    await veil_photos(held["id"])


def event_of(step: IssueStep) -> str:
    """Name the event of a step; what did not move the issue is a line of its history."""
    if step.kind == "fixed" and not (step.took_effect and step.status == "fixed"):
        return "fix.attached"
    return f"issue.{step.kind}" if step.took_effect else ATTACHED


async def tell(held: Held, event: str, by: UUID | None, had: Sequence[str] = (), /, **told: object) -> None:
    """Record an event of an issue, and for the live feed whose it is or was and who alone may see it."""
    theirs = list(dict.fromkeys([*whose(held), *had]))
    payload: dict[str, object] = {**told, **({"whose": theirs} if theirs else {})}
    if held["seen_by"] is not None:
        payload["seenBy"] = named_by(held, theirs)
    await record(event, held["id"], store=held["store"], person=by, payload=payload)

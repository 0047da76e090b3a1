"""Which deeds a person may do about an issue as it stands, so that the page offers no others."""

from typing import Any
from uuid import UUID

from backend.issues.lifecycle import FINAL, TO_ANSWER
from backend.issues.schemas import DeedName, FixOut, StepOut
from backend.issues.sight import asked_of
from backend.people.access import reachable_store_ids
from backend.people.person import SignedIn
from backend.people.schemas import Role

FIXERS = (Role.staff, Role.store_manager, Role.maintenance)
REVIEWERS = (Role.supervisor, Role.hq)


async def may_do(
    person: SignedIn, issue: dict[str, Any], fixes: list[FixOut], steps: list[StepOut]
) -> list[DeedName]:
    """List the deeds that are open to a person now."""
    owns = issue["owner"] == person.id
    in_store = owns or await reaches_by(person, issue["store"], asked_of(issue, FIXERS))
    reviews = await reaches_by(person, issue["store"], REVIEWERS)
    hands = owns or reviews or await reaches_by(person, issue["store"], (Role.store_manager,))
    deeds: list[DeedName] = ["comment"]
    if in_store:
        deeds += of_store(issue)
    if reviews:
        deeds += of_reviewer(person, issue, fixes, steps)
    if issue["status"] not in FINAL:
        deeds += ["transfer"] if hands else []
        deeds += ["invite"] if hands else []
        deeds += ["cancel"] if await may_cancel(person, issue) else []
    return deeds


def of_store(issue: dict[str, Any]) -> list[DeedName]:
    """What whoever has to fix it may do."""
    status: str = issue["status"]
    deeds: list[DeedName] = ["acknowledge"] if status == "open" else []
    if status in (*TO_ANSWER, "cannot_fix"):
        deeds.append("fix")
    if status in TO_ANSWER:
        deeds += ["cannot_fix", "dispute"]
    return deeds


def of_reviewer(
    person: SignedIn, issue: dict[str, Any], fixes: list[FixOut], steps: list[StepOut]
) -> list[DeedName]:
    """What whoever decides may do: never about what is their own."""
    own_round = [fix for fix in fixes if fix.round == issue["round"]]
    asked = {step.kind: step.person for step in steps if step.took_effect}
    match issue["status"]:
        case "fixed" if all(fix.person != person.id for fix in own_round):
            return ["verify"]
        case "cannot_fix" if asked.get("cannot_fix") != person.id:
            return ["decide_cannot_fix"]
        case "disputed" if person.id not in (asked.get("disputed"), issue["raised_by"]):
            return ["decide_dispute"]
        case "closed" | "cancelled":
            return ["reopen"]
    return []


async def may_cancel(person: SignedIn, issue: dict[str, Any]) -> bool:
    """Tell whether the person found it or is HQ; what came by a printed code its reviewers may cancel."""
    if issue["reporter"] is None and issue["raised_by"] == person.id:
        return True
    roles = REVIEWERS if issue["reporter"] is not None else (Role.hq,)
    return await reaches_by(person, issue["store"], roles)


async def reaches_by(person: SignedIn, store: UUID, roles: tuple[Role, ...]) -> bool:
    """Tell whether the person reaches the store by one of these roles."""
    stores = await reachable_store_ids(person, *roles)
    return stores is None or store in stores

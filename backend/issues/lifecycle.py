"""What each deed makes of an issue: one pure function, folded over the deeds in their order of arrival."""

from collections.abc import Iterable
from functools import reduce
from typing import Literal, NamedTuple, get_args

Status = Literal["open", "acknowledged", "fixed", "closed", "cannot_fix", "disputed", "cancelled"]
Kind = Literal[
    "acknowledged",
    "fixed",
    "verified",
    "rejected",
    "cannot_fix",
    "cannot_fix_granted",
    "cannot_fix_refused",
    "disputed",
    "dispute_upheld",
    "dispute_amended",
    "dispute_withdrawn",
    "transferred",
    "cancelled",
    "reopened",
    "recurred",
    "commented",
    "invited",
    "wasted",
    "counted",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
FINAL = ("closed", "cancelled")
TO_ANSWER = ("open", "acknowledged")
RUNNING = ("open", "acknowledged", "cannot_fix")
"""Where the store is still to do something, so that the clock can run out."""

KEPT = frozenset({"acknowledged", "fixed", "cannot_fix", "disputed", "commented", "wasted", "counted"})
"""What a store did is kept as evidence even where it came too late; a reviewer is asked to look again."""


class State(NamedTuple):
    """Where an issue stands; `resume` is where a request that is turned down leads back to."""

    status: Status = "open"
    round: int = 1
    has_fix: bool = False
    resume: Status = "open"


class Step(NamedTuple):
    """As much of a deed as the lifecycle asks for."""

    kind: Kind
    round: int = 1


def follow(state: State, step: Step) -> State | None:
    """Return where a deed leads, or None where it does not fit what the issue has become."""
    status = state.status
    match step.kind:
        case "commented" | "invited" | "wasted" | "counted":
            return state
        case "acknowledged":
            return state._replace(status="acknowledged") if status == "open" else None
        case "fixed":
            return fixed(state, step.round)
        case "verified":
            return state._replace(status="closed") if status == "fixed" else None
        case "rejected":
            return next_round(state, "acknowledged") if status == "fixed" else None
        case "cannot_fix" | "disputed":
            return state._replace(status=step.kind, resume=status) if status in TO_ANSWER else None
        case "cannot_fix_granted":
            return state._replace(status="open", has_fix=False) if status == "cannot_fix" else None
        case "cannot_fix_refused":
            return state._replace(status=state.resume) if status == "cannot_fix" else None
        case "dispute_upheld" | "dispute_amended":
            back: Status = "fixed" if state.has_fix else state.resume
            return state._replace(status=back) if status == "disputed" else None
        case "dispute_withdrawn":
            return state._replace(status="cancelled") if status == "disputed" else None
        case "transferred":
            kept: Status = "open" if status == "acknowledged" else status
            return None if status in FINAL else state._replace(status=kept, resume="open")
        case "cancelled":
            return None if status in FINAL else state._replace(status="cancelled")
        case "reopened":
            return next_round(state, "open") if status in FINAL else None
        case "recurred":
            return next_round(state, "open") if status == "closed" else None


def fixed(state: State, round: int) -> State | None:
    """A fix of the running round waits for review, and while a dispute is open for that first."""
    if round != state.round or state.status in ("fixed", *FINAL):
        return None
    return state._replace(has_fix=True, status=state.status if state.status == "disputed" else "fixed")


def next_round(state: State, status: Status) -> State:
    """Begin anew: earlier fixes belong to earlier rounds."""
    return State(status, state.round + 1)


def fold(steps: Iterable[Step]) -> State:
    """Return where an issue stands after all its steps; what did not fit is evidence and changes nothing."""
    return reduce(lambda state, step: follow(state, step) or state, steps, State())

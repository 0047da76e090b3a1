"""What crosses the wire about replays."""

from typing import Literal
from uuid import UUID

from backend.inspections.score import Verdict
from backend.wire import Bilingual, Document, Moment


class ReplayIn(Document, kw_only=True):
    """The wish to score the inspections of a span once more, with the draft of that revision."""

    revision: int
    since: Moment
    until: Moment


class ReplayedStore(Document, kw_only=True):
    """One store's inspections before and after; the verdicts are those of its newest one."""

    store: UUID
    name: Bilingual
    inspections: int
    old_mean: str | None
    new_mean: str | None
    changed: int
    newest: UUID
    old_shown: str | None
    new_shown: str | None
    old_verdict: Verdict | None
    new_verdict: Verdict | None


class ReplayedQuestion(Document, kw_only=True):
    """A question that some inspections were not asked, or that the draft asks no more."""

    id: str
    text: Bilingual
    inspections: int


class ReplayResult(Document, kw_only=True):
    """What would have been different; means leave out inspections without a score."""

    old_mean: str | None
    new_mean: str | None
    to_fail: int
    to_pass: int
    other_verdicts: int
    unfit_answers: int
    stores: list[ReplayedStore]
    added: list[ReplayedQuestion]
    gone: list[ReplayedQuestion]


class ReplayOut(Document, kw_only=True):
    """How far a replay is, and what came of it once it is through."""

    id: UUID
    checklist: UUID
    status: Literal["running", "done"]
    since: Moment
    until: Moment
    asked_at: Moment
    total: int
    done: int
    result: ReplayResult | None

"""What each deed makes of an issue, by a table; and what holds whatever several phones send in any order."""

import json
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from backend.issues.lifecycle import (
    FINAL,
    KEPT,
    KINDS,
    Kind,
    State,
    Status,
    Step,
    fold,
    follow,
)

STATUSES: tuple[Status, ...] = (
    "open",
    "acknowledged",
    "fixed",
    "closed",
    "cannot_fix",
    "disputed",
    "cancelled",
)
# Where each deed leads from each status; what is missing changes nothing. The phone reads the same table.
LEADS: dict[Kind, dict[Status, Status]] = json.loads(Path(__file__).with_name("lifecycle.json").read_text())


@pytest.mark.parametrize("kind", KINDS)
def test_a_deed_leads_where_the_table_says_and_nowhere_else(kind: Kind) -> None:
    for status in STATUSES:
        after = follow(State(status, resume="acknowledged"), Step(kind))
        assert (after.status if after else None) == LEADS[kind].get(status), status


def test_a_fix_of_another_round_is_evidence_only() -> None:
    assert follow(State("acknowledged", round=2), Step("fixed", 1)) is None
    assert follow(State("acknowledged", round=2), Step("fixed", 2)) is not None


def test_what_was_fixed_during_a_dispute_waits_for_review_once_the_finding_stands() -> None:
    steps = [Step("disputed"), Step("fixed"), Step("dispute_upheld")]
    assert fold(steps).status == "fixed"
    assert fold([*steps[:1], *steps[2:]]).status == "open"


def test_a_review_beats_a_fix_of_the_same_round_whichever_arrives_first() -> None:
    assert fold([Step("fixed"), Step("fixed"), Step("verified")]).status == "closed"
    assert fold([Step("fixed"), Step("verified"), Step("fixed")]).status == "closed"
    assert fold([Step("fixed"), Step("rejected"), Step("fixed")]) == State("acknowledged", 2)


class Phones(RuleBasedStateMachine):
    """Several phones write deeds from what they last saw, and hand them in whenever they have a network."""

    seen: dict[str, State]
    waiting: list[tuple[str, Step]]
    arrived: list[Step]
    refused: int

    @initialize()
    def begin(self) -> None:
        self.state = State()
        self.seen = dict.fromkeys(("wang", "li", "zhao", "chen"), self.state)
        self.waiting, self.arrived, self.written, self.refused = [], [], 0, 0

    @rule(phone=st.sampled_from(["wang", "li", "zhao", "chen"]), kind=st.sampled_from(KINDS))
    def write(self, phone: str, kind: Kind) -> None:
        """Do something on a phone: its own copy says whether that is possible."""
        step = Step(kind, self.seen[phone].round)
        after = follow(self.seen[phone], step)
        if after is not None:
            self.seen[phone] = after
            self.waiting.append((phone, step))
            self.written += 1

    @rule(data=st.data())
    def arrive(self, data: st.DataObject) -> None:
        """Any of the waiting deeds arrives; the phone reads how things stand."""
        if not self.waiting:
            return
        phone, step = self.waiting.pop(data.draw(st.integers(0, len(self.waiting) - 1)))
        before, after = self.state, follow(self.state, step)
        if after is None and step.kind not in KEPT:
            self.refused += 1
        else:
            self.arrived.append(step)
            self.state = after or before
            self.check(before, step, after)
        self.seen[phone] = self.state

    def check(self, before: State, step: Step, after: State | None) -> None:
        """Only a verdict, a decision or a cancellation ends an issue; only a reviewer begins a round."""
        if self.state.status in FINAL and before.status not in FINAL:
            assert step.kind in ("verified", "cancelled", "dispute_withdrawn")
        if self.state.round > before.round:
            assert step.kind in ("rejected", "reopened", "recurred")
            assert self.state.round == before.round + 1
        if step.kind == "verified":
            assert before.status == "fixed"
            assert before.has_fix

    @invariant()
    def the_status_is_the_fold_of_what_arrived(self) -> None:
        if hasattr(self, "arrived"):
            assert fold(self.arrived) == self.state

    @invariant()
    def no_deed_is_lost_or_doubled(self) -> None:
        if hasattr(self, "arrived"):
            assert len(self.arrived) + len(self.waiting) + self.refused == self.written

    @invariant()
    def what_waits_for_review_has_something_to_review(self) -> None:
        if hasattr(self, "state"):
            assert self.state.status != "fixed" or self.state.has_fix


TestPhones = Phones.TestCase

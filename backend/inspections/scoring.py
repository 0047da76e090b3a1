"""The score of an inspection, in exact fractions; pwa/src/answering/scoring.ts says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

import msgspec

from backend.checklists.document import Answer, ChecklistDocument, Question, RedLine, Section
from backend.inspections.judgement import Judgement, Standing, judge_answer, possible_points
from backend.wire import Document

ENGINE_VERSION = 1

Given = Mapping[tuple[str, int], Answer]
Verdict = Literal["pass", "fail"]
Digits = Annotated[str, msgspec.Meta(pattern=r"^-?[0-9]+$(?!\n)")]


class Share(Document):
    """An exact fraction of 1, reduced; in digits, because the mean of many fridges outgrows a JSON number."""

    numerator: Digits
    denominator: Digits

    def exact(self) -> Fraction:
        """Return the fraction to reckon with."""
        return Fraction(int(self.numerator), int(self.denominator))


class Fired(Document):
    """A red line that was hit."""

    question: str
    instance: int
    policy: RedLine


class Failed(Document):
    """One failure, of which one issue is raised."""

    question: str
    instance: int
    option: str | None


class SectionScore(Document):
    """What one instance of a section earned."""

    section: str
    instance: int
    earned: int
    possible: int
    shown: str | None


class Score(Document):
    """The result of an inspection; `shown` is a percentage, null where nothing was possible."""

    earned: int
    possible: int
    raw: Share | None
    adjusted: Share | None
    shown: str | None
    verdict: Verdict | None
    fired: tuple[Fired, ...]
    failed: tuple[Failed, ...]
    sections: tuple[SectionScore, ...]
    engine_version: int = ENGINE_VERSION


@dataclass(frozen=True, slots=True)
class Tally:
    """The points of one instance of a section, and what went wrong in it."""

    section: Section
    instance: int
    earned: int
    possible: int
    fired: tuple[Fired, ...]
    failed: tuple[Failed, ...]


def score_answers(document: ChecklistDocument, answers: Sequence[Answer], *, submitted: bool) -> Score:
    """Score the answers to a checklist; before it is submitted, what is unanswered does not count.

    1. Tally every instance of every section.
    2. Share = earned / possible by the checklist's policy for repeats; null if nothing is possible.
    3. Red lines override the verdict, never the arithmetic.
    """
    given = {(answer.question, answer.instance): answer for answer in answers}
    counts_unanswered = submitted and document.unanswered == "zero"
    tallies = [
        tally(section, instance, given, counts_unanswered)
        for section in document.sections
        for instance in instances_of(section, given)
    ]
    share = share_of(document, tallies)
    fired = tuple(hit for one in tallies for hit in one.fired)
    return Score(
        earned=sum(one.earned for one in tallies),
        possible=sum(one.possible for one in tallies),
        raw=as_share(share),
        adjusted=as_share(share),
        shown=percent(share),
        verdict=verdict_of(document, share, fired),
        fired=fired,
        failed=tuple(failure for one in tallies for failure in one.failed),
        sections=tuple(section_score(one) for one in tallies),
    )


def instances_of(section: Section, given: Given) -> list[int]:
    """Return the instances that answers name; a section nobody touched still has its first."""
    if not section.repeats:
        return [0]
    ids = {question.id for question in section.questions}
    return sorted({instance for question, instance in given if question in ids}) or [0]


def tally(section: Section, instance: int, given: Given, counts_unanswered: bool) -> Tally:
    """Add up one instance of a section."""
    counted = {Standing.ANSWERED} | ({Standing.UNANSWERED} if counts_unanswered else set())
    earned = possible = 0
    fired: list[Fired] = []
    failed: list[Failed] = []
    for question in section.questions:
        judgement = judge_answer(question, given.get((question.id, instance)))
        if judgement.standing in counted:
            earned += judgement.earned
            possible += possible_points(question)
        failed += [
            Failed(question=question.id, instance=instance, option=option) for option in judgement.failures
        ]
        fired += red_line_hit(question, instance) if judgement.failures else []
    return Tally(section, instance, earned, possible, tuple(fired), tuple(failed))


def failures_of(question: Question, instance: int, judgement: Judgement) -> list[Failed]:
    """Return one failure for every failed option chosen, or the one of a reading."""
    return [Failed(question=question.id, instance=instance, option=option) for option in judgement.failures]


def red_line_hit(question: Question, instance: int) -> list[Fired]:
    """Return the red line of a question that failed, if it has one."""
    if question.red_line is None:
        return []
    return [Fired(question=question.id, instance=instance, policy=question.red_line)]


def share_of(document: ChecklistDocument, tallies: Sequence[Tally]) -> Fraction | None:
    """Divide what was earned by what was possible, over the whole checklist."""
    possible = sum(one.possible for one in tallies)
    if possible <= 0:
        return None
    match document.repeats:
        case "pooled":
            return Fraction(sum(one.earned for one in tallies), possible)
        case "mean_of_instances":
            per_section = [
                [one for one in tallies if one.section is section] for section in document.sections
            ]
            return sum((mean_worth(repeats) for repeats in per_section), Fraction(0)) / possible


def mean_worth(repeats: Sequence[Tally]) -> Fraction:
    """Return a section's points when every instance weighs the same, whatever was possible in it.

    The section as a whole keeps its possible points, so that one that does not repeat is worth what it
    earned. An instance in which nothing was possible has no share; points it lost stay lost.
    """
    shares = [Fraction(one.earned, one.possible) for one in repeats if one.possible > 0]
    lost = sum(one.earned for one in repeats if one.possible <= 0)
    if not shares:
        return Fraction(lost)
    return sum(shares, Fraction(0)) / len(shares) * sum(one.possible for one in repeats) + lost


def verdict_of(document: ChecklistDocument, share: Fraction | None, fired: Sequence[Fired]) -> Verdict | None:
    """Compare with the pass mark on the exact fraction, unless a red line failed the inspection."""
    if any(hit.policy == "fail_inspection" for hit in fired):
        return "fail"
    if share is None or document.pass_mark_hundredths is None:
        return None
    return "pass" if share >= Fraction(document.pass_mark_hundredths, 10_000) else "fail"


def section_score(one: Tally) -> SectionScore:
    """Return what is kept of one instance of a section."""
    share = Fraction(one.earned, one.possible) if one.possible > 0 else None
    return SectionScore(
        section=one.section.id,
        instance=one.instance,
        earned=one.earned,
        possible=one.possible,
        shown=percent(share),
    )


def as_share(share: Fraction | None) -> Share | None:
    """Write a fraction down."""
    if share is None:
        return None
    return Share(numerator=str(share.numerator), denominator=str(share.denominator))


def percent(share: Fraction | None) -> str | None:
    """Show a share as a percentage with two decimals, half up, and one below 0 as 0."""
    if share is None:
        return None
    hundredths = max(0, (share * 20_000 + 1) // 2)
    return f"{hundredths // 100}.{hundredths % 100:02d}"

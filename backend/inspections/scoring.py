"""The score of an inspection, in exact fractions; pwa/src/answering/scoring.ts says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from backend.checklists.document import Answer, ChecklistDocument
from backend.checklists.visibility import NOWHERE, Circumstances, lay_out
from backend.inspections.score import Fired, Score, SectionScore, Verdict, as_share, percent
from backend.inspections.shares import (
    adjusted_points,
    deductions,
    left_of_base,
    raw_points,
    share_of,
)
from backend.inspections.tally import Tally, question_score, rules_of, tally


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Both shares of an inspection, and what every line of every tally took."""

    earned: int
    possible: int
    raw: Fraction | None
    adjusted: Fraction | None
    taken: list[list[int]]


def score_answers(
    document: ChecklistDocument,
    answers: Sequence[Answer],
    circumstances: Circumstances = NOWHERE,
    *,
    submitted: bool,
) -> Score:
    """Score the answers to a checklist; before it is submitted, what is unanswered does not count.

    1. Lay out what is asked, and tally every instance of every section.
    2. Share = by the mode of the checklist; null if nothing was possible.
    3. Red lines adjust the share: first zeroed sections, then a zeroed inspection or the lowest cap.
    4. Verdict and band compare with the adjusted share.
    """
    given = {(answer.question, answer.instance): answer for answer in answers}
    rules = rules_of(document, submitted=submitted)
    tallies = [tally(part, given, rules) for part in lay_out(document, given, circumstances)]
    fired = tuple(hit for one in tallies for hit in one.fired)
    reckoning = deduct(document, tallies) if rules.deducts else add_up(document, tallies)
    adjusted = held_down(reckoning.adjusted, fired)
    sections = tuple(section_score(one, taken) for one, taken in zip(tallies, reckoning.taken, strict=True))
    return Score(
        earned=reckoning.earned,
        possible=reckoning.possible,
        raw=as_share(reckoning.raw),
        adjusted=as_share(adjusted),
        shown=percent(adjusted),
        raw_shown=percent(reckoning.raw),
        verdict=verdict_of(document, adjusted, fired, sections),
        band=band_of(document, adjusted),
        fired=fired,
        failed=tuple(failure for one in tallies for failure in one.failed),
        sections=sections,
        questions=tuple(
            question_score(line, one.instance, amount)
            for one, taken in zip(tallies, reckoning.taken, strict=True)
            for line, amount in zip(one.lines, taken, strict=True)
        ),
    )


def add_up(document: ChecklistDocument, tallies: Sequence[Tally]) -> Reckoning:
    """Reckon by points earned, over the whole checklist or section by section."""
    return Reckoning(
        earned=sum(one.earned for one in tallies),
        possible=sum(one.possible for one in tallies),
        raw=share_of(document, tallies, raw_points),
        adjusted=share_of(document, tallies, adjusted_points),
        taken=[[0] * len(one.lines) for one in tallies],
    )


def deduct(document: ChecklistDocument, tallies: Sequence[Tally]) -> Reckoning:
    """Reckon by what failures take from the base."""
    taken = deductions(tallies, zeroed=False)
    raw = left_of_base(document, tallies, taken)
    return Reckoning(
        earned=0 if raw is None else max(0, document.base - sum(map(sum, taken))),
        possible=0 if raw is None else document.base,
        raw=raw,
        adjusted=left_of_base(document, tallies, deductions(tallies, zeroed=True)),
        taken=taken,
    )


def held_down(share: Fraction | None, fired: Sequence[Fired]) -> Fraction | None:
    """Apply the red lines that hold the whole score down; the lowest counts, and none lifts a score."""
    if share is None:
        return None
    caps = [Fraction(hit.cap_hundredths, 10_000) for hit in fired if hit.cap_hundredths is not None]
    if any(hit.policy == "zero_inspection" for hit in fired):
        caps.append(Fraction(0))
    return min([share, *caps])


def verdict_of(
    document: ChecklistDocument,
    share: Fraction | None,
    fired: Sequence[Fired],
    sections: Sequence[SectionScore],
) -> Verdict | None:
    """Return the strictest result: red lines, sections that must pass, then the exact pass mark."""
    must_pass = {section.id for section in document.sections if section.must_pass}
    if any(hit.policy in ("fail_inspection", "zero_inspection") for hit in fired):
        return "fail"
    if any(one.verdict == "fail" and one.section in must_pass for one in sections):
        return "fail"
    return against(share, document.pass_mark_hundredths)


def against(share: Fraction | None, pass_mark: int | None) -> Verdict | None:
    """Compare a share with a pass mark, on the exact fraction."""
    if share is None or pass_mark is None:
        return None
    return "pass" if share >= Fraction(pass_mark, 10_000) else "fail"


def band_of(document: ChecklistDocument, share: Fraction | None) -> str | None:
    """Return the highest band whose lower bound the score reaches; below 0 counts as 0."""
    if share is None:
        return None
    reached = [
        band for band in document.bands if max(share, Fraction(0)) >= Fraction(band.from_hundredths, 10_000)
    ]
    return max(reached, key=lambda band: band.from_hundredths).id if reached else None


def section_score(one: Tally, taken: Sequence[int]) -> SectionScore:
    """Return what is kept of one instance of a section."""
    share = Fraction(one.adjusted, one.possible) if one.possible > 0 else None
    failed = any(hit.policy == "fail_section" for hit in one.fired)
    return SectionScore(
        section=one.section.id,
        instance=one.instance,
        earned=one.earned,
        possible=one.possible,
        shown=percent(share),
        deducted=sum(taken),
        zeroed=one.is_zeroed,
        hidden=one.is_hidden,
        verdict="fail" if failed else against(share, one.section.pass_mark_hundredths),
    )

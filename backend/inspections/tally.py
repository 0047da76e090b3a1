"""The points of one instance of a section, question by question; pwa/src/answering/tally.ts says the same."""

from dataclasses import dataclass

from backend.checklists.document import ChecklistDocument, Question, Section
from backend.checklists.judgement import Judgement, Standing, has_points, judge_answer, possible_points
from backend.checklists.visibility import Given, Part
from backend.inspections.score import Failed, Fired, QuestionScore, Why


@dataclass(frozen=True, slots=True)
class Line:
    """One question as it was judged; `takes` is its deduction before caps, `may_take` that of one failure."""

    question: Question
    why: Why
    earned: int = 0
    possible: int = 0
    takes: int = 0
    may_take: int = 0
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """One instance of a section, before and after the red lines that were hit in it."""

    section: Section
    instance: int
    is_hidden: bool
    lines: tuple[Line, ...]
    earned: int
    possible: int
    fired: tuple[Fired, ...]
    failed: tuple[Failed, ...]

    @property
    def is_zeroed(self) -> bool:
        """A red line took all its points."""
        return any(hit.policy == "zero_section" for hit in self.fired)

    @property
    def adjusted(self) -> int:
        """Points after red lines, which never give any back."""
        return min(0, self.earned) if self.is_zeroed else self.earned


@dataclass(frozen=True, slots=True)
class Rules:
    """As much of a checklist and the moment as one line needs."""

    deducts: bool
    submitted: bool
    counts_unanswered: bool


def rules_of(document: ChecklistDocument, *, submitted: bool) -> Rules:
    """Read the rules; before it is submitted, what is unanswered does not count."""
    return Rules(document.mode == "deduction", submitted, submitted and document.unanswered == "zero")


def tally(part: Part, given: Given, rules: Rules) -> Tally:
    """Judge every question of one instance of a section and add up."""
    asked = {question.id for question in part.asked}
    lines: list[Line] = []
    fired: list[Fired] = []
    failed: list[Failed] = []
    for question in part.section.questions:
        if question.id not in asked:
            lines.append(Line(question, "hidden"))
            continue
        judgement = judge_answer(question, given.get((question.id, part.instance)))
        lines.append(
            deducting(question, judgement, rules) if rules.deducts else earning(question, judgement, rules)
        )
        failed += failures_of(question, part.instance, judgement)
        fired += red_line_hit(question, part.instance) if judgement.failures else []
    return Tally(
        part.section, part.instance, part.is_hidden, tuple(lines),
        sum(line.earned for line in lines), sum(line.possible for line in lines), tuple(fired), tuple(failed),
    )  # fmt: skip


def earning(question: Question, judgement: Judgement, rules: Rules) -> Line:
    """Return what a question earned of what it could."""
    if not has_points(question):
        return Line(question, "no_points")
    if question.weight == 0:
        return Line(question, "weight_zero")
    match judgement.standing:
        case Standing.NOT_APPLICABLE:
            return Line(question, "not_applicable")
        case Standing.UNANSWERED:
            possible = possible_points(question) if rules.counts_unanswered else 0
            return Line(question, why_unanswered(rules), 0, possible)
        case Standing.ANSWERED:
            return Line(question, "scored", judgement.earned, possible_points(question))


def deducting(question: Question, judgement: Judgement, rules: Rules) -> Line:
    """Return what a question takes: its deduction for every failure, once where it was left unanswered."""
    once = question.deduction
    if once == 0:
        return Line(question, "no_points")
    if judgement.failures:
        return Line(question, "deducted", takes=once * len(judgement.failures), may_take=once, counts=True)
    match judgement.standing:
        case Standing.NOT_APPLICABLE:
            return Line(question, "not_applicable")
        case Standing.UNANSWERED if rules.counts_unanswered:
            return Line(question, "unanswered_zero", takes=once, may_take=once, counts=True)
        case Standing.UNANSWERED:
            return Line(question, why_unanswered(rules))
        case Standing.ANSWERED:
            return Line(question, "scored", may_take=once, counts=True)


def why_unanswered(rules: Rules) -> Why:
    """Name what becomes of a question without an answer."""
    if not rules.submitted:
        return "unanswered"
    return "unanswered_zero" if rules.counts_unanswered else "unanswered_excluded"


def failures_of(question: Question, instance: int, judgement: Judgement) -> list[Failed]:
    """Return one failure for every failed option chosen, or the one of a reading."""
    return [Failed(question=question.id, instance=instance, option=option) for option in judgement.failures]


def red_line_hit(question: Question, instance: int) -> list[Fired]:
    """Return the red line of a question that failed, if it has one."""
    if question.red_line is None:
        return []
    cap = question.cap_hundredths if question.red_line == "cap" else None
    return [Fired(question=question.id, instance=instance, policy=question.red_line, cap_hundredths=cap)]


def question_score(line: Line, instance: int, deducted: int) -> QuestionScore:
    """Return what is kept of one question."""
    return QuestionScore(
        question=line.question.id,
        instance=instance,
        earned=line.earned,
        possible=line.possible,
        why=line.why,
        deducted=deducted,
    )

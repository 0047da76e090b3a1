"""What one inspection would have scored with another document, by the ids of its questions; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from backend.checklists.document import Answer, ChecklistDocument, Question, Section
from backend.checklists.visibility import Circumstances
from backend.inspections.score import Score
from backend.inspections.scoring import score_answers
from backend.inspections.understanding import nonsense_in


@dataclass(frozen=True, slots=True)
class Rescored:
    """The other score, and how many answers the other document does not understand."""

    score: Score
    unfit: int


def comparable(draft: ChecklistDocument, asked: ChecklistDocument) -> ChecklistDocument:
    """Return the draft with only those questions that were asked in the same way.

    A question that is new would otherwise count as unanswered, and every store would seem to lose by it.
    """
    kinds = {question.id: type(question) for question in asked.questions()}
    return keeping(draft, {q.id for q in draft.questions() if kinds.get(q.id) is type(q)})


def keeping(document: ChecklistDocument, ids: set[str]) -> ChecklistDocument:
    """Return a document with only these questions."""
    sections = tuple(
        replace(section, questions=tuple(q for q in section.questions if q.id in ids))
        for section in document.sections
    )
    return replace(document, sections=sections)


def rescore(document: ChecklistDocument, answers: Sequence[Answer], circumstances: Circumstances) -> Rescored:
    """Score old answers with a comparable document; what it does not understand counts in no direction."""
    places = {q.id: (section, q) for section in document.sections for q in section.questions}
    known = [answer for answer in answers if answer.question in places]
    unfit = {
        (answer.question, answer.instance) for answer in known if is_unfit(*places[answer.question], answer)
    }
    if unfit:
        lost = {question for question, _ in unfit}
        document = keeping(document, set(places) - lost)
        known = [answer for answer in known if answer.question not in lost]
    return Rescored(score_answers(document, known, circumstances, submitted=True), len(unfit))


def is_unfit(section: Section, question: Question, answer: Answer) -> bool:
    """Tell whether an answer makes no sense for its question as it is asked now."""
    return nonsense_in(question, answer) is not None or (answer.instance > 0 and not section.repeats)


def missing_from(document: ChecklistDocument, other: ChecklistDocument) -> list[str]:
    """List the questions of a document that the other does not ask in the same way."""
    kinds = {question.id: type(question) for question in other.questions()}
    return [q.id for q in document.questions() if kinds.get(q.id) is not type(q)]

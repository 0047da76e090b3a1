"""The score of an inspection as whoever may not read all of it is told it: over what they may read alone."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from backend.checklists.document import Answer, ChecklistDocument
from backend.checklists.visibility import Circumstances
from backend.inspections.score import Score
from backend.inspections.scoring import score_answers


def score_without(
    unread: Collection[str],
    document: ChecklistDocument,
    answers: Sequence[Answer],
    circumstances: Circumstances,
) -> Score:
    """Score as if some questions counted nothing; any sum they had a part in would give them away.

    They are still asked, so that what is asked because of them stays.
    """
    score = score_answers(counting_nothing(unread, document), answers, circumstances, submitted=True)
    return replace(
        score,
        failed=tuple(one for one in score.failed if one.question not in unread),
        fired=tuple(one for one in score.fired if one.question not in unread),
        questions=tuple(one for one in score.questions if one.question not in unread),
    )


def counting_nothing(unread: Collection[str], document: ChecklistDocument) -> ChecklistDocument:
    """The checklist with neither weight, deduction nor red line on some questions."""
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(one, weight=0, deduction=0, red_line=None) if one.id in unread else one
                for one in section.questions
            ),
        )
        for section in document.sections
    )
    return replace(document, sections=sections)

"""Turn every failure of an inspection into an issue."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from backend.checklists.document import Answer, ChecklistDocument
from backend.inspections.proof import Taking
from backend.inspections.schemas import Answered
from backend.inspections.score import Failed, Score
from backend.issues.finding import Finding
from backend.issues.raising import raise_issue


async def raise_findings(
    inspection: UUID,
    store: UUID,
    person: UUID,
    draft: Answered,
    document: ChecklistDocument,
    score: Score,
    at: datetime,
) -> None:
    """Raise one issue per failure, in the caller's transaction; one that was raised before stays as it is."""
    questions = {question.id: question for question in document.questions()}
    answers = {(answer.question, answer.instance): answer for answer in draft.answers}
    for failed in score.failed:
        question, answer = questions[failed.question], answers[failed.question, failed.instance]
        finding = Finding(
            id=issue_id(inspection, failed),
            store=store,
            person=person,
            title={"zh": question.text.zh, "en": question.text.en},
            severity=question.raises.severity,
            category=question.raises.category,
            due_hours=question.raises.due_hours,
            owner_role=question.raises.owner_role,
            raised_at=at,
            device_at=draft.device_at,
            note=found_words(answer),
            photos=with_marks(answer.photos, draft.takings),
            products=answer.products,
            reference_photo=question.reference_photo,
            red_line=question.red_line,
            inspection=inspection,
            question=question.id,
            instance=failed.instance,
            option=failed.option or "",
        )
        await raise_issue(finding)


def with_marks(photos: tuple[str, ...], takings: Sequence[Taking]) -> tuple[str, ...]:
    """Return the photos of a finding, each behind its copies with marks, which show what is meant."""
    marked = [(taking.marks, taking.photo) for taking in takings if taking.marks is not None]
    return tuple(
        dict.fromkeys(
            one for photo in photos for one in (*(copy for of, copy in marked if of == photo), photo)
        )
    )


def passed_questions(document: ChecklistDocument, draft: Answered, score: Score) -> list[tuple[str, int]]:
    """List the questions that were looked at and found well; "not applicable" is neither well nor ill."""
    failed = {(one.question, one.instance) for one in score.failed}
    unscored = {
        (question.id, option.id)
        for question in document.questions()
        for option in getattr(question, "options", ())
        if not option.scored
    }
    return [
        (answer.question, answer.instance)
        for answer in draft.answers
        if (answer.question, answer.instance) not in failed
        and not answer.not_applicable
        and (answer.question, answer.option) not in unscored
    ]


def issue_id(inspection: UUID, failed: Failed) -> UUID:
    """Return the id of the issue that a failure raises; the phone computes the same before it is sent.

    It is the UUIDv5 of "question/instance/option" under the inspection's own id; a reading has no option.
    """
    return uuid5(inspection, f"{failed.question}/{failed.instance}/{failed.option or ''}")


def found_words(answer: Answer) -> str:
    """Return the note, after the reading where there is one."""
    return " · ".join(words for words in (answer.number, answer.note) if words)

"""Turn every failure of an inspection into an issue."""

from datetime import datetime
from uuid import UUID, uuid5

from backend.checklists.document import Answer, ChecklistDocument
from backend.inspections.schemas import InspectionIn
from backend.inspections.scoring import Failed, Score
from backend.issues.raising import Finding, raise_issue


async def raise_findings(
    inspection: UUID,
    person: UUID,
    draft: InspectionIn,
    document: ChecklistDocument,
    score: Score,
    at: datetime,
) -> None:
    """Raise one issue per failure, in the transaction that takes the inspection in."""
    questions = {question.id: question for question in document.questions()}
    answers = {(answer.question, answer.instance): answer for answer in draft.answers}
    for failed in score.failed:
        question, answer = questions[failed.question], answers[failed.question, failed.instance]
        finding = Finding(
            id=issue_id(inspection, failed),
            store=draft.store,
            person=person,
            title={"zh": question.text.zh, "en": question.text.en},
            severity=question.raises.severity,
            category=question.raises.category,
            due_hours=question.raises.due_hours,
            raised_at=at,
            device_at=draft.device_at,
            note=found_words(answer),
            photos=answer.photos,
            products=answer.products,
            reference_photo=question.reference_photo,
            red_line=question.red_line,
            inspection=inspection,
            question=question.id,
            instance=failed.instance,
        )
        await raise_issue(finding)


def issue_id(inspection: UUID, failed: Failed) -> UUID:
    """Return the id of the issue that a failure raises; the phone computes the same before it is sent.

    It is the UUIDv5 of "question/instance/option" under the inspection's own id; a reading has no option.
    """
    return uuid5(inspection, f"{failed.question}/{failed.instance}/{failed.option or ''}")


def found_words(answer: Answer) -> str:
    """Return the note, after the reading where there is one."""
    return " · ".join(words for words in (answer.number, answer.note) if words)

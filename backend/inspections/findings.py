"""Turn every failure of an inspection into an issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from backend.checklists.document import Answer, ChecklistDocument, Question, Section
from backend.inspections.proof import InstanceName, Taking
from backend.inspections.schemas import Answered
from backend.inspections.score import Failed, Score
from backend.issues.finding import Finding
from backend.issues.raising import raise_issue


@dataclass(frozen=True, slots=True)
class Found:
    """By whom and where something was found, and what the instances of its sections are called."""

    inspection: UUID
    store: UUID
    person: UUID
    names: Sequence[InstanceName]
    at: datetime


async def raise_findings(visit: Found, draft: Answered, document: ChecklistDocument, score: Score) -> None:
    """Raise one issue per failure, in the caller's transaction; one that was raised before stays as it is."""
    questions = {
        question.id: (section, question) for section in document.sections for question in section.questions
    }
    answers = {(answer.question, answer.instance): answer for answer in draft.answers}
    for failed in score.failed:
        section, question = questions[failed.question]
        answer = answers[failed.question, failed.instance]
        finding = Finding(
            id=issue_id(visit.inspection, failed),
            store=visit.store,
            person=visit.person,
            title=title_of(section, question, failed.instance, visit.names),
            severity=question.raises.severity,
            category=question.raises.category,
            due_hours=question.raises.due_hours,
            owner_role=question.raises.owner_role,
            raised_at=visit.at,
            device_at=draft.device_at,
            note=found_words(answer),
            photos=with_marks(answer.photos, draft.takings),
            products=answer.products,
            reference_photo=question.reference_photo,
            red_line=question.red_line,
            inspection=visit.inspection,
            question=question.id,
            instance=failed.instance,
            option=failed.option or "",
        )
        await raise_issue(finding)


def title_of(
    section: Section, question: Question, instance: int, names: Sequence[InstanceName]
) -> dict[str, str]:
    """Say what is wrong, and in a section that repeats with which one: by its name, else by its number."""
    text = question.text
    if not section.repeats:
        return {"zh": text.zh, "en": text.en}
    called = next((one.name for one in names if (one.section, one.instance) == (section.id, instance)), "")
    zh, en = section.title.zh, section.title.en
    return {
        "zh": f"{text.zh} · {called or f'{zh}第 {instance + 1} 台'}",
        "en": f"{text.en} · {called or f'{en} no. {instance + 1}'}",
    }


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

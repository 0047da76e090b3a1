"""The log of what a store checked itself: every value with its limits, who, when, and what was done."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from backend.checklists.document import (
    Answer,
    ChecklistDocument,
    NumberQuestion,
    Question,
    TemperatureQuestion,
)
from backend.checklists.judgement import Standing, judge_answer
from backend.database import fetch
from backend.inspections.kept_back import hidden_questions
from backend.inspections.rounds.log_lines import LogLine, MissedCheck, StoreLog
from backend.inspections.tables import NEWEST_VERSION
from backend.people.access import load_store
from backend.people.person import SignedIn
from backend.problems import BadDocument, FieldProblem
from backend.stores.cards import store_cards
from backend.wire import Bilingual, build

LONGEST = timedelta(days=31)
CHECKED = f"""
    SELECT inspection.id, inspection.person, inspection.submitted_at, inspection.received_at,
        person.name AS person_name, checklist_version.id AS version, checklist_version.document,
        coalesce(newest.answers, inspection.answers) AS answers,
        newest.number IS NOT NULL AS amended
    FROM inspection JOIN person ON person.id = inspection.person
        JOIN checklist_version ON checklist_version.id = inspection.checklist_version {NEWEST_VERSION}
    WHERE inspection.store = $1 AND inspection.submitted_at >= $2 AND inspection.submitted_at < $3
        AND inspection.received_at >= $2::timestamptz - interval '1 day' AND EXISTS (
            SELECT FROM post WHERE post.person = inspection.person AND post.store = inspection.store
                AND post.role IN ('staff', 'store_manager'))
    ORDER BY inspection.submitted_at, inspection.id
"""  # noqa: S608
MISSED = """
    SELECT opens_at, due_at, newest.document -> 'name' AS checklist_name
    FROM task JOIN LATERAL (
        SELECT document FROM checklist_version WHERE checklist_version.checklist = task.checklist
        ORDER BY number DESC LIMIT 1) AS newest ON true
    WHERE task.store = $1 AND kind = 'self_check' AND withdrawn_at IS NULL AND inspection IS NULL
        AND due_at >= $2 AND due_at < $3 AND missed_at <= now()
    ORDER BY due_at
"""
YES, NO = Bilingual(zh="是", en="Yes"), Bilingual(zh="否", en="No")


async def read_log(store: UUID, person: SignedIn, since: date, until: date) -> StoreLog:
    """Return what a store within reach checked itself from one day to another, and what it missed."""
    if not timedelta(0) <= until - since <= LONGEST:
        raise BadDocument(fields=[FieldProblem("until", "Ask for a span of at most 31 days.")])
    place = await load_store(person, store)
    zone = ZoneInfo(place.time_zone)
    begin, end = (
        datetime.combine(day, time(), zone).astimezone(UTC) for day in (since, until + timedelta(days=1))
    )
    checked = await fetch(CHECKED, store, begin, end)
    missed = await fetch(MISSED, store, begin, end)
    return StoreLog(
        store=(await store_cards([store]))[0],
        since=since,
        until=until,
        lines=await lines_for(person, store, checked),
        missed=[build(MissedCheck, row) for row in missed],
    )


async def lines_for(person: SignedIn, store: UUID, checked: list[dict[str, Any]]) -> list[LogLine]:
    """Write self-checks down without what is kept back from their reader; each version is looked at once."""
    versions: dict[UUID, tuple[ChecklistDocument, set[str]]] = {}
    lines: list[LogLine] = []
    for row in checked:
        if row["version"] not in versions:
            document = msgspec.convert(row["document"], ChecklistDocument)
            versions[row["version"]] = document, await hidden_questions(person, store, document)
        document, hidden = versions[row["version"]]
        answers = msgspec.convert(row["answers"], list[Answer])
        is_own = row["person"] == person.id
        lines += lines_of(row, document, [one for one in answers if is_own or one.question not in hidden])
    return lines


def lines_of(row: dict[str, Any], document: ChecklistDocument, answers: list[Answer]) -> Iterator[LogLine]:
    """Write one self-check down, answer by answer, in the order of its checklist."""
    for section in document.sections:
        for question in section.questions:
            for answer in sorted(
                (one for one in answers if one.question == question.id), key=lambda one: one.instance
            ):
                judgement = judge_answer(question, answer)
                if judgement.standing == Standing.UNANSWERED:
                    continue
                yield LogLine(
                    inspection=row["id"],
                    checklist_name=document.name,
                    section=section.title,
                    instance=answer.instance + 1 if section.repeats else None,
                    question=question.text,
                    value=value_of(question, answer),
                    unit=question.unit if isinstance(question, NumberQuestion | TemperatureQuestion) else "",
                    min=limits_of(question)[0],
                    max=limits_of(question)[1],
                    failed=bool(judgement.failures),
                    action=answer.note or "",
                    photos=len(answer.photos),
                    person_name=row["person_name"],
                    at=answer.answered_at or row["submitted_at"],
                    received_at=row["received_at"],
                    amended=row["amended"],
                )


def value_of(question: Question, answer: Answer) -> Bilingual:
    """Return what was found, in words that anybody can check."""
    if answer.not_applicable:
        return Bilingual(zh="不适用", en="Not applicable")
    if answer.number is not None:
        return Bilingual(zh=answer.number, en=answer.number)
    if answer.option in ("yes", "no") and not hasattr(question, "options"):
        return YES if answer.option == "yes" else NO
    chosen = [answer.option, *answer.options]
    labels = [option.label for option in getattr(question, "options", ()) if option.id in chosen]
    if labels:
        return Bilingual(zh="、".join(one.zh for one in labels), en=", ".join(one.en for one in labels))
    return Bilingual(zh=answer.text or "", en=answer.text or "")


def limits_of(question: Question) -> tuple[str | None, str | None]:
    """Return the limits of a reading, where it has any."""
    if isinstance(question, NumberQuestion | TemperatureQuestion):
        return question.limits.min, question.limits.max
    return None, None

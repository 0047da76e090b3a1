"""Look a draft over as a publisher would: what would be refused, and what is only worth a thought."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec

from backend.checklists.document import ChecklistDocument, Key, Question, Section
from backend.checklists.questions import flaws_of
from backend.checklists.second_thoughts import thoughts_on
from backend.checklists.writing.schemas import Findings
from backend.problems import FieldProblem
from backend.wire import field_problem

T = TypeVar("T")
Raw = Mapping[str, object]
STAND_IN = {"kind": "text", "text": {"zh": "…", "en": "..."}, "required": False}


def look_over(draft: Raw) -> Findings:
    """Find everything at once, also in a draft of which a part is not even of the right shape.

    A question whose shape is wrong is named for that alone; a silent one stands in for it, so that
    every other path stays as it is.
    """
    found: list[FieldProblem] = []
    document = mended(draft, found)
    if document is None:
        return Findings(refusals=found, warnings=[])
    flaws = list(flaws_of(document))
    refusals = [flaw.problem for flaw in flaws if not flaw.is_warning]
    warnings = [flaw.problem for flaw in flaws if flaw.is_warning]
    return Findings(refusals=found + refusals, warnings=[*thoughts_on(document), *warnings])


def mended(draft: Raw, found: list[FieldProblem]) -> ChecklistDocument | None:
    """Return the document with stand-ins for what has no shape, or None where even those do not help."""
    try:
        return msgspec.convert(draft, ChecklistDocument)
    except msgspec.ValidationError:
        pass
    sections = draft.get("sections")
    if not isinstance(sections, list):
        found += shape_problems(draft, ChecklistDocument, "")
        return None
    head = {**draft, "sections": []}
    found += shape_problems(head, ChecklistDocument, "")
    whole = [mended_section(row, section, found) for row, section in enumerate(sections)]
    try:
        return msgspec.convert({**draft, "sections": whole}, ChecklistDocument)
    except msgspec.ValidationError as error:
        if not found:
            found.append(misshapen(error, ""))
        return None


def mended_section(row: int, section: object, found: list[FieldProblem]) -> object:
    """Return one section in which every question has a shape."""
    path = f"sections[{row}]"
    if not isinstance(section, dict) or not isinstance(section.get("questions"), list):
        found += shape_problems(section, Section, path)
        return section
    found += shape_problems({**section, "questions": []}, Section, path)
    return {**section, "questions": list(mended_questions(path, section["questions"], found))}


def mended_questions(path: str, questions: list[object], found: list[FieldProblem]) -> Iterator[object]:
    """Return the questions, and a stand-in for each that is of no shape."""
    for line, question in enumerate(questions):
        problems = shape_problems(question, Question, f"{path}.questions[{line}]")
        found += problems
        id = question.get("id") if isinstance(question, dict) else None
        known = id is not None and not shape_problems(id, Key, "")
        stand_in = {**STAND_IN, "id": id if known else f"line-{line}"}
        yield stand_in if problems else question


def shape_problems(part: object, shape: object, path: str) -> list[FieldProblem]:
    """Return what is wrong with the shape of one part, by its place in the whole."""
    try:
        msgspec.convert(part, shape)
    except msgspec.ValidationError as error:
        return [misshapen(error, path)]
    return []


def misshapen(error: msgspec.ValidationError, path: str) -> FieldProblem:
    """Name the place of what has no shape, by its path in the whole document."""
    problem = field_problem(str(error))
    inner = "" if problem.path == "(body)" else problem.path
    code = "too_many" if "`array` of length <=" in problem.message else "shape"
    return FieldProblem(".".join(filter(None, (path, inner))), problem.message, code)

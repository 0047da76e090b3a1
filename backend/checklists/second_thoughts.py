"""What a checklist does and its writer has perhaps not meant; none of it stops a publication."""

from collections.abc import Iterator

from backend.checklists.document import ChecklistDocument, Question, Section
from backend.problems import FieldProblem

MANY_QUESTIONS = 300


def thoughts_on(document: ChecklistDocument) -> Iterator[FieldProblem]:
    """Go through the document."""
    count = sum(len(section.questions) for section in document.sections)
    if count > MANY_QUESTIONS:
        yield FieldProblem("sections", f"{count} questions are more than anybody walks.", "many_questions")
    for row, section in enumerate(document.sections):
        yield from thoughts_on_section(f"sections[{row}]", section)


def thoughts_on_section(path: str, section: Section) -> Iterator[FieldProblem]:
    """Tell of a section without questions, and of each question in it."""
    if not section.questions:
        yield FieldProblem(f"{path}.questions", "This section has no question.", "section_empty")
    for line, question in enumerate(section.questions):
        yield from thoughts_on_question(f"{path}.questions[{line}]", question)


def thoughts_on_question(path: str, question: Question) -> Iterator[FieldProblem]:
    """Tell of a red line that costs no points, and of words that are the same in both languages."""
    if question.red_line is not None and question.weight == 0:
        yield FieldProblem(
            f"{path}.weight", "A red line with the weight 0 costs no points.", "red_line_weightless"
        )
    if question.text.zh.strip() and question.text.zh.strip() == question.text.en.strip():
        yield FieldProblem(f"{path}.text.en", "Both languages say the same words.", "words_untranslated")

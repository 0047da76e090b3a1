"""In a self-check a reading outside its limits says what was done; answering/corrective.ts finds the same."""

from collections.abc import Iterator, Sequence

from backend.checklists.document import Answer, ChecklistDocument
from backend.checklists.judgement import is_blank, judge_answer
from backend.checklists.question import NumberQuestion, TemperatureQuestion
from backend.problems import FieldProblem

CODE = "action_missing"


def missing_actions(document: ChecklistDocument, answers: Sequence[Answer]) -> Iterator[FieldProblem]:
    """Find every reading outside its limits without a word of what was done about it."""
    readings = {
        question.id: question
        for question in document.questions()
        if isinstance(question, NumberQuestion | TemperatureQuestion)
    }
    for index, answer in enumerate(answers):
        question = readings.get(answer.question)
        if question is None or not is_blank(answer.note):
            continue
        if judge_answer(question, answer).failures:
            words = f"“{question.text.en}” is outside its limits: say what was done about it."
            yield FieldProblem(f"answers[{index}]", words, CODE)

"""What keeps a checklist document from being published; its shape alone has been checked before."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from backend.checklists.document import (
    ChecklistDocument,
    ChoiceQuestion,
    Limits,
    MultiChoiceQuestion,
    NumberQuestion,
    OptionQuestion,
    PhotoQuestion,
    Question,
    TemperatureQuestion,
    TextQuestion,
    YesNoQuestion,
)
from backend.problems import FieldProblem
from backend.wire import Bilingual


def find_flaws(document: ChecklistDocument) -> list[FieldProblem]:
    """Find everything that would make a checklist impossible or pointless to answer."""
    return list(problems_of(document))


def problems_of(document: ChecklistDocument) -> Iterator[FieldProblem]:
    """Go through the document from top to bottom."""
    yield from missing_words("name", document.name)
    places = [
        (f"sections[{row}].questions[{line}]", question)
        for row, section in enumerate(document.sections)
        for line, question in enumerate(section.questions)
    ]
    if not places:
        yield FieldProblem("sections", "A checklist needs at least one question.", "empty")
    section_ids = [(f"sections[{row}].id", section.id) for row, section in enumerate(document.sections)]
    yield from used_twice(section_ids)
    yield from used_twice((f"{path}.id", question.id) for path, question in places)
    for row, section in enumerate(document.sections):
        yield from missing_words(f"sections[{row}].title", section.title)
    for path, question in places:
        yield from question_problems(path, question)
    if document.pass_mark_hundredths is not None and not any(earns(question) for _, question in places):
        yield FieldProblem("passMarkHundredths", "No question has points to pass with.", "no_points")


def used_twice(ids: Iterable[tuple[str, str]]) -> Iterator[FieldProblem]:
    """Find ids that stand for two things; an answer could not tell which it means."""
    seen: Counter[str] = Counter()
    for path, id in ids:
        seen[id] += 1
        if seen[id] > 1:
            yield FieldProblem(path, f"The id “{id}” is used twice.", "used_twice")


def missing_words(path: str, words: Bilingual) -> Iterator[FieldProblem]:
    """Find a language in which nothing is written."""
    for language, text in (("zh", words.zh), ("en", words.en)):
        if not text.strip():
            yield FieldProblem(f"{path}.{language}", "Write this in Chinese and in English.", "words_missing")


def question_problems(path: str, question: Question) -> Iterator[FieldProblem]:
    """Find what is wrong with one question."""
    yield from missing_words(f"{path}.text", question.text)
    if question.help is not None:
        yield from missing_words(f"{path}.help", question.help)
    match question:
        case ChoiceQuestion() | MultiChoiceQuestion():
            yield from option_problems(path, question)
        case NumberQuestion() | TemperatureQuestion():
            yield from limit_problems(f"{path}.limits", question.limits)
        case PhotoQuestion() if question.evidence.photos == "never":
            yield FieldProblem(f"{path}.evidence.photos", "A photo question takes photos.", "photo_forbidden")
        case YesNoQuestion() | TextQuestion() | PhotoQuestion():
            pass
    if question.red_line is not None and not can_fail(question):
        yield FieldProblem(
            f"{path}.redLine", "This question cannot fail, so it is no red line.", "cannot_fail"
        )


def option_problems(path: str, question: OptionQuestion) -> Iterator[FieldProblem]:
    """Find what is wrong with a set of options: none at all, or a scored set that nobody can score in."""
    if not question.options:
        yield FieldProblem(f"{path}.options", "Offer at least one option.", "empty")
    yield from used_twice(
        (f"{path}.options[{row}].id", option.id) for row, option in enumerate(question.options)
    )
    for row, option in enumerate(question.options):
        yield from missing_words(f"{path}.options[{row}].label", option.label)
    if question.allow_not_applicable:
        message = "Offer “not applicable” as an option that is not scored."
        yield FieldProblem(f"{path}.allowNotApplicable", message, "not_applicable_is_an_option")
    points = [option.points for option in question.options if option.scored]
    if not points or question.weight == 0:
        return
    if not any(points):
        message = "Give an option points, or the question the weight 0."
        yield FieldProblem(f"{path}.options", message, "no_points")
    elif isinstance(question, ChoiceQuestion) and max(points) < 0:
        yield FieldProblem(f"{path}.options", "Every option loses points.", "only_losses")


def limit_problems(path: str, limits: Limits) -> Iterator[FieldProblem]:
    """Find limits between which no reading lies."""
    if limits.min is not None and limits.max is not None and Decimal(limits.min) > Decimal(limits.max):
        yield FieldProblem(path, "The lower limit is above the upper one.", "upside_down")


def can_fail(question: Question) -> bool:
    """Tell whether any answer to a question fails."""
    match question:
        case ChoiceQuestion() | MultiChoiceQuestion():
            return any(option.failed for option in question.options)
        case YesNoQuestion():
            return True
        case NumberQuestion() | TemperatureQuestion():
            return question.limits != Limits()
        case TextQuestion() | PhotoQuestion():
            return False


def earns(question: Question) -> bool:
    """Tell whether a question has points to give."""
    match question:
        case ChoiceQuestion() | MultiChoiceQuestion():
            return question.weight > 0 and any(
                option.scored and option.points > 0 for option in question.options
            )
        case YesNoQuestion():
            return question.weight > 0
        case NumberQuestion() | TemperatureQuestion() | TextQuestion() | PhotoQuestion():
            return False

"""What is wrong with a checklist document; its shape alone has been checked before."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from backend.checklists.bounds import MOST_QUESTIONS
from backend.checklists.document import (
    ChecklistDocument,
    ChoiceQuestion,
    Limits,
    MultiChoiceQuestion,
    NumberQuestion,
    OptionQuestion,
    PhotoQuestion,
    Question,
    SliderQuestion,
    TemperatureQuestion,
    YesNoQuestion,
)
from backend.checklists.flaw import ChecklistFlaw, refusal, warning
from backend.checklists.grading import grading_flaws
from backend.checklists.reachable import condition_flaws
from backend.problems import FieldProblem
from backend.wire import Bilingual


def find_flaws(document: ChecklistDocument) -> list[FieldProblem]:
    """Find everything that would make a checklist impossible or pointless to answer."""
    return [flaw.problem for flaw in flaws_of(document) if not flaw.is_warning]


def find_warnings(document: ChecklistDocument) -> list[FieldProblem]:
    """Find what would surprise whoever answers or reads the score, and may be meant."""
    return [flaw.problem for flaw in flaws_of(document) if flaw.is_warning]


def flaws_of(document: ChecklistDocument) -> Iterator[ChecklistFlaw]:
    """Go through the document from top to bottom."""
    yield from missing_words("name", document.name)
    places = [
        (f"sections[{row}].questions[{line}]", question)
        for row, section in enumerate(document.sections)
        for line, question in enumerate(section.questions)
    ]
    if not places:
        yield refusal("sections", "A checklist needs at least one question.", "empty")
    if len(places) > MOST_QUESTIONS:
        message = f"A checklist has at most {MOST_QUESTIONS} questions; this one has {len(places)}."
        yield refusal(places[MOST_QUESTIONS][0], message, "too_many_questions")
        return
    section_ids = [(f"sections[{row}].id", section.id) for row, section in enumerate(document.sections)]
    yield from used_twice(section_ids)
    yield from used_twice((f"{path}.id", question.id) for path, question in places)
    for row, section in enumerate(document.sections):
        yield from missing_words(f"sections[{row}].title", section.title)
        if section.repeats and section.min_instances > section.max_instances:
            message = "The smallest number of instances is above the largest."
            yield refusal(f"sections[{row}].minInstances", message, "upside_down")
    for path, question in places:
        yield from question_flaws(path, question, deducts=document.mode == "deduction")
    yield from grading_flaws(document)
    yield from condition_flaws(document)


def used_twice(ids: Iterable[tuple[str, str]]) -> Iterator[ChecklistFlaw]:
    """Find ids that stand for two things; an answer could not tell which it means."""
    seen: Counter[str] = Counter()
    for path, id in ids:
        seen[id] += 1
        if seen[id] > 1:
            yield refusal(path, f"The id “{id}” is used twice.", "used_twice")


def missing_words(path: str, words: Bilingual) -> Iterator[ChecklistFlaw]:
    """Find a language in which nothing is written."""
    for language, text in (("zh", words.zh), ("en", words.en)):
        if not text.strip():
            yield refusal(f"{path}.{language}", "Write this in Chinese and in English.", "words_missing")


def question_flaws(path: str, question: Question, *, deducts: bool) -> Iterator[ChecklistFlaw]:
    """Find what is wrong with one question."""
    yield from missing_words(f"{path}.text", question.text)
    if question.help is not None:
        yield from missing_words(f"{path}.help", question.help)
    match question:
        case ChoiceQuestion() | MultiChoiceQuestion():
            yield from option_flaws(path, question, deducts=deducts)
        case NumberQuestion() | TemperatureQuestion():
            yield from limit_flaws(f"{path}.limits", question.limits)
        case SliderQuestion():
            yield from slider_flaws(path, question)
        case PhotoQuestion() if question.evidence.photos == "never":
            yield refusal(f"{path}.evidence.photos", "A photo question takes photos.", "photo_forbidden")
        case _:
            pass
    yield from red_line_flaws(path, question, deducts=deducts)


def option_flaws(path: str, question: OptionQuestion, *, deducts: bool) -> Iterator[ChecklistFlaw]:
    """Find what is wrong with a set of options: none at all, or a scored set that nobody can score in."""
    if not question.options:
        yield refusal(f"{path}.options", "Offer at least one option.", "empty")
    yield from used_twice(
        (f"{path}.options[{row}].id", option.id) for row, option in enumerate(question.options)
    )
    for row, option in enumerate(question.options):
        yield from missing_words(f"{path}.options[{row}].label", option.label)
    if question.allow_not_applicable:
        message = "Offer “not applicable” as an option that is not scored."
        yield refusal(f"{path}.allowNotApplicable", message, "not_applicable_is_an_option")
    points = [option.points for option in question.options if option.scored]
    if not points or question.weight == 0 or deducts:
        return
    if not any(points):
        message = "Give an option points, or the question the weight 0."
        yield refusal(f"{path}.options", message, "no_points")
    elif isinstance(question, ChoiceQuestion) and max(points) < 0:
        yield refusal(f"{path}.options", "Every option loses points.", "only_losses")
    elif isinstance(question, ChoiceQuestion):
        for row, option in enumerate(question.options):
            if option.scored and not option.failed and option.points == 0:
                message = (
                    "This option counts and earns nothing; if it means “not applicable”, do not score it."
                )
                yield warning(f"{path}.options[{row}].points", message, "option_without_points")


def limit_flaws(path: str, limits: Limits) -> Iterator[ChecklistFlaw]:
    """Find limits between which no reading lies."""
    if limits.min is not None and limits.max is not None and Decimal(limits.min) > Decimal(limits.max):
        yield refusal(path, "The lower limit is above the upper one.", "upside_down")


def slider_flaws(path: str, question: SliderQuestion) -> Iterator[ChecklistFlaw]:
    """Find a slider that cannot be moved, or whose best mark cannot be reached."""
    yield from limit_flaws(f"{path}.limits", question.limits)
    if question.min >= question.max:
        yield refusal(f"{path}.max", "The end of the slider has to be above its beginning.", "upside_down")
    elif (question.max - question.min) % question.step:
        yield refusal(f"{path}.step", "These steps never reach the end of the slider.", "step_misses_end")


def red_line_flaws(path: str, question: Question, *, deducts: bool) -> Iterator[ChecklistFlaw]:
    """Find red lines and deductions that could never do anything."""
    fails = can_fail(question)
    if question.deduction > 0 and not fails and deducts:
        yield warning(f"{path}.deduction", "This question cannot fail, so it takes nothing.", "never_deducts")
    if question.red_line is None:
        return
    if not fails:
        yield refusal(f"{path}.redLine", "This question cannot fail, so it is no red line.", "cannot_fail")
    if question.red_line == "cap" and question.cap_hundredths is None:
        yield refusal(f"{path}.capHundredths", "Say how much the score may still be.", "cap_missing")


def can_fail(question: Question) -> bool:
    """Tell whether any answer to a question fails."""
    match question:
        case ChoiceQuestion() | MultiChoiceQuestion():
            return any(option.failed for option in question.options)
        case YesNoQuestion():
            return True
        case NumberQuestion() | TemperatureQuestion() | SliderQuestion():
            return question.limits != Limits()
        case _:
            return False

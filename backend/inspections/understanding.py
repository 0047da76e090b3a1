"""Whether a question understands an answer at all; pwa/src/answering/understanding.ts says the same."""

from typing import Literal

from backend.checklists.document import (
    Answer,
    BarcodeQuestion,
    ChoiceQuestion,
    DateTimeQuestion,
    InformationQuestion,
    LocationQuestion,
    MultiChoiceQuestion,
    NumberQuestion,
    PhotoQuestion,
    Question,
    SignatureQuestion,
    SliderQuestion,
    TemperatureQuestion,
    TextQuestion,
    YesNoQuestion,
)
from backend.checklists.judgement import is_blank, reading_of, ten_thousandths

Nonsense = Literal[
    "unknown_instance", "not_applicable_forbidden", "wrong_kind", "unknown_option", "out_of_range"
]
Value = Literal["option", "options", "number", "text", "moment", "position"]
MOMENTS = {"date": (False, True), "time": (True, False), "date_time": (True, True)}


def nonsense_in(question: Question, answer: Answer) -> Nonsense | None:
    """Return why an answer cannot be understood."""
    values = values_given(answer)
    if answer.not_applicable and not question.allow_not_applicable:
        return "not_applicable_forbidden"
    if values and answer.not_applicable:
        return "wrong_kind"
    if values - values_taken(question) or not is_well_formed(question, answer):
        return "wrong_kind"
    if not set(options_given(answer)) <= options_offered(question):
        return "unknown_option"
    if isinstance(question, SliderQuestion) and answer.number is not None:
        return "out_of_range" if reading_of(question, answer.number) is None else None
    return None


def values_given(answer: Answer) -> set[Value]:
    """Return in which ways an answer answers; photos are only evidence until a question takes them."""
    filled: dict[Value, bool] = {
        "option": answer.option is not None,
        "options": bool(answer.options),
        "number": answer.number is not None,
        "text": not is_blank(answer.text),
        "moment": answer.moment is not None,
        "position": answer.position is not None,
    }
    return {value for value, is_filled in filled.items() if is_filled}


def values_taken(question: Question) -> set[Value]:
    """Return where the answer to a kind of question may stand."""
    match question:
        case ChoiceQuestion() | YesNoQuestion():
            return {"option"}
        case MultiChoiceQuestion():
            return {"options"}
        case NumberQuestion() | TemperatureQuestion() | SliderQuestion():
            return {"number"}
        case TextQuestion() | SignatureQuestion() | BarcodeQuestion():
            return {"text"}
        case DateTimeQuestion():
            return {"moment"}
        case LocationQuestion():
            return {"position", "text"}
        case PhotoQuestion() | InformationQuestion():
            return set()


def is_well_formed(question: Question, answer: Answer) -> bool:
    """Tell whether a number is one, and whether a day or a time is what was asked for."""
    if answer.number is not None and ten_thousandths(answer.number) is None:
        return False
    if answer.moment is None or not isinstance(question, DateTimeQuestion):
        return True
    return (":" in answer.moment, "-" in answer.moment) == MOMENTS[question.asks]


def options_given(answer: Answer) -> list[str]:
    """Return every option that an answer names."""
    return [*([] if answer.option is None else [answer.option]), *answer.options]


def options_offered(question: Question) -> set[str]:
    """Return the options that a question has."""
    match question:
        case ChoiceQuestion() | MultiChoiceQuestion():
            return {option.id for option in question.options}
        case YesNoQuestion():
            return {"yes", "no"}
        case _:
            return set()


def photos_needed(question: Question, *, failed: bool) -> int:
    """Return how many different photos an answer has to come with; a drawn signature is no evidence."""
    rule = question.evidence.photos
    if isinstance(question, PhotoQuestion):
        return question.evidence.count
    if isinstance(question, SignatureQuestion | InformationQuestion):
        return 0
    return question.evidence.count if rule == "always" or (rule == "on_fail" and failed) else 0


def says_nothing(question: Question, answer: Answer) -> bool:
    """Tell whether an answer was begun and left empty; a note or a photo alone answers no choice."""
    if answer.not_applicable or values_given(answer):
        return False
    return not (isinstance(question, PhotoQuestion | SignatureQuestion) and answer.photos)

"""What one answer says of its question: whether it counts, what it earns and what failed."""

import re
from dataclasses import dataclass
from enum import StrEnum

from backend.checklists.answer import Answer
from backend.checklists.question import (
    BarcodeQuestion,
    ChoiceQuestion,
    DateTimeQuestion,
    InformationQuestion,
    Limits,
    LocationQuestion,
    MultiChoiceQuestion,
    NumberQuestion,
    Option,
    OptionQuestion,
    PhotoQuestion,
    Question,
    SignatureQuestion,
    SliderQuestion,
    TemperatureQuestion,
    TextQuestion,
    YesNoQuestion,
)

DECIMALS = re.compile(r"(-?)([0-9]{1,9})(?:\.([0-9]{1,4}))?")
# Written out, because Python and JavaScript disagree on what else is white space.
BLANK = " \t\r\n\u3000"


class Standing(StrEnum):
    """Whether a question was answered."""

    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not_applicable"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Standing, points earned, and for every failure the option that was chosen (None for a reading)."""

    standing: Standing
    earned: int = 0
    failures: tuple[str | None, ...] = ()


UNANSWERED = Judgement(Standing.UNANSWERED)
NOT_APPLICABLE = Judgement(Standing.NOT_APPLICABLE)
ANSWERED = Judgement(Standing.ANSWERED)


def judge_answer(question: Question, answer: Answer | None) -> Judgement:
    """Judge an answer; one that its question does not understand counts as none."""
    if answer is None:
        return UNANSWERED
    if answer.not_applicable:
        return NOT_APPLICABLE
    match question:
        case ChoiceQuestion():
            return judge_options(question, {answer.option} if answer.option is not None else set())
        case MultiChoiceQuestion():
            return judge_options(question, set(answer.options))
        case YesNoQuestion():
            return judge_yes_no(question, answer.option)
        case NumberQuestion() | TemperatureQuestion() | SliderQuestion():
            return judge_reading(question, reading_of(question, answer.number))
        case TextQuestion() | BarcodeQuestion():
            return given(not is_blank(answer.text))
        case DateTimeQuestion():
            return given(answer.moment is not None)
        case PhotoQuestion():
            return given(bool(answer.photos))
        case SignatureQuestion():
            return given(bool(answer.photos) or not is_blank(answer.text))
        case LocationQuestion():
            return given(answer.position is not None or not is_blank(answer.text))
        case InformationQuestion():
            return UNANSWERED


def possible_points(question: Question) -> int:
    """Return the most that a question can earn, never below 0; a kind without points earns nothing."""
    match question:
        case ChoiceQuestion():
            return question.weight * max([0, *(option.points for option in scored_options(question))])
        case MultiChoiceQuestion():
            return question.weight * sum(max(option.points, 0) for option in scored_options(question))
        case YesNoQuestion():
            return question.weight
        case SliderQuestion():
            return question.weight * question.max
        case (
            NumberQuestion() | TemperatureQuestion() | TextQuestion() | DateTimeQuestion() | PhotoQuestion()
            | SignatureQuestion() | BarcodeQuestion() | LocationQuestion() | InformationQuestion()
        ):  # fmt: skip
            return 0


def has_points(question: Question) -> bool:
    """Tell whether a question is of a kind that counts, whatever its weight."""
    match question:
        case ChoiceQuestion() | MultiChoiceQuestion():
            return any(option.scored for option in question.options)
        case YesNoQuestion() | SliderQuestion():
            return True
        case _:
            return False


def judge_options(question: OptionQuestion, ids: set[str]) -> Judgement:
    """Judge chosen options: unscored ones alone take the question out, but what failed still failed."""
    chosen = [option for option in question.options if option.id in ids]
    if not chosen:
        return UNANSWERED
    earned = question.weight * sum(option.points for option in chosen if option.scored)
    failures = tuple(option.id for option in chosen if option.failed)
    taken_out = scored_options(question) and not any(option.scored for option in chosen)
    return Judgement(Standing.NOT_APPLICABLE if taken_out else Standing.ANSWERED, earned, failures)


def scored_options(question: OptionQuestion) -> list[Option]:
    """Return the options that count."""
    return [option for option in question.options if option.scored]


def judge_yes_no(question: YesNoQuestion, option: str | None) -> Judgement:
    """Judge a yes or a no: 1 of 1 for the one that passes."""
    if option not in ("yes", "no"):
        return UNANSWERED
    if option == question.passes:
        return Judgement(Standing.ANSWERED, question.weight)
    return Judgement(Standing.ANSWERED, failures=(option,))


def judge_reading(
    question: NumberQuestion | TemperatureQuestion | SliderQuestion, reading: int | None
) -> Judgement:
    """Judge a reading in ten-thousandths: exactly at a limit passes, and a slider earns itself."""
    if reading is None:
        return UNANSWERED
    earned = question.weight * reading // 10_000 if isinstance(question, SliderQuestion) else 0
    return Judgement(Standing.ANSWERED, earned, () if is_within(question.limits, reading) else (None,))


def reading_of(question: Question, number: str | None) -> int | None:
    """Read what was measured, in ten-thousandths; a slider stands only on its own marks."""
    reading = ten_thousandths(number)
    if reading is None or not isinstance(question, SliderQuestion):
        return reading
    value, rest = divmod(reading, 10_000)
    on_a_mark = (
        rest == 0 and question.min <= value <= question.max and (value - question.min) % question.step == 0
    )
    return reading if on_a_mark else None


def is_within(limits: Limits, reading: int) -> bool:
    """Tell whether a reading in ten-thousandths lies within the limits."""
    lowest, highest = ten_thousandths(limits.min), ten_thousandths(limits.max)
    return (lowest is None or reading >= lowest) and (highest is None or reading <= highest)


def ten_thousandths(decimals: str | None) -> int | None:
    """Read "-4.25" as -42500; half-typed text such as "-" or "4." is no number yet."""
    read = DECIMALS.fullmatch(decimals or "")
    if read is None:
        return None
    size = int(read[2]) * 10_000 + int((read[3] or "").ljust(4, "0"))
    return -size if read[1] else size


def is_blank(words: str | None) -> bool:
    """Tell whether nothing was written."""
    return not (words or "").strip(BLANK)


def given(is_given: bool) -> Judgement:
    """Judge what can only be there or not."""
    return ANSWERED if is_given else UNANSWERED

"""What an inspector of the demo company answers: believable, and the same on every load."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from backend.checklists.document import (
    Answer,
    BarcodeQuestion,
    ChecklistDocument,
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
from backend.demo.story import Finding, StoreLine, Visit, life

# A question and the instance of its section.
Place = tuple[str, int]
Photos = Mapping[Place, str]

READINGS: dict[str, tuple[float, float, int]] = {
    "price_errors": (0, 0, 0),
    "chilled_temperature": (1.4, 4.6, 1),
    "dairy_temperature": (1.4, 4.4, 1),
    "freezer_temperature": (-21.5, -18.2, 1),
    "freezer_opening": (-21.5, -18.2, 1),
    "hot_holding": (61.5, 70.5, 1),
    "fryer_oil": (11, 24, 0),
    "sanitiser_strength": (260, 350, 0),
    "queue_length": (1, 4, 0),
    "till_float": (0, 0, 0),
}
ONLY_WITH = {"fryer_oil": "has_fryer", "hot_holding": "has_fryer"}


def fill_in(
    document: ChecklistDocument,
    visit: Visit,
    store: StoreLine,
    chance: Random,
    photos: Photos,
    missing: list[UUID],
    started_at: datetime,
) -> list[Answer]:
    """Answer every question that needs it, half a minute after the one before."""
    faults = {(fault.question, fault.instance): finding_of(fault.question) for fault in visit.faults}
    answers: list[Answer] = []
    for question, instance in asked(document, store):
        place = (question.id, instance)
        at = started_at + timedelta(seconds=28 * (len(answers) + 1))
        photo = (photos[place],) if place in photos else ()
        if finding := faults.get(place):
            answers.append(found_wrong(finding, question, instance, chance, photo, missing, at))
        elif answer := found_well(question, instance, visit, store, chance, photo, at):
            answers.append(answer)
    return answers


def asked(document: ChecklistDocument, store: StoreLine) -> Iterator[tuple[Question, int]]:
    """Every question in the order of the walk; a repeating section once per fridge."""
    for section in document.sections:
        for instance in range(int(store.attributes["fridges"]) if section.repeats else 1):
            for question in section.questions:
                yield question, instance


def finding_of(question: str) -> Finding:
    """How this question fails in the demo."""
    return next(finding for finding in life().findings if finding.question == question)


def found_wrong(
    finding: Finding,
    question: Question,
    instance: int,
    chance: Random,
    photo: tuple[str, ...],
    missing: list[UUID],
    at: datetime,
) -> Answer:
    """A failing answer with its note, its photo and, for an empty shelf, what is missing."""
    return Answer(
        question=question.id,
        instance=instance,
        option=finding.option,
        options=finding.options,
        number=finding.number,
        note=chance.choice(finding.notes),
        photos=photo,
        products=tuple(missing) if question.raises.category == "empty_shelf" else (),
        answered_at=at,
    )


def found_well(
    question: Question,
    instance: int,
    visit: Visit,
    store: StoreLine,
    chance: Random,
    photo: tuple[str, ...],
    at: datetime,
) -> Answer | None:
    """An answer that passes; None where an optional question is passed over."""

    def answer(**value: object) -> Answer:
        return Answer(question=question.id, instance=instance, photos=photo, answered_at=at, **value)  # type: ignore[arg-type]

    attribute = ONLY_WITH.get(question.id)
    if attribute and not store.attributes[attribute]:
        return answer(not_applicable=True)
    match question:
        case ChoiceQuestion():
            return answer(option=choose(question, visit.care, chance))
        case MultiChoiceQuestion():
            return answer(options=(question.options[0].id,))
        case YesNoQuestion():
            return answer(option=question.passes)
        case NumberQuestion() | TemperatureQuestion():
            low, high, digits = READINGS[question.id]
            return answer(number=f"{chance.uniform(low, high):.{digits}f}")
        case TextQuestion():
            return say(question, chance, answer)
        case PhotoQuestion():
            return answer() if photo else None
        case SliderQuestion():
            return answer(number=str(chance.randrange(question.max - 2, question.max + 1)))
        case DateTimeQuestion():
            return answer(moment=moment_of(question, at))
        case SignatureQuestion():
            return answer(text=chance.choice(life().signers))
        case BarcodeQuestion() | LocationQuestion() | InformationQuestion():
            return None


def moment_of(question: DateTimeQuestion, at: datetime) -> str:
    """The day before, or ten minutes ago: when it was last done."""
    match question.asks:
        case "date":
            return (at - timedelta(days=1)).date().isoformat()
        case "time":
            return f"{at - timedelta(minutes=10):%H:%M}"
        case "date_time":
            return f"{at - timedelta(minutes=10):%Y-%m-%dT%H:%M}"


def choose(question: ChoiceQuestion, care: int, chance: Random) -> str:
    """Good, or only acceptable where the store takes less care."""
    good, acceptable = question.options[0].id, question.options[1].id
    return good if chance.randrange(100) < care else acceptable


def say(question: Question, chance: Random, answer: Callable[..., Answer]) -> Answer | None:
    """Praise now and then; what was agreed always."""
    if question.required:
        return answer(text=chance.choice(life().agreed))
    return answer(text=chance.choice(life().praise)) if chance.random() < 0.6 else None

"""The checklist document: what HQ publishes, the phone carries and an inspection is scored by."""

from collections.abc import Iterator
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.wire import Bilingual, Category, Decimals, Document, Moment, Severity, Sha256, Words

# Together these bounds keep the points of a whole inspection below 2^53, the last a phone counts exactly.
Key = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_.-]{1,64}$(?!\n)")]
Weight = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Points = Annotated[int, msgspec.Meta(ge=-10_000, le=10_000)]
Instance = Annotated[int, msgspec.Meta(ge=0, le=99)]
PhotoCount = Annotated[int, msgspec.Meta(ge=1, le=9)]
Hours = Annotated[int, msgspec.Meta(ge=1, le=8760)]
Hundredths = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Unit = Annotated[str, msgspec.Meta(max_length=16)]

Mode = Literal["points"]
RedLine = Literal["flag", "fail_inspection"]
Colour = Literal["green", "amber", "red", "grey"]


class Evidence(Document):
    """What an answer has to be proven with."""

    photos: Literal["never", "optional", "on_fail", "always"] = "optional"
    count: PhotoCount = 1
    note_on_fail: bool = False


class Raises(Document):
    """What kind of issue a failure raises."""

    severity: Severity = "medium"
    category: Category = "general"
    due_hours: Hours | None = None


class Option(Document):
    """One answer that a choice offers."""

    id: Key
    label: Bilingual
    points: Points
    scored: bool = True
    failed: bool = False
    colour: Colour = "grey"


class Limits(Document):
    """The readings that pass, both ends included."""

    min: Decimals | None = None
    max: Decimals | None = None


class QuestionBase(Document, tag_field="kind"):
    """What every kind of question has."""

    id: Key
    text: Bilingual
    help: Bilingual | None = None
    weight: Weight = 1
    required: bool = True
    red_line: RedLine | None = None
    allow_not_applicable: bool = False
    evidence: Evidence = Evidence()
    raises: Raises = Raises()
    reference_photo: Sha256 | None = None


class ChoiceQuestion(QuestionBase, tag="choice", kw_only=True):
    """One of a set; "not applicable" is an option with `scored=false`."""

    options: Annotated[tuple[Option, ...], msgspec.Meta(max_length=30)]
    response_set: UUID | None = None


class MultiChoiceQuestion(QuestionBase, tag="multi_choice", kw_only=True):
    """Any of a set."""

    options: Annotated[tuple[Option, ...], msgspec.Meta(max_length=30)]
    response_set: UUID | None = None


class YesNoQuestion(QuestionBase, tag="yes_no"):
    """Yes or no, one of which passes and earns 1 of 1."""

    passes: Literal["yes", "no"] = "yes"


class NumberQuestion(QuestionBase, tag="number"):
    """A number that earns nothing and fails outside its limits."""

    unit: Unit = ""
    limits: Limits = Limits()


class TemperatureQuestion(QuestionBase, tag="temperature"):
    """A temperature that earns nothing and fails outside its limits."""

    unit: Unit = "°C"
    limits: Limits = Limits()


class TextQuestion(QuestionBase, tag="text"):
    """Words; no points."""


class PhotoQuestion(QuestionBase, tag="photo"):
    """A photo is the answer; no points."""


OptionQuestion = ChoiceQuestion | MultiChoiceQuestion
ReadingQuestion = NumberQuestion | TemperatureQuestion
Question = OptionQuestion | YesNoQuestion | ReadingQuestion | TextQuestion | PhotoQuestion


class Section(Document, kw_only=True):
    """A group of questions; a repeating one is answered once per fridge, till or toilet."""

    id: Key
    title: Bilingual
    repeats: bool = False
    questions: Annotated[tuple[Question, ...], msgspec.Meta(max_length=200)]


class ChecklistDocument(Document, kw_only=True):
    """A checklist version as published, never changed afterwards."""

    name: Bilingual
    mode: Mode = "points"
    unanswered: Literal["zero", "exclude"] = "zero"
    repeats: Literal["pooled", "mean_of_instances"] = "pooled"
    pass_mark_hundredths: Hundredths | None = None
    sections: Annotated[tuple[Section, ...], msgspec.Meta(max_length=50)]

    def questions(self) -> Iterator[Question]:
        """Every question in the order of the document."""
        for section in self.sections:
            yield from section.questions


class Answer(Document):
    """What was found on one question, in one instance of its section."""

    question: Key
    instance: Instance = 0
    not_applicable: bool = False
    option: Key | None = None
    options: Annotated[tuple[Key, ...], msgspec.Meta(max_length=30)] = ()
    number: Decimals | None = None
    text: Words | None = None
    note: Words | None = None
    photos: Annotated[tuple[Sha256, ...], msgspec.Meta(max_length=20)] = ()
    products: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=100)] = ()
    answered_at: Moment | None = None

"""The questions of a checklist, each kind with what it accepts and what an answer earns."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.checklists.bounds import (
    Deduction,
    Hours,
    Hundredths,
    Key,
    PhotoCount,
    Points,
    Slid,
    Step,
    Unit,
    Weight,
)
from backend.checklists.condition import Condition
from backend.people.schemas import Role
from backend.wire import Bilingual, Category, Decimals, Document, Severity, Sha256

RedLine = Literal["flag", "fail_section", "fail_inspection", "zero_section", "zero_inspection", "cap"]
Colour = Literal["green", "amber", "red", "grey", "blue"]


class Evidence(Document):
    """What an answer has to be proven with."""

    photos: Literal["never", "optional", "on_fail", "always"] = "optional"
    count: PhotoCount = 1
    note_on_fail: bool = False


class Raises(Document):
    """What kind of issue a failure raises, and who has to see to it."""

    severity: Severity = "medium"
    category: Category = "general"
    owner_role: Role | None = None
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
    """What every kind of question has.

    `cap_hundredths` belongs to the red line `cap`; `deduction`, taken per failure, and its cap over the
    whole inspection belong to checklists that deduct.
    """

    id: Key
    text: Bilingual
    help: Bilingual | None = None
    weight: Weight = 1
    required: bool = True
    red_line: RedLine | None = None
    cap_hundredths: Hundredths | None = None
    deduction: Deduction = 0
    deduction_cap: Deduction | None = None
    allow_not_applicable: bool = False
    evidence: Evidence = Evidence()
    raises: Raises = Raises()
    reference_photo: Sha256 | None = None
    shown_if: Condition | None = None


class ChoiceQuestion(QuestionBase, tag="choice", kw_only=True):
    """One of a set; "not applicable" is an option with `scored=false`.

    `response_set` names the set of the company that the options were taken from; they are a copy.
    """

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


class SliderQuestion(QuestionBase, tag="slider"):
    """A whole number that earns itself, of the largest there is, and fails outside its limits."""

    min: Slid = 0
    max: Slid = 10
    step: Step = 1
    unit: Unit = ""
    limits: Limits = Limits()


class TextQuestion(QuestionBase, tag="text"):
    """Words; no points."""


class DateTimeQuestion(QuestionBase, tag="date_time"):
    """A day, a time of day or both, by the store's clock; no points."""

    asks: Literal["date", "time", "date_time"] = "date"


class PhotoQuestion(QuestionBase, tag="photo"):
    """A photo is the answer; no points."""


class SignatureQuestion(QuestionBase, tag="signature"):
    """A name, drawn (a photo of the strokes) or written; no points."""


class BarcodeQuestion(QuestionBase, tag="barcode"):
    """The digits of a barcode or the text of a QR code; no points."""


class LocationQuestion(QuestionBase, tag="location"):
    """Where something is: a position, or words where the phone has none; no points."""


class InformationQuestion(QuestionBase, tag="information"):
    """Something to know, with its reference photo; nothing is answered."""


OptionQuestion = ChoiceQuestion | MultiChoiceQuestion
ReadingQuestion = NumberQuestion | TemperatureQuestion
MeasuredQuestion = ReadingQuestion | SliderQuestion
Question = (
    OptionQuestion
    | YesNoQuestion
    | MeasuredQuestion
    | TextQuestion
    | DateTimeQuestion
    | PhotoQuestion
    | SignatureQuestion
    | BarcodeQuestion
    | LocationQuestion
    | InformationQuestion
)

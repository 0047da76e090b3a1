"""The checklist document: what HQ publishes, the phone carries and an inspection is scored by."""

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from backend.checklists.answer import Answer, Position
from backend.checklists.bounds import Base, Deduction, Hundredths, Instances, Key, Weight
from backend.checklists.condition import Condition
from backend.checklists.question import (
    BarcodeQuestion,
    ChoiceQuestion,
    Colour,
    DateTimeQuestion,
    Evidence,
    InformationQuestion,
    Limits,
    LocationQuestion,
    MeasuredQuestion,
    MultiChoiceQuestion,
    NumberQuestion,
    Option,
    OptionQuestion,
    PhotoQuestion,
    Question,
    Raises,
    ReadingQuestion,
    RedLine,
    SignatureQuestion,
    SliderQuestion,
    TemperatureQuestion,
    TextQuestion,
    YesNoQuestion,
)
from backend.wire import Bilingual, Document

# Whoever reads a checklist finds every word of it here.
__all__ = [
    "Answer",
    "Band",
    "BarcodeQuestion",
    "ChecklistDocument",
    "ChoiceQuestion",
    "Colour",
    "Condition",
    "DateTimeQuestion",
    "Evidence",
    "InformationQuestion",
    "Key",
    "Limits",
    "LocationQuestion",
    "MeasuredQuestion",
    "MultiChoiceQuestion",
    "NumberQuestion",
    "Option",
    "OptionQuestion",
    "PhotoQuestion",
    "Position",
    "Question",
    "Raises",
    "ReadingQuestion",
    "RedLine",
    "Section",
    "SignatureQuestion",
    "SliderQuestion",
    "TemperatureQuestion",
    "TextQuestion",
    "YesNoQuestion",
]

Mode = Literal["points", "weighted_sections", "deduction"]


class Band(Document):
    """A grade such as "A": the scores from its lower bound up to the next band."""

    id: Key
    label: Bilingual
    from_hundredths: Hundredths
    colour: Colour = "grey"


class Section(Document, kw_only=True):
    """A group of questions; a repeating one is answered once per fridge, till or toilet.

    `weight` counts in checklists of weighted sections. An instance below the pass mark has failed, and
    with `must_pass` the inspection with it. A `shuffled` one is asked in another order in every visit.
    """

    id: Key
    title: Bilingual
    weight: Weight = 1
    pass_mark_hundredths: Hundredths | None = None
    must_pass: bool = False
    deduction_cap: Deduction | None = None
    repeats: bool = False
    shuffled: bool = False
    min_instances: Instances = 1
    max_instances: Instances = 100
    shown_if: Condition | None = None
    questions: Annotated[tuple[Question, ...], msgspec.Meta(max_length=2000)]


class ChecklistDocument(Document, kw_only=True):
    """A checklist version as published, never changed afterwards."""

    name: Bilingual
    mode: Mode = "points"
    base: Base = 100
    unanswered: Literal["zero", "exclude"] = "zero"
    repeats: Literal["pooled", "mean_of_instances"] = "pooled"
    pass_mark_hundredths: Hundredths | None = None
    bands: Annotated[tuple[Band, ...], msgspec.Meta(max_length=12)] = ()
    sections: Annotated[tuple[Section, ...], msgspec.Meta(max_length=100)]

    def questions(self) -> Iterator[Question]:
        """Every question in the order of the document."""
        for section in self.sections:
            yield from section.questions

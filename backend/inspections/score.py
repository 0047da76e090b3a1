"""The result of an inspection with its explanation, as it is stored and as it crosses the wire."""

from fractions import Fraction
from typing import Annotated, Literal

import msgspec

from backend.checklists.document import RedLine
from backend.wire import Document

ENGINE_VERSION = 2

Verdict = Literal["pass", "fail"]
Digits = Annotated[str, msgspec.Meta(pattern=r"^-?[0-9]+$(?!\n)")]
Why = Literal[
    "scored",
    "deducted",
    "not_applicable",
    "hidden",
    "weight_zero",
    "no_points",
    "unanswered",
    "unanswered_zero",
    "unanswered_excluded",
]


class Share(Document):
    """An exact fraction of 1, reduced; in digits, because the mean of many fridges outgrows a JSON number."""

    numerator: Digits
    denominator: Digits

    def exact(self) -> Fraction:
        """Return the fraction to reckon with."""
        return Fraction(int(self.numerator), int(self.denominator))


class Fired(Document, kw_only=True):
    """A red line that was hit, and what it does."""

    question: str
    instance: int
    policy: RedLine
    cap_hundredths: int | None = None


class Failed(Document):
    """One failure, of which one issue is raised."""

    question: str
    instance: int
    option: str | None


class SectionScore(Document, kw_only=True):
    """What one instance of a section earned before red lines, and what is shown of it after them."""

    section: str
    instance: int
    earned: int
    possible: int
    shown: str | None
    deducted: int = 0
    zeroed: bool = False
    hidden: bool = False
    verdict: Verdict | None = None


class QuestionScore(Document, kw_only=True):
    """What one question earned or took in one instance, and why it counts or does not."""

    question: str
    instance: int
    earned: int
    possible: int
    why: Why
    deducted: int = 0


class Score(Document, kw_only=True):
    """The result of an inspection; `shown` is a percentage, null where nothing was possible.

    `raw` is before and `adjusted` after red lines. What was scored by an engine before 2 has no `questions`.
    """

    earned: int
    possible: int
    raw: Share | None
    adjusted: Share | None
    shown: str | None
    raw_shown: str | None = None
    verdict: Verdict | None
    band: str | None = None
    fired: tuple[Fired, ...]
    failed: tuple[Failed, ...]
    sections: tuple[SectionScore, ...]
    questions: tuple[QuestionScore, ...] = ()
    engine_version: int = ENGINE_VERSION


def as_share(share: Fraction | None) -> Share | None:
    """Write a fraction down."""
    if share is None:
        return None
    return Share(numerator=str(share.numerator), denominator=str(share.denominator))


def percent(share: Fraction | None) -> str | None:
    """Show a share as a percentage with two decimals, half up, and one below 0 as 0."""
    if share is None:
        return None
    hundredths = max(0, (share * 20_000 + 1) // 2)
    return f"{hundredths // 100}.{hundredths % 100:02d}"

"""What was found under an older version of a checklist and fits nowhere in the one that was handed in."""

from collections.abc import Sequence
from typing import Literal

from backend.checklists.document import Answer, Question
from backend.wire import Document


class SetAside(Document):
    """An answer with the question as it was asked then, and why it could not come along."""

    question: Question
    answer: Answer
    why: Literal["gone", "kind", "option", "instance", "not_applicable"]


def photos_aside(aside: Sequence[SetAside]) -> list[str]:
    """List the photos of what was set aside."""
    return [photo for one in aside for photo in one.answer.photos]

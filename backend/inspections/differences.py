"""What an amendment changed, question by question: pure comparison."""

from collections.abc import Sequence

from backend.checklists.document import Answer
from backend.wire import Document


class AnswerChange(Document):
    """One answer before and after an amendment; none where it was not given."""

    question: str
    instance: int
    before: Answer | None
    after: Answer | None


def differences(before: Sequence[Answer], after: Sequence[Answer]) -> list[AnswerChange]:
    """List every place whose answer says something else, in the order of the newer version.

    When an answer was given is no difference.
    """
    old = {(answer.question, answer.instance): answer for answer in before}
    new = {(answer.question, answer.instance): answer for answer in after}
    return [
        AnswerChange(question=place[0], instance=place[1], before=old.get(place), after=new.get(place))
        for place in dict.fromkeys([*new, *old])
        if timeless(old.get(place)) != timeless(new.get(place))
    ]


def timeless(answer: Answer | None) -> dict[str, object] | None:
    """Return what an answer says."""
    if answer is None:
        return None
    return {name: getattr(answer, name) for name in answer.__struct_fields__ if name != "answered_at"}

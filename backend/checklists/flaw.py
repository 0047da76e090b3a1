"""One thing wrong with a checklist, told so that the editor can lead to it."""

from dataclasses import dataclass

from backend.problems import FieldProblem


@dataclass(frozen=True, slots=True)
class ChecklistFlaw:
    """What keeps a checklist from being published, or (`is_warning`) only deserves a look."""

    problem: FieldProblem
    is_warning: bool = False


def refusal(path: str, message: str, code: str) -> ChecklistFlaw:
    """Make a flaw that nobody could answer or score around."""
    return ChecklistFlaw(FieldProblem(path, message, code))


def warning(path: str, message: str, code: str) -> ChecklistFlaw:
    """Make a flaw that may be meant."""
    return ChecklistFlaw(FieldProblem(path, message, code), is_warning=True)

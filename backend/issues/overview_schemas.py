"""What crosses the wire about many issues at once: widespread problems and overturned findings."""

from uuid import UUID

from backend.issues.schemas import IssueCard
from backend.wire import Bilingual, Document, Moment, Words


class WidespreadCard(Document):
    """One question that fails in many stores."""

    id: UUID
    title: Bilingual
    question: str
    owner: UUID | None
    owner_name: str | None
    opened_at: Moment
    closed_at: Moment | None
    note: str
    stores: int
    issues: int
    unclosed: int


class WidespreadOut(Document):
    """A widespread problem with its issues."""

    problem: WidespreadCard
    issues: list[IssueCard]


class WidespreadChangeIn(Document):
    """Whose problem it is, what is done about it, and whether that is over."""

    owner: UUID | None
    note: Words
    closed: bool


class OverturnLine(Document):
    """How many findings of somebody, or of a question, were disputed and did not stand."""

    name: Bilingual
    findings: int
    disputed: int
    overturned: int


class Overturns(Document):
    """Disputes of the last 90 days by inspector and by question."""

    inspectors: list[OverturnLine]
    questions: list[OverturnLine]

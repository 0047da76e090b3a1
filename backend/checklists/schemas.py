"""What crosses the wire about checklists."""

from uuid import UUID

from backend.checklists.document import ChecklistDocument
from backend.wire import Bilingual, Document, Moment


class ChecklistCard(Document):
    """A checklist with its newest version."""

    id: UUID
    name: Bilingual
    version: UUID
    number: int
    questions: int
    published_at: Moment


class ChecklistVersionOut(Document, kw_only=True):
    """One published version."""

    id: UUID
    checklist: UUID
    number: int
    published_at: Moment
    note: str = ""
    document: ChecklistDocument

"""What crosses the wire about the library."""

from backend.checklists.document import ChecklistDocument
from backend.wire import Bilingual, Document


class LibraryCard(Document, kw_only=True):
    """A ready checklist as the list shows it."""

    key: str
    name: Bilingual
    about: Bilingual
    minutes: int
    sections: int
    questions: int
    red_lines: int


class LibraryItem(Document, kw_only=True):
    """A ready checklist, whole."""

    card: LibraryCard
    document: ChecklistDocument

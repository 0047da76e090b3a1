"""Read the library: JSON files beside this one, each a whole checklist with a word about what it is for."""

from functools import cache
from pathlib import Path

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.library.schemas import LibraryCard, LibraryItem
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound
from backend.wire import Bilingual, Document

FOLDER = Path(__file__).parent
ORDER = ("store-patrol", "food-safety", "opening", "closing", "cold-chain", "promotion")


class Book(Document, kw_only=True):
    """One file of the library."""

    about: Bilingual
    minutes: int
    document: ChecklistDocument


@cache
def read_shelf() -> dict[str, Book]:
    """Read every file once; a file that is no checklist is a mistake of ours and fails at once."""
    return {key: msgspec.json.decode((FOLDER / f"{key}.json").read_bytes(), type=Book) for key in ORDER}


async def list_library(person: SignedIn) -> list[LibraryCard]:
    """List what HQ can copy."""
    require_role(person, Role.hq)
    return [card(key, book) for key, book in read_shelf().items()]


async def read_library_item(key: str, person: SignedIn) -> LibraryItem:
    """Return one ready checklist, else raise `NotFound`."""
    require_role(person, Role.hq)
    book = read_shelf().get(key)
    if book is None:
        raise NotFound()
    return LibraryItem(card=card(key, book), document=book.document)


def card(key: str, book: Book) -> LibraryCard:
    """Return what the list shows of a ready checklist."""
    questions = list(book.document.questions())
    return LibraryCard(
        key=key,
        name=book.document.name,
        about=book.about,
        minutes=book.minutes,
        sections=len(book.document.sections),
        questions=len(questions),
        red_lines=sum(1 for question in questions if question.red_line),
    )

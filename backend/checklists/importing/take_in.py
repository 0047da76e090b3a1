"""Take a file in and say what checklist it would become; nothing is kept, so nothing is half imported."""

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.importing.draft import Draft, DraftQuestion, DraftSection
from backend.checklists.importing.layout import find_layout, read_layout
from backend.checklists.importing.report import report_on
from backend.checklists.importing.schemas import ImportReport
from backend.checklists.importing.xlsform import is_xlsform, read_xlsform
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.photos.threads import in_thread
from backend.sheets.grid import FileRefused
from backend.sheets.spreadsheet import read_spreadsheet


async def take_in(person: SignedIn, content: bytes, file_name: str) -> ImportReport:
    """Read a file beside the event loop: a large one takes seconds."""
    require_role(person, Role.hq)
    return await in_thread(understand, content, file_name)


def understand(content: bytes, file_name: str) -> ImportReport:
    """Tell by its content what a file is, and read it; else raise `FileRefused`."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return report_on(read_json(content))
    book = read_spreadsheet(content, file_name)
    if find_layout(book) is None and is_xlsform(book):
        known = {"survey", "choices", "settings"}
        return report_on(
            read_xlsform(book, file_name), [one for one in book.sheets if one.name.casefold() in known]
        )
    found = find_layout(book)
    return report_on(read_layout(book, file_name), [found[0]] if found else [])


def read_json(content: bytes) -> Draft:
    """Read a checklist as it was exported; it has to be exactly of that shape."""
    try:
        document = msgspec.json.decode(content.lstrip(b"\xef\xbb\xbf"), type=ChecklistDocument, strict=True)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileRefused("not_a_checklist", f"This JSON is not a checklist: {error}") from error
    whole = msgspec.to_builtins(document)
    draft = Draft(source="json", encoding="UTF-8")
    draft.head = {key: value for key, value in whole.items() if key != "sections"}
    for section in whole["sections"]:
        fields = {key: value for key, value in section.items() if key not in {"id", "title", "questions"}}
        part = DraftSection(section["id"], section["title"], "", None)
        part.fields = fields
        part.questions = [DraftQuestion(question, "", None) for question in section["questions"]]
        draft.sections.append(part)
    return draft

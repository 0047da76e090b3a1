"""A draft on its way out of a file: the document as it grows, where its parts came from, what was found."""

from typing import Any, Literal

from backend.checklists.importing.conditions import Asked
from backend.checklists.importing.schemas import ImportFinding


class DraftQuestion:
    """One question and the row it came from."""

    def __init__(self, fields: dict[str, Any], sheet: str, row: int | None) -> None:
        self.fields, self.sheet, self.row = fields, sheet, row


class DraftSection:
    """One section and the row it began in."""

    def __init__(self, id: str, title: dict[str, str], sheet: str, row: int | None) -> None:
        self.id, self.title, self.sheet, self.row = id, title, sheet, row
        self.fields: dict[str, Any] = {}
        self.questions: list[DraftQuestion] = []


class Draft:
    """Everything that was read so far."""

    def __init__(self, source: Literal["layout", "xlsform", "json"], encoding: str) -> None:
        self.source, self.encoding = source, encoding
        self.head: dict[str, Any] = {}
        self.columns: dict[str, int] = {}
        self.sections: list[DraftSection] = []
        self.current: DraftSection | None = None
        self.asked: dict[str, Asked] = {}
        self.findings: list[ImportFinding] = []

    def filled(self) -> list[DraftSection]:
        """List the sections that ask anything; a version of ours comes back with the empty ones too."""
        return [section for section in self.sections if section.questions or self.source == "json"]

    def document(self) -> dict[str, Any]:
        """Return the document in the shape of the wire."""
        return {
            **self.head,
            "sections": [
                {
                    "id": section.id,
                    "title": section.title,
                    **section.fields,
                    "questions": [question.fields for question in section.questions],
                }
                for section in self.filled()
            ],
        }

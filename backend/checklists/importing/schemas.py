"""What crosses the wire about an import: every finding by its cell, and a preview of what was understood."""

from typing import Any, Literal

import msgspec

from backend.wire import Bilingual, Document

Level = Literal["error", "warning", "info"]


class ImportFinding(Document, kw_only=True):
    """One thing about the file, by its cell; `code` and `values` are put into words by the client."""

    level: Level
    code: str
    sheet: str = ""
    row: int | None = None
    column: str | None = None
    values: dict[str, str] = msgspec.field(default_factory=dict)


class PreviewQuestion(Document, kw_only=True):
    """A question as it was understood, and the row it came from."""

    row: int | None
    kind: str
    text: Bilingual


class PreviewSection(Document, kw_only=True):
    """A section as it was understood."""

    title: Bilingual
    repeats: bool
    questions: list[PreviewQuestion]


class ImportReport(Document, kw_only=True):
    """What a file would become; `document` is there only when nothing in it is an error."""

    source: Literal["layout", "xlsform", "json"]
    encoding: str
    name: Bilingual
    findings: list[ImportFinding]
    preview: list[PreviewSection]
    document: dict[str, Any] | None

"""The three sheets of an XLSForm: which column is which, and in which languages it speaks."""

from collections.abc import Mapping, Sequence

import msgspec

from backend.checklists.importing.cells import Cells
from backend.checklists.importing.options import is_chinese
from backend.checklists.importing.schemas import ImportFinding
from backend.sheets.grid import Book, FileRefused, Row, column_name

CHINESE = ("chinese", "中文", "(zh", "汉语", "普通话", "mandarin")
ENGLISH = ("english", "(en")
OTHER_NAMES = {
    "readonly": "read_only", "read only": "read_only", "list name": "list_name", "relevance": "relevant",
    "required_message": "required_message", "value": "name", "count": "repeat_count", "caption": "label",
}  # fmt: skip
UNDERSTOOD = {"type", "name", "label", "hint", "required", "relevant", "constraint", "parameters"}
Languages = dict[str, dict[str, int]]


class QuestionPage(msgspec.Struct):
    """The sheet of questions with its columns, and what the other two sheets say."""

    sheet: str
    rows: Sequence[Row]
    places: dict[str, int]
    headers: Mapping[str, str]
    words: Languages
    lists: dict[str, list[dict[str, dict[str, str] | str]]]
    settings: dict[str, str]

    def label(self, cells: Cells) -> dict[str, str] | None:
        """Return what a line asks, in the languages there are."""
        return spoken(self.words["label"], cells.row)

    def hint(self, cells: Cells) -> dict[str, str] | None:
        """Return the help of a line."""
        return spoken(self.words["hint"], cells.row)

    def label_column(self) -> int:
        """Return the first column of labels."""
        return min(self.words["label"].values(), default=self.places["type"])

    def as_words(self, text: str) -> dict[str, str]:
        """Put a text without a language into the one it seems to be in."""
        return {"zh": text, "en": ""} if is_chinese(text) else {"zh": "", "en": text}

    def tell_rest(self, cells: Cells, known: set[str]) -> None:
        """List everything in a line that no question of ours can hold."""
        spoken_for = {index for columns in self.words.values() for index in columns.values()}
        for key, index in self.places.items():
            value = cells.row.at(index).strip()
            if value and key not in UNDERSTOOD | known and index not in spoken_for:
                cells.tell("info", "left_out", key, header=self.headers[key], value=value[:80])


def read_question_page(book: Book, findings: list[ImportFinding]) -> QuestionPage:
    """Find the columns of the page, else raise `FileRefused`."""
    sheet = book.sheet("survey")
    if sheet is None or not sheet.rows:
        raise FileRefused("no_header", "This XLSForm has no sheet “survey” with headings.")
    head = sheet.rows[0]
    places, headers = columns_of(head)
    if "type" not in places or "name" not in places:
        raise FileRefused("no_header", "The sheet “survey” needs the columns “type” and “name”.")
    words = {one: languages_of(head, one) for one in ("label", "hint")}
    tell_languages(sheet.name, head, words, findings)
    settings = book.sheet("settings")
    said: dict[str, str] = {}
    if settings is not None and len(settings.rows) > 1:
        said = {
            cell.strip().casefold(): settings.rows[1].at(index)
            for index, cell in enumerate(settings.rows[0].cells)
        }
    return QuestionPage(sheet.name, sheet.rows[1:], places, headers, words, read_lists(book), said)


def columns_of(head: Row) -> tuple[dict[str, int], dict[str, str]]:
    """Return where each column is, and what stands over it."""
    places: dict[str, int] = {}
    headers: dict[str, str] = {}
    for index, cell in enumerate(head.cells):
        name = cell.strip().casefold()
        key = OTHER_NAMES.get(name, name)
        if key and key not in places:
            places[key], headers[key] = index, cell.strip()
    return places, headers


def languages_of(head: Row, what: str) -> dict[str, int]:
    """Return the columns with the Chinese and the English of a label or a hint; any other one stands in."""
    found: dict[str, int] = {}
    others: list[int] = []
    for index, cell in enumerate(head.cells):
        name, _, language = cell.strip().casefold().replace("::", ":").partition(":")
        if name.strip() != what:
            continue
        if any(mark in language for mark in CHINESE):
            found.setdefault("zh", index)
        elif any(mark in language for mark in ENGLISH):
            found.setdefault("en", index)
        else:
            others.append(index)
    if others and not found:
        found["any"] = others[0]
    return found


def tell_languages(sheet: str, head: Row, words: Languages, findings: list[ImportFinding]) -> None:
    """Name the columns in languages that a checklist does not have."""
    for what, columns in words.items():
        for index, cell in enumerate(head.cells):
            is_other = cell.strip().casefold().replace("::", ":").split(":")[0].strip() == what
            if is_other and index not in columns.values():
                values = {"value": cell.strip()}
                findings.append(
                    ImportFinding(
                        level="warning", code="language_left_out", sheet=sheet, row=head.number,
                        column=column_name(index), values=values,
                    )
                )  # fmt: skip


def spoken(columns: dict[str, int], row: Row) -> dict[str, str] | None:
    """Return the words of a row, or None where there are none."""
    words = {"zh": "", "en": ""}
    for language, index in columns.items():
        text = row.at(index).strip()[:2000]
        if language == "any":
            language = "zh" if is_chinese(text) else "en"
        words[language] = text
    return words if any(words.values()) else None


def read_lists(book: Book) -> dict[str, list[dict[str, dict[str, str] | str]]]:
    """Read the lists of choices, each by its name."""
    sheet = book.sheet("choices")
    lists: dict[str, list[dict[str, dict[str, str] | str]]] = {}
    if sheet is None or not sheet.rows:
        return lists
    places, _ = columns_of(sheet.rows[0])
    labels = languages_of(sheet.rows[0], "label")
    for row in sheet.rows[1:]:
        name = row.at(places.get("list_name", 0)).strip()
        value = row.at(places.get("name", 1)).strip()
        if name and value:
            words = spoken(labels, row) or {"zh": "", "en": value}
            lists.setdefault(name, []).append({"name": value, "label": words})
    return lists

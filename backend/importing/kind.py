"""What one kind of file says for itself; the way of a file is the same for all kinds."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from backend.importing.cells import RowReader
from backend.importing.columns import Field
from backend.importing.schemas import FileFinding, ImportApplicationIn, ImportCard, ImportOut, RowCounts
from backend.people.schemas import Role
from backend.wire import Document, Sent

Asked = TypeVar("Asked", bound=ImportApplicationIn)
Out = TypeVar("Out", bound=ImportOut)
Card = TypeVar("Card", bound=ImportCard)


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[Asked, Out, Card]):
    """A kind of file. Its tables are `<table>`, `<table>_row`, `<table>_change` and `<table>_layout`."""

    table: str
    keepers: tuple[Role, ...]
    fields: tuple[Field, ...]
    # What is shown: the shapes, and the statements that count and list the rows of import $1, at most $2.
    out: type[Out]
    card: type[Card]
    counts: type[RowCounts]
    line: type[Document]
    count_rows: str
    counts_on_card: bool = False
    list_rows: str
    # What reads the rows of a sheet by the columns of its fields, and keeps what they were read as.
    reader: Callable[[str, dict[str, int]], Awaitable[RowReader[Any]]]
    keep_lines: Callable[[UUID, Sequence[Any]], Awaitable[None]]
    # Notes what each row would become; what concerns the whole file is returned.
    match: Callable[[UUID], Awaitable[list[FileFinding]]]
    # Applies the rows, keeping in `<table>_change` what stood there.
    write: Callable[[UUID, Asked], Awaitable[None]]
    # What is kept of the word to apply: sent again, it has to be equal.
    application: Callable[[Sent[Asked]], object]
    # Finds a row when something that the import wrote was changed later.
    changed_later: str
    restore: Callable[[UUID], Awaitable[None]]
    # The names of the events.
    applied: str
    undone: str


AnyKind = Kind[Any, Any, Any]

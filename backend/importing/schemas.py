"""What crosses the wire about importing a file of any kind."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.wire import Document, Moment

Column = Annotated[int, msgspec.Meta(ge=0, le=255)]
Status = Literal["tried", "applied", "undone"]
Stage = Literal["reading", "keeping", "judging", "matching", "writing"]


class FileFinding(Document, kw_only=True):
    """One thing about the file, by its cell; `code` and `values` are put into words by the client."""

    level: Literal["error", "warning", "info"]
    code: str
    sheet: str = ""
    row: int | None = None
    column: str | None = None
    values: dict[str, str] = msgspec.field(default_factory=dict)


class ColumnOffer(Document, kw_only=True):
    """One column of the file: its heading, and what stands in its first rows."""

    index: int
    header: str
    examples: list[str]


class RowCounts(Document, kw_only=True):
    """How many rows become what."""

    rows: int
    create: int
    update: int
    same: int
    bad: int


class ImportOut(Document, kw_only=True):
    """An import as it stands; each kind adds its counts and its preview."""

    id: UUID
    file_name: str
    encoding: str
    status: Status
    columns: list[ColumnOffer]
    mapping: dict[str, int]
    is_remembered: bool
    findings: list[FileFinding]
    more_findings: int
    tried_at: Moment
    applied_at: Moment | None
    undone_at: Moment | None


class ImportCard(Document, kw_only=True):
    """An import as the list shows it."""

    id: UUID
    file_name: str
    status: Status
    tried_at: Moment
    tried_by_name: str
    rows: int


class ImportProgressOut(Document, kw_only=True):
    """How far a file is; a stage that is one piece has no total, and one that is over has no stage."""

    stage: Stage | None
    done: int
    total: int | None


class MappingIn(Document, kw_only=True):
    """Which column holds which field."""

    columns: Annotated[dict[str, Column], msgspec.Meta(max_length=40)]


class ImportApplicationIn(Document, kw_only=True):
    """The word to apply: what to do with what is there, and with rows that have errors."""

    existing: Literal["overwrite", "skip"]
    leave_bad_out: bool = False


class UndoIn(Document, kw_only=True):
    """The word to undo a whole import."""

    undone: Literal[True] = True

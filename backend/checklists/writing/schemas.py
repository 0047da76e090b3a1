"""What crosses the wire while HQ writes."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from backend.problems import FieldProblem
from backend.wire import Bilingual, Document, Moment

Revision = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
Note = Annotated[str, msgspec.Meta(max_length=1000)]


class DraftIn(Document, kw_only=True):
    """A whole draft, perhaps unfinished; `revision` is the one it was written upon, 0 for a new draft."""

    save_id: UUID
    revision: Revision
    based_on: UUID | None = None
    document: dict[str, Any]


class Findings(Document, kw_only=True):
    """What keeps a draft from being published, and what is only worth a thought."""

    refusals: list[FieldProblem]
    warnings: list[FieldProblem]


class DraftSaved(Findings, kw_only=True):
    """What became of a save."""

    checklist: UUID
    revision: int
    save_id: UUID
    based_on: UUID | None
    saved_by: UUID
    saved_by_name: str
    saved_at: Moment


class DraftOut(DraftSaved, kw_only=True):
    """The draft as it stands, with its document."""

    document: dict[str, Any]


class PublicationIn(Document, kw_only=True):
    """The word to publish the draft of that revision, now or at a moment to come."""

    revision: Revision
    note: Note = ""
    at: Moment | None = None


class PublicationOut(Document, kw_only=True):
    """What became of the word to publish."""

    id: UUID
    checklist: UUID
    status: Literal["scheduled", "published", "cancelled", "refused"]
    note: str
    asked_by_name: str
    asked_at: Moment
    due_at: Moment
    version: UUID | None
    number: int | None


class CancellationIn(Document, kw_only=True):
    """The word that a scheduled publication shall not happen."""

    cancelled: Literal[True] = True


class ArchivalIn(Document, kw_only=True):
    """Whether a checklist is out of use."""

    archived: bool


class DraftCard(Document, kw_only=True):
    """A draft as the list shows it."""

    revision: int
    questions: int
    saved_by_name: str
    saved_at: Moment


class DeskCard(Document, kw_only=True):
    """A checklist as HQ's list shows it: what is published, being written, or waiting for its day."""

    id: UUID
    name: Bilingual
    archived: bool
    version: UUID | None
    number: int | None
    questions: int
    published_at: Moment | None
    draft: DraftCard | None
    scheduled: PublicationOut | None


class VersionCard(Document, kw_only=True):
    """One version in the history of a checklist."""

    id: UUID
    number: int
    note: str
    questions: int
    published_at: Moment
    published_by_name: str | None
    inspections: int = 0


class History(Document, kw_only=True):
    """Every version of a checklist, newest first, and what was to become one."""

    checklist: UUID
    name: Bilingual
    archived: bool
    versions: list[VersionCard]
    publications: list[PublicationOut]

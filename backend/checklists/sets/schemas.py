"""What crosses the wire about response sets."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.checklists.document import Option
from backend.wire import Bilingual, Document, Moment

Options = Annotated[tuple[Option, ...], msgspec.Meta(min_length=1, max_length=30)]
Revision = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]


class ResponseSetIn(Document, kw_only=True):
    """A response set, whole; `revision` is the one it was written upon, 0 for a new set."""

    revision: Revision
    name: Bilingual
    options: Options
    archived: bool = False


class ResponseSetOut(Document, kw_only=True):
    """A response set as it stands; `drafts` counts the drafts in which a question takes it."""

    id: UUID
    revision: int
    name: Bilingual
    options: Options
    archived: bool
    saved_by_name: str
    saved_at: Moment
    drafts: int

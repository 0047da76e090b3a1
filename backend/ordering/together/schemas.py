"""What crosses the wire about a sheet that several people fill in."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from backend.wire import Deed, Document, Moment

EditPacks = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
EditReason = Annotated[str, msgspec.Meta(max_length=20)]


class SheetEditIn(Deed):
    """One line as somebody set it for one delivery; no packs mean: as suggested."""

    delivery_on: date
    packs: EditPacks | None
    reason: EditReason | None = None


class SheetEdit(Document):
    """One line as it stands for everybody, who set it when, and what orders of its delivery hold of it."""

    product: UUID
    packs: int | None
    reason: str | None
    by: UUID
    by_name: str
    at: Moment
    ordered: int = 0
    missed: bool = False

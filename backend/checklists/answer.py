"""What was found on one question, as it crosses the wire."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.checklists.bounds import Instance, Key, When
from backend.wire import Decimals, Document, Moment, Sha256, Words

Metres = Annotated[int, msgspec.Meta(ge=0, le=100_000_000)]
E7 = Annotated[int, msgspec.Meta(ge=-1_800_000_000, le=1_800_000_000)]


class Position(Document):
    """Where the phone was, in 1e-7 degrees, as exactly as it knew."""

    latitude_e7: E7
    longitude_e7: E7
    accuracy_metres: Metres


class Answer(Document):
    """What was found on one question, in one instance of its section."""

    question: Key
    instance: Instance = 0
    not_applicable: bool = False
    option: Key | None = None
    options: Annotated[tuple[Key, ...], msgspec.Meta(max_length=30)] = ()
    number: Decimals | None = None
    text: Words | None = None
    moment: When | None = None
    position: Position | None = None
    note: Words | None = None
    photos: Annotated[tuple[Sha256, ...], msgspec.Meta(max_length=20)] = ()
    products: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=100)] = ()
    answered_at: Moment | None = None

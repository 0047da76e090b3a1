"""What crosses the wire about photos."""

from typing import Literal
from uuid import UUID

from backend.wire import Bilingual, Document, Moment, Sha256


class PhotoCard(Document):
    """A photo the server holds, with the size of the upright picture in pixels."""

    sha256: str
    width: int
    height: int


class OtherShown(Document):
    """Where, when and by whom the other picture was shown."""

    sha256: Sha256
    subject: UUID
    kind: Literal["inspection", "fix"]
    store: UUID
    store_name: Bilingual
    person_name: str
    shown_at: Moment


class LikenessOut(Document):
    """A photo that looks like one shown earlier; `other` is left out where its store is out of reach."""

    sha256: Sha256
    question: str
    distance: int
    same_store: bool
    same_question: bool
    other: OtherShown | None

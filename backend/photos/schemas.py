"""What crosses the wire about photos."""

from backend.wire import Document


class PhotoCard(Document):
    """A photo the server holds, with the size of the upright picture in pixels."""

    sha256: str
    width: int
    height: int

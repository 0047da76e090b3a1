"""What crosses the wire as proof of having been there: place, time, names, and how each photo was taken."""

from typing import Annotated, Literal

import msgspec

from backend.checklists.answer import Metres, Position
from backend.checklists.bounds import Instance, Key
from backend.wire import Deed, Document, Line, Sha256

Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=9_007_199_254_740_991)]
NoPosition = Literal["denied", "unavailable", "timeout", "not_asked"]


class InstanceName(Document):
    """What the inspector called one instance of a repeating section."""

    section: Key
    instance: Instance
    name: Line


class Clocked(Deed):
    """A deed with a third clock, which nobody can set; it counts from the start of one run of the app."""

    monotonic_ms: Milliseconds | None = None
    run: Milliseconds | None = None


class CheckIn(Clocked, kw_only=True):
    """Proof of place and time at the start of a visit; without a position `no_position` says why.

    `code` is what the phone read from the store's screen; it is checked when the inspection arrives.
    """

    position: Position | None
    no_position: NoPosition | None = None
    distance_metres: Metres | None = None
    code: Line | None = None


class CheckOut(Clocked, kw_only=True):
    """The end of a visit, with its place."""

    position: Position | None
    no_position: NoPosition | None = None
    distance_metres: Metres | None = None


class Taking(Clocked, kw_only=True):
    """How one photo was taken, bound to it when the shutter fired.

    A photo that `marks` another is a copy of it with something drawn on; the other stays as it was.
    """

    photo: Sha256
    source: Literal["camera", "file", "drawn"]
    position: Position | None = None
    marks: Sha256 | None = None


class Signature(Deed):
    """Who of the store signed at the end of a visit; the strokes are a photo."""

    photo: Sha256
    name: Line
    role: Literal["store_manager", "staff"]

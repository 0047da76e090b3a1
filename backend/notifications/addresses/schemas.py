"""What crosses the wire about e-mail addresses."""

from typing import Annotated, Literal

import msgspec

from backend.wire import Document, Moment


class AddressIn(Document):
    """Where somebody wants letters; nothing but the letter with the link goes there until it was opened."""

    email: Annotated[str, msgspec.Meta(max_length=200)]


class AddressWaiting(Document):
    """An address that is not proved yet, and what became of the letter."""

    email: str
    asked_at: Moment
    expires_at: Moment
    outcome: Literal["waiting", "sent", "refused"]
    reason: str


class AddressOut(Document):
    """Where letters go, where they shall go, and whether the company can send any."""

    email: str | None
    waiting: AddressWaiting | None
    can_mail: bool


class AddressToProve(Document):
    """What whoever opens the link of a letter reads before they say yes."""

    email: str
    name: str
    proved: bool

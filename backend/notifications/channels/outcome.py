"""What became of a message at the door of another house."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """The other side has taken it and answers for it from here on."""


@dataclass(frozen=True)
class Later:
    """Not now: try again after so many seconds, or whenever the queue sees fit."""

    reason: str
    seconds: int | None = None


@dataclass(frozen=True)
class Refused:
    """Never: the same message will not pass, somebody has to look at it."""

    reason: str


Outcome = Sent | Later | Refused

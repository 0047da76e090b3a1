"""What crosses the wire when an admin keeps people; never a password, a PIN or a hash on its way out."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.people.schemas import PostCard, Role
from backend.wire import Document, Moment, Sha256

Password = Annotated[str, msgspec.Meta(max_length=200)]


class PostIn(Document):
    """A role and where it is held: a store, a region, or (neither) the whole company."""

    role: Role
    region: UUID | None
    store: UUID | None


class PersonDocument(Document):
    """A person whole, with the posts."""

    login: Annotated[str, msgspec.Meta(max_length=60)]
    name: Annotated[str, msgspec.Meta(max_length=80)]
    phone: Annotated[str, msgspec.Meta(max_length=30)] | None
    email: Annotated[str, msgspec.Meta(max_length=200)] | None
    locale: Literal["zh", "en"]
    active: bool
    posts: Annotated[tuple[PostIn, ...], msgspec.Meta(max_length=200)]


class PersonIn(Document):
    """A person as they shall be, and the version that was read; None for a new one, who has a password.

    Who would no longer be an admin by this, and is the one who sends it, says that it is meant.
    """

    person: PersonDocument
    based_on: Sha256 | None
    password: Password | None = None
    lock_myself_out: bool = False


class PasswordIn(Document):
    """A new password, chosen by an admin and told by word of mouth."""

    password: Password


class PersonChange(Document):
    """What somebody changed about a person; without a name it was done at the server."""

    what: Literal["added", "kept", "activated", "deactivated", "password"]
    at: Moment
    by_name: str | None
    fields: list[str]
    began: list[PostCard]
    ended: list[PostCard]


class PersonOut(Document):
    """A person as they are, who is signed in where, what has not arrived of them, and what was changed."""

    id: UUID
    version: Sha256
    person: PersonDocument
    posts: list[PostCard]
    seen_at: Moment | None
    devices: int
    unsent: int
    changes: list[PersonChange]


class PersonLine(Document):
    """A person as the list shows them."""

    id: UUID
    login: str
    name: str
    phone: str | None
    active: bool
    posts: list[PostCard]
    seen_at: Moment | None


class PeoplePage(Document):
    """A page of people in order of name; `next` is where the following one begins."""

    people: list[PersonLine]
    next: str | None

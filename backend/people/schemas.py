"""What crosses the wire about people."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

from backend.stores.schemas import StoreCard
from backend.wire import Bilingual, Document, Moment


class Role(StrEnum):
    """What a post allows."""

    staff = "staff"
    store_manager = "store_manager"
    supervisor = "supervisor"
    hq = "hq"
    admin = "admin"
    maintenance = "maintenance"


class SignInIn(Document):
    """A login name or phone number, a password, and what the device calls itself."""

    login: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    device: Annotated[str, msgspec.Meta(max_length=200)] = ""


class PostCard(Document):
    """A role and where it is held."""

    role: Role
    region: UUID | None
    store: UUID | None
    place: Bilingual


class Me(Document):
    """The person who is signed in."""

    id: UUID
    login: str
    name: str
    locale: str
    roles: list[Role]
    posts: list[PostCard]
    stores: list[StoreCard]


class SessionCard(Document):
    """One of this person's signed-in devices."""

    id: UUID
    device: str
    created_at: Moment
    seen_at: Moment
    current: bool

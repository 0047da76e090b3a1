"""What crosses the wire about shared devices and PINs."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.people.schemas import Role
from backend.stores.schemas import StoreCard
from backend.wire import Document

Pin = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4,6}$(?!\n)")]


class PinIn(Document):
    """A new PIN, proved by the password."""

    password: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    pin: Pin


class SharingIn(Document):
    """The store whose people share this device, or nothing to keep it to oneself again."""

    store: UUID | None


class SwitchIn(Document):
    """Who takes the device over, and the PIN that proves it."""

    person: UUID
    pin: Pin


class SharingPerson(Document):
    """Somebody who may take this device over."""

    id: UUID
    login: str
    name: str
    role: Role
    has_pin: bool


class SharedDeviceOut(Document):
    """The store whose people share this device, if they do, and who they are."""

    store: StoreCard | None
    people: list[SharingPerson]
    has_pin: bool

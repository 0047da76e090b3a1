"""What crosses the wire: strict JSON in, camelCase out, and a fingerprint of what was sent."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Generic, Literal, Protocol, TypeVar, dataclass_transform

import msgspec

from backend.problems import BadDocument, FieldProblem, WrongContentType

T = TypeVar("T")

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
# `$(?!\n)`: Python's `$` also matches before a last line break, and its `\d` any script's digits.
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Words = Annotated[str, msgspec.Meta(max_length=4000)]
Category = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
YEARS = (1970, 2200)
Severity = Literal["low", "medium", "high", "critical"]
Decimals = Annotated[str, msgspec.Meta(pattern=r"^-?[0-9]{1,9}(\.[0-9]{1,4})?$(?!\n)")]


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Document(
    msgspec.Struct, rename="camel", forbid_unknown_fields=True, frozen=True, kw_only=True, omit_defaults=False
):
    """A JSON document; it holds no floats, so that every language prints the same digits."""


class Bilingual(Document):
    """The same words in Chinese and in English."""

    zh: Annotated[str, msgspec.Meta(max_length=2000)]
    en: Annotated[str, msgspec.Meta(max_length=2000)]


class Deed(Document, kw_only=True):
    """Both clocks of a deed, the phone's own and its estimate of the server's, and how far it was moved."""

    device_at: Moment
    estimated_at: Moment
    clock_jump_seconds: Annotated[int, msgspec.Meta(ge=-4_000_000_000, le=4_000_000_000)] | None = None

    def __post_init__(self) -> None:
        # A phone may be decades wrong; only what no calendar of ours can count is refused.
        for name in self.__struct_fields__:
            moment = getattr(self, name)
            if isinstance(moment, datetime) and not YEARS[0] <= moment.year <= YEARS[1]:
                raise ValueError(f"Expected a year from {YEARS[0]} to {YEARS[1]} in field `{camel(name)}`")


@dataclass(frozen=True, slots=True)
class Sent(Generic[T]):
    """A document as it arrived, with the fingerprint that tells a resend from another content."""

    document: T
    fingerprint: str


class Readable(Protocol):
    """As much of a request as reading a document needs."""

    @property
    def headers(self) -> Any: ...
    async def body(self) -> bytes: ...


async def strictly(request: Readable, shape: type[T]) -> Sent[T]:
    """Read a JSON body without guessing: "3" is no number, 1 no truth value, and nothing unknown passes."""
    content_type = str(request.headers.get("content-type", "")).split(";")[0].strip().lower()
    if content_type != "application/json":
        raise WrongContentType()
    body = await request.body()
    try:
        document = msgspec.json.decode(body, type=shape, strict=True)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadDocument(fields=[field_problem(str(error))]) from error
    content = msgspec.json.decode(body)
    if b"\\u0000" in body and (path := find_nul(content)) is not None:
        raise BadDocument(fields=[FieldProblem(path, "A text holds a character that no database keeps.")])
    return Sent(document, fingerprint(content))


def find_nul(content: object, path: str = "") -> str | None:
    """Return where a text holds the character NUL, which PostgreSQL refuses."""
    match content:
        case str():
            return path if "\0" in content else None
        case dict():
            inner = [(f"{path}.{key}".removeprefix("."), value) for key, value in content.items()]
        case list():
            inner = [(f"{path}[{index}]", value) for index, value in enumerate(content)]
        case _:
            return None
    return next((found for at, value in inner if (found := find_nul(value, at)) is not None), None)


def build(shape: type[T], row: Mapping[str, object]) -> T:
    """Make a document from a row whose columns have the document's names."""
    return msgspec.convert({camel(name): value for name, value in row.items()}, shape)


@cache
def camel(name: str) -> str:
    """Return the name as it crosses the wire."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def fingerprint(document: object) -> str:
    """SHA-256 of the canonical JSON: keys sorted, no white space, UTF-8. The phone computes the same."""
    return hashlib.sha256(msgspec.json.encode(document, order="sorted")).hexdigest()


def field_problem(complaint: str) -> FieldProblem:
    """Turn msgspec's "Expected `int`, got `str` - at `$.answers[3].weight`" into a path and a message."""
    message, _, place = complaint.partition(" - at `")
    path = place.rstrip("`").removeprefix("$").removeprefix(".")
    missing = re.search(r"(?:required|unknown|in) field `(\w+)`", message)
    if missing:
        path = f"{path}.{missing[1]}".removeprefix(".")
    return FieldProblem(path=path or "(body)", message=message)

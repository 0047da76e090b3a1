"""The columns of a file: their headings, and which field a heading probably means."""

import hashlib
from collections.abc import Sequence

import msgspec


class Field(msgspec.Struct, frozen=True):
    """One field of a row: its headings in both languages, and others that are seen."""

    key: str
    zh: str
    en: str
    also: tuple[str, ...] = ()
    width: int = 12


def plain(text: str) -> str:
    """Return a heading without what differs only by taste."""
    simple = text.strip().strip("*＊:：").casefold().replace("（", "(").replace("）", ")")
    return " ".join(simple.replace("_", " ").split()).replace(" (", "(")


def guess_columns(fields: Sequence[Field], headers: Sequence[str]) -> dict[str, int]:
    """Return the column of each field that its heading gives away."""
    by_header = {plain(name): field.key for field in fields for name in (*field.also, field.en, field.zh)}
    found: dict[str, int] = {}
    for index, header in enumerate(headers):
        key = by_header.get(plain(header))
        if key is not None:
            found.setdefault(key, index)
    return found


def layout_of(headers: Sequence[str]) -> str:
    """Return the fingerprint of a row of headings, by which a mapping is remembered."""
    return hashlib.sha256("\n".join(plain(header) for header in headers).encode()).hexdigest()

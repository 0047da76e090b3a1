"""Tell whether what somebody changed in a whole document is still what they read; pure."""

from typing import Any

import msgspec

from backend.problems import OutOfDate
from backend.wire import Bilingual, Document, fingerprint


def version_of(document: Document) -> str:
    """Name a document by its content."""
    return fingerprint(msgspec.to_builtins(document))


def is_new(held: Document | None, wanted: Document, based_on: str | None) -> bool:
    """Tell whether there is something to write; what is already so is not written again.

    Raises `OutOfDate` when somebody else changed it after it was read.
    """
    if held is not None and version_of(held) == version_of(wanted):
        return False
    if (None if held is None else version_of(held)) != based_on:
        raise OutOfDate()
    return True


def changed_fields(held: Document | None, wanted: Document) -> list[str]:
    """Name the fields that are no longer as they were."""
    after: dict[str, Any] = msgspec.to_builtins(wanted)
    before: dict[str, Any] = {} if held is None else msgspec.to_builtins(held)
    return sorted(name for name in after if name not in before or before[name] != after[name])


def in_both(words: Bilingual) -> Bilingual:
    """Return words with the language that is missing taken from the other."""
    return Bilingual(zh=words.zh.strip() or words.en.strip(), en=words.en.strip() or words.zh.strip())

"""What each feature has to say, a file per feature: its kinds and their words in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Words:
    """A title and a line below it."""

    title: str
    body: str


Texts = Mapping[StrEnum, Mapping[str, Words]]
"""For each kind its words by language: {"zh": ..., "en": ...}."""

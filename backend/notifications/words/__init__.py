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


@dataclass(frozen=True)
class Action:
    """The next deed, offered as a button where the platform has them; `query` tells the page of it."""

    name: str
    zh: str
    en: str
    query: str = ""


OPEN = Action("open", "打开", "Open")

Actions = Mapping[StrEnum, Action]
"""For each kind the deed that follows; a kind that is not here offers to be opened and nothing else."""

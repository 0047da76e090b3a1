"""The words of a notification, in the language of whoever reads it."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from backend.notifications import words as features
from backend.notifications.words import OPEN, Action, Texts, Words

LONGEST_TITLE = 80
LONGEST_BODY = 240

Param = str | int | Mapping[str, str]
"""A word, a number, or the same words in both languages: {"zh": ..., "en": ...}."""


def word(kind: str, params: Mapping[str, Param], locale: str) -> Words:
    """Word a notification; raises KeyError when a word of the sentence is not among the params."""
    language = language_of(locale)
    text = all_texts()[str(kind)][language]
    words = {name: in_language(param, language) for name, param in params.items()}
    return Words(
        clip(text.title.format_map(words), LONGEST_TITLE), clip(text.body.format_map(words), LONGEST_BODY)
    )


@cache
def all_texts() -> dict[str, Mapping[str, Words]]:
    """Gather what all features have to say, by kind."""
    return {str(kind): text for texts in texts_of_features().values() for kind, text in texts.items()}


def actions_of(kind: str, link: str, locale: str) -> list[tuple[Action, str, str]]:
    """List the buttons of a push with their words and where they lead: the next deed, and to look first."""
    deed = all_actions().get(str(kind))
    return [
        (action, getattr(action, language_of(locale)), link + action.query)
        for action in ((deed, OPEN) if deed else ())
    ]


@cache
def all_actions() -> dict[str, Action]:
    """Gather the next deeds of all features, by kind."""
    modules = [import_module(f"{features.__name__}.{name}") for name in feature_names()]
    return {str(kind): deed for module in modules for kind, deed in getattr(module, "ACTIONS", {}).items()}


def texts_of_features() -> dict[str, Texts]:
    """Read every file of the folder `words`: a feature adds one and nothing else."""
    return {name: import_module(f"{features.__name__}.{name}").TEXTS for name in feature_names()}


def feature_names() -> Iterator[str]:
    yield from sorted(module.name for module in iter_modules(features.__path__))


def language_of(locale: str) -> str:
    """Choose between the two languages there are; Chinese comes first."""
    return "en" if locale.lower().startswith("en") else "zh"


def in_language(param: Param, language: str) -> str:
    return param[language] if isinstance(param, Mapping) else str(param)


def clip(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"

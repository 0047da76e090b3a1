"""How people are reached, written in one way whatever way it was typed; pure."""

import re
import unicodedata

PHONE = re.compile(r"\+?[0-9]{7,15}")
SPACING = re.compile(r"[\s().\-–—]+")
MAINLAND = re.compile(r"\+86(1[0-9]{10})")  # a mobile of mainland China, where nobody types the country


def normal_phone(typed: str) -> str:
    """Return a phone number without spaces, dashes and the country code of home; any other text as it is."""
    plain = without_spacing(unicodedata.normalize("NFKC", typed))
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    if not PHONE.fullmatch(plain):
        return typed.strip()
    return found[1] if (found := MAINLAND.fullmatch(plain)) else plain


def without_spacing(typed: str) -> str:
    """Return a text without what people put between digits."""
    return SPACING.sub("", typed)


def is_phone(text: str) -> bool:
    """Tell whether a text is a phone number as `normal_phone` writes it."""
    return PHONE.fullmatch(text) is not None and normal_phone(text) == text


def is_address(email: str) -> bool:
    """Tell whether a text looks like an e-mail address."""
    name, _, host = email.rpartition("@")
    return bool(name) and "." in host.strip(".") and not any(mark.isspace() for mark in email)

"""Write a condition the way our layout reads it."""

from collections.abc import Mapping
from typing import Any

COMPARED = {"below": "<", "at_most": "<=", "equal": "=", "not_equal": "!=", "at_least": ">=", "above": ">"}
WORDS = {
    "all": (" 且 ", " and "), "any": (" 或 ", " or "), "not": ("非", "not"), "answered": ("已答", "answered"),
    "failed": ("不合格", "failed"), "store": ("门店.", "store."), "role": ("角色", "role"),
}  # fmt: skip
TRUTH = {True: ("是", "yes"), False: ("否", "no")}
Condition = Mapping[str, Any]


def say_condition(condition: Condition | None, index: int) -> str | None:
    """Return a condition in words, Chinese (0) or English (1)."""
    if condition is None:
        return None
    said = {name: words[index] for name, words in WORDS.items()}
    match condition:
        case {"when": "all" | "any" as how, "of": parts}:
            return said[how].join(bracketed(part, index) for part in parts)
        case {"when": "not", "of": inner}:
            return f"{said['not']}({say_condition(inner, index)})"
        case {"when": "option_is" | "option_is_not" as when, "question": question, "options": options}:
            sign = "=" if when == "option_is" else "!="
            parts = [f'{question} {sign} "{option}"' for option in options]
            return f"({said['any' if sign == '=' else 'all'].join(parts)})" if len(parts) > 1 else parts[0]
        case {"when": "number_is", "question": question, "comparison": comparison, "number": number}:
            return f"{question} {COMPARED[comparison]} {number}"
        case {"when": "answered" | "failed" as when, "question": question}:
            return f"{question} {said[when]}"
        case {"when": "attribute_is", "attribute": attribute, "values": values}:
            parts = [f"{said['store']}{attribute} = {attribute_word(value, index)}" for value in values]
            return f"({said['any'].join(parts)})" if len(parts) > 1 else parts[0]
        case {"when": "attribute_present", "attribute": attribute}:
            return f"{said['store']}{attribute}"
        case {"when": "role_is", "roles": roles}:
            parts = [f"{said['role']} = {role}" for role in roles]
            return f"({said['any'].join(parts)})" if len(parts) > 1 else parts[0]
    return None


def bracketed(condition: Condition, index: int) -> str:
    """Return a part of a condition, in brackets where it has parts of its own."""
    said = say_condition(condition, index) or ""
    return f"({said})" if condition["when"] in {"all", "any"} else said


def attribute_word(value: object, index: int) -> str:
    """Write what an attribute should be."""
    return (
        TRUTH[value][index]
        if isinstance(value, bool)
        else str(value)
        if isinstance(value, int)
        else f'"{value}"'
    )

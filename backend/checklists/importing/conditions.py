"""Turn an expression into a condition of ours, or into limits, or say that it cannot be carried over."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from backend.checklists.importing.expression import (
    Call,
    Compare,
    Expression,
    Join,
    Literally,
    Name,
    Negation,
    Stated,
    Unclear,
)

STORE = ("store.", "门店.", "门店：", "store:")
ROLE = {"role", "角色"}
ROLES = {
    "staff": "staff", "店员": "staff", "store_manager": "store_manager", "店长": "store_manager",
    "supervisor": "supervisor", "督导": "supervisor", "hq": "hq", "总部": "hq",
    "admin": "admin", "管理员": "admin",
}  # fmt: skip
FAILED = {"failed", "fails", "不合格", "失败"}
ANSWERED = {"answered", "已答", "已填"}
NUMBERS = {"=": "equal", "!=": "not_equal", "<": "below", "<=": "at_most", ">": "above", ">=": "at_least"}
BOOLEANS = {
    "yes": True, "true": True, "是": True, "有": True, "no": False, "false": False, "否": False, "无": False,
}  # fmt: skip
Condition = dict[str, Any]


class Asked(msgspec.Struct, frozen=True):
    """A question that a condition may speak of: its id, its kind and its options by any of their names."""

    id: str
    kind: str
    options: Mapping[str, str] = {}


def to_condition(expression: Expression, asked: Mapping[str, Asked]) -> Condition:
    """Return our condition, else raise `Unclear`; `asked` holds the questions above, by name."""
    match expression:
        case Join(how=how, of=parts):
            return joined(how, [to_condition(part, asked) for part in parts])
        case Negation(of=inner):
            return {"when": "not", "of": to_condition(inner, asked)}
        case Compare():
            return compared(expression, asked)
        case Call():
            return called(expression, asked)
        case Stated(left=left, state=state):
            return stated(left.name, state, asked)


def joined(how: str, parts: list[Condition]) -> Condition:
    """Join conditions; several options of one question are one condition."""
    mergeable = {"any": "option_is", "all": "option_is_not"}[how]
    if all(part["when"] == mergeable and part["question"] == parts[0]["question"] for part in parts):
        options = [option for part in parts for option in part["options"]]
        return {**parts[0], "options": list(dict.fromkeys(options))}
    if how == "any" and all(part["when"] == "role_is" for part in parts):
        return {"when": "role_is", "roles": [role for part in parts for role in part["roles"]]}
    return {"when": how, "of": parts}


def compared(expression: Compare, asked: Mapping[str, Asked]) -> Condition:
    """A comparison with an option, a number, an attribute of the store or a role."""
    name, comparison, value = expression.left.name, expression.comparison, expression.right.value
    if name.casefold() in ROLE and value in ROLES and comparison in {"=", "!="}:
        return negated({"when": "role_is", "roles": [ROLES[value]]}, comparison == "!=")
    if attribute := attribute_of(name):
        if comparison not in {"=", "!="}:
            raise Unclear(name)
        found = {"when": "attribute_is", "attribute": attribute, "values": [attribute_value(value)]}
        return negated(found, comparison == "!=")
    question = find(name, asked)
    if value == "" and comparison in {"=", "!="}:
        return negated({"when": "answered", "question": question.id}, comparison == "=")
    if question.options and comparison in {"=", "!="}:
        when = "option_is" if comparison == "=" else "option_is_not"
        return {"when": when, "question": question.id, "options": [option(question, value)]}
    if question.kind in {"number", "temperature", "slider"}:
        compares = {"comparison": NUMBERS[comparison], "number": decimals(value)}
        return {"when": "number_is", "question": question.id, **compares}
    raise Unclear(name)


def called(expression: Call, asked: Mapping[str, Asked]) -> Condition:
    """A function of XLSForm."""
    match expression:
        case Call(
            function="selected", arguments=(Name(name=name), Literally(value=value) | Name(name=value))
        ):
            question = find(name, asked)
            return {"when": "option_is", "question": question.id, "options": [option(question, value)]}
    raise Unclear(expression.function)


def stated(name: str, state: str, asked: Mapping[str, Asked]) -> Condition:
    """What is said of a question or of the store without comparing it."""
    if attribute := attribute_of(name):
        if state:
            raise Unclear(state)
        return {"when": "attribute_present", "attribute": attribute}
    question = find(name, asked)
    if state in FAILED:
        return {"when": "failed", "question": question.id}
    if state in ANSWERED:
        return {"when": "answered", "question": question.id}
    raise Unclear(state)


def find(name: str, asked: Mapping[str, Asked]) -> Asked:
    """Find the question that a name means."""
    question = asked.get(name.strip().casefold())
    if question is None:
        raise Unclear(name)
    return question


def option(question: Asked, value: str) -> str:
    """Find the option that a value means."""
    found = question.options.get(value.strip().casefold())
    if found is None:
        raise Unclear(value)
    return found


def attribute_of(name: str) -> str | None:
    """Return the attribute of the store that a name means, if it is one."""
    return next((name[len(start) :] for start in STORE if name.casefold().startswith(start)), None) or None


def attribute_value(text: str) -> bool | int | str:
    """Read what an attribute should be."""
    if text.casefold() in BOOLEANS:
        return BOOLEANS[text.casefold()]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def negated(condition: Condition, turn: bool) -> Condition:
    """Turn a condition round where that is meant."""
    return {"when": "not", "of": condition} if turn else condition


def decimals(text: str) -> str:
    """Write a number as the wire does, else raise `Unclear`."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise Unclear(text) from error
    if not number.is_finite() or abs(number) >= 10**9 or number != round(number, 4):
        raise Unclear(text)
    return format(number, "f")


def to_limits(expression: Expression, whole: bool) -> dict[str, str]:
    """Return the limits that a constraint on `.` means, else raise `Unclear`."""
    parts = expression.of if isinstance(expression, Join) and expression.how == "all" else (expression,)
    limits: dict[str, str] = {}
    for part in parts:
        match part:
            case Compare(left=Name(name="."), comparison=">=" | ">" as comparison, right=right):
                end, step = "min", 1
            case Compare(left=Name(name="."), comparison="<=" | "<" as comparison, right=right):
                end, step = "max", -1
            case _:
                raise Unclear("not a limit")
        value = decimals(right.value)
        if comparison in "<>":
            if not whole:
                raise Unclear("an open end")
            value = decimals(str(Decimal(value) + step))
        if end in limits:
            raise Unclear("two limits")
        limits[end] = value
    return limits

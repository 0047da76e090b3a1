"""Read conditions as people write them, `fryer = yes and oil > 4`, and as XLSForm writes them."""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

TOKEN = re.compile(
    r"""\s*(?:
      (?P<quoted>'[^']*'|"[^"]*"|“[^”]*”|‘[^’]*’)
    | \$\{(?P<reference>[^}]+)\}
    | (?P<compare><=|>=|!=|<>|≤|≥|≠|=|＝|<|>)
    | (?P<mark>[(),（），])
    | (?P<word>[^\s'"“”‘’${}<>=!≤≥≠＝(),（），]+)
    )""",
    re.VERBOSE,
)
COMPARISONS = {
    "=": "=", "＝": "=", "!=": "!=", "<>": "!=", "≠": "!=",
    "<": "<", "<=": "<=", "≤": "<=", ">": ">", ">=": ">=", "≥": ">=",
}  # fmt: skip
AND, OR, NOT = {"and", "且", "并且"}, {"or", "或", "或者"}, {"not", "非", "不"}
DEEPEST = 8


class Unclear(Exception):
    """The expression means nothing that a condition can say."""


class Name(msgspec.Struct, frozen=True):
    """Something that has a value: a question, `store.fryer`, `role`, or `.` for the answer itself."""

    name: str


class Literally(msgspec.Struct, frozen=True):
    """A value that was written down."""

    value: str


class Compare(msgspec.Struct, frozen=True):
    """One comparison of a name with a value."""

    left: Name
    comparison: str
    right: Literally


class Call(msgspec.Struct, frozen=True):
    """A function of XLSForm, such as `selected`, with its arguments."""

    function: str
    arguments: tuple["Term", ...]


class Join(msgspec.Struct, frozen=True):
    """Several expressions of which all or any have to hold."""

    how: Literal["all", "any"]
    of: tuple["Expression", ...]


class Negation(msgspec.Struct, frozen=True):
    """An expression that must not hold."""

    of: "Expression"


class Stated(msgspec.Struct, frozen=True):
    """A name that is said to be so: `fryer failed`, `store.fryer`."""

    left: Name
    state: str


Term = Name | Literally
Expression = Compare | Call | Join | Negation | Stated


class Token(msgspec.Struct, frozen=True):
    """One word of an expression."""

    kind: str
    text: str


def read_expression(text: str) -> Expression:
    """Read an expression, else raise `Unclear`."""
    reader = Reader(list(tokens(text)))
    expression = reader.any_of(0)
    if reader.left():
        raise Unclear(text)
    return expression


def tokens(text: str) -> Iterator[Token]:
    """Cut an expression into its words."""
    at, end = 0, len(text.rstrip())
    while at < end:
        match = TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise Unclear(text)
        found = match[match.lastgroup]
        yield Token(match.lastgroup, found[1:-1] if match.lastgroup == "quoted" else found.strip())
        at = match.end()


class Reader:
    """Reads words from left to right."""

    def __init__(self, words: list[Token]) -> None:
        self.words, self.at = words, 0

    def left(self) -> bool:
        """Tell whether there is anything left."""
        return self.at < len(self.words)

    def peek(self) -> Token:
        """Look at the next word."""
        return self.words[self.at] if self.left() else Token("end", "")

    def next(self) -> Token:
        """Take the next word."""
        token = self.peek()
        self.at += 1
        return token

    def takes(self, *texts: str) -> bool:
        """Take the next word if it is one of these."""
        token = self.peek()
        if token.kind in {"word", "mark"} and token.text.casefold() in texts:
            self.at += 1
            return True
        return False

    def any_of(self, depth: int) -> Expression:
        """a or b or c."""
        if depth > DEEPEST:
            raise Unclear("nested too deeply")
        parts = [self.all_of(depth)]
        while self.takes(*OR):
            parts.append(self.all_of(depth))
        return parts[0] if len(parts) == 1 else Join("any", tuple(parts))

    def all_of(self, depth: int) -> Expression:
        """a and b and c."""
        parts = [self.one(depth)]
        while self.takes(*AND):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else Join("all", tuple(parts))

    def one(self, depth: int) -> Expression:
        """A comparison, something in brackets, a negation or a function."""
        if self.takes(*NOT):
            return Negation(self.one(depth + 1))
        if self.takes("(", "（"):
            inner = self.any_of(depth + 1)
            if not self.takes(")", "）"):
                raise Unclear("bracket")
            return inner
        left = self.term()
        if isinstance(left, Name) and self.takes("(", "（"):
            return Call(left.name.casefold(), tuple(self.arguments()))
        token = self.peek()
        if token.kind == "compare":
            self.at += 1
            return compare(left, COMPARISONS[token.text], self.term())
        if not isinstance(left, Name):
            raise Unclear("a value alone")
        stated = token.kind == "word" and token.text.casefold() not in AND | OR
        return Stated(left, self.next().text.casefold() if stated else "")

    def arguments(self) -> Iterator[Term]:
        """What stands in the brackets of a function."""
        while not self.takes(")", "）"):
            yield self.term()
            self.takes(",", "，")

    def term(self) -> Term:
        """A name or a value."""
        token = self.next()
        match token.kind:
            case "quoted":
                return Literally(token.text)
            case "reference" | "word":
                return Name(token.text)
        raise Unclear(token.text)


def compare(left: Term, comparison: str, right: Term) -> Compare:
    """Put the name on the left; of two bare words the first is the name."""
    if isinstance(left, Literally) and isinstance(right, Name):
        turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
        return Compare(right, turned.get(comparison, comparison), left)
    if isinstance(left, Literally):
        raise Unclear("two values")
    value = right.name if isinstance(right, Name) else right.value
    return Compare(left, comparison, Literally(value))

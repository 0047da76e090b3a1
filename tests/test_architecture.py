"""The rules of the house that no linter knows, as far as a machine can judge them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from backend.reactions import FOLLOWS

ROOT = Path(__file__).parents[1]
BACKEND = sorted((ROOT / "backend").rglob("*.py"))
SOURCES = [
    *BACKEND,
    *sorted((ROOT / "tests").rglob("*.py")),
    *sorted(path for path in (ROOT / "pwa" / "src").rglob("*") if path.suffix in {".ts", ".vue"}),
]

FILE_LINES = 250
FUNCTION_LINES = 40
HANDLER_LINES = 6
SAYS_NOTHING = {"service", "util", "helper", "manager", "common", "core", "base", "misc"}

PURE = {
    "check_in_codes",
    "averages",
    "completeness",
    "corrective",
    "cut_off",
    "differences",
    "due",
    "effort",
    "evidence",
    "fefo",
    "hours",
    "judgement",
    "look",
    "next_visit",
    "places",
    "quiet",
    "recurrence",
    "scoring",
    "seeking",
    "shares",
    "suggest",
    "tally",
    "trying",
    "understanding",
    "visibility",
    "what_if",
}
PURE |= {"hours", "lifecycle"}
CLOCKS_AND_CHANCE = {"time", "random", "secrets", "uuid", "os"}
CLOCK_CALLS = {"now", "today", "utcnow"}

OUTGOING = {"httpx", "requests", "urllib.request", "http.client", "smtplib", "aiosmtplib", "boto3", "socket"}
DOORS = {
    "photos/store.py": {"boto3"},
    "notifications/web_push.py": {"httpx"},
    "notifications/public_post.py": {"httpx"},  # pushes, chat bots and webhooks: public addresses only
    "ordering/channels/webhook.py": {"httpx"},  # reads the answers of public_post, which opens the connection
    "notifications/public_address.py": {"socket"},  # asks the name server where a push service is
    "embedded.py": {"socket"},  # a file on this machine
}
DOOR_FOLDERS = ("notifications/channels/",)  # mail too: orders and mailed links leave by its `send_mail`

FILE_DEEDS = {
    "write_bytes",
    "write_text",
    "unlink",
    "mkdir",
    "rename",
    "replace",
    "rmtree",
    "NamedTemporaryFile",
}
FILE_HOLDERS = {"photos/store.py", "cli.py", "embedded.py", "unprivileged.py"}  # and the demo, which paints

METHODS = {"get", "put", "post", "delete", "patch", "head", "route", "websocket"}
EVENT = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
BANNER = re.compile(r"^\s*(#|//)\s*[-=#*─]{3,}")

PURE |= {"workbook", "old_workbook", "delimited", "spreadsheet", "written"}  # backend/sheets
PURE |= {"check_digit", "unchanged", "in_order", "searching", "contact", "role_places"}
PURE |= {"check_digit", "unchanged", "in_order", "spoken_day"}
PURE |= {"escalation", "score_without"}
PURE |= {"adding_up"}
PURE |= {"estimate"}
PURE |= {"span", "merge"}
PURE |= {"measures", "became", "lasted", "sentence"}
PURE |= {"measures"}
PURE |= {"beyond", "wording"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, Function)]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def route(function: Function) -> ast.Call | None:
    for decorator in function.decorator_list:
        match decorator:
            case ast.Call(func=ast.Name(id=method)) if method in METHODS:
                return decorator
    return None


def handlers() -> list[tuple[Path, Function, ast.Call]]:
    return [
        (path, function, decorator)
        for path in BACKEND
        if path.name in {"routes.py", "app.py"}
        for function in functions(path)
        if (decorator := route(function))
    ]


def operation_id(decorator: ast.Call) -> object:
    for keyword in decorator.keywords:
        if keyword.arg == "operation_id" and isinstance(keyword.value, ast.Constant):
            return keyword.value.value
    return None


def is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def body_lines(function: Function) -> int:
    body = function.body[1:] if is_docstring(function.body[0]) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_file_is_long() -> None:
    long = {name(path): n for path in BACKEND if (n := len(path.read_text().splitlines())) > FILE_LINES}
    assert not long


def test_no_function_is_long() -> None:
    long = {
        f"{name(path)}: {function.name}": lines
        for path in BACKEND
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    }
    assert not long


def test_every_file_name_says_something() -> None:
    assert not [
        name(path) for path in SOURCES if path.name.split(".")[0].lower().removesuffix("s") in SAYS_NOTHING
    ]


def test_every_module_says_what_it_is() -> None:
    silent = [
        name(path) for path in BACKEND if path.read_text().strip() and not ast.get_docstring(tree(path))
    ]
    assert not silent


def test_nothing_is_left_for_later_and_nothing_is_fenced_off() -> None:
    here = Path(__file__)
    lines = [
        f"{name(path)}: {line.strip()}"
        for path in SOURCES
        if path != here
        for line in path.read_text().splitlines()
        if UNFINISHED.search(line) or BANNER.match(line)
    ]
    assert not lines


def test_a_handler_only_hands_over() -> None:
    found = handlers()
    assert found, "no routes were found: the rule would hold for nothing"
    assert not [f"{name(p)}: {f.name}" for p, f, _ in found if body_lines(f) > HANDLER_LINES]


def test_every_route_has_an_operation_id_of_its_own() -> None:
    ids = [(operation_id(decorator), f"{name(path)}: {f.name}") for path, f, decorator in handlers()]
    assert not [where for operation, where in ids if not operation]
    operations = [operation for operation, _ in ids]
    assert len(operations) == len(set(operations))


def test_only_the_doors_open_outgoing_connections() -> None:
    trespassers = []
    for path in BACKEND:
        place = path.relative_to(ROOT / "backend").as_posix()
        used = OUTGOING.intersection(imports(path)) - DOORS.get(place, set())
        if used and not place.startswith(DOOR_FOLDERS):
            trespassers.append((place, used))
    assert not trespassers


def test_only_the_photo_store_writes_files() -> None:
    writers = {
        place
        for path in BACKEND
        if not (place := path.relative_to(ROOT / "backend").as_posix()).startswith("demo/")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in FILE_DEEDS
        and not (node.func.attr == "replace" and len(node.args) != 1)  # of a string or a date
    }
    assert not writers - FILE_HOLDERS


def test_events_are_named_for_what_happened() -> None:
    recorded = {
        node.args[0].value
        for path in BACKEND
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record"
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert recorded
    assert not [event for event in recorded | set(FOLLOWS) if not EVENT.fullmatch(str(event))]


@pytest.mark.parametrize("path", [path for path in BACKEND if path.stem in PURE], ids=name)
def test_arithmetic_that_must_be_right_is_pure(path: Path) -> None:
    graph = grimp.build_graph("backend", include_external_packages=True, cache_dir=None)
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    assert graph.find_shortest_chain(module, "piccolo") is None
    assert not CLOCKS_AND_CHANCE.intersection(imports(path))
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert not [call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in CLOCK_CALLS]


def test_the_pure_files_are_there() -> None:
    assert {path.stem for path in BACKEND} >= PURE

"""What the words at the root of the repository promise is true."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(ROOT.glob("*.md"))
PYTHON = sorted((ROOT / "backend").rglob("*.py"))
TYPESCRIPT = sorted(
    path
    for path in (ROOT / "pwa" / "src").rglob("*")
    if path.suffix in {".ts", ".vue"} and path.name != "api.gen.ts"
)

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")
MAKE = re.compile(r"`make ([a-z-]+)")
COMMAND = re.compile(r"`storewalk ([a-z-]+)")
NAMED_FILE = re.compile(r"`((?:backend|pwa|tests|docker|migrations|media|docs|\.ci)/[\w./-]*[\w/])`")
DECLARED = re.compile(r"\b(?:const|let|function|class|interface|type|enum)\s+([A-Za-z_]\w*)")

# What GLOSSARY.md says to avoid and what means nothing else in a program; `user`, `item`, `form`, `response`,
# `image`, `template`, `branch`, `close`, `critical`, `each` and `finding` have other meanings too.
AVOID = {"tenant", "account", "survey", "killer", "audit", "attachment", "ticket", "appeal", "vendor"}
AVOID |= {"requisition", "signal", "alert"}
# Mail calls a file that goes with a letter an attachment, and a shelf has price tickets.
FOREIGN = {"Attachment", "attachment", "attachments", "tickets"}


def targets() -> list[str]:
    return re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)


def words(name: str) -> set[str]:
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower().split("_")
    return {word.removesuffix("s") if word not in AVOID else word for word in split}


def names_in(path: Path) -> set[str]:
    if path.suffix != ".py":
        return set(DECLARED.findall(path.read_text()))
    names = set(path.stem.split("."))
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
            case ast.arg():
                names.add(node.arg)
            case ast.Name(ctx=ast.Store()):
                names.add(node.id)
            case ast.Attribute(ctx=ast.Store()):
                names.add(node.attr)
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [
        link for link, _ in LINK.findall(page.read_text()) if link and not (page.parent / link).exists()
    ]
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_are_there(page: Path) -> None:
    made = ("pwa/dist", "pwa/node_modules")
    named = [name for name in NAMED_FILE.findall(page.read_text()) if not name.startswith(made)]
    assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_knows_what_is_told_to_type(page: Path) -> None:
    assert not set(MAKE.findall(page.read_text())) - set(targets())


def test_make_knows_each_word_once_and_all_of_check_is_there() -> None:
    assert len(targets()) == len(set(targets()))
    steps = re.findall(r"^check: ([^#]*)", (ROOT / "Makefile").read_text(), re.MULTILINE)[0].split()
    assert set(targets()).issuperset(steps)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_command_knows_what_is_told_to_type(page: Path) -> None:
    said = (ROOT / "backend" / "cli.py").read_text()
    assert not [command for command in COMMAND.findall(page.read_text()) if f'"{command}"' not in said]


def test_the_words_to_avoid_stand_in_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text()
    avoided = {
        word.strip()
        for line in glossary.splitlines()
        if line.startswith("| ") and line.count("|") == 5
        for word in line.split("|")[4].split(",")
    }
    assert avoided >= AVOID


@pytest.mark.parametrize("path", [*PYTHON, *TYPESCRIPT], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_names_use_our_words(path: Path) -> None:
    assert not [name for name in names_in(path) - FOREIGN if AVOID & words(name)]


def test_every_setting_has_a_default_so_that_two_commands_are_enough() -> None:
    from backend.config import Settings

    assert not [name for name, field in Settings.model_fields.items() if field.is_required()]


PROMISED = re.compile(r"`(tests/[\w/]+\.py|pwa/src/[\w/-]+\.test\.ts)::([^`]+)`", re.DOTALL)


def promises() -> list[tuple[str, str]]:
    """Every test that docs/offline.md names."""
    return PROMISED.findall((ROOT / "docs" / "offline.md").read_text())


@pytest.mark.parametrize(("path", "test"), promises())
def test_every_promise_of_the_phone_names_a_test_that_is_there(path: str, test: str) -> None:
    source = (ROOT / path).read_text()
    if path.endswith(".py"):
        assert f"def {test}(" in source
    else:
        assert re.search(rf"""test(?:\.each\(.*\))?\(\s*['"]{re.escape(test)}['"]""", source), test


def test_every_promise_has_one() -> None:
    text = (ROOT / "docs" / "offline.md").read_text().split("## What is not promised")[0]
    lines = re.split(r"^- ", text, flags=re.MULTILINE)[1:]
    assert len(lines) > 15
    assert not [line for line in lines if not PROMISED.search(line)]

"""The vectors that the Python and the TypeScript engine share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from backend.checklists.document import Answer, ChecklistDocument
from backend.checklists.visibility import Circumstances

FOLDER = Path(__file__).parent / "vectors"
Vector = dict[str, Any]


def vectors(kind: str) -> list[Any]:
    """Every vector of a kind as a named test parameter."""
    return [pytest.param(vector, id=vector["name"]) for vector in read(kind)]


def read(kind: str) -> Iterator[Vector]:
    for file in sorted((FOLDER / kind).glob("*.json")):
        yield from msgspec.json.decode(file.read_bytes())


def checklist(vector: Vector) -> ChecklistDocument:
    return msgspec.convert(vector["document"], ChecklistDocument)


def circumstances(vector: Vector) -> Circumstances:
    return msgspec.convert(vector.get("circumstances", {}), Circumstances)


def answers(vector: Vector) -> list[Answer]:
    return msgspec.convert(vector["answers"], list[Answer])

"""The shared files that a checklist can be made of, and our sample layout filled by hand."""

import os
from pathlib import Path
from typing import Any

import pytest

from backend.checklists.importing.columns import COLUMNS
from backend.sheets.written import Column, SheetOut, write_workbook

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("STOREWALK_SHARED", ROOT.parent / "shared"))
FORMS = SHARED / "data" / "checklists"


def shared_form(name: str) -> bytes:
    """A file that is not ours to keep in the repository; without it the test says so."""
    path = FORMS / name
    if not path.exists():
        pytest.skip(f"LOUDLY SKIPPED: {path} is not here; set STOREWALK_SHARED")
    return path.read_bytes()


def filled_in(*lines: dict[str, Any], language: str = "zh", **settings: Any) -> bytes:
    """A workbook in our layout: every line by the names of its columns."""
    used = [one for one in COLUMNS if any(one.key in line for line in lines)]
    rows = [[line.get(one.key) for one in used] for line in lines]
    questions = SheetOut("Q", [Column(getattr(one, language)) for one in used], rows)
    if not settings:
        return write_workbook([questions])
    names = SheetOut("Settings", [Column("-"), Column("-")], list(settings.items()))
    return write_workbook([questions, names])

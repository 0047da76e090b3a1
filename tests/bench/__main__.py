"""Measure everything once and print one table: `make bench`, or `python -m tests.bench [what ...]`."""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench.assortments import measure_assortments
from tests.bench.cut_off import measure_cut_off
from tests.bench.editor import measure_editor
from tests.bench.killing import ENOUGH, measure_killing
from tests.bench.listing import measure_listing
from tests.bench.looks import measure_looks
from tests.bench.measures import Table
from tests.bench.opening import measure_opening
from tests.bench.phone import measure_phone
from tests.bench.photos import measure_photos
from tests.bench.plans import measure_plans
from tests.bench.pushing import measure_pushing
from tests.bench.rounds import measure_rounds
from tests.bench.scoring import measure_scoring
from tests.bench.stage import Stage
from tests.bench.stock import measure_products, measure_suggestions
from tests.bench.submitting import measure_submitting
from tests.bench.visit import measure_visit
from tests.bench.writing import measure_writing

LONGEST_SECONDS = 200.0 + ENOUGH
MEASURES: list[Callable[[Stage, Table], Awaitable[None]]] = [
    measure_phone,
    measure_scoring,
    measure_writing,
    measure_editor,
    measure_submitting,
    measure_photos,
    measure_looks,
    measure_listing,
    measure_plans,
    measure_pushing,
    measure_killing,
    measure_suggestions,
    measure_cut_off,
    measure_opening,
    measure_products,
    measure_assortments,
    measure_visit,
    measure_rounds,
]


async def main() -> None:
    """Set the stage, measure, print; whatever happens, nothing stays behind."""
    table, stage = Table(), Stage(new_place())
    try:
        await stage.load_demo()
        for measure in chosen(sys.argv[1:]):
            try:
                await asyncio.wait_for(measure(stage, table), LONGEST_SECONDS)
            except TimeoutError:
                table.add(measure.__name__, f"given up after {LONGEST_SECONDS:.0f} s")
    finally:
        stage.remove()
        shutil.rmtree(stage.place)
    print(f"\nStorewalk on {os.cpu_count()} cores, everything on this machine\n")
    print(table)


def chosen(names: list[str]) -> list[Callable[[Stage, Table], Awaitable[None]]]:
    """Pick measures by name, such as `cut_off`; all of them where none is named."""
    return [one for one in MEASURES if not names or one.__name__.removeprefix("measure_") in names]


def new_place() -> Path:
    """Make a folder that PostgreSQL, which never runs as root, can reach."""
    place = Path(tempfile.mkdtemp(prefix="storewalk-bench-"))
    place.chmod(0o755)
    return place


asyncio.run(main())

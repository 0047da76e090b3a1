"""What makes an order one that its supplier can fill; every field that is wrong is named."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from backend.database import fetch
from backend.ordering.chosen import Chosen, total_minor
from backend.ordering.schemas import OrderIn, SheetLine
from backend.ordering.suggest import smallest_order
from backend.problems import FieldProblem, Unacceptable

FURTHEST = timedelta(days=92)
MOST_MONEY = 2_147_483_647  # minor units, as many as the column holds


async def check_issue(draft: OrderIn) -> None:
    """Raise `Unacceptable` unless the issue that an order comes from is the same store's."""
    if draft.issue is None:
        return
    if not await fetch("SELECT FROM issue WHERE id = $1 AND store = $2", draft.issue, draft.store):
        raise Unacceptable(fields=[FieldProblem("issue", "This store has no such issue.", "unknown")])


def check_day(draft: OrderIn, today: date) -> None:
    """Raise `Unacceptable` for a delivery further ahead than anybody plans."""
    if draft.delivery_on > today + FURTHEST:
        raise Unacceptable(
            fields=[FieldProblem("deliveryOn", f"Choose a day before {today + FURTHEST}.", "too-far")]
        )


def choose_lines(draft: OrderIn, offered: Mapping[UUID, SheetLine]) -> list[Chosen]:
    """Match what was sent with what is sold; raises `Unacceptable` naming every line that does not fit."""
    wrong = list(line_problems(draft, offered))
    if wrong:
        raise Unacceptable(fields=wrong)
    chosen = [Chosen(line, offered[line.product]) for line in draft.lines]
    if total_minor(chosen) > MOST_MONEY:
        raise Unacceptable(
            fields=[FieldProblem("lines", "This is more money than one order can hold.", "too-much")]
        )
    return chosen


def line_problems(draft: OrderIn, offered: Mapping[UUID, SheetLine]) -> Iterator[FieldProblem]:
    """Go through the lines as they were sent."""
    seen: set[UUID] = set()
    for position, line in enumerate(draft.lines):
        place = f"lines[{position}]"
        pack = offered.get(line.product)
        if pack is None:
            yield FieldProblem(f"{place}.product", "The supplier does not sell this product.", "not-sold")
        elif line.product in seen:
            yield FieldProblem(f"{place}.product", f"{pack.name.en} is in the order twice.", "twice")
        elif line.pack_base_units not in (None, pack.pack_base_units):
            yield FieldProblem(
                f"{place}.packs",
                f"{pack.name.en}: a pack holds {pack.pack_base_units} now, not {line.pack_base_units}.",
                "pack-changed",
            )
        elif line.packs < (fewest := smallest_order(pack.minimum_packs, pack.multiple)):
            yield FieldProblem(f"{place}.packs", f"{pack.name.en}: order at least {fewest} packs.", "too-few")
        elif line.packs % pack.multiple:
            yield FieldProblem(
                f"{place}.packs",
                f"{pack.name.en} comes in multiples of {pack.multiple} packs.",
                "not-a-multiple",
            )
        seen.add(line.product)

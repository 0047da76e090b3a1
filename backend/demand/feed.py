"""Take in what a store sold or used on a day."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.database import fetch, transaction, uuid7
from backend.demand.schemas import UsageDayIn, UsageDayOut
from backend.events.log import record
from backend.people.access import StoreRow, load_store
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Unacceptable

MAY_FEED = (Role.hq, Role.admin)


async def keep_day(person: SignedIn, store_id: UUID, day: date, sent: UsageDayIn) -> UsageDayOut:
    """Keep a day of a store in place of what was kept of it before; the same again changes nothing.

    Raises `Unacceptable` for a day that is not over, and for every line that names no product or one twice.
    """
    async with transaction():
        store = await load_store(person, store_id, *MAY_FEED)
        check_day(store, day)
        known = await products_named([line.sku for line in sent.lines])
        if wrong := list(line_problems(sent, known)):
            raise Unacceptable(fields=wrong)
        await write_lines(store.id, day, sent, known)
        await write_revenue(store.id, day, sent.revenue_minor)
        await record(
            "usage.kept",
            store.id,
            store=store.id,
            person=person.id,
            payload={"on": day.isoformat(), "lines": len(sent.lines)},
        )
    return UsageDayOut(store=store.id, lines=len(sent.lines), revenue_minor=sent.revenue_minor)


def check_day(store: StoreRow, day: date) -> None:
    """Raise `Unacceptable` for a day that is not over in the store, or longer ago than anybody plans by."""
    today = datetime.now(UTC).astimezone(ZoneInfo(store.time_zone)).date()
    if not today - timedelta(days=3 * 366) <= day < today:
        message = f"Send a day that is over, from the last three years; today is {today}."
        raise Unacceptable(fields=[FieldProblem("day", message, "out_of_range")])


async def products_named(skus: list[str]) -> dict[str, UUID]:
    """Look the products up."""
    rows = await fetch("SELECT id, sku FROM product WHERE sku = ANY($1)", skus)
    return {row["sku"]: row["id"] for row in rows}


def line_problems(sent: UsageDayIn, known: Mapping[str, UUID]) -> Iterator[FieldProblem]:
    """Find lines that name no product, or one that was named before."""
    seen: Counter[str] = Counter()
    for row, line in enumerate(sent.lines):
        seen[line.sku] += 1
        if line.sku not in known:
            yield FieldProblem(f"lines[{row}].sku", f"There is no product “{line.sku}”.", "unknown")
        elif seen[line.sku] > 1:
            yield FieldProblem(f"lines[{row}].sku", f"“{line.sku}” is in the day twice.", "twice")


async def write_lines(store: UUID, day: date, sent: UsageDayIn, known: Mapping[str, UUID]) -> None:
    """Put the lines in the place of those kept before."""
    await fetch("DELETE FROM usage_day WHERE store = $1 AND used_on = $2", store, day)
    await fetch(
        """
        INSERT INTO usage_day (id, store, product, used_on, base_units, out_of_stock)
        SELECT id, $1, product, $2, base_units, out_of_stock
        FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::bool[])
            AS line(id, product, base_units, out_of_stock)
        """,
        store,
        day,
        [uuid7() for _ in sent.lines],
        [known[line.sku] for line in sent.lines],
        [line.base_units for line in sent.lines],
        [line.out_of_stock for line in sent.lines],
    )


async def write_revenue(store: UUID, day: date, revenue_minor: int | None) -> None:
    """Put the revenue in the place of that kept before; None takes it away."""
    await fetch("DELETE FROM revenue_day WHERE store = $1 AND earned_on = $2", store, day)
    if revenue_minor is not None:
        await fetch(
            "INSERT INTO revenue_day (id, store, earned_on, revenue_minor) VALUES ($1, $2, $3, $4)",
            uuid7(),
            store,
            day,
            revenue_minor,
        )

"""The orders that the stores of the demo placed in a month; no letter ever leaves for them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.database import fetch, transaction
from backend.demo.company import person_id, signed_in, store_coded, store_id
from backend.demo.left_out import count_of, found_since, leave_out, leaves_out
from backend.demo.names import demo_chance, demo_id
from backend.demo.repairs import holding_issue, issue_of
from backend.demo.shelves import par_level, product_id, supplier_id
from backend.demo.story import Habit, ProductLine, goods, life
from backend.demo.visits import Walk
from backend.ordering.cut_off import Calendar, cut_off_at
from backend.ordering.dispatch import recipient_of, settle
from backend.ordering.offers import calendar_of, make_offers
from backend.ordering.place import is_here, prepare, queue_up, write
from backend.ordering.reading import load_order
from backend.ordering.schemas import OrderIn, OrderLineIn, Reason, SheetLine
from backend.people.access import load_store
from backend.products.suppliers import suppliers_of
from backend.stock.ledger import Holding, on_hand
from backend.stock.tables import StockEntry
from backend.wire import Sent, fingerprint

DAYS = 27
# An order this soon after an empty shelf was found is the answer to it.
ANSWERS = timedelta(hours=60)


class Ordering(NamedTuple):
    """One order to place; `issue` is the empty shelf it answers, `asks` are the packs of an extra one."""

    habit: Habit
    delivery_on: date
    placed_at: datetime
    issue: UUID | None
    refused: bool
    to_come: bool
    asks: Mapping[str, int] = {}
    leaves_out: bool = False

    @property
    def name(self) -> str:
        """How this order is known among all others."""
        return f"order of {self.habit.store} from {self.habit.supplier} for {self.delivery_on}"

    @property
    def id(self) -> UUID:
        """The id that the store's phone made up."""
        return demo_id(self.name, self.placed_at)


async def orderings(walks: list[Walk], anchor: datetime) -> list[Ordering]:
    """Every order of the month; what can still be ordered is left to the reader."""
    found: list[Ordering] = []
    for habit in life().orders:
        store = await load_store(signed_in(habit.person), store_id(habit.store))
        [supplier] = await suppliers_of(store.id, supplier_id(habit.supplier))
        mine = list(past_orders(habit, calendar_of(supplier, store), anchor))
        for number, (delivery_on, placed_at) in enumerate(mine):
            last = habit.store == life().refused.store and (delivery_on, placed_at) == mine[-1]
            to_come = delivery_on >= anchor.astimezone(ZoneInfo(store.time_zone)).date()
            issue = answered(habit, placed_at, walks)
            out = leaves_out(habit, number)
            found.append(Ordering(habit, delivery_on, placed_at, issue, last, to_come, leaves_out=out))
    return found


def past_orders(habit: Habit, calendar: Calendar, anchor: datetime) -> Iterator[tuple[date, datetime]]:
    """Days of delivery and moments of ordering; Riverside awaits nothing, so that its next sheet is full."""
    today = anchor.astimezone(ZoneInfo(store_coded(habit.store).time_zone)).date()
    end = today if habit.store == "R001" else today + timedelta(days=8)
    for day in (today + timedelta(days=n) for n in range(-DAYS, (end - today).days)):
        placed_at = cut_off_at(day, calendar) - timedelta(
            minutes=demo_chance(f"{habit.store} {day}").randint(25, 260)
        )
        if day.isoweekday() in habit.weekdays and cut_off_at(day, calendar) < anchor:
            yield day, placed_at


def answered(habit: Habit, placed_at: datetime, walks: list[Walk]) -> UUID | None:
    """The empty shelf that was found shortly before, if this supplier can fill it."""
    if habit.supplier != "morning-dairy":
        return None
    for walk in walks:
        for fault in walk.visit.faults:
            soon = timedelta(0) < placed_at - walk.ended_at < ANSWERS
            if walk.visit.store == habit.store and fault.question == "dairy_full" and soon:
                return issue_of(walk, fault)
    return None


async def place(ordering: Ordering) -> None:
    """Count the shelf, order what is suggested, and have it sent or refused without a letter."""
    person, habit = signed_in(ordering.habit.person), ordering.habit
    async with transaction():
        if await fetch("SELECT 1 FROM order_placed WHERE id = $1", ordering.id):
            return
        if not ordering.asks:
            await count_shelf(ordering)
        store = await load_store(person, store_id(habit.store))
        suppliers = await suppliers_of(store.id, supplier_id(habit.supplier))
        [offer] = await make_offers(store, suppliers, ordering.placed_at, ordering.delivery_on)
        lines = list(lines_of(offer.lines, ordering))
        if not lines:
            return
        lines, left_out = leave_out(lines) if ordering.leaves_out else (lines, ())
        document = OrderIn(
            store=store.id,
            supplier=offer.supplier.id,
            delivery_on=ordering.delivery_on,
            lines=lines,
            left_out=left_out,
            extra=bool(ordering.asks),
            issue=(await holding_issue(ordering.issue))[0] if ordering.issue else None,
            device_at=ordering.placed_at,
            estimated_at=ordering.placed_at,
        )
        sent = Sent(document, fingerprint(document))
        await queue_up(document)
        if not await is_here(ordering.id, person, sent):
            await write(await prepare(ordering.id, person, sent, ordering.placed_at))
        await send(ordering)


def lines_of(offered: list[SheetLine], ordering: Ordering) -> Iterator[OrderLineIn]:
    """What an extra order asks for, else whatever is suggested."""
    for line in offered:
        if line.sku in ordering.asks:
            yield OrderLineIn(product=line.product, packs=ordering.asks[line.sku])
        elif not ordering.asks and line.suggestion.packs:
            yield line_of(line, ordering)


def line_of(line: SheetLine, ordering: Ordering) -> OrderLineIn:
    """As suggested, but now and then a pack more or less, with the reason that was tapped."""
    packs, chance = line.suggestion.packs, demo_chance(f"{ordering.name} {line.sku}")
    roll = chance.random()
    more, less = roll < 0.1, roll > 0.94 and packs - line.multiple >= max(1, line.minimum_packs)
    wanted = packs + line.multiple * (more - less)
    reasons: tuple[Reason, ...] = ("event", "display") if more else ("no_space", "quality")
    return OrderLineIn(
        product=line.product,
        packs=wanted,
        suggested_packs=packs,
        reason=chance.choice(reasons) if wanted != packs else None,
    )


async def count_shelf(ordering: Ordering) -> None:
    """Write what was counted an hour before the order."""
    store, at = store_coded(ordering.habit.store), ordering.placed_at - timedelta(hours=1)
    sold = [product for product in goods().products if product.supplier == ordering.habit.supplier]
    left_out = await found_since(ordering.habit, ordering.id)
    held = await on_hand(store_id(store.code), [product_id(product.sku) for product in sold], at)
    entries = [
        StockEntry(
            id=demo_id(f"count of {product.sku} for {ordering.name}", at),
            store=store_id(store.code),
            product=product_id(product.sku),
            kind="count",
            base_units=count_of(
                left_out.get(product_id(product.sku)),
                counted(ordering, product, held[product_id(product.sku)]),
            ),
            effective_at=at,
            recorded_at=at,
            person=person_id(ordering.habit.person),
        )
        for product in sold
    ]
    await StockEntry.insert(*entries).on_conflict(action="DO NOTHING")


def counted(ordering: Ordering, product: ProductLine, held: Holding) -> int:
    """What was left on the shelf: some of what lay there and came since; nobody counts what never arrived."""
    chance = demo_chance(f"{ordering.name} {product.sku}")
    if held.counted_at is None or ordering.to_come:
        return round(par_level(store_coded(ordering.habit.store), product) * chance.uniform(0.05, 1))
    return round(max(0, held.base_units) * chance.uniform(0, 0.75))


async def send(ordering: Ordering) -> None:
    """Settle it as its channel would have, before the worker sees that it waits; not what needs a yes."""
    order = await load_order(ordering.id)
    assert order is not None
    if order.status == "held":
        return
    status, reason = ("refused", life().refused.reason) if ordering.refused else ("sent", "")
    await settle(order, await recipient_of(order), status, reason)

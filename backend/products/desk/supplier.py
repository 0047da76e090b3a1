"""Read and keep one supplier, whole, with the days on which it comes to which place."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec

from backend.config import settings
from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.people.access import require_role
from backend.people.contact import is_address
from backend.people.person import SignedIn
from backend.problems import FieldProblem, NotFound, Unacceptable
from backend.products.desk.catalogue import supplier_lines
from backend.products.desk.in_order import supplier_in_order
from backend.products.desk.known_places import place_problems
from backend.products.desk.product import KEEPERS
from backend.products.desk.schemas import (
    DayIn,
    PlanIn,
    SupplierDocument,
    SupplierIn,
    SupplierLine,
    SupplierOut,
)
from backend.unchanged import changed_fields, is_new, version_of
from backend.wire import build

READ = """
    SELECT code, name, email, channel, webhook_url, delivery_weekdays, cut_off, lead_days, grace_minutes,
        minimum_order_minor, currency, active,
        coalesce((SELECT jsonb_agg(jsonb_build_object('region', region, 'store', store,
                'deliveryWeekdays', plan.delivery_weekdays, 'cutOff', plan.cut_off,
                'leadDays', plan.lead_days))
            FROM delivery_plan AS plan WHERE plan.supplier = supplier.id), '[]') AS plans,
        coalesce((SELECT jsonb_agg(jsonb_build_object('region', region, 'store', store, 'onDay', on_day,
                'delivers', delivers, 'reason', reason))
            FROM delivery_exception AS day WHERE day.supplier = supplier.id), '[]') AS exceptions
    FROM supplier WHERE id = $1
"""


async def list_suppliers(person: SignedIn) -> list[SupplierLine]:
    """List suppliers, the active ones first."""
    require_role(person, *KEEPERS)
    return [build(SupplierLine, row) for row in await supplier_lines()]


async def read_supplier(id: UUID, person: SignedIn) -> SupplierOut:
    """Show a supplier whole."""
    require_role(person, *KEEPERS)
    held = await held_supplier(id)
    if held is None:
        raise NotFound()
    return SupplierOut(id=id, version=version_of(held), supplier=held)


async def held_supplier(id: UUID) -> SupplierDocument | None:
    """Read what is kept of a supplier."""
    rows = await fetch(READ, id)
    return supplier_in_order(build(SupplierDocument, rows[0])) if rows else None


async def keep_supplier(id: UUID, person: SignedIn, sent: SupplierIn) -> SupplierOut:
    """Keep a supplier as it was sent; sent twice it changes nothing.

    Raises `OutOfDate` when somebody else changed it after it was read, `Unacceptable` naming the fields.
    """
    require_role(person, *KEEPERS)
    wanted = supplier_in_order(sent.supplier)
    async with transaction():
        await fetch("SELECT pg_advisory_xact_lock(hashtext($1))", f"supplier {id}")
        held = await held_supplier(id)
        if is_new(held, wanted, sent.based_on):
            await check_supplier(id, wanted)
            await write_supplier(id, wanted)
            await write_plans(id, wanted.plans)
            await write_exceptions(id, wanted.exceptions)
            changed = changed_fields(held, wanted)
            await record("supplier.kept", id, person=person.id, payload={"changed": changed})
    return await read_supplier(id, person)


async def check_supplier(id: UUID, wanted: SupplierDocument) -> None:
    """Raise `Unacceptable` naming every field that breaks a rule."""
    plans = [(one.region, one.store) for one in wanted.plans]
    days = [(one.region, one.store) for one in wanted.exceptions]
    wrong = [
        *word_problems(wanted),
        *twice("supplier.plans", plans),
        *twice("supplier.exceptions", [(one.on_day, one.region, one.store) for one in wanted.exceptions]),
        *await place_problems("supplier.plans", plans, everywhere=False),
        *await place_problems("supplier.exceptions", days, everywhere=True),
    ]
    if await fetch("SELECT FROM supplier WHERE code = $1 AND id <> $2", wanted.code, id):
        wrong.append(FieldProblem("supplier.code", "Another supplier has this code.", "taken"))
    if wrong:
        raise Unacceptable(fields=wrong)


def word_problems(wanted: SupplierDocument) -> Iterator[FieldProblem]:
    """Find a name that is missing, and a way to be told without its address."""
    if not wanted.name.zh.strip() and not wanted.name.en.strip():
        yield FieldProblem("supplier.name", "Give a name in one language at least.", "required")
    if (wanted.channel != "webhook" or wanted.email) and not is_address(wanted.email or ""):
        yield FieldProblem("supplier.email", "Give an e-mail address to send orders to.", "email")
    if wanted.channel == "webhook" and not is_door(wanted.webhook_url or ""):
        yield FieldProblem("supplier.webhookUrl", "Give an address that begins with https://.", "url")
    if len(set(wanted.delivery_weekdays)) < len(wanted.delivery_weekdays):
        yield FieldProblem("supplier.deliveryWeekdays", "A day is there twice.", "twice")


def is_door(url: str) -> bool:
    """Tell whether an address is one to post orders to; http leads to this machine at most."""
    return url.startswith("https://") or (
        settings().push_allow_loopback and url.startswith("http://127.0.0.1:")
    )


def twice(path: str, keys: Sequence[tuple[object, ...]]) -> Iterator[FieldProblem]:
    """Find what is there twice."""
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield FieldProblem(f"{path}[{index}]", "This is there twice.", "twice")


async def write_supplier(id: UUID, wanted: SupplierDocument) -> None:
    """Write the supplier's own row."""
    await fetch(
        """
        INSERT INTO supplier (id, code, name, email, channel, webhook_url, delivery_weekdays, cut_off,
            lead_days, grace_minutes, minimum_order_minor, currency, active)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, email = excluded.email,
            channel = excluded.channel, webhook_url = excluded.webhook_url,
            delivery_weekdays = excluded.delivery_weekdays, cut_off = excluded.cut_off,
            lead_days = excluded.lead_days, grace_minutes = excluded.grace_minutes,
            minimum_order_minor = excluded.minimum_order_minor, currency = excluded.currency,
            active = excluded.active
        """,
        id,
        wanted.code,
        msgspec.to_builtins(wanted.name),
        wanted.email,
        wanted.channel,
        wanted.webhook_url,
        list(wanted.delivery_weekdays),
        wanted.cut_off,
        wanted.lead_days,
        wanted.grace_minutes,
        wanted.minimum_order_minor,
        wanted.currency,
        wanted.active,
    )


async def write_plans(supplier: UUID, plans: Sequence[PlanIn]) -> None:
    """Put the plans in the place of those there were."""
    await fetch("DELETE FROM delivery_plan WHERE supplier = $1", supplier)
    for plan in plans:
        await fetch(
            """
            INSERT INTO delivery_plan (id, supplier, region, store, delivery_weekdays, cut_off, lead_days)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            uuid7(),
            supplier,
            plan.region,
            plan.store,
            list(plan.delivery_weekdays),
            plan.cut_off,
            plan.lead_days,
        )


async def write_exceptions(supplier: UUID, days: Sequence[DayIn]) -> None:
    """Put the exceptions in the place of those there were."""
    await fetch("DELETE FROM delivery_exception WHERE supplier = $1", supplier)
    await fetch(
        """
        INSERT INTO delivery_exception (id, supplier, region, store, on_day, delivers, reason)
        SELECT id, $1, region, store, on_day, delivers, reason
        FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::date[], $6::bool[], $7::text[])
            AS given(id, region, store, on_day, delivers, reason)
        """,
        supplier,
        [uuid7() for _ in days],
        [one.region for one in days],
        [one.store for one in days],
        [one.on_day for one in days],
        [one.delivers for one in days],
        [one.reason for one in days],
    )

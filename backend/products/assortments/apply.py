"""Apply a change of the grid that was tried, and take it back whole."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.problems import OutOfDate
from backend.products.assortments.change import (
    SayingOf,
    head_of,
    names_of,
    read_change,
    said_now,
    version_of,
)
from backend.products.assortments.nearest import Place, changed
from backend.products.assortments.schemas import AssortmentApplyIn, AssortmentChangeOut
from backend.products.desk.product import KEEPERS
from backend.wire import fingerprint

LOCK = """
    SELECT pg_advisory_xact_lock(hashtext('product ' || id))
    FROM (SELECT id FROM unnest($1::text[]) AS given(id) ORDER BY id) AS sorted
"""
LINES = """
    SELECT coalesce(jsonb_agg(to_jsonb(line) ORDER BY product, region, store), '[]') AS lines
    FROM assortment_line AS line WHERE product = ANY($1)
"""
RESTORE = """
    INSERT INTO assortment_line SELECT * FROM jsonb_populate_recordset(NULL::assortment_line, $1)
"""
PLACES = "$1::uuid[], $2::uuid[], $3::uuid[]"
GIVEN = f"unnest({PLACES}) AS given(product, region, store)"
SAME = """
    line.product = given.product AND line.region IS NOT DISTINCT FROM given.region
    AND line.store IS NOT DISTINCT FROM given.store
"""


async def apply_change(id: UUID, person: SignedIn, sent: AssortmentApplyIn) -> AssortmentChangeOut:
    """Write what was tried; sent again it changes nothing.

    Raises `OutOfDate` when the products stand otherwise than the preview said, or it was taken back.
    """
    require_role(person, *KEEPERS)
    now = datetime.now(UTC)
    async with transaction():
        row = await head_of(id, lock=True)
        if row["status"] == "undone":
            raise OutOfDate()
        if row["status"] == "tried":
            products, places = names_of(row)
            await lock(products)
            said = await said_now(products)
            if version_of(said) != sent.based_on:
                raise OutOfDate()
            [before] = await fetch(LINES, products)
            after = {product: changed(held, places, row["wanted"]) for product, held in said.items()}
            await write(said, after)
            [written] = await fetch(LINES, products)
            await fetch(
                """
                UPDATE assortment_change
                SET status = 'applied', applied_at = $2, before = $3, after_version = $4 WHERE id = $1
                """,
                id,
                now,
                before["lines"],
                fingerprint(written["lines"]),
            )
            payload: dict[str, object] = {"products": len(products), "places": len(places)}
            await record("assortment.changed", id, person=person.id, payload=payload, at=now)
    return await read_change(id, person)


async def undo_change(id: UUID, person: SignedIn) -> AssortmentChangeOut:
    """Take a change back whole; asked again it changes nothing.

    Raises `OutOfDate` when it was never applied, or somebody changed a line of the same products afterwards,
    be it the room on a shelf alone: taking back would lose that.
    """
    require_role(person, *KEEPERS)
    now = datetime.now(UTC)
    async with transaction():
        row = await head_of(id, lock=True)
        if row["status"] == "tried":
            raise OutOfDate()
        if row["status"] == "applied":
            products, _ = names_of(row)
            await lock(products)
            [held] = await fetch(LINES, products)
            if fingerprint(held["lines"]) != row["after_version"]:
                raise OutOfDate()
            await fetch("DELETE FROM assortment_line WHERE product = ANY($1)", products)
            await fetch(RESTORE, row["before"])
            await fetch(
                "UPDATE assortment_change SET status = 'undone', undone_at = $2 WHERE id = $1", id, now
            )
            await record("assortment.change_undone", id, person=person.id, at=now)
    return await read_change(id, person)


async def lock(products: Sequence[UUID]) -> None:
    """Wait for whoever writes one of the products, by the lock that the product's own page takes."""
    await fetch(LOCK, [str(product) for product in products])


async def write(before: SayingOf, after: SayingOf) -> None:
    """Write the lines that differ; the room on a shelf that a line tells of stays."""
    gone: list[tuple[UUID, Place]] = []
    turned: list[tuple[UUID, Place, bool]] = []
    for product, said in after.items():
        gone += [(product, place) for place in before[product] if place not in said]
        turned += [
            (product, place, listed)
            for place, listed in said.items()
            if before[product].get(place) is not listed
        ]
    await fetch(f"DELETE FROM assortment_line AS line USING {GIVEN} WHERE {SAME}", *columns(gone))  # noqa: S608
    places = columns([(product, place) for product, place, _ in turned])
    listed = [listed for *_, listed in turned]
    await fetch(
        f"""
        UPDATE assortment_line AS line SET listed = given.listed
        FROM unnest({PLACES}, $4::bool[]) AS given(product, region, store, listed) WHERE {SAME}
        """,  # noqa: S608
        *places,
        listed,
    )
    await fetch(
        f"""
        INSERT INTO assortment_line (id, product, region, store, listed, min_display)
        SELECT given.id, given.product, given.region, given.store, given.listed, 0
        FROM unnest({PLACES}, $4::bool[], $5::uuid[]) AS given(product, region, store, listed, id)
        WHERE NOT EXISTS (SELECT FROM assortment_line AS line WHERE {SAME})
        """,  # noqa: S608
        *places,
        listed,
        [uuid7() for _ in turned],
    )


def columns(lines: Sequence[tuple[UUID, Place]]) -> tuple[list[UUID], list[UUID | None], list[UUID | None]]:
    """Turn lines into the columns that a statement takes."""
    return (
        [product for product, _ in lines],
        [place.region for _, place in lines],
        [place.store for _, place in lines],
    )

"""List the catalogue, and what forms about products offer."""

from typing import Any
from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.problems import FieldProblem, Unacceptable
from backend.products.desk.product import KEEPERS
from backend.products.desk.schemas import (
    CatalogueChoices,
    CatalogueLine,
    CataloguePage,
    CategoryIn,
    CategoryOut,
    PlaceOut,
    SupplierLine,
)
from backend.searching import pattern
from backend.wire import build

PAGE = 100


async def list_catalogue(
    person: SignedIn, search: str, category: UUID | None, supplier: UUID | None, after: str
) -> CataloguePage:
    """List products in order of sku, by words of a name, by code, or by the whole of a barcode."""
    require_role(person, *KEEPERS)
    words = search.strip()
    rows = await fetch(
        f"""
        SELECT product.id, sku, product.name, base_unit, storage_class, category.name AS category, active,
            ARRAY(SELECT supplier.name FROM pack JOIN supplier ON supplier.id = pack.supplier
                WHERE pack.product = product.id AND pack.active ORDER BY supplier.code) AS suppliers,
            (SELECT count(*) FROM barcode WHERE barcode.product = product.id) AS barcodes
        FROM product LEFT JOIN category ON category.id = product.category
        WHERE sku > $1 AND ($2::uuid IS NULL OR category = $2)
            AND ($3::uuid IS NULL OR EXISTS (
                SELECT FROM pack WHERE pack.product = product.id AND pack.supplier = $3))
            {FOUND if words else ""}
        ORDER BY sku LIMIT {PAGE + 1}
        """,  # noqa: S608
        after,
        category,
        supplier,
        *([pattern(words), words] if words else []),
    )
    page = [build(CatalogueLine, row) for row in rows[:PAGE]]
    return CataloguePage(products=page, next=page[-1].sku if len(rows) > PAGE else None)


FOUND = """
    AND (product.name ->> 'zh' ILIKE $4 OR product.name ->> 'en' ILIKE $4 OR sku ILIKE $4
        OR product.id IN (SELECT product FROM barcode WHERE code = $5))
"""


async def list_choices(person: SignedIn) -> CatalogueChoices:
    """List categories, suppliers and regions, in their order."""
    require_role(person, *KEEPERS)
    regions = await fetch("SELECT id, name, parent FROM region ORDER BY code")
    return CatalogueChoices(
        categories=[build(CategoryOut, row) for row in await fetch(f"{CATEGORIES} ORDER BY code")],
        suppliers=[build(SupplierLine, row) for row in await supplier_lines()],
        regions=[build(PlaceOut, row) for row in regions],
    )


CATEGORIES = """
    SELECT id, name, (SELECT count(*) FROM product WHERE product.category = category.id) AS products
    FROM category
"""


async def supplier_lines() -> list[dict[str, Any]]:
    """Read suppliers, the active ones first."""
    return await fetch(
        """
        SELECT id, code, name, channel, delivery_weekdays, cut_off, lead_days, currency, active,
            (SELECT count(*) FROM pack WHERE pack.supplier = supplier.id AND pack.active) AS products
        FROM supplier ORDER BY active DESC, code
        """
    )


async def keep_category(id: UUID, person: SignedIn, sent: CategoryIn) -> CategoryOut:
    """Keep a category under its names; sent twice it changes nothing."""
    require_role(person, *KEEPERS)
    name = {"zh": sent.name.zh.strip()[:60], "en": sent.name.en.strip()[:60]}
    if not any(name.values()):
        raise Unacceptable(fields=[FieldProblem("name", "Give a name in one language at least.", "required")])
    async with transaction():
        same = await fetch(
            "SELECT FROM category WHERE id <> $1 AND (name ->> 'zh' = $2 OR name ->> 'en' = $3)",
            id,
            name["zh"] or None,
            name["en"] or None,
        )
        if same:
            raise Unacceptable(fields=[FieldProblem("name", "Another category has this name.", "taken")])
        await fetch(
            """
            INSERT INTO category (id, code, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = $3
            """,
            id,
            str(id),
            name,
        )
        await record("category.kept", id, person=person.id)
    return build(CategoryOut, (await fetch(f"{CATEGORIES} WHERE id = $1", id))[0])

"""Read and keep one product, whole."""

from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound
from backend.products.desk.in_order import in_order
from backend.products.desk.product_check import check_product
from backend.products.desk.product_rows import write_barcodes, write_packs, write_product, write_shelves
from backend.products.desk.schemas import ProductDocument, ProductIn, ProductOut
from backend.unchanged import changed_fields, is_new, version_of
from backend.wire import build

KEEPERS = (Role.hq, Role.admin)
READ = """
    SELECT sku, name, base_unit, storage_class, shelf_life_days, category, demand_by, round_up_from, active,
        coalesce((SELECT jsonb_agg(jsonb_build_object('code', code, 'baseUnits', base_units))
            FROM barcode WHERE barcode.product = product.id), '[]') AS barcodes,
        coalesce((SELECT jsonb_agg(jsonb_build_object('supplier', supplier, 'baseUnits', pack.base_units,
                'priceMinor', price_minor, 'minimumPacks', minimum_packs, 'multiple', multiple,
                'maximumPacks', maximum_packs, 'active', pack.active))
            FROM pack WHERE pack.product = product.id), '[]') AS packs,
        coalesce((SELECT jsonb_agg(jsonb_build_object('region', region, 'store', store, 'listed', listed,
                'minDisplay', min_display, 'capacity', capacity))
            FROM assortment_line WHERE assortment_line.product = product.id), '[]') AS shelves
    FROM product WHERE id = $1
"""


async def read_product(id: UUID, person: SignedIn) -> ProductOut:
    """Show a product whole."""
    require_role(person, *KEEPERS)
    held = await held_product(id)
    if held is None:
        raise NotFound()
    return ProductOut(id=id, version=version_of(held), product=held)


async def held_product(id: UUID) -> ProductDocument | None:
    """Read what is kept of a product."""
    rows = await fetch(READ, id)
    return in_order(build(ProductDocument, rows[0])) if rows else None


async def keep_product(id: UUID, person: SignedIn, sent: ProductIn) -> ProductOut:
    """Keep a product as it was sent; sent twice it changes nothing.

    Raises `OutOfDate` when somebody else changed it after it was read, `Unacceptable` naming the fields.
    """
    require_role(person, *KEEPERS)
    wanted = in_order(sent.product)
    async with transaction():
        await fetch("SELECT pg_advisory_xact_lock(hashtext($1))", f"product {id}")
        held = await held_product(id)
        if is_new(held, wanted, sent.based_on):
            await check_product(id, wanted)
            await write_product(id, wanted)
            await write_barcodes(id, wanted.barcodes)
            await write_packs(id, wanted.packs)
            await write_shelves(id, wanted.shelves)
            changed = changed_fields(held, wanted)
            await record("product.kept", id, person=person.id, payload={"changed": changed})
    return await read_product(id, person)

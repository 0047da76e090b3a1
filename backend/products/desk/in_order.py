"""Bring whole documents into one order, so that the same content is the same document; pure."""

from msgspec.structs import replace

from backend.products.desk.schemas import DayIn, PlanIn, ProductDocument, ShelfIn, SupplierDocument
from backend.unchanged import in_both


def in_order(product: ProductDocument) -> ProductDocument:
    """Return the product with its lists in one order, and every name in both languages."""
    return replace(
        product,
        name=in_both(product.name),
        base_unit=in_both(product.base_unit),
        barcodes=tuple(sorted(product.barcodes, key=lambda one: one.code)),
        packs=tuple(sorted(product.packs, key=lambda one: str(one.supplier))),
        shelves=tuple(sorted(product.shelves, key=lambda one: place_of(one))),
    )


def supplier_in_order(supplier: SupplierDocument) -> SupplierDocument:
    """Return the supplier with its lists in one order, and its name in both languages."""
    days = sorted(supplier.exceptions, key=lambda one: (one.on_day, *place_of(one)))
    return replace(
        supplier,
        name=in_both(supplier.name),
        delivery_weekdays=tuple(sorted(supplier.delivery_weekdays)),
        plans=tuple(
            replace(plan, delivery_weekdays=tuple(sorted(plan.delivery_weekdays)))
            for plan in sorted(supplier.plans, key=lambda one: place_of(one))
        ),
        exceptions=tuple(days),
    )


def place_of(rule: DayIn | PlanIn | ShelfIn) -> tuple[str, str]:
    """Sort what holds everywhere before regions, and stores by themselves."""
    return str(rule.store or ""), str(rule.region or "")

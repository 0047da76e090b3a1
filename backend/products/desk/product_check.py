"""Say what a product cannot be, field by field."""

from collections.abc import Iterator
from uuid import UUID

from backend.database import fetch
from backend.problems import FieldProblem, Unacceptable
from backend.products.desk.known_places import place_problems
from backend.products.desk.schemas import ProductDocument
from backend.products.importing.check_digit import LENGTHS, is_barcode


async def check_product(id: UUID, wanted: ProductDocument) -> None:
    """Raise `Unacceptable` naming every field that breaks a rule."""
    places = [(shelf.region, shelf.store) for shelf in wanted.shelves]
    wrong = [
        *names_missing(wanted),
        *barcode_problems(wanted),
        *pack_problems(wanted),
        *shelf_problems(wanted),
        *await place_problems("product.shelves", places, everywhere=True),
        *await taken(id, wanted),
        *await unknown(wanted),
    ]
    if wrong:
        raise Unacceptable(fields=wrong)


def names_missing(wanted: ProductDocument) -> Iterator[FieldProblem]:
    """Find words that are missing; the other language may stay empty."""
    for field, words in (("name", wanted.name), ("baseUnit", wanted.base_unit)):
        if not words.zh.strip() and not words.en.strip():
            yield FieldProblem(f"product.{field}", "Give a name in one language at least.", "required")


def barcode_problems(wanted: ProductDocument) -> Iterator[FieldProblem]:
    """Find barcodes of another length, with a wrong check digit, or written twice."""
    seen: set[str] = set()
    for index, barcode in enumerate(wanted.barcodes):
        path, code = f"product.barcodes[{index}].code", barcode.code
        if len(code) not in LENGTHS or not (code.isascii() and code.isdigit()):
            yield FieldProblem(path, "A barcode has 8, 12, 13 or 14 digits.", "barcode_shape")
        elif not is_barcode(code):
            yield FieldProblem(path, "The check digit is wrong; compare it with the package.", "check_digit")
        elif code.zfill(14) in seen:
            yield FieldProblem(path, "This barcode is there twice.", "twice")
        seen.add(code.zfill(14))


def pack_problems(wanted: ProductDocument) -> Iterator[FieldProblem]:
    """Find a supplier named twice, and a maximum below the minimum."""
    seen: set[UUID] = set()
    for index, pack in enumerate(wanted.packs):
        if pack.supplier in seen:
            yield FieldProblem(f"product.packs[{index}].supplier", "This supplier is there twice.", "twice")
        seen.add(pack.supplier)
        if pack.maximum_packs is not None and pack.maximum_packs < max(pack.minimum_packs, pack.multiple):
            path = f"product.packs[{index}].maximumPacks"
            yield FieldProblem(path, "The maximum is below what can be ordered.", "maximum_below_minimum")


def shelf_problems(wanted: ProductDocument) -> Iterator[FieldProblem]:
    """Find a capacity below the display, and a place named twice."""
    seen: set[tuple[UUID | None, UUID | None]] = set()
    for index, shelf in enumerate(wanted.shelves):
        if shelf.capacity is not None and shelf.capacity < shelf.min_display:
            path = f"product.shelves[{index}].capacity"
            yield FieldProblem(path, "Less fits than shall be displayed.", "capacity_below_display")
        if (place := (shelf.region, shelf.store)) in seen:
            yield FieldProblem(f"product.shelves[{index}]", "This place is there twice.", "twice")
        seen.add(place)


async def taken(id: UUID, wanted: ProductDocument) -> list[FieldProblem]:
    """Find a code or a barcode that another product has; a barcode also by its longer spelling."""
    problems = []
    others = await fetch("SELECT name FROM product WHERE sku = $1 AND id <> $2", wanted.sku, id)
    if others:
        problems.append(FieldProblem("product.sku", "Another product has this code.", "taken"))
    written = [spelling for barcode in wanted.barcodes for spelling in spellings(barcode.code)]
    rows = await fetch("SELECT code FROM barcode WHERE code = ANY($1) AND product <> $2", written, id)
    held = {row["code"].zfill(14) for row in rows}
    return problems + [
        FieldProblem(f"product.barcodes[{index}].code", "Another product has this barcode.", "taken")
        for index, barcode in enumerate(wanted.barcodes)
        if barcode.code.zfill(14) in held
    ]


def spellings(code: str) -> list[str]:
    """Return a barcode with fewer and with more zeros in front, as it may be held already."""
    digits = code.lstrip("0")
    return [digits.zfill(length) for length in sorted(LENGTHS) if len(digits) <= length]


async def unknown(wanted: ProductDocument) -> list[FieldProblem]:
    """Find a category and suppliers that do not exist."""
    problems = []
    known = await fetch("SELECT id FROM category WHERE id = $1", wanted.category)
    if wanted.category is not None and not known:
        problems.append(FieldProblem("product.category", "There is no such category.", "unknown"))
    rows = await fetch("SELECT id FROM supplier WHERE id = ANY($1)", [pack.supplier for pack in wanted.packs])
    held = {row["id"] for row in rows}
    return problems + [
        FieldProblem(f"product.packs[{index}].supplier", "There is no such supplier.", "unknown")
        for index, pack in enumerate(wanted.packs)
        if pack.supplier not in held
    ]

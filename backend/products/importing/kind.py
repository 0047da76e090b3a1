"""A file of products, as a kind of file that is imported."""

from uuid import UUID

from backend.database import fetch
from backend.importing.kind import Kind
from backend.people.schemas import Role
from backend.products.importing.columns import FIELDS
from backend.products.importing.matching import keep_lines, match_products, prepare_reader
from backend.products.importing.schemas import (
    ApplicationIn,
    ImportCounts,
    PreviewLine,
    ProductImportCard,
    ProductImportOut,
)
from backend.products.importing.undo import CHANGED_LATER, restore
from backend.products.importing.writing import STEPS
from backend.wire import Sent

COUNTS = """
    SELECT count(*)::int AS rows, count(*) FILTER (WHERE verdict = 'create')::int AS create,
        count(*) FILTER (WHERE verdict = 'update')::int AS update,
        count(*) FILTER (WHERE verdict = 'same')::int AS same,
        count(*) FILTER (WHERE verdict = 'same_barcode')::int AS same_barcode,
        count(*) FILTER (WHERE verdict = 'create' AND lookalike IS NOT NULL)::int AS alike,
        count(*) FILTER (WHERE verdict = 'bad')::int AS bad
    FROM product_import_row WHERE product_import = $1
"""
PREVIEW = """
    SELECT row, verdict, given.sku, '{"zh": "", "en": ""}' || coalesce(line -> 'name', '{}') AS name,
        other.sku AS other_sku, other.name AS other_name, similarity_percent
    FROM product_import_row AS given
    LEFT JOIN product AS other ON other.id = CASE verdict
        WHEN 'create' THEN lookalike WHEN 'bad' THEN NULL ELSE given.product END
    WHERE product_import = $1
    ORDER BY array_position(ARRAY['bad', 'same_barcode', 'create', 'update', 'same'], verdict::text)
        - CASE WHEN lookalike IS NULL THEN 0 ELSE 0.5 END, row
    LIMIT $2
"""


async def write(id: UUID, asked: ApplicationIn) -> None:
    """Write the chosen rows into the catalogue."""
    for step in STEPS:
        await fetch(step, id, choose(asked))


def choose(asked: ApplicationIn) -> list[str]:
    """List which kinds of rows are written."""
    chosen = ["create"]
    if asked.lookalikes == "create":
        chosen.append("similar")
    if asked.existing == "overwrite":
        chosen += ["update", "same_barcode"]
    return chosen


def note(sent: Sent[ApplicationIn]) -> dict[str, object]:
    """Return what is kept of the word to apply."""
    return {"fingerprint": sent.fingerprint, "verdicts": choose(sent.document)}


PRODUCTS = Kind(
    table="product_import",
    keepers=(Role.hq,),
    fields=FIELDS,
    out=ProductImportOut,
    card=ProductImportCard,
    counts=ImportCounts,
    line=PreviewLine,
    count_rows=COUNTS,
    counts_on_card=True,
    list_rows=PREVIEW,
    reader=prepare_reader,
    keep_lines=keep_lines,
    match=match_products,
    write=write,
    application=note,
    changed_later=CHANGED_LATER,
    restore=restore,
    applied="products.imported",
    undone="products.import_undone",
)

"""A file of history, as a kind of file that is imported."""

from backend.demand.importing.columns import FIELDS
from backend.demand.importing.matching import keep_lines, match, prepare_reader
from backend.demand.importing.schemas import (
    UsageApplicationIn,
    UsageCounts,
    UsageImportCard,
    UsageImportOut,
    UsagePreviewLine,
)
from backend.demand.importing.undo import CHANGED_LATER, restore
from backend.demand.importing.writing import write
from backend.importing.kind import Kind
from backend.people.schemas import Role
from backend.wire import Sent

COUNTS = """
    SELECT count(*)::int AS rows, count(*) FILTER (WHERE verdict = 'create')::int AS create,
        count(*) FILTER (WHERE verdict = 'update')::int AS update,
        count(*) FILTER (WHERE verdict = 'same')::int AS same,
        count(*) FILTER (WHERE verdict = 'bad')::int AS bad,
        count(DISTINCT store) FILTER (WHERE verdict <> 'bad')::int AS stores,
        count(DISTINCT product) FILTER (WHERE verdict <> 'bad')::int AS products,
        count(DISTINCT (store, used_on)) FILTER (WHERE revenue_minor IS NOT NULL AND verdict <> 'bad')::int
            AS revenue_days,
        min(used_on) FILTER (WHERE verdict <> 'bad') AS first_day,
        max(used_on) FILTER (WHERE verdict <> 'bad') AS last_day
    FROM usage_import_row WHERE usage_import = $1
"""
PREVIEW = """
    SELECT row, verdict, store.name AS store_name, used_on, product.name AS product_name, base_units,
        out_of_stock, revenue_minor
    FROM usage_import_row AS given LEFT JOIN store ON store.id = given.store
        LEFT JOIN product ON product.id = given.product
    WHERE usage_import = $1
    ORDER BY array_position(ARRAY['bad', 'update', 'create', 'same'], verdict::text), row LIMIT $2
"""


def note(sent: Sent[UsageApplicationIn]) -> str:
    """Return what is kept of the word to apply."""
    return sent.fingerprint


USAGE = Kind(
    table="usage_import",
    keepers=(Role.hq, Role.admin),
    fields=FIELDS,
    out=UsageImportOut,
    card=UsageImportCard,
    counts=UsageCounts,
    line=UsagePreviewLine,
    count_rows=COUNTS,
    list_rows=PREVIEW,
    reader=prepare_reader,
    keep_lines=keep_lines,
    match=match,
    write=write,
    application=note,
    changed_later=CHANGED_LATER,
    restore=restore,
    applied="usage.imported",
    undone="usage.import_undone",
)

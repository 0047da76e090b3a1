"""From a store up to the whole company: where a rule may have been made, the nearest first."""

# A statement that begins `WITH RECURSIVE` and this can join `places` on `PLACE`; `$1` is the store.
PLACES = """
    above AS (
        SELECT region.id, region.parent, 1 AS distance FROM region JOIN store ON store.region = region.id
        WHERE store.id = $1
        UNION ALL
        SELECT region.id, region.parent, distance + 1 FROM region JOIN above ON region.id = above.parent
        WHERE distance < 50
    ),
    places AS (
        SELECT $1::uuid AS store, NULL::uuid AS region, 0 AS distance
        UNION ALL SELECT NULL, id, distance FROM above
        UNION ALL SELECT NULL, NULL, 1000
    )
"""


def at_place(table: str) -> str:
    """Word the condition that a row of a table with `store` and `region` was made for one of the places.

    The first lines are for the indexes: a company has many stores, and only a few rows are about one of them.
    """
    return f"""
        ({table}.store = $1 OR {table}.region IN (SELECT id FROM above)
            OR {table}.store IS NULL AND {table}.region IS NULL)
        AND {table}.store IS NOT DISTINCT FROM places.store
        AND {table}.region IS NOT DISTINCT FROM places.region
    """  # noqa: S608

"""Read a page of the grid of products and places."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.problems import NotFound
from backend.products.assortments.nearest import COMPANY, Place, Said, nearest
from backend.products.assortments.schemas import (
    AssortmentGrid,
    GridCell,
    GridColumn,
    GridRow,
    Matching,
    Origin,
    PathStep,
)
from backend.products.assortments.tree import Tree, read_tree
from backend.products.desk.catalogue import FOUND
from backend.products.desk.product import KEEPERS
from backend.searching import pattern
from backend.wire import Bilingual, build

PAGE, COLUMNS = 50, 30
SAID = """
    coalesce((SELECT jsonb_agg(jsonb_build_array(region, store, listed))
        FROM assortment_line WHERE assortment_line.product = product.id), '[]') AS said
"""


async def read_grid(
    person: SignedIn, matching: Matching, inside: UUID | None, after: str, column: int
) -> AssortmentGrid:
    """Show a page of products in order of sku against the places directly in a region, company first."""
    require_role(person, *KEEPERS)
    tree = await read_tree()
    if inside is not None and inside not in tree.parents:
        raise NotFound()
    whole = COMPANY if inside is None else Place(inside)
    places = tree.inside(inside)
    shown = [whole, *places[column : column + COLUMNS]]
    rows = await fetch(page_of(matching), *asked(matching, after))
    under = {place: tree.stores_under([place]) for place in shown}
    chains = {place: tree.chain(place) for place in {*shown, *under[whole]}}
    return AssortmentGrid(
        path=path_to(tree, inside),
        columns=[column_of(tree, place, len(under[place])) for place in shown],
        columns_total=len(places),
        rows=[row_of(tree, row, shown, under, chains) for row in rows[:PAGE]],
        found=rows[0]["found"] if rows else 0,
        next=rows[PAGE - 1]["sku"] if len(rows) > PAGE else None,
    )


def matches(matching: Matching) -> str:
    """Word which products a filter finds; `asked` lists the arguments, of which the first is a sku."""
    return f"""
        active AND ($2::uuid IS NULL OR category = $2)
        AND ($3::uuid IS NULL OR EXISTS (
            SELECT FROM pack WHERE pack.product = product.id AND pack.supplier = $3))
        {FOUND if matching.search.strip() else ""}
    """


def page_of(matching: Matching) -> str:
    """Word the one statement of a page: products, what is said of each, and how many there are in all."""
    where = matches(matching)
    return f"""
        SELECT product.id, sku, product.name, category.name AS category, {SAID},
            (SELECT count(*) FROM product WHERE {where}) AS found
        FROM product LEFT JOIN category ON category.id = product.category
        WHERE sku > $1 AND {where} ORDER BY sku LIMIT {PAGE + 1}
    """  # noqa: S608


def asked(matching: Matching, after: str) -> list[object]:
    """List the arguments of a statement over what a filter finds after a sku."""
    words = matching.search.strip()
    return [after, matching.category, matching.supplier, *([pattern(words), words] if words else [])]


def said_in(lines: Iterable[Sequence[Any]]) -> dict[Place, bool]:
    """Read what places say of a product, as the statement gathers it."""
    return {Place(region and UUID(region), store and UUID(store)): listed for region, store, listed in lines}


def path_to(tree: Tree, region: UUID | None) -> list[PathStep]:
    """List the regions on the way down to one."""
    chain = [] if region is None else tree.chain(Place(region))[:-1]
    return [PathStep(region=step.region, name=tree.names[step]) for step in reversed(chain) if step.region]


def column_of(tree: Tree, place: Place, stores: int) -> GridColumn:
    """Describe a place."""
    kind = "store" if place.store else "region" if place.region else "company"
    name = tree.names.get(place, Bilingual(zh="全公司", en="Whole company"))
    row = {"kind": kind, "region": place.region, "store": place.store, "name": name, "stores": stores}
    return build(GridColumn, row)


def row_of(
    tree: Tree,
    row: dict[str, Any],
    shown: Sequence[Place],
    under: dict[Place, list[Place]],
    chains: dict[Place, list[Place]],
) -> GridRow:
    """Tell of one product what holds at each place that is shown."""
    said = said_in(row.pop("said"))
    sold = {store for store in under[shown[0]] if nearest(said, chains[store])[0]}
    cells = []
    for place in shown:
        listed, by = nearest(said, chains[place])
        cells.append(
            GridCell(
                listed=listed,
                origin=origin_of(said, place, by),
                origin_name=None if by is None else tree.names.get(by),
                in_stores=sum(store in sold for store in under[place]),
            )
        )
    names = ("sku", "name", "category")
    return build(GridRow, {**{name: row[name] for name in names}, "product": row["id"], "cells": cells})


def origin_of(said: Said, place: Place, by: Place | None) -> Origin:
    """Tell whose word holds at a place."""
    if by is None:
        return "nowhere" if said else "everywhere"
    if by == place:
        return "own"
    return "company" if by == COMPANY else "region"

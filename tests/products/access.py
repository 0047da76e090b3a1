"""Who is answered what about the products of Riverside, and about bringing products in."""

from uuid import uuid4

import httpx

from tests.cast import RIVERSIDE
from tests.ordering.shop import DAIRY, MILK
from tests.products.desk import apples, baker
from tests.riverside import RIVERSIDE_ONLY, STORE, Attempt, Deed, Lines, puts, reads

HQ_ONLY = "401 403 403 403 403 200 403 403"
SETTLERS = "401 403 403 403 403 200 200 403"
WISH = {"wanted": "out", "products": [str(MILK)], "places": [{"store": str(RIVERSIDE)}]}
FILE = "商品编码,商品名称\nA-1,苹果\n".encode()
ALL_IN = {"existing": "overwrite", "lookalikes": "create"}


def with_an_import(what: str = "", body: object = None, *, applied: bool = False) -> Deed:
    """Do something with an import that HQ began."""

    async def attempt_it(attempt: Attempt) -> httpx.Response:
        chen, address = await attempt.there.cast.chen(), f"/api/product-imports/{uuid4()}"
        await chen.put(f"{address}?name=x.csv", content=FILE)
        if applied:
            await chen.put(f"{address}/application", json=ALL_IN)
        if not what:
            return await attempt.client.get(address)
        return await attempt.client.put(f"{address}/{what}", json=body)

    return attempt_it


def tries_a_file() -> Deed:
    """Try a small file out."""

    async def attempt_it(attempt: Attempt) -> httpx.Response:
        return await attempt.client.put(f"/api/product-imports/{uuid4()}?name=x.csv", content=FILE)

    return attempt_it


def a_category() -> dict[str, object]:
    """A category that nobody has."""
    name = f"Fruit {uuid4()}"[:60]
    return {"name": {"zh": name, "en": name}}


async def change_of(attempt: Attempt) -> tuple[str, str]:
    """Try, as HQ, to take milk out of Riverside; return the address of the change and its version."""
    url = f"/api/assortment-changes/{uuid4()}"
    reply = await (await attempt.there.cast.chen()).put(url, json=WISH)
    return url, reply.json()["version"]


async def read_change(attempt: Attempt) -> httpx.Response:
    """Read a change that HQ tried."""
    return await attempt.client.get((await change_of(attempt))[0])


async def apply_change(attempt: Attempt) -> httpx.Response:
    """Apply a change that HQ tried, and have HQ take it back."""
    url, version = await change_of(attempt)
    reply = await attempt.client.put(f"{url}/application", json={"basedOn": version})
    await (await attempt.there.cast.chen()).put(f"{url}/undo", json={})
    return reply


async def undo_change(attempt: Attempt) -> httpx.Response:
    """Take back a change that HQ applied."""
    url, version = await change_of(attempt)
    chen = await attempt.there.cast.chen()
    await chen.put(f"{url}/application", json={"basedOn": version})
    reply = await attempt.client.put(f"{url}/undo", json={})
    await chen.put(f"{url}/undo", json={})
    return reply


async def read_touched(attempt: Attempt) -> httpx.Response:
    """Read which orders a change touches."""
    return await attempt.client.get(f"{(await change_of(attempt))[0]}/open-orders")


LINES: Lines = {
    "getAssortments": (SETTLERS, reads("/api/assortments")),
    "listAssortmentChanges": (SETTLERS, reads("/api/assortment-changes")),
    "tryAssortmentChange": (SETTLERS, puts("/api/assortment-changes/{fresh}", lambda _: WISH)),
    "getAssortmentChange": (SETTLERS, read_change),
    "applyAssortmentChange": (SETTLERS, apply_change),
    "undoAssortmentChange": (SETTLERS, undo_change),
    "listTouchedOrders": (SETTLERS, read_touched),
    "listProducts": (RIVERSIDE_ONLY, reads(f"{STORE}/products")),
    "listProductImports": (HQ_ONLY, reads("/api/product-imports")),
    "getProductImport": (HQ_ONLY, with_an_import()),
    "getProductImportProgress": (HQ_ONLY, reads(f"/api/product-imports/{uuid4()}/progress")),
    "tryProductImport": (HQ_ONLY, tries_a_file()),
    "mapProductImport": (HQ_ONLY, with_an_import("mapping", {"columns": {"sku": 0, "name_zh": 1}})),
    "applyProductImport": (HQ_ONLY, with_an_import("application", ALL_IN)),
    "undoProductImport": (HQ_ONLY, with_an_import("undo", {}, applied=True)),
    "getProductSample": (HQ_ONLY, reads("/api/product-import-sample?language=zh")),
    "listCatalogue": (SETTLERS, reads("/api/catalogue?search=milk")),
    "getCatalogueChoices": (SETTLERS, reads("/api/catalogue-choices")),
    "getProduct": (SETTLERS, reads(f"/api/products/{MILK}")),
    "keepProduct": (SETTLERS, puts("/api/products/{fresh}", lambda _: apples())),
    "keepCategory": (SETTLERS, puts("/api/categories/{fresh}", lambda _: a_category())),
    "listSuppliers": (SETTLERS, reads("/api/suppliers")),
    "getSupplier": (SETTLERS, reads(f"/api/suppliers/{DAIRY}")),
    "keepSupplier": (SETTLERS, puts("/api/suppliers/{fresh}", lambda _: baker())),
}

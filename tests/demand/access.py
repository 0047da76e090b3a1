"""Who is answered what about what Riverside sold."""

from uuid import uuid4

import httpx

from tests.riverside import RIVERSIDE_ONLY, STORE, Attempt, Deed, Lines, puts, reads

SETTLERS = "401 403 403 403 403 200 200 403"
FILE = "门店编码,日期,商品编码,用量\nR001,2026-11-01,MD-1001,3\n".encode()
ALL_IN = {"existing": "overwrite"}


def with_an_import(what: str = "", body: object = None, *, applied: bool = False) -> Deed:
    """Do something with an import that HQ began."""

    async def attempt_it(attempt: Attempt) -> httpx.Response:
        chen, address = await attempt.there.cast.chen(), f"/api/usage-imports/{uuid4()}"
        await chen.put(f"{address}?name=x.csv", content=FILE)
        if applied:
            await chen.put(f"{address}/application", json=ALL_IN)
        if not what:
            return await attempt.client.get(address)
        return await attempt.client.put(f"{address}/{what}", json=body)

    return attempt_it


async def try_a_file(attempt: Attempt) -> httpx.Response:
    """Try a small file out."""
    return await attempt.client.put(f"/api/usage-imports/{uuid4()}?name=x.csv", content=FILE)


LINES: Lines = {
    "listUnsold": (RIVERSIDE_ONLY, reads(f"{STORE}/unsold")),
    "putUsageDay": (
        "401 403 403 403 404 200 200 404",
        puts(f"{STORE}/usage/2026-11-01", lambda _: {"lines": []}),
    ),
    "listUsageImports": (SETTLERS, reads("/api/usage-imports")),
    "getUsageImport": (SETTLERS, with_an_import()),
    "getUsageImportProgress": (SETTLERS, reads(f"/api/usage-imports/{uuid4()}/progress")),
    "tryUsageImport": (SETTLERS, try_a_file),
    "mapUsageImport": (SETTLERS, with_an_import("mapping", {"columns": {"store": 0, "day": 1}})),
    "applyUsageImport": (SETTLERS, with_an_import("application", ALL_IN)),
    "undoUsageImport": (SETTLERS, with_an_import("undo", {}, applied=True)),
    "getUsageSample": (SETTLERS, reads("/api/usage-import-sample?language=zh")),
}

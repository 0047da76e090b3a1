"""Who is answered what about checklists."""

from typing import Any
from uuid import uuid4

import httpx

from tests.cast import named
from tests.checklists.desk import document
from tests.inspections.walk import CHECKLIST, OPTIONS
from tests.riverside import ALL_SIGNED_IN, Attempt, Deed, Lines, deletes, puts, reads

HQ_READS = "401 403 403 403 403 200 200 403"
HQ_WRITES = "401 403 403 403 403 200 403 403"
WRITTEN = f"/api/checklists/{CHECKLIST}"
HELD = named("publication/access")


def draft(_: object = None) -> dict[str, Any]:
    """A whole draft."""
    return {"saveId": str(uuid4()), "revision": 0, "basedOn": None, "document": document()}


def publishes() -> Deed:
    """Publish a draft of one's own."""

    async def publish(attempt: Attempt) -> httpx.Response:
        address = f"/api/checklists/{uuid4()}"
        await attempt.client.put(f"{address}/draft", json=draft())
        return await attempt.client.put(f"{address}/publications/{uuid4()}", json={"revision": 1})

    return publish


def calls_off() -> Deed:
    """Call off a publication that was scheduled just before."""

    async def call_off(attempt: Attempt) -> httpx.Response:
        address, id = f"/api/checklists/{uuid4()}", uuid4()
        await attempt.client.put(f"{address}/draft", json=draft())
        later = {"revision": 1, "at": "2100-01-01T00:00:00Z"}
        await attempt.client.put(f"{address}/publications/{id}", json=later)
        return await attempt.client.put(f"{address}/publications/{id}/cancellation", json={})

    return call_off


def reads_a_draft() -> Deed:
    """Read a draft that HQ saved."""

    async def read(attempt: Attempt) -> httpx.Response:
        await (await attempt.there.cast.chen()).put(f"{WRITTEN}/draft", json=draft())
        return await attempt.client.get(f"{WRITTEN}/draft")

    return read


def tries_a_file() -> Deed:
    """Try a small file out."""

    async def attempt_it(attempt: Attempt) -> httpx.Response:
        content = "检查项,Question\n地面,Floor\n".encode()
        return await attempt.client.put(f"/api/checklist-imports/{uuid4()}?name=x.csv", content=content)

    return attempt_it


LINES: Lines = {
    "tryChecklistImport": (HQ_WRITES, tries_a_file()),
    "getChecklistSample": (HQ_WRITES, reads("/api/checklist-sample?language=zh")),
    "downloadChecklistVersion": (
        HQ_WRITES,
        reads("/api/checklist-versions/{version}/file?kind=json&language=zh"),
    ),
    "listChecklistLibrary": (HQ_WRITES, reads("/api/checklist-library")),
    "getLibraryChecklist": (HQ_WRITES, reads("/api/checklist-library/opening")),
    "listChecklists": (ALL_SIGNED_IN, reads("/api/checklists")),
    "getChecklistVersion": (ALL_SIGNED_IN, reads("/api/checklist-versions/{version}")),
    "listChecklistDesk": (HQ_READS, reads("/api/checklist-desk")),
    "listChecklistVersions": (HQ_READS, reads(f"{WRITTEN}/versions")),
    "getDraft": (HQ_READS, reads_a_draft()),
    "saveDraft": (HQ_WRITES, puts("/api/checklists/{fresh}/draft", draft)),
    "dropDraft": ("401 403 403 403 403 204 403 403", deletes("/api/checklists/{fresh}/draft?revision=1")),
    "publishDraft": (HQ_WRITES, publishes()),
    "cancelPublication": (HQ_WRITES, calls_off()),
    "archiveChecklist": (HQ_WRITES, puts(f"{WRITTEN}/archival", lambda _: {"archived": False})),
    "listResponseSets": (HQ_READS, reads("/api/response-sets")),
    "saveResponseSet": (
        HQ_WRITES,
        puts(
            "/api/response-sets/{fresh}",
            lambda _: {"revision": 0, "name": {"zh": "好差", "en": "Good or poor"}, "options": OPTIONS},
        ),
    ),
}

"""Who is answered what about working hours, closed days, regions and stores."""

from typing import Any
from uuid import uuid4

from tests.company.places import region_of, store_of
from tests.riverside import ALL_SIGNED_IN, RIVERSIDE_ONLY, STORE, Lines, Riverside, deletes, puts, reads

HQ_ONLY = "401 403 403 403 403 200 200 403"
ADMIN_ONLY = "401 403 403 403 403 403 200 403"
NEW_YEAR = {"day": "2027-02-17", "name": {"zh": "春节", "en": "New Year"}}
WEEK = {"week": [[{"opens": 480, "closes": 1320}]] * 7}


def week(_: Riverside) -> dict[str, Any]:
    """Every day from eight to ten."""
    return WEEK


def region(_: Riverside) -> dict[str, Any]:
    """A new region right below the company."""
    return {"region": region_of(f"X{uuid4()}"), "basedOn": None}


def store(_: Riverside) -> dict[str, Any]:
    """A new store in the East."""
    return {"store": store_of(f"X{uuid4()}"), "basedOn": None}


LINES: Lines = {
    "getCompanyHours": (ALL_SIGNED_IN, reads("/api/company/hours")),
    "putCompanyHours": (HQ_ONLY, puts("/api/company/hours", week)),
    "getStoreHours": (RIVERSIDE_ONLY, reads(f"{STORE}/hours")),
    "putStoreHours": ("401 403 403 403 404 200 200 404", puts(f"{STORE}/hours", week)),
    "listClosedDays": (ALL_SIGNED_IN, reads("/api/closed-days")),
    "putClosedDay": (HQ_ONLY, puts("/api/closed-days/{fresh}", lambda _: NEW_YEAR)),
    "removeClosedDay": ("401 403 403 403 403 204 204 403", deletes("/api/closed-days/{fresh}")),
    "listRegions": (HQ_ONLY, reads("/api/regions")),
    "keepRegion": (ADMIN_ONLY, puts("/api/regions/{fresh}", region)),
    "removeRegion": ("401 403 403 403 403 403 204 403", deletes("/api/regions/{fresh}")),
    "listCompanyStores": (HQ_ONLY, reads("/api/company/stores?which=all&search=r")),
    "getStore": (HQ_ONLY, reads(STORE)),
    "keepStore": (ADMIN_ONLY, puts("/api/stores/{fresh}", store)),
}

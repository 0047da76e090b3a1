"""What a person's phone should hold to work without a network."""

from uuid import UUID

from backend.database import fetch
from backend.inspections.schemas import OfflineDocument, OfflineList, OfflinePhoto, VisitCard
from backend.inspections.today import due_visits
from backend.issues.listing import UNCLOSED, within_reach
from backend.issues.sight import seen
from backend.people.access import reachable_store_ids, sight_of
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.products.suppliers import suppliers_of

UNCLOSED_LIST = "/api/issues?status=unclosed"
ALWAYS = (
    "/api/me",
    "/api/today",
    "/api/stores",
    "/api/checklists",
    UNCLOSED_LIST,
    "/api/issue-rules",
    "/api/notifications",
    "/api/visit-rules",
)
FOR_A_WALK = ("visit", "products", "stock")
ISSUES = 300


async def list_offline(person: SignedIn) -> OfflineList:
    """List documents and photos in the order of their worth: what is needed for the next walk comes first."""
    visits = await due_visits(person)
    versions, references = await checklist_versions(visits)
    issues, pictures = await open_issues(person)
    urls = [
        *ALWAYS,
        *(["/api/workload"] if person.has(Role.staff, Role.store_manager) else []),
        "/api/receipt-key",
        *(f"/api/checklist-versions/{version}" for version in versions),
        *(
            f"/api/stores/{visit.store.id}/{part}"
            for visit in visits
            if not visit.done
            for part in FOR_A_WALK
        ),
        *(f"/api/issues/{issue}" for issue in issues),
        *await order_sheets(person),
    ]
    return OfflineList(
        documents=[OfflineDocument(url=url) for url in dict.fromkeys(urls)],
        photos=list(dict.fromkeys([*references, *pictures])),
    )


async def checklist_versions(visits: list[VisitCard]) -> tuple[list[UUID], list[OfflinePhoto]]:
    """List the versions that visits need and the newest of every checklist in use, with their pictures."""
    rows = await fetch(
        """
        SELECT version.id, (
            SELECT coalesce(jsonb_agg(question -> 'referencePhoto'), '[]')
            FROM jsonb_array_elements(document -> 'sections') AS section,
                jsonb_array_elements(section -> 'questions') AS question
            WHERE question ->> 'referencePhoto' IS NOT NULL) AS photos
        FROM checklist_version AS version JOIN checklist ON checklist.id = version.checklist
        WHERE version.id = ANY($1) OR NOT archived AND number = (
            SELECT max(number) FROM checklist_version WHERE checklist_version.checklist = checklist.id)
        ORDER BY version.id = ANY($1) DESC, version.id
        """,
        [visit.checklist_version for visit in visits],
    )
    photos = [OfflinePhoto(sha256=photo, size=1600) for row in rows for photo in row["photos"]]
    return [row["id"] for row in rows], photos


async def open_issues(person: SignedIn) -> tuple[list[UUID], list[OfflinePhoto]]:
    """List the most urgent issues that are not closed, with their covers and how it should look."""
    arguments: list[object] = [person.id, await sight_of(person)]

    def given(value: object) -> str:
        arguments.append(value)
        return f"${len(arguments)}"

    rows = await fetch(
        f"""
        SELECT id, photos ->> 0 AS cover, reference_photo FROM issue
        WHERE {UNCLOSED} AND {await within_reach(person, given)} AND {seen(1, 2)}
        ORDER BY due_at, id LIMIT {ISSUES}
        """,  # noqa: S608
        *arguments,
    )
    covers = [OfflinePhoto(sha256=row["cover"], size=320) for row in rows if row["cover"]]
    models = [
        OfflinePhoto(sha256=row["reference_photo"], size=1600) for row in rows if row["reference_photo"]
    ]
    return [row["id"] for row in rows], covers + models


async def order_sheets(person: SignedIn) -> list[str]:
    """List the order sheets and the stock of the person's own stores, and the orders that came of them."""
    if not person.has(Role.staff, Role.store_manager):
        return []
    stores = await reachable_store_ids(person, Role.staff, Role.store_manager) or []
    sheets: list[str] = []
    for store in stores:
        here = f"/api/stores/{store}"
        suppliers = await suppliers_of(store)
        sheets += [f"{here}/order-sheets", *(f"{here}/order-sheets/{supplier.id}" for supplier in suppliers)]
        sheets += [f"{here}/stock", f"{here}/transfers"]
    return [*sheets, "/api/orders", *await open_orders(stores)]


async def open_orders(stores: list[UUID]) -> list[str]:
    """List the orders that are still to come, so that they can be received where there is no network."""
    rows = await fetch(
        """
        SELECT id FROM order_placed WHERE store = ANY($1) AND delivery_on >= current_date - 7
            AND status IN ('held', 'placed', 'sent', 'refused', 'confirmed', 'shipped')
        ORDER BY delivery_on, number LIMIT 100
        """,
        stores,
    )
    return [f"/api/orders/{row['id']}" for row in rows]

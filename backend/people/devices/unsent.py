"""A device tells what it holds unsent, and those who look after its person see it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from backend.database import fetch
from backend.people.access import reachable_store_ids, require_role
from backend.people.devices.schemas import DeviceCard, UnsentIn
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.wire import build

WATCHERS = (Role.hq, Role.admin, Role.supervisor)
GIVEN_UP_AFTER = timedelta(days=90)
HOLDING = """
    records + photos > 0 AND device_report.seen_at > $3 AND ($1::uuid[] IS NULL OR person = $2 OR EXISTS (
        SELECT FROM post LEFT JOIN store ON store.region = post.region
        WHERE post.person = device_report.person AND (post.store = ANY($1) OR store.id = ANY($1))))
"""


async def report_unsent(device: UUID, person: SignedIn, told: UnsentIn) -> None:
    """Note what a device holds of its person; the newest word counts, and an end of it too.

    A phone's clock is not trusted with the future: nothing is older than its making and younger than now.
    """
    now = datetime.now(UTC)
    oldest = min(told.oldest_at, now) if told.oldest_at and told.records + told.photos else None
    await fetch(
        """
        INSERT INTO device_report (id, device, person, name, records, photos, refused, oldest_at, seen_at)
        VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (device, person) DO UPDATE SET name = $3, records = $4, photos = $5, refused = $6,
            oldest_at = $7, seen_at = $8
        """,
        device, person.id, told.name, told.records, told.photos, told.refused, oldest, now,
    )  # fmt: skip


async def list_devices(person: SignedIn) -> list[DeviceCard]:
    """List the devices that hold something, the longest waiting first; a supervisor sees the own region's."""
    require_role(person, *WATCHERS)
    rows = await fetch(
        f"""
        SELECT device AS id, device_report.name, person, person.name AS person_name, records, photos, refused,
            oldest_at, device_report.seen_at
        FROM device_report JOIN person ON person.id = device_report.person
        WHERE {HOLDING} ORDER BY oldest_at, device LIMIT 500
        """,  # noqa: S608
        *await watched(person),
    )
    return [build(DeviceCard, row) for row in rows]


async def count_devices(person: SignedIn) -> int:
    """Count the devices that `list_devices` lists."""
    rows = await fetch(
        f"SELECT count(*) AS devices FROM device_report WHERE {HOLDING}",  # noqa: S608
        *await watched(person),
    )
    return int(rows[0]["devices"])


async def watched(person: SignedIn) -> tuple[list[UUID] | None, UUID, datetime]:
    """Return the stores whose people's devices a person may see, the person, and since when they count."""
    stores = await reachable_store_ids(person, *WATCHERS)
    return stores, person.id, datetime.now(UTC) - GIVEN_UP_AFTER

"""A phone that was last heard of two days ago, with work on it that has not arrived."""

from datetime import datetime, timedelta

from backend.database import fetch
from backend.demo.company import person_id, signed_in
from backend.demo.names import demo_id
from backend.people.devices.schemas import UnsentIn
from backend.people.devices.unsent import report_unsent

SILENT, WAITING = timedelta(days=2), timedelta(days=2, hours=5)


async def leave_a_phone_behind(now: datetime) -> None:
    """Let Gao's phone have told of three records before it fell silent."""
    device = demo_id("phone/gao")
    told = UnsentIn(name="Chrome · Android", records=3, photos=11, refused=0, oldest_at=now - WAITING)
    await report_unsent(device, signed_in("gao"), told)
    await fetch(
        "UPDATE device_report SET seen_at = $3 WHERE device = $1 AND person = $2",
        device, person_id("gao"), now - SILENT,
    )  # fmt: skip

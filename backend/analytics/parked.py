"""Jobs the worker gave up on, where HQ sees them and can have them tried again."""

from uuid import UUID

from backend.analytics.schemas import ParkedJob
from backend.database import fetch
from backend.events.log import WAKE
from backend.problems import NotFound
from backend.wire import build


async def list_parked() -> list[ParkedJob]:
    """List parked jobs, newest first."""
    rows = await fetch(
        """
        SELECT job.id, job.reaction, event.name AS event, job.error, job.parked_at
        FROM job JOIN event ON event.seq = job.event
        WHERE parked_at IS NOT NULL ORDER BY parked_at DESC LIMIT 100
        """
    )
    return [build(ParkedJob, row) for row in rows]


async def retry_parked(job: UUID) -> None:
    """Put a parked job back into the queue; done twice it is the same."""
    rows = await fetch(
        """
        UPDATE job SET parked_at = NULL, attempts = 0, due_at = now()
        WHERE id = $1 AND done_at IS NULL RETURNING id
        """,
        job,
    )
    if not rows:
        raise NotFound()
    await fetch(WAKE)

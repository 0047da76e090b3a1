"""Put what the demo did at the times its phones gave: the verbs rightly stamp the moment they run in."""

from backend.database import fetch, transaction

STEPS = (
    "UPDATE inspection SET received_at = estimated_at",
    """
    UPDATE issue SET raised_at = inspection.received_at,
        due_at = issue.due_at - (issue.raised_at - inspection.received_at)
    FROM inspection WHERE inspection.id = issue.inspection
    """,
    "UPDATE fix SET received_at = estimated_at",
    "UPDATE verification SET received_at = estimated_at",
    """
    UPDATE event SET at = inspection.received_at
    FROM inspection WHERE inspection.id = event.subject AND event.name = 'inspection.submitted'
    """,
    """
    UPDATE event SET at = issue.raised_at
    FROM issue WHERE issue.id = event.subject AND event.name = 'issue.raised'
    """,
    """
    UPDATE event SET at = fix.received_at
    FROM fix WHERE fix.id::text = event.payload ->> 'fix' AND event.name = 'issue.fixed'
    """,
    """
    UPDATE event SET at = verification.received_at
    FROM verification WHERE verification.fix::text = event.payload ->> 'fix'
        AND event.name IN ('issue.verified', 'issue.rejected')
    """,
)


async def put_into_the_past() -> None:
    """Runs once, before anybody but the demo has written into this database."""
    async with transaction():
        for step in STEPS:
            await fetch(step)

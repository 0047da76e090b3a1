"""Put what the demo did at the times its phones gave: the verbs rightly stamp the moment they run in."""

from datetime import datetime

from backend.database import fetch, transaction

# Each leaves alone what is younger than $1: that is of people, not of the demo.
DEEDS = (
    "UPDATE inspection SET received_at = estimated_at WHERE estimated_at < $1",
    """
    UPDATE issue SET raised_at = inspection.received_at,
        due_at = issue.due_at - (issue.raised_at - inspection.received_at)
    FROM inspection WHERE inspection.id = issue.inspection AND inspection.received_at < $1
    """,
    "UPDATE fix SET received_at = estimated_at WHERE estimated_at < $1",
    "UPDATE verification SET received_at = estimated_at WHERE estimated_at < $1",
    """
    UPDATE dispatch SET at = received_at + interval '40 seconds'
    FROM order_placed WHERE order_placed.id = dispatch."order" AND received_at < $1
    """,
)
EVENTS = (
    """
    UPDATE event SET at = done.at FROM (
        SELECT id, received_at AS at, 'inspection.submitted' AS name FROM inspection
        UNION ALL SELECT id, raised_at, 'issue.raised' FROM issue
        UNION ALL SELECT id, received_at, 'order.placed' FROM order_placed
        UNION ALL SELECT "order", at, 'order.' || outcome FROM dispatch
    ) AS done WHERE done.id = event.subject AND done.name = event.name AND done.at < $1
    """,
    """
    UPDATE event SET at = done.at FROM (
        SELECT id AS fix, received_at AS at, 'issue.fixed' AS name FROM fix
        UNION ALL SELECT fix, received_at, 'issue.' || verdict FROM verification
    ) AS done WHERE done.fix::text = event.payload ->> 'fix' AND done.name = event.name AND done.at < $1
    """,
)
# What a notification speaks of stands in its bundle: "fixed:" and the id of the fix, and so on.
INBOXES = (
    """
    UPDATE notification SET created_at = spoken.at, told_at = spoken.at FROM (
        SELECT id, received_at AS at FROM inspection UNION ALL SELECT id, raised_at FROM issue
        UNION ALL SELECT id, received_at FROM order_placed
    ) AS spoken WHERE split_part(bundle, ':', 2) = spoken.id::text AND spoken.at < $1
    """,
    """
    UPDATE notification SET created_at = spoken.at, told_at = spoken.at FROM (
        SELECT 'fixed:' || id AS bundle, received_at AS at FROM fix
        UNION ALL SELECT verdict || ':' || fix, received_at FROM verification
    ) AS spoken WHERE spoken.bundle = notification.bundle AND spoken.at < $1
    """,
)
READ = "UPDATE notification SET read_at = created_at + interval '50 minutes' WHERE created_at < $1"


async def put_deeds_into_the_past(anchor: datetime) -> None:
    """Set the clocks of all deeds back."""
    async with transaction():
        for step in (*DEEDS, *EVENTS):
            await fetch(step, anchor)


async def put_inboxes_into_the_past(anchor: datetime, read_before: datetime) -> None:
    """Set the clocks of the notifications back, and call those read that are older than some moment."""
    async with transaction():
        for step in INBOXES:
            await fetch(step, anchor)
        await fetch(READ, read_before)

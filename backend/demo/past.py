"""Put what the demo did at the times its phones gave: the verbs rightly stamp the moment they run in."""

from datetime import datetime

from backend.database import fetch, transaction

# Each leaves alone what is younger than $1: that is of people, not of the demo.
DEEDS = (
    "UPDATE inspection SET received_at = estimated_at WHERE estimated_at < $1",
    """
    UPDATE issue SET due_at = due_at - late, warn_at = warn_at - late, answer_by = answer_by - late,
        reply_by = reply_by - late, look_at = look_at - late
    FROM (
        SELECT DISTINCT ON (issue) issue, issue_step.received_at - inspection.received_at AS late
        FROM issue_step JOIN inspection ON inspection.id = about WHERE kind = 'recurred'
        ORDER BY issue, number DESC
    ) AS again WHERE again.issue = issue.id AND raised_at > $1
    """,
    """
    UPDATE issue SET due_at = due_at - late, warn_at = warn_at - late, answer_by = answer_by - late,
        reply_by = reply_by - late, look_at = look_at - late
    FROM (
        SELECT issue.id, raised_at - inspection.received_at AS late
        FROM issue JOIN inspection ON inspection.id = issue.inspection
    ) AS first WHERE first.id = issue.id AND raised_at > $1 AND recurrence = 0
    """,
    """
    UPDATE issue SET raised_at = inspection.received_at
    FROM inspection WHERE inspection.id = issue.inspection AND inspection.received_at < $1
    """,
    """
    UPDATE issue_step SET received_at = inspection.received_at, estimated_at = inspection.received_at
    FROM inspection WHERE kind = 'recurred' AND inspection.id = about AND inspection.received_at < $1
    """,
    "UPDATE issue_step SET received_at = estimated_at WHERE kind <> 'recurred' AND estimated_at < $1",
    """
    UPDATE widespread SET opened_at = (
        SELECT max(raised_at) FROM issue WHERE issue.widespread = widespread.id) WHERE opened_at > $1
    """,
    "UPDATE amendment SET received_at = estimated_at WHERE estimated_at < $1",
    "UPDATE fix SET received_at = estimated_at WHERE estimated_at < $1",
    "UPDATE verification SET received_at = estimated_at WHERE estimated_at < $1",
    "UPDATE order_deed SET received_at = estimated_at WHERE estimated_at < $1",
    "UPDATE stock_deed SET received_at = estimated_at WHERE estimated_at < $1",
    "UPDATE stock_entry SET recorded_at = effective_at WHERE effective_at < $1 AND deed IS NOT NULL",
    """
    UPDATE dispatch SET at = received_at + interval '40 seconds'
    FROM order_placed WHERE order_placed.id = dispatch."order" AND received_at < $1
    """,
)
EVENTS = (
    """
    UPDATE event SET at = done.at FROM (
        SELECT id, received_at AS at, 'inspection.submitted' AS name FROM inspection
        UNION ALL SELECT inspection, received_at, 'inspection.amended' FROM amendment
        UNION ALL SELECT id, raised_at, 'issue.raised' FROM issue
        UNION ALL SELECT (origin ->> 'subject')::uuid, raised_at, 'shortage.raised' FROM issue
        UNION ALL SELECT id, received_at, 'order.placed' FROM order_placed
        UNION ALL SELECT "order", at, 'order.' || outcome FROM dispatch
        UNION ALL SELECT id, received_at, 'order.held' FROM order_placed
        UNION ALL SELECT "order", received_at, told FROM order_deed JOIN (VALUES
            ('rejection', 'order.rejected'), ('cancellation', 'order.cancelled'),
            ('confirmation', 'order.confirmed'), ('shipment', 'order.shipped'), ('receipt', 'order.received')
        ) AS deed(kind, told) USING (kind)
        UNION ALL SELECT id, received_at, 'stock.received' FROM stock_deed WHERE kind = 'receipt'
        UNION ALL SELECT id, received_at, 'stock.wasted' FROM stock_deed WHERE kind = 'waste'
    ) AS done WHERE done.id = event.subject AND done.name = event.name AND done.at < $1
    """,
    """
    UPDATE event SET at = done.at FROM (
        SELECT id AS fix, received_at AS at, 'issue.fixed' AS name FROM fix
        UNION ALL SELECT fix, received_at, 'issue.' || verdict FROM verification
    ) AS done WHERE done.fix::text = event.payload ->> 'fix' AND done.name = event.name AND done.at < $1
    """,
)
STEPS = (
    """
    UPDATE event SET at = issue_step.received_at FROM issue_step
    WHERE event.payload ->> 'step' = issue_step.id::text AND issue_step.received_at < $1
    """,
    """
    UPDATE event SET at = inspection.received_at FROM inspection
    WHERE event.name = 'issue.settled' AND event.payload ->> 'inspection' = inspection.id::text
        AND inspection.received_at < $1
    """,
    "UPDATE event SET at = opened_at FROM widespread WHERE subject = widespread.id AND opened_at < $1",
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
    """
    UPDATE notification SET created_at = spoken.at, told_at = spoken.at FROM (
        SELECT id, received_at AS at FROM issue_step UNION ALL SELECT id, opened_at FROM widespread
    ) AS spoken WHERE split_part(bundle, ':', -1) = spoken.id::text AND spoken.at < $1
    """,
    """
    UPDATE notification SET created_at = spoken.at, told_at = spoken.at FROM (
        SELECT told || ':' || "order" AS bundle, received_at AS at FROM order_deed JOIN (VALUES
            ('rejection', 'order.rejected'), ('cancellation', 'order.cancelled'),
            ('confirmation', 'order.confirmed'), ('confirmation', 'order.confirmed_short'),
            ('shipment', 'order.shipped'), ('receipt', 'order.short'), ('receipt', 'order.received'),
            ('receipt', 'order.price')
        ) AS deed(kind, told) USING (kind)
    ) AS spoken WHERE spoken.bundle = notification.bundle AND spoken.at < $1
    """,
    # An inbox is sorted by id, and the head of an id is its time; what points at it follows by cascade.
    """
    UPDATE notification SET id = (
        lpad(to_hex((extract(epoch FROM created_at) * 1000)::bigint), 12, '0')
        || substr(replace(id::text, '-', ''), 13)
    )::uuid WHERE created_at < $1
    """,
)
READ = "UPDATE notification SET read_at = created_at + interval '50 minutes' WHERE created_at < $1"


async def put_deeds_into_the_past(anchor: datetime) -> None:
    """Set the clocks of all deeds back."""
    async with transaction():
        for step in (*DEEDS, *EVENTS, *STEPS):
            await fetch(step, anchor)


async def put_inboxes_into_the_past(anchor: datetime, read_before: datetime) -> None:
    """Set the clocks of the notifications back, and call those read that are older than some moment."""
    async with transaction():
        for step in INBOXES:
            await fetch(step, anchor)
        await fetch(READ, read_before)

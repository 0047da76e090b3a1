"""What follows from what: every side effect, on one page."""

from collections.abc import Awaitable, Callable

from backend.events.log import Happening
from backend.inspections.notices import (
    tell_of_amendment,
    tell_of_inspection,
    tell_of_recurrence,
    tell_of_widespread,
)
from backend.inspections.replays.rescoring import rescore_inspections
from backend.inspections.rounds.follow_places import follow_places
from backend.inspections.rounds.notices import tell_of_assignment, tell_of_missed
from backend.inspections.veil_again import veil_again
from backend.inspections.weighing import weigh_evidence
from backend.issues.decision_notices import (
    tell_decider_disputed,
    tell_new_owner,
    tell_of_nudge,
    tell_reviewer_cannot_fix,
    tell_store_cancelled,
    tell_store_decided,
    tell_store_reopened,
)
from backend.issues.ladder_notices import tell_of_rung
from backend.issues.notices import (
    tell_fixer_rejected,
    tell_fixer_verified,
    tell_of_outside_words,
    tell_reviewer,
    tell_store,
)
from backend.issues.outside.letter import mail_invitation
from backend.issues.widespread import look_for_widespread
from backend.notifications.addresses.letter import mail_proof
from backend.notifications.deliver import push_notification
from backend.notifications.deliver_bot import post_to_group
from backend.notifications.deliver_mail import mail_digest, mail_notification
from backend.ordering.after.notices import tell_price_changed
from backend.ordering.consolidation.notices import tell_store_to_order
from backend.ordering.dispatch import send_to_supplier
from backend.ordering.life.shortage import raise_shortage
from backend.ordering.life.withdraw import withdraw_from_supplier
from backend.ordering.notices import (
    tell_order_approved,
    tell_order_cancelled,
    tell_order_confirmed,
    tell_order_held,
    tell_order_moved,
    tell_order_received,
    tell_order_refused,
    tell_order_rejected,
    tell_order_sent,
    tell_order_shipped,
)
from backend.photos.likeness import look_for_likenesses

Reaction = Callable[[Happening], Awaitable[None]]

FOLLOWS: dict[str, list[Reaction]] = {
    "setting.changed": [veil_again],
    "region.changed": [follow_places],
    "store.added": [follow_places],
    "store.changed": [follow_places],
    "store.closed": [follow_places],
    "store.reopened": [follow_places],
    "replay.asked": [rescore_inspections],
    "photo.arrived": [look_for_likenesses, weigh_evidence],
    "photo.looked_at": [look_for_likenesses],
    "inspection.submitted": [tell_of_inspection, look_for_likenesses, weigh_evidence],
    "inspection.amended": [tell_of_amendment, look_for_likenesses, weigh_evidence],
    "likeness.found": [weigh_evidence],
    "task.assigned": [tell_of_assignment],
    "task.missed": [tell_of_missed],
    "issue.raised": [tell_store, look_for_widespread],
    "issue.recurred": [tell_of_recurrence, look_for_widespread],
    "widespread.opened": [tell_of_widespread],
    "issue.due_soon": [tell_of_rung],
    "issue.due": [tell_of_rung],
    "issue.overdue": [tell_of_rung],
    "issue.unacknowledged": [tell_of_rung],
    "issue.nudged": [tell_of_nudge],
    "issue.cannot_fix": [tell_reviewer_cannot_fix],
    "issue.cannot_fix_granted": [tell_store_decided],
    "issue.cannot_fix_refused": [tell_store_decided],
    "issue.disputed": [tell_decider_disputed],
    "issue.dispute_upheld": [tell_store_decided],
    "issue.dispute_amended": [tell_store_decided],
    "issue.dispute_withdrawn": [tell_store_decided],
    "issue.transferred": [tell_new_owner],
    "issue.cancelled": [tell_store_cancelled],
    "issue.reopened": [tell_store_reopened],
    "issue.invited": [mail_invitation],
    "issue.commented": [tell_of_outside_words],
    "issue.fixed": [tell_reviewer, look_for_likenesses],
    "fix.attached": [look_for_likenesses],
    "issue.verified": [tell_fixer_verified],
    "issue.rejected": [tell_fixer_rejected],
    "delivery.reminded": [tell_store_to_order],
    "order.placed": [send_to_supplier],
    "order.sent": [tell_order_sent],
    "order.moved": [tell_order_moved],
    "order.refused": [tell_order_refused],
    "order.held": [tell_order_held],
    "order.approved": [send_to_supplier, tell_order_approved],
    "order.rejected": [tell_order_rejected],
    "order.cancelled": [withdraw_from_supplier, tell_order_cancelled],
    "order.confirmed": [tell_order_confirmed],
    "order.shipped": [tell_order_shipped],
    "order.received": [raise_shortage, tell_order_received, tell_price_changed],
    "notification.written": [push_notification, mail_notification, post_to_group],
    "address.asked": [mail_proof],
    "digest.written": [mail_digest],
    "notification.released": [push_notification, mail_notification, post_to_group],
    "notification.unproved": [mail_notification, post_to_group],
}

REACTIONS: dict[str, Reaction] = {do.__name__: do for follow in FOLLOWS.values() for do in follow}
NAMES = {event: [do.__name__ for do in follow] for event, follow in FOLLOWS.items()}

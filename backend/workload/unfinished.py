"""What is not finished in a store, for whoever is about to close it."""

from datetime import UTC, datetime
from uuid import UUID

from backend.database import fetch
from backend.issues.listing import UNCLOSED
from backend.ordering.reading import UNENDED
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound
from backend.wire import build
from backend.workload.schemas import Unfinished

COUNTS = f"""
    SELECT
        (SELECT count(*) FROM issue WHERE issue.store = store.id AND {UNCLOSED}) AS issues,
        (SELECT count(*) FROM task WHERE task.store = store.id AND inspection IS NULL AND NOT missed
            AND withdrawn_at IS NULL AND missed_at > $2) AS tasks,
        (SELECT count(*) FROM order_placed WHERE order_placed.store = store.id
            AND {UNENDED}) AS orders,
        (SELECT count(*) FROM stock_deed AS deed
            WHERE kind = 'sending' AND store.id IN (deed.store, other_store) AND NOT EXISTS (
                SELECT FROM stock_deed AS arrival WHERE arrival.answers = deed.id)) AS transfers,
        (SELECT count(DISTINCT person.id) FROM post JOIN person ON person.id = post.person
            WHERE post.store = store.id AND person.active) AS people
    FROM store WHERE store.id = $1
"""  # noqa: S608


async def count_unfinished(person: SignedIn, store: UUID) -> Unfinished:
    """Count what waits in a store, closed or not."""
    require_role(person, Role.hq, Role.admin)
    rows = await fetch(COUNTS, store, datetime.now(UTC))
    if not rows:
        raise NotFound()
    return build(Unfinished, rows[0])

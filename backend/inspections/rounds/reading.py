"""Read rounds: the plans of the stores that a planner reaches, and what came of them."""

from uuid import UUID

from backend.checklists.reading import NEWEST
from backend.database import fetch
from backend.inspections.rounds.chosen import ABOVE, may_plan, watched_stores
from backend.inspections.rounds.schemas import RoundList, RoundOut
from backend.people.person import SignedIn
from backend.problems import BadDocument, FieldProblem, NotFound
from backend.wire import build

PAGE = 50
ROUNDS = f"""
    {ABOVE}, within AS (
        SELECT round.id, count(*) AS reached FROM round JOIN store ON NOT store.closed
            AND store.attributes @> round.attributes AND ($1::uuid[] IS NULL OR store.id = ANY($1))
            AND (store.id = ANY(round.stores) OR EXISTS (
                SELECT FROM above WHERE above.region = store.region AND ancestor = ANY(round.regions)))
        WHERE ($2::uuid IS NULL OR round.id = $2) GROUP BY round.id
    )
    SELECT round.id, round.version, round.name, round.checklist, newest.document -> 'name' AS checklist_name,
        round.kind, announced, stores, regions, round.attributes, round.person, asked.name AS person_name,
        round.role, rule, times, due_minutes, missed_minutes, starts_on, ends_on, ended_at,
        planner.name AS made_by_name,
        coalesce(within.reached, 0) AS reached, came.*
    FROM round LEFT JOIN within ON within.id = round.id
        JOIN checklist ON checklist.id = round.checklist {NEWEST}
        LEFT JOIN person AS asked ON asked.id = round.person
        JOIN person AS planner ON planner.id = round.made_by
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE inspection IS NULL AND NOT missed AND opens_at <= now()) AS open,
                count(inspection) AS done, count(*) FILTER (WHERE late) AS late,
                count(*) FILTER (WHERE missed) AS missed,
                min(opens_at) FILTER (WHERE opens_at > now()) AS next_opens_at
            FROM task
            WHERE task.round = round.id AND withdrawn_at IS NULL AND due_at > now() - interval '30 days'
                AND ($1::uuid[] IS NULL OR task.store = ANY($1))
        ) AS came
    WHERE ($2::uuid IS NULL OR round.id = $2) AND ($1::uuid[] IS NULL OR within.reached > 0)
        AND ($3::boolean IS NULL OR (ended_at IS NOT NULL) > $3
            OR (ended_at IS NOT NULL) = $3 AND round.id < $4::uuid)
    ORDER BY ended_at IS NOT NULL, round.id DESC LIMIT $5
"""  # noqa: S608


async def list_rounds(person: SignedIn, before: UUID | None) -> RoundList:
    """List a page of the rounds that ask something of stores within reach, running ones first."""
    reached = await watched_stores(person)
    rows = await fetch(ROUNDS, reached, None, *await place_of(before), PAGE + 1)
    rounds = [await built(row, person) for row in rows[:PAGE]]
    return RoundList(rounds=rounds, next=str(rounds[-1].id) if len(rows) > PAGE else None)


async def read_round(id: UUID, person: SignedIn) -> RoundOut:
    """Return one round within reach, else raise `NotFound`."""
    rows = await fetch(ROUNDS, await watched_stores(person), id, None, None, 1)
    if not rows:
        raise NotFound()
    return await built(rows[0], person)


async def place_of(before: UUID | None) -> tuple[bool | None, UUID | None]:
    """Return where the page before ended; raises `BadDocument` for a round that is not there."""
    if before is None:
        return None, None
    rows = await fetch("SELECT ended_at IS NOT NULL AS ended FROM round WHERE id = $1", before)
    if not rows:
        raise BadDocument(fields=[FieldProblem("before", "Use the `next` of the page before.")])
    return rows[0]["ended"], before


async def built(row: dict[str, object], person: SignedIn) -> RoundOut:
    """Make a document of a row, with what the reader may do to it."""
    regions, stores = row["regions"], row["stores"]
    assert isinstance(regions, list)
    assert isinstance(stores, list)
    may_change = row["ended_at"] is None and await may_plan(person, regions, stores)
    return build(RoundOut, row | {"may_change": may_change})

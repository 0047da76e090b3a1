"""What to know before walking into a store."""

from datetime import timedelta
from uuid import UUID

from backend.database import fetch
from backend.inspections.next_visit import advise
from backend.inspections.prep_sheet import Effort, NextVisit, PrepSheet, RepeatFinding
from backend.inspections.reading import newest_inspections
from backend.inspections.rounds.preview import effort_of
from backend.issues.listing import OVERDUE, UNCLOSED, cards_where
from backend.issues.recurring import on_probation, questions_on_probation
from backend.people.access import WATCHERS, load_store, reaches
from backend.people.person import SignedIn
from backend.stores.cards import store_cards
from backend.wire import build

LOOK_BACK = timedelta(days=90)
INSPECTIONS = 3
FINDINGS = 10


async def prepare_visit(store: UUID, person: SignedIn) -> PrepSheet:
    """Return the prep sheet of a store within reach, else raise `NotFound`.

    When to come again is for those who plan it: the store itself is not told when to be ready.
    """
    found = await load_store(person, store)
    return PrepSheet(
        store=(await store_cards([store]))[0],
        last_inspections=await newest_inspections(person, [store], INSPECTIONS),
        region_average=await region_average(found.region),
        repeat_findings=await repeat_findings(store),
        open_issues=await cards_where(person, f"issue.store = $1 AND {UNCLOSED}", store, limit=100),
        on_probation=await on_probation(store, person),
        watched=await questions_on_probation(store),
        efforts=await efforts_of_all(),
        next_visit=await next_visit(store) if await reaches(person, store, *WATCHERS) else None,
    )


async def region_average(region: UUID) -> str | None:
    """Return the mean score of a region's stores in the last 90 days; "not applicable" stays out.

    Below 0 counts as the 0 that is shown.
    """
    rows = await fetch(
        """
        SELECT round(avg(greatest(adjusted_e6, 0)) / 10000, 2)::text AS average
        FROM inspection JOIN store ON store.id = inspection.store
        WHERE store.region = $1 AND received_at > now() - $2::interval AND adjusted_e6 IS NOT NULL
        """,
        region,
        LOOK_BACK,
    )
    average: str | None = rows[0]["average"]
    return average


async def repeat_findings(store: UUID) -> list[RepeatFinding]:
    """List the questions that failed in more than one visit of the last 90 days.

    First those that failed in both of the last two walks of their checklist, then the most frequent.
    """
    rows = await fetch(
        """
        WITH walked AS (
            SELECT score, received_at, row_number() OVER (
                PARTITION BY version.checklist ORDER BY received_at DESC, inspection.id DESC) AS place
            FROM inspection JOIN checklist_version AS version ON version.id = inspection.checklist_version
            WHERE inspection.store = $1 AND received_at > now() - $2::interval
        ), twice AS (
            SELECT failed ->> 'question' AS question
            FROM walked, jsonb_array_elements(score -> 'failed') AS failed
            WHERE place <= 2 GROUP BY failed ->> 'question' HAVING count(DISTINCT place) = 2
        ), found AS (
            SELECT question, title, inspection, raised_at FROM issue WHERE store = $1 AND seen_by IS NULL
            UNION ALL SELECT question, title, about, received_at FROM issue_step
                JOIN issue ON issue.id = issue_step.issue
            WHERE store = $1 AND issue_step.kind = 'recurred' AND seen_by IS NULL
        )
        SELECT question, (array_agg(title ORDER BY raised_at DESC))[1] AS title,
            count(DISTINCT inspection) AS times, max(raised_at) AS last_at,
            question IN (SELECT question FROM twice) AS in_a_row
        FROM found WHERE inspection IS NOT NULL AND raised_at > now() - $2::interval
        GROUP BY question HAVING count(DISTINCT inspection) > 1
        ORDER BY in_a_row DESC, times DESC, last_at DESC LIMIT $3
        """,
        store,
        LOOK_BACK,
        FINDINGS,
    )
    return [build(RepeatFinding, row) for row in rows]


async def efforts_of_all() -> list[Effort]:
    """Estimate the minutes that a walk of each checklist in use takes."""
    efforts = []
    for row in await fetch("SELECT id FROM checklist WHERE NOT archived ORDER BY id"):
        minutes, measured = await effort_of(row["id"])
        efforts.append(Effort(checklist=row["id"], minutes=minutes, measured=measured))
    return efforts


async def next_visit(store: UUID) -> NextVisit:
    """Suggest when to come again, counted from the last walk on the store's own calendar.

    Confidential issues stay out: their number alone would tell of them.
    """
    rows = await fetch(
        f"""
        SELECT last.adjusted_e6, last.verdict, last.shown, last.day,
            (now() AT TIME ZONE time_zone)::date AS today,
            (SELECT count(*) FROM issue
             WHERE issue.store = store.id AND seen_by IS NULL AND {UNCLOSED}) AS open_issues,
            (SELECT count(*) FROM issue
             WHERE issue.store = store.id AND seen_by IS NULL AND {OVERDUE}) AS overdue_issues
        FROM store LEFT JOIN LATERAL (
            SELECT adjusted_e6, verdict, shown, (received_at AT TIME ZONE store.time_zone)::date AS day
            FROM inspection JOIN person ON person.id = inspection.person
            WHERE inspection.store = store.id AND EXISTS (
                SELECT FROM post WHERE post.person = person.id AND post.role IN ('supervisor', 'hq'))
            ORDER BY received_at DESC, inspection.id DESC LIMIT 1
        ) AS last ON true WHERE store.id = $1
        """,  # noqa: S608
        store,
    )
    row = rows[0]
    if row["day"] is None:
        return NextVisit(on=row["today"], reason="never", days=0, shown=None, issues=0)
    advice = advise(
        score_e6=row["adjusted_e6"],
        failed=row["verdict"] == "fail",
        open_issues=row["open_issues"],
        overdue_issues=row["overdue_issues"],
    )
    return NextVisit(
        on=max(row["day"] + timedelta(days=advice.days), row["today"]),
        reason=advice.reason,
        days=(row["today"] - row["day"]).days,
        shown=row["shown"],
        issues=row["overdue_issues" if advice.reason == "overdue_issues" else "open_issues"],
    )

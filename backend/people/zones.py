"""By which clock a person lives: that of the store, or of the stores, where they work."""

from uuid import UUID

from backend.database import fetch

ELSEWHERE = "Asia/Shanghai"


async def zones_of(people: list[UUID]) -> dict[UUID, str]:
    """Return each person's time zone: of their store, else of their region, else the company's usual."""
    if not people:
        return {}
    rows = await fetch(
        """
        WITH RECURSIVE reach AS (
            SELECT person, region FROM post WHERE person = ANY($1) AND region IS NOT NULL
            UNION SELECT reach.person, region.id FROM region JOIN reach ON region.parent = reach.region
        )
        SELECT person.id, coalesce(
            (SELECT time_zone FROM post JOIN store ON store.id = post.store
                WHERE post.person = person.id ORDER BY store.code LIMIT 1),
            (SELECT time_zone FROM reach JOIN store ON store.region = reach.region
                WHERE reach.person = person.id GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1),
            (SELECT time_zone FROM store WHERE NOT closed GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1),
            $2) AS zone
        FROM person WHERE person.id = ANY($1)
        """,
        people,
        ELSEWHERE,
    )
    return {row["id"]: row["zone"] for row in rows}

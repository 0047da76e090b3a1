"""Weigh the proof of a visit, and again whenever something new is known of it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.checklists.document import Answer
from backend.database import fetch, transaction
from backend.events.log import Happening, record
from backend.inspections.check_in_codes import CodeCheck, judge_code
from backend.inspections.check_in_screen import find_secret
from backend.inspections.evidence import Before, Copy, Facts, WeighedVisit, weigh
from backend.inspections.places import metres_between
from backend.inspections.proof import CheckIn, CheckOut, Taking
from backend.inspections.tables import NEWEST_VERSION
from backend.photos.access import held

DAY = timedelta(days=1)


async def weigh_evidence(event: Happening) -> None:
    """Weigh the visit that came in, the one that shows a copy, or those whose photo has come."""
    if event.name == "photo.arrived":
        rows = await fetch(
            "SELECT subject FROM photo_use WHERE sha256 = $1 AND evidence = 'inspection'",
            event.payload["sha256"],
        )
        for row in rows:
            await weigh_inspection(row["subject"])
    else:
        await weigh_inspection(event.subject)


async def weigh_inspection(id: UUID) -> None:
    """Weigh one visit by what is known at this moment; one at a time, so that the newest knowledge stays."""
    async with transaction():
        rows = await fetch(
            f"""
            SELECT inspection.id, inspection.store, inspection.person, check_in, check_out,
                jsonb_path_query_array(document, '$.sections[*].questions[*] ? (@.kind == "signature").id')
                    AS signing,
                inspection.estimated_at, inspection.received_at, latitude_e7, longitude_e7,
                coalesce(newest.answers, inspection.answers) AS answers,
                coalesce(newest.takings, inspection.takings) AS takings,
                coalesce(newest.manifest, inspection.manifest) AS manifest,
                array(SELECT person FROM amendment WHERE amendment.inspection = inspection.id) AS amenders
            FROM inspection JOIN store ON store.id = inspection.store
                JOIN checklist_version ON checklist_version.id = inspection.checklist_version {NEWEST_VERSION}
            WHERE inspection.id = $1 FOR NO KEY UPDATE OF inspection
            """,  # noqa: S608
            id,
        )
        for row in rows:  # none for a fix
            await keep(row, weigh(await gather(row)))


async def keep(row: dict[str, Any], weighed: WeighedVisit) -> None:
    """Write the result down, and say so if it is another than before."""
    changed = await fetch(
        """
        INSERT INTO visit_evidence (inspection, score, reasons, answers, weighed_at)
        VALUES ($1, $2, $3, $4, now())
        ON CONFLICT (inspection) DO UPDATE SET score = $2, reasons = $3, answers = $4, weighed_at = now()
        WHERE (visit_evidence.score, visit_evidence.reasons, visit_evidence.answers)
            IS DISTINCT FROM ($2, $3::jsonb, $4::jsonb)
        RETURNING inspection
        """,
        row["id"],
        weighed.score,
        msgspec.to_builtins(weighed.reasons),
        msgspec.to_builtins(weighed.answers),
    )
    if changed:
        await record("evidence.weighed", row["id"], store=row["store"], payload={"score": weighed.score})


async def gather(row: dict[str, Any]) -> Facts:
    """Collect what is known of how a visit was made."""
    check_in = msgspec.convert(row["check_in"], CheckIn)
    here = place_of(row)
    answers = msgspec.convert(row["answers"], tuple[Answer, ...])
    return Facts(
        check_in=check_in,
        check_out=msgspec.convert(row["check_out"], CheckOut | None),
        estimated_at=row["estimated_at"],
        received_at=row["received_at"],
        store=here,
        code=await check_code(row["store"], check_in),
        answers=answers,
        takings=msgspec.convert(row["takings"], tuple[Taking, ...]),
        copies=await copies_in(row["id"]),
        missing=frozenset(row["manifest"]) - await held(row["manifest"], row["person"], *row["amenders"]),
        before=await visit_before(row, here, check_in.estimated_at),
        drawings=frozenset(
            one for answer in answers if answer.question in row["signing"] for one in answer.photos
        ),
    )


async def check_code(store: UUID, check_in: CheckIn) -> CodeCheck:
    """Judge the code that was read from the store's screen, by the moment of the check-in."""
    secret = await find_secret(store) if check_in.code else None
    return judge_code(check_in.code, secret, str(store), check_in.estimated_at)


def place_of(row: dict[str, Any]) -> tuple[int, int] | None:
    """Return where the store is, if that is known."""
    if row["latitude_e7"] is None or row["longitude_e7"] is None:
        return None
    return row["latitude_e7"], row["longitude_e7"]


async def copies_in(inspection: UUID) -> dict[str, Copy]:
    """Return which photos were shown before; another store weighs most."""
    rows = await fetch(
        """
        SELECT sha256, CASE WHEN NOT bool_and(same_store) THEN 'like_other_store'
            WHEN NOT bool_and(same_question) THEN 'like_other_question' ELSE 'like_same_question' END AS copy
        FROM photo_likeness WHERE subject = $1 GROUP BY sha256
        """,
        inspection,
    )
    return {row["sha256"]: row["copy"] for row in rows}


async def visit_before(row: dict[str, Any], here: tuple[int, int] | None, started: datetime) -> Before | None:
    """Find the person's visit before this one within a day, if both places are known."""
    rows = await fetch(
        """
        SELECT latitude_e7, longitude_e7,
            coalesce((check_out ->> 'estimatedAt')::timestamptz, estimated_at) AS ended_at
        FROM inspection JOIN store ON store.id = inspection.store
        WHERE person = $1 AND inspection.id <> $2 AND estimated_at BETWEEN $3 AND $4
        ORDER BY estimated_at DESC LIMIT 1
        """,
        row["person"],
        row["id"],
        started - DAY,
        started,
    )
    there = place_of(rows[0]) if rows else None
    if here is None or there is None:
        return None
    seconds = int((started - rows[0]["ended_at"]).total_seconds())
    return Before(metres=metres_between(here, there), seconds=max(0, seconds))

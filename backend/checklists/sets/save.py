"""Keep a response set, and list what there is."""

from datetime import UTC, datetime
from uuid import UUID

from backend.checklists.sets.schemas import ResponseSetIn, ResponseSetOut
from backend.database import fetch, transaction
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, OutOfDate, Unacceptable
from backend.wire import Sent, build

SHOWN = """
    SELECT response_set.id, revision, response_set.name, options, archived,
        person.name AS saved_by_name, saved_at,
        (SELECT count(*)::int FROM checklist_draft WHERE jsonb_path_exists(document,
            '$.sections[*].questions[*] ? (@.responseSet == $set)',
            jsonb_build_object('set', response_set.id))) AS drafts
    FROM response_set JOIN person ON person.id = saved_by
"""


async def save_response_set(id: UUID, person: SignedIn, sent: Sent[ResponseSetIn]) -> ResponseSetOut:
    """Keep a set in place of the one it was written upon; questions that took it keep their copy.

    Sent twice it changes nothing; written upon an older revision it is `OutOfDate`.
    """
    require_role(person, Role.hq)
    given, now = sent.document, datetime.now(UTC)
    check_set(given)
    async with transaction():
        await fetch("SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))", str(id))
        rows = await fetch("SELECT revision, fingerprint FROM response_set WHERE id = $1", id)
        if not rows or rows[0]["fingerprint"] != sent.fingerprint:
            if given.revision != (rows[0]["revision"] if rows else 0):
                message = "Somebody changed this set meanwhile."
                raise OutOfDate(fields=[FieldProblem("revision", message, "changed")])
            await fetch(
                """
                INSERT INTO response_set
                    (id, name, options, revision, fingerprint, saved_by, saved_at, archived)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (id) DO UPDATE SET name = $2, options = $3, revision = $4, fingerprint = $5,
                    saved_by = $6, saved_at = $7, archived = $8
                """,
                id, given.name, list(given.options), given.revision + 1, sent.fingerprint, person.id, now,
                given.archived,
            )  # fmt: skip
            await record("response_set.saved", id, person=person.id, at=now)
        return build(ResponseSetOut, (await fetch(f"{SHOWN} WHERE response_set.id = $1", id))[0])


def check_set(given: ResponseSetIn) -> None:
    """Raise `Unacceptable` for words that are missing and ids that are used twice."""
    named = [("name", given.name), *((f"options[{n}].label", o.label) for n, o in enumerate(given.options))]
    flaws = [
        FieldProblem(f"{path}.{language}", "Write this in Chinese and in English.", "words_missing")
        for path, words in named
        for language, text in (("zh", words.zh), ("en", words.en))
        if not text.strip()
    ]
    ids = [option.id for option in given.options]
    flaws += [
        FieldProblem(f"options[{n}].id", f"The id “{id}” is used twice.", "used_twice")
        for n, id in enumerate(ids)
        if id in ids[:n]
    ]
    if flaws:
        raise Unacceptable("This set cannot be kept yet.", fields=flaws)


async def list_response_sets(person: SignedIn) -> list[ResponseSetOut]:
    """List the sets that are in use."""
    require_role(person, Role.hq, Role.admin)
    rows = await fetch(f"{SHOWN} WHERE NOT archived ORDER BY response_set.id")
    return [build(ResponseSetOut, row) for row in rows]

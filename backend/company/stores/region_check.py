"""Say what a region cannot be, field by field, and what keeps it from being removed."""

from collections.abc import Iterator
from uuid import UUID

from backend.company.stores.schemas import RegionDocument
from backend.company.stores.tree import DEEPEST, chain_up, height_of
from backend.database import fetch
from backend.problems import FieldProblem, Unacceptable
from backend.wire import Bilingual

LONGEST_NAME = 80
REFERENCES = """
    SELECT source.relname AS held_in, field.attname AS field
    FROM pg_constraint AS rule JOIN pg_class AS source ON source.oid = rule.conrelid
        JOIN pg_attribute AS field ON field.attrelid = rule.conrelid AND field.attnum = rule.conkey[1]
    WHERE rule.contype = 'f' AND rule.confrelid = 'region'::regclass
"""
SAID = {"region": "has_regions", "store": "has_stores", "post": "has_people"}


async def check_region(id: UUID, wanted: RegionDocument) -> None:
    """Raise `Unacceptable` naming every field that breaks a rule."""
    wrong = [
        *code_problems("region.code", wanted.code),
        *name_problems("region.name", wanted.name),
        *await taken("region", id, wanted.code),
        *await parent_problems(id, wanted.parent),
    ]
    if wrong:
        raise Unacceptable(fields=wrong)


def code_problems(path: str, code: str) -> Iterator[FieldProblem]:
    """Find a code that nobody could type again from paper."""
    if not code.isprintable() or " " in code:
        yield FieldProblem(path, "A code has no spaces.", "code_shape")


def name_problems(path: str, name: Bilingual) -> Iterator[FieldProblem]:
    """Find a name that is missing in both languages, or too long."""
    if not name.zh and not name.en:
        yield FieldProblem(path, "Give a name in one language at least.", "required")
    elif max(len(name.zh), len(name.en)) > LONGEST_NAME:
        yield FieldProblem(path, f"A name has at most {LONGEST_NAME} characters.", "too_long")


async def taken(kind: str, id: UUID, code: str) -> list[FieldProblem]:
    """Find a code that another region or store has, be it in other letters."""
    others = await fetch(
        f"SELECT FROM {kind} WHERE lower(code) = lower($1) AND id <> $2",
        code,
        id,
    )
    return [FieldProblem(f"{kind}.code", "Another one has this code.", "taken")] if others else []


async def parent_problems(id: UUID, parent: UUID | None) -> list[FieldProblem]:
    """Find a second root, a parent that does not exist, a circle, and a tree that grows too deep."""
    if parent is None:
        if await fetch("SELECT FROM region WHERE parent IS NULL AND id <> $1", id):
            return [FieldProblem("region.parent", "Only one region has none above it.", "one_root")]
        return []
    chain = await chain_up(parent)
    if not chain:
        return [FieldProblem("region.parent", "There is no such region.", "unknown")]
    if id in chain:
        return [FieldProblem("region.parent", "It lies in this very region.", "circle")]
    if len(chain) + await height_of(id) > DEEPEST:
        return [FieldProblem("region.parent", f"At most {DEEPEST} levels.", "too_deep")]
    return []


async def check_removable(id: UUID, parent: UUID | None) -> None:
    """Raise `Unacceptable` saying what a region still holds."""
    code = "root" if parent is None else await held_by(id)
    if code:
        raise Unacceptable(fields=[FieldProblem("region", "This region is not empty.", code)])


async def held_by(id: UUID) -> str | None:
    """Name what lies in a region or was settled for it: whatever refers to it, in whichever table."""
    references = await fetch(REFERENCES)
    for row in sorted(references, key=lambda row: row["held_in"] not in SAID):
        found = f'SELECT FROM "{row["held_in"]}" WHERE "{row["field"]}" = $1 LIMIT 1'
        if await fetch(found, id):
            return SAID.get(row["held_in"], "has_rules")
    if await fetch("SELECT FROM round WHERE $1 = ANY(regions) AND ended_at IS NULL LIMIT 1", id):
        return "has_rules"
    return None

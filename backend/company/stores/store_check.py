"""Say what a store cannot be, field by field."""

from collections.abc import Iterator
from uuid import UUID
from zoneinfo import available_timezones

from asyncpg import InvalidParameterValueError

from backend.company.stores.region_check import code_problems, name_problems, taken
from backend.company.stores.schemas import StoreDocument
from backend.database import fetch, transaction
from backend.problems import FieldProblem, Unacceptable


async def check_store(id: UUID, wanted: StoreDocument) -> None:
    """Raise `Unacceptable` naming every field that breaks a rule."""
    wrong = [
        *code_problems("store.code", wanted.code),
        *name_problems("store.name", wanted.name),
        *position_problems(wanted),
        *attribute_problems(wanted),
        *await taken("store", id, wanted.code),
        *await region_problems(wanted.region),
        *await zone_problems(wanted.time_zone),
    ]
    if wrong:
        raise Unacceptable(fields=wrong)


def position_problems(wanted: StoreDocument) -> Iterator[FieldProblem]:
    """Find half a position."""
    for field, one, other in (
        ("latitudeE7", wanted.latitude_e7, wanted.longitude_e7),
        ("longitudeE7", wanted.longitude_e7, wanted.latitude_e7),
    ):
        if one is None and other is not None:
            yield FieldProblem(f"store.{field}", "A position has a latitude and a longitude.", "both_or_none")


def attribute_problems(wanted: StoreDocument) -> Iterator[FieldProblem]:
    """Find names and words with blanks around them, which no condition would meet."""
    for name, value in wanted.attributes.items():
        has_blanks = isinstance(value, str) and value != value.strip()
        if has_blanks or name != name.strip() or not name.isprintable():
            yield FieldProblem(f"store.attributes.{name}", "No spaces around it.", "blanks")


async def region_problems(region: UUID) -> list[FieldProblem]:
    """Find a region that does not exist."""
    known = await fetch("SELECT FROM region WHERE id = $1 FOR KEY SHARE", region)
    return [] if known else [FieldProblem("store.region", "There is no such region.", "unknown")]


async def zone_problems(zone: str) -> list[FieldProblem]:
    """Find a time zone by which this server, or its database, could not tell the time."""
    known = zone in available_timezones()
    if known:
        try:
            async with transaction():
                await fetch("SELECT now() AT TIME ZONE $1", zone)
        except InvalidParameterValueError:
            known = False
    return [] if known else [FieldProblem("store.timeZone", "There is no such time zone.", "unknown_zone")]

"""The visits of the demo, handed in as a phone would."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.checklists.answer import Position
from backend.demo.answers import Photos, fill_in, finding_of
from backend.demo.company import store_coded, store_id
from backend.demo.film import Exposure
from backend.demo.names import demo_chance, demo_id
from backend.demo.shelves import product_id
from backend.demo.story import Fault, Shot, StoreLine, Visit, checklist, life
from backend.inspections.proof import CheckIn, CheckOut, Taking
from backend.inspections.schemas import InspectionIn

# A degree of latitude is 111 km, so that 90 of these units are a metre; of longitude a sixth less here.
UNITS_PER_METRE = 90


class Walk(NamedTuple):
    """A visit with its moments; `name` is its own on every load."""

    visit: Visit
    name: str
    id: UUID
    started_at: datetime
    ended_at: datetime


def walks(anchor: datetime) -> list[Walk]:
    """All visits, counted back from the moment the demo was first loaded."""
    return [walk(visit, anchor) for visit in life().visits]


def walk(visit: Visit, anchor: datetime) -> Walk:
    """Place a visit in time; none ends after the anchor."""
    zone = ZoneInfo(store_coded(visit.store).time_zone)
    day = anchor.astimezone(zone).date() - timedelta(days=visit.days_ago)
    planned = datetime.combine(day, visit.at, zone).astimezone(anchor.tzinfo)
    ended_at = min(planned, anchor - timedelta(hours=visit.hours_ago))
    name = f"{visit.checklist} of {visit.store} {visit.days_ago} days ago at {visit.at}"
    minutes = 12 if visit.checklist == "opening" else 38
    return Walk(visit, name, demo_id(name, ended_at), ended_at - timedelta(minutes=minutes), ended_at)


def exposures_of(walk: Walk) -> Iterator[Exposure]:
    """Every photo that is taken on a visit."""
    faults = [(fault.question, fault.instance, finding_of(fault.question)) for fault in walk.visit.faults]
    wanted: list[tuple[Shot, str | None]] = [
        (Shot(question=question, instance=instance, scene=finding.scene), finding.number)
        for question, instance, finding in faults
        if finding.scene
    ]
    wanted += [(shot, None) for shot in walk.visit.shots]
    for number, (shot, reading) in enumerate(wanted, start=1):
        yield Exposure(
            photo_name(walk, shot.question, shot.instance),
            shot.scene,
            walk.visit.person,
            walk.visit.store,
            walk.started_at + timedelta(minutes=4 * number),
            reading,
            shot.picture,
            shot.from_file,
        )


def photo_name(walk: Walk, question: str, instance: int) -> str:
    """How a photo of this visit is known among all others."""
    return f"{walk.name}: {question} {instance}"


def inspection_of(walk: Walk, version: UUID, task: UUID | None, photos: dict[str, str]) -> InspectionIn:
    """The whole document that the phone sends."""
    visit, store = walk.visit, store_coded(walk.visit.store)
    chance = demo_chance(walk.name)
    answers = fill_in(
        checklist(visit.checklist),
        visit,
        store,
        chance,
        photos_of(walk, photos),
        [product_id(sku) for sku in life().missing],
        walk.started_at,
    )
    north, east = chance.randint(-18, 18), chance.randint(-18, 18)
    return InspectionIn(
        store=store_id(visit.store),
        checklist_version=version,
        task=task,
        started_at=walk.started_at,
        check_in=check_in(store, walk.started_at, north, east, chance.randint(6, 24)),
        answers=answers,
        takings=takings_of(walk, store, photos),
        check_out=CheckOut(
            position=position(store, east, north, 12),
            distance_metres=round((north**2 + east**2) ** 0.5),
            device_at=walk.ended_at,
            estimated_at=walk.ended_at,
        ),
        device_at=walk.ended_at,
        estimated_at=walk.ended_at,
    )


def takings_of(walk: Walk, store: StoreLine, photos: dict[str, str]) -> tuple[Taking, ...]:
    """How each photo was taken: in the app, in the store, one after the other."""
    return tuple(
        Taking(
            photo=photos[exposure.name],
            source="file" if exposure.from_file else "camera",
            position=position(store, 6 * number, -4 * number, 14),
            device_at=exposure.at,
            estimated_at=exposure.at,
        )
        for number, exposure in enumerate(exposures_of(walk))
        if exposure.name in photos
    )


def photos_of(walk: Walk, photos: dict[str, str]) -> Photos:
    """The photos of this visit by the question they belong to."""
    lines: list[Fault | Shot] = [*walk.visit.faults, *walk.visit.shots]
    places = [(line.question, line.instance) for line in lines]
    return {place: photos[name] for place in places if (name := photo_name(walk, *place)) in photos}


def check_in(store: StoreLine, at: datetime, north: int, east: int, accuracy: int) -> CheckIn:
    """Proof of place, some metres off as every phone is."""
    return CheckIn(
        position=position(store, north, east, accuracy),
        distance_metres=round((north**2 + east**2) ** 0.5),
        device_at=at,
        estimated_at=at,
    )


def position(store: StoreLine, north: int, east: int, accuracy: int) -> Position:
    """Some metres north and east of a store."""
    return Position(
        latitude_e7=store.lat_e7 + north * UNITS_PER_METRE,
        longitude_e7=store.lon_e7 + east * UNITS_PER_METRE * 7 // 6,
        accuracy_metres=accuracy,
    )

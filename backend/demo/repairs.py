"""What stores did about the issues of the demo, and what the reviewers said."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.database import fetch
from backend.demo.answers import finding_of
from backend.demo.company import person_at, signed_in, store_coded
from backend.demo.film import Exposure
from backend.demo.names import demo_chance, demo_id
from backend.demo.story import Fault, Finding, Story
from backend.demo.visits import Walk
from backend.inspections.findings import issue_id
from backend.inspections.score import Failed
from backend.issues.fix import fix_issue
from backend.issues.schemas import FixIn, VerificationIn
from backend.issues.verify import verify_issue
from backend.people.schemas import Role
from backend.wire import Sent, fingerprint

Verdict = Literal["verified", "rejected"]

# What follows a finding, round by round; None is a fix that nobody has looked at yet.
ROUNDS: dict[Story, tuple[Verdict | None, ...]] = {
    "open": (),
    "waiting": (None,),
    "rejected": ("rejected",),
    "rejected_then_closed": ("rejected", "verified"),
    "closed": ("verified",),
}
JUST_NOW = timedelta(minutes=12)
OPENS, CLOSES = 8, 21


class Repair(NamedTuple):
    """One fix with the verdict on it, if there is one."""

    walk: Walk
    fault: Fault
    round: int
    fixed_at: datetime
    verdict: Verdict | None
    reviewed_at: datetime

    @property
    def name(self) -> str:
        """How this fix is known among all others."""
        return f"fix {self.round} of {self.fault.question} {self.fault.instance} in {self.walk.name}"

    @property
    def finding(self) -> Finding:
        """What is being put right."""
        return finding_of(self.fault.question)

    @property
    def fixer(self) -> str:
        """Staff of the store; its manager for what its staff found themselves."""
        staff = person_at(self.walk.visit.store, Role.staff)
        manager = person_at(self.walk.visit.store, Role.store_manager)
        return manager if self.walk.visit.person == staff else staff


def repairs(walks: list[Walk], anchor: datetime) -> Iterator[Repair]:
    """Every fix of the demo, hours after the finding, and none later than just now."""
    for walk in walks:
        for fault in walk.visit.faults:
            chance = demo_chance(f"repairs of {fault} in {walk.name}")
            at = walk.ended_at
            for number, verdict in enumerate(ROUNDS[fault.story], start=1):
                fixed_at = min(later(at, chance.randint(90, 900), walk), anchor - JUST_NOW * 2)
                at = min(later(fixed_at, chance.randint(120, 1100), walk), anchor - JUST_NOW)
                yield Repair(walk, fault, number, fixed_at, verdict, at)


def later(moment: datetime, minutes: int, walk: Walk) -> datetime:
    """So many minutes later, or the next morning where that is while the store is closed."""
    zone = ZoneInfo(store_coded(walk.visit.store).time_zone)
    local = (moment + timedelta(minutes=minutes)).astimezone(zone)
    if local.hour >= CLOSES:
        local += timedelta(hours=24 - CLOSES + OPENS)
    return (local if local.hour >= OPENS else local.replace(hour=OPENS)).astimezone(moment.tzinfo)


def exposure_of(repair: Repair) -> Exposure | None:
    """The photo that proves the fix, where the finding can be photographed."""
    finding = repair.finding
    if finding.fixed_scene is None:
        return None
    scene = finding.scene if repair.verdict == "rejected" and finding.scene else finding.fixed_scene
    reading = finding.number if repair.verdict == "rejected" else finding.fixed_reading
    return Exposure(repair.name, scene, repair.fixer, repair.walk.visit.store, repair.fixed_at, reading)


async def fix(repair: Repair, photos: dict[str, str]) -> None:
    """Send the fix as the store's phone would, in the round that is running."""
    issue, round = await issue_now(repair.walk, repair.fault)
    if sent_before := await fetch("SELECT round FROM fix WHERE id = $1", fix_id(repair)):
        round = sent_before[0]["round"]
    document = FixIn(
        round=round,
        note=demo_chance(repair.name).choice(repair.finding.fixes),
        photos=(photos[repair.name],) if repair.name in photos else (),
        device_at=repair.fixed_at,
        estimated_at=repair.fixed_at,
    )
    sent = Sent(document, fingerprint(document))
    await fix_issue(issue, fix_id(repair), signed_in(repair.fixer), sent)


async def review(repair: Repair, verdict: Verdict) -> None:
    """Send the verdict as the reviewer's phone would."""
    document = VerificationIn(
        verdict=verdict,
        reason=repair.finding.rejected if verdict == "rejected" else "",
        device_at=repair.reviewed_at,
        estimated_at=repair.reviewed_at,
    )
    sent = Sent(document, fingerprint(document))
    issue, _ = await issue_now(repair.walk, repair.fault)
    await verify_issue(issue, fix_id(repair), signed_in(repair.walk.visit.person), sent)


def issue_of(walk: Walk, fault: Fault) -> UUID:
    """The issue that a visit raises for a fault."""
    finding = finding_of(fault.question)
    option = finding.option or next(iter(finding.options), None)
    return issue_id(walk.id, Failed(question=fault.question, instance=fault.instance, option=option))


async def issue_now(walk: Walk, fault: Fault) -> tuple[UUID, int]:
    """The issue that holds a finding, which may be an older one that it opened again, and its round."""
    return await holding_issue(issue_of(walk, fault))


async def holding_issue(finding: UUID) -> tuple[UUID, int]:
    """The issue that a finding raised or opened again, and its round."""
    rows = await fetch(
        """
        SELECT id, round FROM issue WHERE id = $1 OR id = (SELECT issue FROM issue_step WHERE id = $1)
        """,
        finding,
    )
    return rows[0]["id"], rows[0]["round"]


def fix_id(repair: Repair) -> UUID:
    """The id that the store's phone made up."""
    return demo_id(repair.name, repair.fixed_at)

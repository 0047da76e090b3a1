"""What the company has settled about visits: how long they may be amended, and phrases for notes."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from backend.database import transaction
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.stores.settings import read_setting, read_versioned, write_setting
from backend.wire import Bilingual, Document, Sent

NAME = "visits"
PHRASES = (
    Bilingual(zh="已当场告知店长", en="Told the manager on the spot"),
    Bilingual(zh="现场已整改", en="Put right on the spot"),
    Bilingual(zh="后仓无库存", en="None in the stock room"),
    Bilingual(zh="已报修，等待上门", en="Repair asked for, waiting"),
    Bilingual(zh="上次已提出，仍未改", en="Raised last time, still the same"),
)


class VisitRules(Document):
    """How many hours whoever walked may amend, and what notes often say."""

    amend_hours: Annotated[int, msgspec.Meta(ge=0, le=720)] = 24
    phrases: Annotated[tuple[Bilingual, ...], msgspec.Meta(max_length=20)] = PHRASES


class VisitRulesIn(VisitRules, kw_only=True):
    """The rules as HQ changes them, and the version that they go on from."""

    based_on: Annotated[int, msgspec.Meta(ge=0)]


class VisitRulesOut(VisitRules, kw_only=True):
    """The rules with their version."""

    version: int


async def read_visit_rules() -> VisitRulesOut:
    """Return what holds now."""
    version, rules = await read_versioned(NAME, VisitRules)
    return VisitRulesOut(amend_hours=rules.amend_hours, phrases=rules.phrases, version=version)


async def change_visit_rules(person: SignedIn, sent: Sent[VisitRulesIn]) -> VisitRulesOut:
    """Keep new rules; what was changed meanwhile is `OutOfDate`."""
    require_role(person, Role.hq, Role.admin)
    wanted = sent.document
    rules = VisitRules(amend_hours=wanted.amend_hours, phrases=wanted.phrases)
    async with transaction():
        await write_setting(NAME, rules, based_on=wanted.based_on, by=person.id)
        return await read_visit_rules()


async def amend_until(received_at: datetime) -> datetime:
    """Return until when whoever walked may amend what they handed in; HQ always may."""
    return received_at + timedelta(hours=(await read_setting(NAME, VisitRules)).amend_hours)

"""HQ chooses how long each kind of work takes, and how much one shift can take."""

from backend.database import transaction
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.stores.settings import read_versioned, write_setting
from backend.workload.rules import NAME, WorkloadRules, WorkloadRulesIn, WorkloadRulesOut


async def read_rules() -> WorkloadRulesOut:
    """Return the choices that count, with their version."""
    version, rules = await read_versioned(NAME, WorkloadRules)
    return WorkloadRulesOut(version=version, rules=rules)


async def choose_rules(person: SignedIn, draft: WorkloadRulesIn) -> WorkloadRulesOut:
    """Keep the choices; every phone and every bill reckons by them from now on."""
    require_role(person, Role.hq, Role.admin)
    async with transaction():
        version = await write_setting(NAME, draft.rules, based_on=draft.based_on, by=person.id)
    return WorkloadRulesOut(version=version, rules=draft.rules)

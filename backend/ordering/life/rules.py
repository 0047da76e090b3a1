"""What the company has chosen about orders: when one waits for approval, and how warm goods may arrive."""

from backend.database import transaction
from backend.ordering.life.schemas import OrderRules, OrderRulesIn, OrderRulesOut
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.stores.settings import read_setting, read_versioned, write_setting

NAME = "ordering"


async def order_rules() -> OrderRules:
    """Return the choices that count."""
    return await read_setting(NAME, OrderRules)


async def read_order_rules() -> OrderRulesOut:
    """Return the choices that count, with their version."""
    version, rules = await read_versioned(NAME, OrderRules)
    return OrderRulesOut(version=version, rules=rules)


async def choose_order_rules(person: SignedIn, draft: OrderRulesIn) -> OrderRulesOut:
    """Keep the choices; they hold for orders placed from now on."""
    require_role(person, Role.hq, Role.admin)
    async with transaction():
        version = await write_setting(NAME, draft.rules, based_on=draft.based_on, by=person.id)
    return OrderRulesOut(version=version, rules=draft.rules)

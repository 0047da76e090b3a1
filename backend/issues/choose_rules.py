"""HQ chooses hours, categories, owners, causes and phrases."""

from collections import Counter

from backend.database import fetch, transaction
from backend.issues.category_owners import who_may_own
from backend.issues.rules import NAME, IssueRules, IssueRulesIn, IssueRulesOut
from backend.issues.sight import veil_photos
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Unacceptable
from backend.stores.settings import read_versioned, write_setting


async def read_rules() -> IssueRulesOut:
    """Return the choices that count, with their version."""
    version, rules = await read_versioned(NAME, IssueRules)
    return IssueRulesOut(version=version, rules=rules)


async def choose_rules(person: SignedIn, draft: IssueRulesIn) -> IssueRulesOut:
    """Keep the choices; who may see a category holds at once for the issues there are."""
    require_role(person, Role.hq, Role.admin)
    await check_rules(draft.rules)
    async with transaction():
        version = await write_setting(NAME, draft.rules, based_on=draft.based_on, by=person.id)
        for rule in draft.rules.categories:
            changed = await fetch(
                """
                UPDATE issue SET seen_by = $2 WHERE category = $1 AND seen_by IS DISTINCT FROM $2
                RETURNING id
                """,
                rule.key,
                list(map(str, rule.seen_by)) or None,
            )
            await veil_photos(*[row["id"] for row in changed])
    return IssueRulesOut(version=version, rules=draft.rules)


async def check_rules(rules: IssueRules) -> None:
    """Raise `Unacceptable` for a key that stands twice and for an owner who has left or holds no post."""
    for field, keys in (
        ("categories", [one.key for one in rules.categories]),
        ("causes", [one.key for one in rules.causes]),
    ):
        twice = [key for key, times in Counter(keys).items() if times > 1]
        if twice:
            place = len(keys) - 1 - keys[::-1].index(twice[0])
            raise Unacceptable(
                fields=[FieldProblem(f"rules.{field}[{place}].key", "It stands here twice.", "twice")]
            )
    owners = {one.owner for one in rules.categories if one.owner}
    unknown = owners - await who_may_own(owners)
    for place, one in enumerate(rules.categories):
        if one.owner in unknown:
            field = f"rules.categories[{place}].owner"
            raise Unacceptable(fields=[FieldProblem(field, "Nobody of that kind works here.", "nobody")])

"""What stores answered to findings of the demo, and what the company has chosen about issues."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from backend.database import fetch, transaction
from backend.demo.company import person_at, person_id, signed_in
from backend.demo.names import demo_id
from backend.issues.deeds.acknowledge import acknowledge_issue
from backend.issues.deeds.cannot_fix import say_cannot_fix
from backend.issues.deeds.comment import comment_issue
from backend.issues.deeds.dispute import dispute_issue
from backend.issues.deeds.schemas import AcknowledgementIn, CannotFixIn, CommentIn, DisputeIn
from backend.issues.rules import CATEGORIES, NAME, IssueRules
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.stores.settings import read_versioned, write_setting
from backend.wire import Document, Sent, fingerprint

AGO = timedelta(minutes=50)


async def settle_rules() -> None:
    """Look a whole month back for what is widespread, and let maintenance answer for equipment."""
    version, _ = await read_versioned(NAME, IssueRules)
    if version == 0:
        async with transaction():
            categories = tuple(
                replace(one, owner_role=Role.maintenance) if one.key == "equipment" else one
                for one in CATEGORIES
            )
            rules = IssueRules(widespread_days=30, widespread_stores=4, categories=categories)
            await write_setting(NAME, rules, based_on=0, by=person_id("chen"))


async def reply_to_findings(anchor: datetime) -> None:
    """Let managers dispute one finding, be unable to fix another and explain a third."""
    if await fetch("SELECT 1 FROM issue_step WHERE id = $1", reply_id("dispute")):
        return
    rows = await fetch(
        """
        SELECT issue.id, code FROM issue JOIN store ON store.id = issue.store
        WHERE status = 'open' AND question <> '' AND category <> 'empty_shelf'
        ORDER BY (code = 'R001') DESC, raised_at DESC, issue.id
        """
    )
    disputed, stuck, explained = rows[:3]
    at = anchor - AGO
    dispute = DisputeIn(reason="照片拍到的是正在补货的时候，十分钟后就摆满了，请看补货记录。", **stamps(at))
    await dispute_issue(disputed["id"], reply_id("dispute"), manager_of(disputed), sent(dispute))
    cannot = CannotFixIn(
        reason="门店没有工具也没有配件，要请厂家来修。", proposed_owner=person_id("chen"), **stamps(at)
    )
    await say_cannot_fix(stuck["id"], reply_id("cannot fix"), manager_of(stuck), sent(cannot))
    known = AcknowledgementIn(note="昨晚缺一个人，今天中班补上。", **stamps(at))
    await acknowledge_issue(explained["id"], reply_id("explain"), manager_of(explained), sent(known))
    words = CommentIn(note="整改完请拍全景，上次只拍到一半。", **stamps(at + timedelta(minutes=9)))
    await comment_issue(explained["id"], reply_id("comment"), signed_in("chen"), sent(words))


def manager_of(row: dict[str, Any]) -> SignedIn:
    """The manager of the store of an issue."""
    return signed_in(person_at(row["code"], Role.store_manager))


def stamps(at: datetime) -> dict[str, Any]:
    """Both clocks of a deed."""
    return {"device_at": at, "estimated_at": at}


def reply_id(name: str) -> UUID:
    """The id that the store's phone made up."""
    return demo_id(f"reply {name}")


def sent(document: Document) -> Sent[Any]:
    """A document as it would have arrived."""
    return Sent(document, fingerprint(document))

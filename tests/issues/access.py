"""Who is answered what about the issues of Riverside."""

from typing import Any
from uuid import uuid4

import httpx

from tests.cast import RIVERSIDE
from tests.issues.deeds import do, done
from tests.issues.test_loop import MOPPED, PUDDLE, STAMPS, VERIFIED, fix, raise_puddle
from tests.ordering.shop import MILK
from tests.riverside import ALL_SIGNED_IN, RIVERSIDE_ONLY, Attempt, Deed, Lines, puts, reads
from tests.stock.doing import count, waste

HQ_ONLY = "401 403 403 403 403 200 200 403"
STORE_ONLY = "401 403 201 201 404 403 403 404"
REVIEWERS_ONLY = "401 201 403 403 404 201 403 404"
UNKNOWN = "00000000-0000-7000-8000-000000000000"
NUDGE = {**STAMPS, "issues": [UNKNOWN]}


async def verify(attempt: Attempt) -> httpx.Response:
    """Verify a fix that somebody else made, for nobody verifies their own."""
    fixer = await attempt.there.cast.sign_in("zhao" if attempt.login == "li" else "li")
    fixed = await fix(fixer, await raise_puddle(fixer))
    return await attempt.client.put(f"{fixed}/verification", json=VERIFIED)


def does(nouns: str, **body: Any) -> Deed:
    """Do something about a puddle that Wang has just raised."""

    async def attempt_it(attempt: Attempt) -> httpx.Response:
        url = await raise_puddle(await attempt.there.cast.wang())
        return await do(attempt.client, url, nouns, **body)

    return attempt_it


def decides(nouns: str, asked: dict[str, Any], **body: Any) -> Deed:
    """Decide about what Zhao has just asked for, at a puddle that Li has raised."""

    async def attempt_it(attempt: Attempt) -> httpx.Response:
        li, zhao = await attempt.there.cast.li(), await attempt.there.cast.zhao()
        url = await raise_puddle(li)
        await done(zhao, url, nouns, **asked)
        steps = (await zhao.get(url)).json()["steps"]
        return await attempt.client.put(f"{url}/{nouns}/{steps[-1]['id']}/decision", json={**STAMPS, **body})

    return attempt_it


async def reopen(attempt: Attempt) -> httpx.Response:
    """Open a puddle again that Wang has taken back."""
    wang = await attempt.there.cast.wang()
    url = await raise_puddle(wang)
    await done(wang, url, "cancellations", reason="重复")
    return await do(attempt.client, url, "reopenings", reason="还在")


async def choose(attempt: Attempt) -> httpx.Response:
    """Choose what counts already."""
    chen = await attempt.there.cast.chen()
    held = (await chen.get("/api/issue-rules")).json()
    body = {"basedOn": held["version"], "rules": held["rules"]}
    return await attempt.client.put("/api/issue-rules", json=body)


INVITED = {**STAMPS, "name": "冷柜师傅", "email": "zhou@cold.example"}
CODES = f"/api/stores/{RIVERSIDE}/raising-codes"
NO_TOKEN = "x" * 32
ANYBODY_404 = " ".join(["404"] * 8)
SAID = {**STAMPS, "note": "好"}


async def withdraw(attempt: Attempt) -> httpx.Response:
    """Take back the link that Li has just had mailed."""
    url, id = await raise_puddle(await attempt.there.cast.wang()), uuid4()
    await (await attempt.there.cast.li()).put(f"{url}/invitations/{id}", json=INVITED)
    return await attempt.client.put(f"{url}/invitations/{id}/withdrawal")


async def take_down(attempt: Attempt) -> httpx.Response:
    """Take down the code that Li has just hung, so that there never are too many."""
    id, li = uuid4(), await attempt.there.cast.li()
    await li.put(f"{CODES}/{id}", json={**STAMPS, "place": "后厨"})
    reply = await attempt.client.put(f"{CODES}/{id}/withdrawal")
    await li.put(f"{CODES}/{id}/withdrawal")
    return reply


LINES: Lines = {
    "inviteHelper": (
        "401 201 201 403 404 201 403 404",
        does("invitations", name="师傅", email="a@b.example"),
    ),
    "listInvitations": (RIVERSIDE_ONLY, reads("{issue}/invitations")),
    "withdrawInvitation": ("401 200 200 403 404 200 403 404", withdraw),
    "openOutside": (ANYBODY_404, reads(f"/api/outside/{NO_TOKEN}")),
    "getOutsidePhoto": (ANYBODY_404, reads(f"/api/outside/{NO_TOKEN}/photos/{'ab' * 32}?size=320")),
    "putOutsidePhoto": (ANYBODY_404, puts(f"/api/outside/{NO_TOKEN}/photos/{'ab' * 32}")),
    "commentOutside": (ANYBODY_404, puts(f"/api/outside/{NO_TOKEN}/comments/{{fresh}}", lambda _: SAID)),
    "fixOutside": (ANYBODY_404, puts(f"/api/outside/{NO_TOKEN}/fixes/{{fresh}}", lambda _: MOPPED)),
    "listRaisingCodes": ("401 200 200 403 404 200 403 404", reads(CODES)),
    "hangRaisingCode": (
        "401 201 201 403 404 201 403 404",
        puts(f"{CODES}/{{fresh}}", lambda _: {**STAMPS, "place": "后厨"}),
    ),
    "withdrawRaisingCode": ("401 200 200 403 404 200 403 404", take_down),
    "openRaising": (ANYBODY_404, reads(f"/api/raising/{NO_TOKEN}")),
    "putRaisingPhoto": (ANYBODY_404, puts(f"/api/raising/{NO_TOKEN}/photos/{'ab' * 32}")),
    "raiseByCode": (
        ANYBODY_404,
        puts(f"/api/raising/{NO_TOKEN}/issues/{{fresh}}", lambda _: {**STAMPS, "title": "漏水"}),
    ),
    "listIssues": (ALL_SIGNED_IN, reads("/api/issues")),
    "getIssue": (RIVERSIDE_ONLY, reads("{issue}")),
    "raiseIssue": ("401 201 201 201 404 201 201 404", puts("/api/issues/{fresh}", lambda _: PUDDLE)),
    "fixIssue": ("401 403 201 201 404 403 403 404", puts("{issue}/fixes/{fresh}", lambda _: MOPPED)),
    "verifyIssue": ("401 201 403 403 404 201 403 404", verify),
    "acknowledgeIssue": (STORE_ONLY, does("acknowledgements")),
    "commentIssue": ("401 201 201 201 404 201 201 404", does("comments", note="好")),
    "throwAwayForIssue": (
        "401 403 201 201 404 403 403 404",
        puts("{issue}/wastes/{fresh}", lambda _: waste()),
    ),
    "countForIssue": (
        "401 201 201 201 404 201 403 404",
        puts("{issue}/counts/{fresh}", lambda _: count((MILK, 3))),
    ),
    "sayCannotFix": (STORE_ONLY, does("cannot-fixes", reason="不会")),
    "disputeIssue": (STORE_ONLY, does("disputes", reason="不对")),
    "decideCannotFix": (
        REVIEWERS_ONLY,
        decides("cannot-fixes", {"reason": "不会"}, verdict="refused", reason="会的"),
    ),
    "decideDispute": (
        REVIEWERS_ONLY,
        decides("disputes", {"reason": "不对"}, verdict="upheld", reason="对的"),
    ),
    "transferIssue": ("401 201 201 403 404 201 403 404", does("transfers", ownerRole="staff")),
    "cancelIssue": ("401 201 403 403 404 201 403 404", does("cancellations", reason="重复")),
    "reopenIssue": (REVIEWERS_ONLY, reopen),
    "listOwners": (RIVERSIDE_ONLY, reads(f"/api/issues/owners/{RIVERSIDE}")),
    "nudgeStores": ("401 201 403 403 403 201 403 201", puts("/api/issues/nudges/{fresh}", lambda _: NUDGE)),
    "getIssueRules": (ALL_SIGNED_IN, reads("/api/issue-rules")),
    "listCategoryOwners": (HQ_ONLY, reads("/api/issue-rules/owners")),
    "putIssueRules": (HQ_ONLY, choose),
    "listWidespread": ("401 200 403 403 403 200 200 200", reads("/api/widespreads")),
    "getWidespread": ("401 404 403 403 403 404 404 404", reads(f"/api/widespreads/{UNKNOWN}")),
    "changeWidespread": (
        "401 403 403 403 403 404 404 403",
        puts(f"/api/widespreads/{UNKNOWN}", lambda _: {"owner": None, "note": "", "closed": False}),
    ),
    "readOverturns": (HQ_ONLY, reads("/api/dispute-overturns")),
}

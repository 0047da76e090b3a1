"""Who is answered what about the issues of Riverside."""

import httpx

from tests.issues.test_loop import MOPPED, PUDDLE, VERIFIED, fix, raise_puddle
from tests.riverside import ALL_SIGNED_IN, RIVERSIDE_ONLY, Attempt, Lines, puts, reads


async def verify(attempt: Attempt) -> httpx.Response:
    """Verify a fix that somebody else made, for nobody verifies their own."""
    fixer = await attempt.there.cast.sign_in("zhao" if attempt.login == "li" else "li")
    fixed = await fix(fixer, await raise_puddle(fixer))
    return await attempt.client.put(f"{fixed}/verification", json=VERIFIED)


LINES: Lines = {
    "listIssues": (ALL_SIGNED_IN, reads("/api/issues")),
    "getIssue": (RIVERSIDE_ONLY, reads("{issue}")),
    "raiseIssue": ("401 201 201 201 404 201 201 404", puts("/api/issues/{fresh}", lambda _: PUDDLE)),
    "fixIssue": ("401 403 201 201 404 403 403 404", puts("{issue}/fixes/{fresh}", lambda _: MOPPED)),
    "verifyIssue": ("401 201 403 403 404 201 403 404", verify),
}

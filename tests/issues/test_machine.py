"""Random deeds of several people, written offline from what each had seen and arriving in any order."""

from collections import Counter
from typing import Any
from uuid import uuid4

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.database import fetch
from backend.issues.lifecycle import FINAL, Step, fold
from tests.cast import Cast, named
from tests.issues.test_loop import STAMPS, raise_puddle

PEOPLE = ("wang", "li", "zhao", "chen")
DEEDS = (
    "acknowledgements", "fixes", "verified", "rejected", "cannot-fixes", "granted", "refused", "disputes",
    "upheld", "withdrawn", "transfers", "cancellations", "reopenings", "comments",
)  # fmt: skip
BODIES: dict[str, dict[str, Any]] = {
    "cannot-fixes": {"reason": "不会"},
    "disputes": {"reason": "不对"},
    "transfers": {"ownerRole": "staff"},
    "cancellations": {"reason": "重复"},
    "reopenings": {"reason": "还在"},
    "comments": {"note": "说一句"},
}


def written(deed: str, url: str, seen: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """The address and the body of a deed as a phone writes it that has seen this much of the issue."""
    based = {**STAMPS, "basedOn": seen["version"]}
    newest = {step["kind"]: step["id"] for step in seen["steps"]}
    if deed in ("verified", "rejected"):
        verdict = {**based, "verdict": deed, "reason": "理由"}
        return (f"{url}/fixes/{seen['fixes'][-1]['id']}/verification", verdict) if seen["fixes"] else None
    if deed in ("granted", "refused", "upheld", "withdrawn"):
        kind, nouns = (
            ("cannot_fix", "cannot-fixes") if deed in ("granted", "refused") else ("disputed", "disputes")
        )
        owner = {"ownerRole": "supervisor"} if deed == "granted" else {}
        body = {**based, "verdict": deed, "reason": "理由", **owner}
        return (f"{url}/{nouns}/{newest[kind]}/decision", body) if kind in newest else None
    if deed == "fixes":
        return f"{url}/fixes/{uuid4()}", {**based, "round": seen["round"], "note": "修好了"}
    return f"{url}/{deed}/{uuid4()}", {**based, **BODIES.get(deed, {})}


async def check(url: str, wang: httpx.AsyncClient, accepted: int) -> None:
    """What holds after everything has arrived."""
    issue = (await wang.get(url)).json()
    rows = await fetch("SELECT * FROM issue_step WHERE issue = $1 ORDER BY number", url[-36:])
    state = fold(Step(row["kind"], row["round"]) for row in rows)
    assert (issue["status"], issue["round"]) == (state.status, state.round)
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) == issue["version"] == accepted
    fixes = await fetch("SELECT id, round, person FROM fix WHERE issue = $1", url[-36:])
    assert len(fixes) == sum(row["kind"] == "fixed" for row in rows)
    verdicts = [row for row in rows if row["kind"] in ("verified", "rejected")]
    for verdict in verdicts:
        fixers = {fix["person"] for fix in fixes if fix["round"] == verdict["round"]}
        assert verdict["person"] not in fixers
    for row in rows:
        if row["kind"].startswith("dispute_"):
            assert row["person"] != named("wang")
    if issue["status"] in FINAL:
        last = [row for row in rows if row["took_effect"] and row["kind"] != "commented"][-1]
        assert last["kind"] in ("verified", "cancelled", "dispute_withdrawn")
    told = await fetch("SELECT payload ->> 'step' AS step FROM event WHERE subject = $1", url[-36:])
    assert set(Counter(row["step"] for row in told if row["step"]).values()) <= {1}
    assert {row["step"] for row in told if row["step"]} == {str(row["id"]) for row in rows}


deed = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(DEEDS))
burst = st.tuples(st.lists(deed, min_size=1, max_size=4), st.randoms(use_true_random=False))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(burst, max_size=6))
async def test_no_deed_is_lost_or_doubled_and_the_status_is_the_fold_of_what_arrived(
    cast: Cast, bursts: list[tuple[list[tuple[str, str]], Any]]
) -> None:
    phones = {login: await cast.sign_in(login) for login in PEOPLE}
    url = await raise_puddle(phones["wang"])
    accepted = 0
    for burst, chance in bursts:
        # Everybody writes from the same copy, nobody hears of the others, and all arrive in some order.
        seen = (await phones["wang"].get(url)).json()
        letters = [(login, letter) for login, name in burst if (letter := written(name, url, seen))]
        chance.shuffle(letters)
        for login, (address, body) in letters:
            first = await phones[login].put(address, json=body)
            again = await phones[login].put(address, json=body)
            assert first.status_code in (200, 201, 403, 409), first.text
            if first.status_code == 201:
                accepted += 1
                assert again.status_code == 200
                assert again.json()["version"] == first.json()["version"]
            else:
                assert again.status_code == first.status_code
    await check(url, phones["wang"], accepted)

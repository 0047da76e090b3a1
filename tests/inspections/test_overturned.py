"""A finding that did not stand: what was handed in keeps its score, and HQ reads how often that happens."""

from backend.database import uuid7
from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.inspections.walk import clean, inspection, publish_patrol, submit
from tests.issues.deeds import decide, done


async def test_the_score_stays_as_it_was_handed_in_and_only_an_amendment_changes_it(cast: Cast) -> None:
    wang, li, chen = await cast.wang(), await cast.li(), await cast.chen()
    version, id = await publish_patrol(), uuid7()
    answers = [{"question": "floor_clean", "option": "poor"}, *clean()[1:]]
    receipt = (await submit(wang, inspection(version, answers), id)).json()
    await work_until_quiet()
    (issue,) = receipt["issues"]
    before = (await li.get(f"/api/inspections/{id}")).json()
    await done(li, f"/api/issues/{issue['id']}", "disputes", reason="刚拖过")
    reply = await decide(
        chen, f"/api/issues/{issue['id']}", "disputes", "disputed", verdict="withdrawn", reason="看错了"
    )
    assert reply.status_code == 201, reply.text
    await work_until_quiet()
    after = (await li.get(f"/api/inspections/{id}")).json()
    assert after["score"] == before["score"]
    assert (after["shown"], after["verdict"]) == (before["shown"], before["verdict"])
    assert [one["status"] for one in after["issues"]] == ["cancelled"]
    assert after["receipt"]["statement"] == before["receipt"]["statement"]
    overturns = (await chen.get("/api/dispute-overturns")).json()
    for lines in (overturns["inspectors"], overturns["questions"]):
        (line,) = lines
        assert (line["findings"], line["disputed"], line["overturned"]) == (1, 1, 1)

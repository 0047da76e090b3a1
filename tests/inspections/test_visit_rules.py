"""What HQ settles about visits is read by everybody and changed by one at a time."""

from tests.cast import Cast

URL = "/api/visit-rules"


async def test_there_are_rules_from_the_start_and_everybody_reads_them(cast: Cast) -> None:
    rules = (await (await cast.zhao()).get(URL)).json()
    assert (rules["version"], rules["amendHours"]) == (0, 24)
    assert all(phrase["zh"] and phrase["en"] for phrase in rules["phrases"])
    assert len(rules["phrases"]) >= 3


async def test_hq_changes_them_and_a_stale_change_is_refused(cast: Cast) -> None:
    chen, ada = await cast.chen(), await cast.ada()
    wanted = {"amendHours": 48, "phrases": [{"zh": "漏水", "en": "It leaks"}], "basedOn": 0}
    kept = await chen.put(URL, json=wanted)
    assert (kept.status_code, kept.json()["version"], kept.json()["amendHours"]) == (200, 1, 48)
    assert (await chen.put(URL, json=wanted)).json()["version"] == 1
    stale = await ada.put(URL, json=wanted | {"amendHours": 1})
    assert (stale.status_code, stale.json()["type"]) == (409, "/problems/out-of-date")
    assert (await (await cast.wang()).get(URL)).json()["phrases"] == [{"zh": "漏水", "en": "It leaks"}]


async def test_hours_have_bounds(cast: Cast) -> None:
    chen = await cast.chen()
    for hours in (-1, 721, "24"):
        reply = await chen.put(URL, json={"amendHours": hours, "phrases": [], "basedOn": 0})
        assert reply.status_code == 400, hours

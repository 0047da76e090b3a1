"""HQ behind the issues: the rules of the company, overturned findings, problems of many stores; a dispute."""

import re

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge
from tests.browser.phone import DESK
from tests.browser.scenes import at_the_api, own_store, raise_issue, read, read_until
from tests.browser.server import Server


async def test_hq_settles_the_rules_and_reads_what_did_not_stand(server: Server, phones: MakePhone) -> None:
    chen = await phones("chen", viewport=DESK, is_mobile=False, has_touch=False)
    await chen.go("/settings")
    card = chen.page.get_by_role("region", name="整改规则")
    hours = card.get_by_label("一般 整改时限（小时）")
    await expect(hours).to_have_value("72")
    await hours.fill("60")
    await card.get_by_text("设备", exact=True).click()
    await card.get_by_label("常用维修人员的邮箱").locator("visible=true").fill("zhou@cold.example")
    owner = card.get_by_role("group", name="指定负责人").locator("visible=true")
    await expect(owner.get_by_text("不指定", exact=True)).to_be_visible()
    await owner.get_by_role("button", name="选人").click()
    await owner.get_by_label("按姓名找人").fill("白")
    await owner.get_by_role("radio", name=re.compile("^白.*维修")).check()
    await judge(chen.page, "issue-rules")
    await owner.get_by_role("button", name="收起").click()
    await card.get_by_role("button", name="保存").click()
    await expect(chen.page.get_by_text("已保存").first).to_be_visible()
    kept = read(server, "chen", "/api/issue-rules")["rules"]
    assert kept["dueHours"]["medium"] == 60
    assert {one["key"]: one["helperEmail"] for one in kept["categories"]}["equipment"] == "zhou@cold.example"

    bai = read(server, "bai", "/api/me")
    assert {one["key"]: one["owner"] for one in kept["categories"]}["equipment"] == bai["id"]
    await chen.go("/settings")
    await card.get_by_text("设备", exact=True).click()
    await expect(owner.get_by_text(bai["name"])).to_be_visible()
    await owner.get_by_role("button", name="选人").click()
    await owner.get_by_role("radio", name="不指定").check()
    await card.get_by_role("button", name="保存").click()
    await read_until(
        server, "chen", "/api/issue-rules",
        lambda now: all(one["owner"] is None for one in now["rules"]["categories"]),
    )  # fmt: skip

    for address, name in (("/overturns", "申诉改判率"), ("/widespread", "共性问题")):
        await chen.go(address)
        await expect(chen.page.get_by_role("heading", name=name, level=1)).to_be_visible()
        await judge(chen.page, address.strip("/"))


async def test_a_store_disputes_and_somebody_other_than_the_finder_decides(
    server: Server, phones: MakePhone
) -> None:
    with at_the_api(server, "zhao") as zhao:
        store = own_store(zhao)
    with at_the_api(server, "wang") as wang:
        issue = raise_issue(wang, store, "地面很滑")
    zhao = await phones("zhao")
    await zhao.go(f"/issues/{issue}")
    await zhao.page.get_by_role("button", name="更多操作").click()
    await zhao.page.get_by_role("button", name="申诉").click()
    await zhao.page.get_by_label("原因").fill("刚拖过，放了警示牌")
    await judge(zhao.page, "issue-dispute-sheet")
    await zhao.page.get_by_role("button", name="提交").click()
    await expect(zhao.page.get_by_text("申诉中，期限暂停")).to_be_visible()

    wang = await phones("wang")
    await wang.go(f"/issues/{issue}")
    await expect(wang.page.get_by_text("刚拖过，放了警示牌")).to_be_visible()
    await expect(wang.page.get_by_role("button", name="裁定申诉")).to_be_hidden()

    chen = await phones("chen")
    await chen.go("/notifications")
    await expect(chen.page.get_by_text("提出申诉，请裁定").first).to_be_visible()
    await chen.go(f"/issues/{issue}")
    await chen.page.get_by_role("button", name="裁定申诉").click()
    await chen.page.get_by_role("radio", name="撤回").click()
    await chen.page.get_by_label("原因").fill("照片里有警示牌")
    await judge(chen.page, "issue-decide-sheet")
    await chen.page.get_by_role("dialog").get_by_role("button", name="提交").click()
    await expect(zhao.page.get_by_text("照片里有警示牌")).to_be_visible()
    withdrawn = read(server, "zhao", f"/api/issues/{issue}")
    assert (withdrawn["status"], withdrawn["paused"]) == ("cancelled", False)
    await zhao.go("/notifications")
    await expect(zhao.page.get_by_text("申诉裁定——撤回").first).to_be_visible()

"""A sheet of 500 lines on a phone at a quarter of the speed: the tap that opens it, and taps on a stepper."""

from playwright.async_api import async_playwright

from tests.bench.measures import Table, noise, percentile
from tests.bench.stage import Stage
from tests.browser.phone import Phone
from tests.browser.shopping import DAIRY

SLOWER, OPENED, TAPPED = 4, 9, 24
# From the tap on a delivery to the paint that shows its first line, out of the phone's own copy.
OPEN = """(supplier) => new Promise((done) => {
  const begun = performance.now()
  const link = [...document.querySelectorAll('a.delivery')].find((one) => one.innerText.includes(supplier))
  const look = () => {
    if (!document.querySelector('li.line')) return requestAnimationFrame(look)
    const channel = new MessageChannel()
    channel.port1.onmessage = () => done(performance.now() - begun)
    channel.port2.postMessage(0)
  }
  link.click()
  requestAnimationFrame(look)
})"""
TAP = """async (taps) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = done
    channel.port2.postMessage(0)
  }))
  const times = []
  for (let at = 0; at < taps; at += 1) {
    const button = document.querySelectorAll('li.line .stepper button:last-child')[at % 12]
    const begun = performance.now()
    button.click()
    await painted()
    times.push(performance.now() - begun)
    await new Promise((next) => setTimeout(next, 150))
  }
  return times
}"""


async def measure_sheet_on_phone(origin: str, stage: Stage, login: str, table: Table) -> None:
    """Open it again and again with the server there, then tap plus on its first lines."""
    async with async_playwright() as driver:
        phone = Phone(driver, stage.place / "orderer", origin)
        try:
            await phone.sign_in(login)
            page = phone.page
            await page.get_by_role("link", name="订货", exact=True).click()
            await page.locator("a.delivery", has_text=DAIRY).first.click()
            await page.locator("li.line").first.wait_for(timeout=60_000)
            protocol = await phone.context.new_cdp_session(page)
            await protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            steadiness, opened = noise(), []
            for _ in range(OPENED):
                await page.go_back()
                await page.locator("a.delivery", has_text=DAIRY).first.wait_for(timeout=60_000)
                await page.wait_for_timeout(1500)
                opened.append(float(await page.evaluate(OPEN, DAIRY)))
            await page.wait_for_timeout(1500)
            tapped: list[float] = await page.evaluate(TAP, TAPPED)
        finally:
            await phone.close()
    say = f"{percentile(opened, 95):.0f} ms of at most 200"
    table.add(f"tap to a sheet of 500 lines at {SLOWER}x slower CPU, p95", say,
              f"{percentile(opened, 50):.0f} ms", noise=steadiness)  # fmt: skip
    say = f"{percentile(tapped, 95):.0f} ms of at most 100"
    table.add(f"tap on its stepper to paint, p95 of {TAPPED}", say, f"{percentile(tapped, 50):.0f} ms")

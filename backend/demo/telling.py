"""When the stores of the demo work, which days they stay closed, and how its people want to be told."""

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from backend.company.closed_days import put_closed_day
from backend.company.schemas import ClosedDayIn, Week, WorkingHoursIn, WorkingSpan
from backend.company.working_hours import write_hours
from backend.database import fetch, transaction
from backend.demo.company import region_id, signed_in, store_id
from backend.demo.names import demo_id
from backend.notifications.bots import pause_bot, set_bot
from backend.notifications.choices import choose
from backend.notifications.schemas import BotIn, ChoicesIn, Digest, Quiet
from backend.wire import Bilingual

SETTLER, ADMIN = "chen", "ada"
LONG = WorkingSpan(opens=7 * 60, closes=23 * 60)
SHORT = WorkingSpan(opens=9 * 60, closes=21 * 60 + 30)
HOURS: dict[str, Week] = {
    "N001": ((LONG,),) * 5 + ((SHORT,),) * 2,
    "N002": ((SHORT,),) * 6 + ((),),
}
CHOICES: dict[str, dict[str, Any]] = {
    "gao": {
        "push": True,
        "mail": "fallback",
        "bot": "always",
        "quiet": Quiet(begins="22:30", ends="06:30"),
        "digest": Digest(at="08:00", by="inbox"),
    },
    "luo": {
        "push": True,
        "mail": "off",
        "bot": "fallback",
        "quiet": Quiet(begins="21:30", ends="08:30"),
        "digest": None,
    },
}
CLOSED: dict[str, tuple[str | None, timedelta, str, str]] = {
    "stocktake": ("N001", timedelta(days=45), "年度盘点", "Stocktake"),
    "maintenance": ("N002", timedelta(days=60), "设备检修", "Maintenance"),
    "company day": (None, timedelta(days=75), "公司年会，全公司停业", "Company day, every store closed"),
}
BOT = BotIn(
    kind="wecom",
    name="华北督导群（演示，已暂停）",
    url="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-demo",
    secret="",
    region=None,
    store=None,
)


async def settle_telling(anchor: datetime) -> None:
    """Two stores with hours of their own, three closed days, a bot that is paused, and two people's choices.

    It comes after the month was lived: what its stores were given as deadlines stays.
    """
    async with transaction():
        if await fetch("SELECT 1 FROM closed_day WHERE id = $1", demo_id("stocktake")):
            return
        settler = signed_in(SETTLER)
        for code, week in HOURS.items():
            await write_hours(settler, store_id(code), WorkingHoursIn(week=week))
        for name, (where, later, zh, en) in CLOSED.items():
            day = (anchor + later).date()
            draft = ClosedDayIn(
                day=day, name=Bilingual(zh=zh, en=en), store=store_id(where) if where else None
            )
            await put_closed_day(demo_id(name), settler, draft)
        # The key opens nothing; paused, so that a demo writes to nobody at all.
        bot = demo_id("bot")
        await set_bot(bot, signed_in(ADMIN), replace(BOT, region=region_id("north")))
        await pause_bot(bot, signed_in(ADMIN), True)
        for login, choices in CHOICES.items():
            await choose(signed_in(login), ChoicesIn(device_at=anchor, estimated_at=anchor, **choices))

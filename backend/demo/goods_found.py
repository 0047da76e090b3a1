"""What supervisors of the demo found wrong with goods: some expired, part of it gone, and a wrong number."""

from datetime import datetime, timedelta
from uuid import UUID

from backend.database import fetch
from backend.demo.company import person_at, person_id, signed_in, store_id
from backend.demo.names import demo_id
from backend.demo.replies import sent, stamps
from backend.demo.shelves import EXPIRED, product_id
from backend.issues.deeds.schemas import FoundWasteIn
from backend.issues.deeds.throw_away import throw_away_for
from backend.issues.finding import Finding
from backend.issues.raising import raise_issue
from backend.people.schemas import Role
from backend.stock.schemas import WasteLineIn
from backend.wire import Severity

FOUND: tuple[tuple[str, str, str, Severity, str], ...] = (
    ("R001", "expired", "冷藏柜里有过期的活菌乳饮品", "high", EXPIRED),
    ("R001", "wrong_stock", "货架上的数和账面对不上", "medium", "VP-2001"),
    ("R002", "expired", "后排两盒活菌乳饮品昨天到期", "high", EXPIRED),
)
AGO = timedelta(hours=2)


async def find_goods(anchor: datetime) -> None:
    """Raise issues about goods; Garden Road's staff has written theirs off already, as its thread shows."""
    if await fetch("SELECT 1 FROM issue WHERE id = $1", found_id("R001", "expired")):
        return
    at = anchor - AGO
    for store, category, title, severity, sku in FOUND:
        finding = Finding(
            id=found_id(store, category),
            store=store_id(store),
            person=person_id("wang"),
            title={"zh": title, "en": title},
            severity=severity,
            category=category,
            products=(product_id(sku),),
            raised_at=at,
            device_at=at,
        )
        await raise_issue(finding)
    waste = FoundWasteIn(
        reason="expired",
        lines=(WasteLineIn(product=product_id(EXPIRED), base_units=2),),
        note="已下架报损，剩下的日期都核对过。",
        **stamps(at + timedelta(minutes=25)),
    )
    staff = signed_in(person_at("R002", Role.staff))
    await throw_away_for(found_id("R002", "expired"), demo_id("waste R002"), staff, sent(waste))


def found_id(store: str, category: str) -> UUID:
    """The id that the supervisor's phone made up."""
    return demo_id(f"goods found {store} {category}")

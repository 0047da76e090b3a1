"""The sample file: every column of a product file with three rows to go by."""

from typing import Literal
from urllib.parse import quote

from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.photos.threads import in_thread
from backend.products.importing.columns import FIELDS
from backend.sheets.written import Column, SheetOut, Value, write_workbook

Language = Literal["zh", "en"]
ROWS: list[list[Value]] = [
    ["MD-1001", "鲜牛奶 1 L", "Fresh milk 1 L", "6901234567892", "乳品", "盒", "carton", "冷藏", 15],
    ["VP-2001", "大米 5 kg", "Rice 5 kg", "6909876543212", "粮油", "袋", "bag", "常温", 365],
    ["FZ-3001", "速冻水饺 1 kg", "Frozen dumplings 1 kg", "6935555500016", "冷冻", "袋", "bag", "冷冻", 270],
]
HEADERS = {
    "content-disposition": f"attachment; filename*=UTF-8''{quote('商品样表 products.xlsx')}",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


async def write_sample(language: Language, person: SignedIn) -> bytes:
    """Write the sample with headings in one language."""
    require_role(person, Role.hq)
    columns = [Column(getattr(field, language), field.width) for field in FIELDS]
    return await in_thread(write_workbook, [SheetOut("商品 products", columns, ROWS)])

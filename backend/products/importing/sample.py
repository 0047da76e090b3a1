"""The sample of a product file: three rows to go by."""

from backend.importing.sample import Language, download_as, write_sample_of
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.products.importing.kind import PRODUCTS
from backend.sheets.written import Value

ROWS: list[list[Value]] = [
    ["MD-1001", "鲜牛奶 1 L", "Fresh milk 1 L", "6901234567892", "乳品", "盒", "carton", "冷藏", 15],
    ["VP-2001", "大米 5 kg", "Rice 5 kg", "6909876543212", "粮油", "袋", "bag", "常温", 365],
    ["FZ-3001", "速冻水饺 1 kg", "Frozen dumplings 1 kg", "6935555500016", "冷冻", "袋", "bag", "冷冻", 270],
]
HEADERS = download_as("商品样表 products.xlsx")


async def write_sample(language: Language, person: SignedIn) -> bytes:
    """Write the sample with headings in one language."""
    require_role(person, *PRODUCTS.keepers)
    return await write_sample_of(PRODUCTS, language, "商品 products", ROWS)

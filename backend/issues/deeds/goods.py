"""How the thread of an issue names the goods that a deed was about."""

from collections.abc import Iterable
from uuid import UUID

from backend.database import fetch
from backend.wire import Bilingual


async def said_of(lines: Iterable[tuple[UUID, int]]) -> Bilingual:
    """Say in both languages how much of which product."""
    held = list(lines)
    rows = await fetch(
        "SELECT id, name, base_unit FROM product WHERE id = ANY($1)", [product for product, _ in held]
    )
    known = {row["id"]: row for row in rows}
    zh, en = (
        "; ".join(
            f"{known[product]['name'][language]} × {units} {known[product]['base_unit'][language]}"
            for product, units in held
        )
        for language in ("zh", "en")
    )
    return Bilingual(zh=zh, en=en)

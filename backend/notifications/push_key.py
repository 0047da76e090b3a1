"""The key pair of this installation, made the first time somebody asks for it."""

from backend.config import settings
from backend.database import fetch, insert_or_nothing
from backend.notifications.tables import VapidKey
from backend.notifications.vapid import VapidKeys, make_vapid_keys


async def vapid_keys() -> VapidKeys:
    """Return the key pair; ten processes that start at once agree on one."""
    subject = settings().push_contact
    kept = await fetch("SELECT private, public FROM vapid_key")
    if not kept:
        made = make_vapid_keys(subject)
        await insert_or_nothing(VapidKey(id=1, private=made.private, public=made.public))
        kept = await fetch("SELECT private, public FROM vapid_key")
    return VapidKeys(kept[0]["private"], kept[0]["public"], subject)

"""Who sees which photo: whoever took it, and whoever reaches a store it is used in."""

from collections.abc import Iterable
from uuid import UUID

from backend.people.access import reachable_store_ids
from backend.people.person import SignedIn
from backend.photos.intake import copy_name
from backend.photos.store import photo_store
from backend.photos.tables import Photo, PhotoUpload, PhotoUse
from backend.problems import NotFound

# PostgreSQL takes 32,767 values per statement.
AT_ONCE = 1000


async def use_photos(sha256s: Iterable[str], store: UUID | None, subject: UUID) -> None:
    """Note that an inspection, an issue, ... shows these photos; without a store everybody may see them.

    The photos may still be on their way. Runs in the caller's transaction; said twice it changes nothing.
    """
    uses = [PhotoUse(sha256=sha256, store=store, subject=subject) for sha256 in dict.fromkeys(sha256s)]
    for start in range(0, len(uses), AT_ONCE):
        await PhotoUse.insert(*uses[start : start + AT_ONCE]).on_conflict(action="DO NOTHING")


async def held(sha256s: Iterable[str]) -> set[str]:
    """Return which of these photos the server holds."""
    asked, found = list(dict.fromkeys(sha256s)), set[str]()
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        found |= set(await Photo.select(Photo.sha256).where(Photo.sha256.is_in(some)).output(as_list=True))
    return found


async def require_sight(person: SignedIn, sha256: str) -> None:
    """Raise `NotFound` unless the person may see the photo."""
    if not await may_see(person, sha256):
        raise NotFound()


async def read_copy(sha256: str, size: int) -> bytes:
    """Return the upright JPEG with this many pixels on its longer side."""
    try:
        return await photo_store().read(copy_name(sha256, size))
    except FileNotFoundError as error:
        raise NotFound() from error


async def may_see(person: SignedIn, sha256: str) -> bool:
    """Tell whether the person took the photo or reaches a store that it is used in."""
    if await PhotoUpload.exists().where(PhotoUpload.photo == sha256, PhotoUpload.person == person.id):
        return True
    used_in = await PhotoUse.select(PhotoUse.store).where(PhotoUse.sha256 == sha256).output(as_list=True)
    if not used_in or None in used_in:
        return bool(used_in)
    reach = await reachable_store_ids(person)
    return reach is None or not set(reach).isdisjoint(used_in)

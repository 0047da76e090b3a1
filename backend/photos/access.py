"""Who sees which photo: whoever took it, and whoever reaches a store it is used in."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from backend.database import fetch
from backend.people.access import reachable_store_ids, reaches
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.photos.intake import copy_name
from backend.photos.store import photo_store
from backend.photos.tables import PhotoUpload, PhotoUse
from backend.problems import NotFound

EvidenceKind = Literal["inspection", "fix"]

# PostgreSQL takes 32,767 values per statement.
AT_ONCE = 1000


async def use_photos(
    sha256s: Iterable[str], store: UUID | None, subject: UUID, by: UUID | None = None
) -> None:
    """Note that an inspection, an issue, ... shows these photos; without a store everybody may see them.

    The photos may still be on their way. Naming a photo opens it to nobody before whoever named it (`by`) has
    sent its bytes: to know a hash is not to have the photo. Runs in the caller's transaction; said twice it
    changes nothing.
    """
    named = dict.fromkeys(sha256s)
    await write_uses([PhotoUse(sha256=sha256, store=store, subject=subject, person=by) for sha256 in named])


async def use_as_evidence(
    questions: Mapping[str, str], *, kind: EvidenceKind, store: UUID, subject: UUID, by: UUID, at: datetime
) -> None:
    """Note that these photos prove something, each with its question; likenesses are looked for among such.

    Runs in the caller's transaction, as `use_photos` does.
    """
    await write_uses(
        [
            PhotoUse(
                sha256=sha256,
                store=store,
                subject=subject,
                person=by,
                evidence=kind,
                question=question,
                shown_at=at,
            )
            for sha256, question in questions.items()
        ]
    )


async def write_uses(uses: list[PhotoUse]) -> None:
    """Write rows in as many statements as they need; one that is there stays as it is."""
    for start in range(0, len(uses), AT_ONCE):
        await PhotoUse.insert(*uses[start : start + AT_ONCE]).on_conflict(action="DO NOTHING")


async def held(sha256s: Iterable[str], *by: UUID) -> set[str]:
    """Return which of these photos the server holds from one of these people."""
    rows = await fetch(
        "SELECT photo FROM photo_upload WHERE photo = ANY($1) AND person = ANY($2)", list(sha256s), by
    )
    return {row["photo"] for row in rows}


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
    """Tell whether the person took the photo or reaches a store in which somebody who had it shows it."""
    if await PhotoUpload.exists().where(PhotoUpload.photo == sha256, PhotoUpload.person == person.id):
        return True
    rows = await fetch(
        """
        SELECT DISTINCT store, seen_by FROM photo_use WHERE sha256 = $1 AND (person IS NULL OR EXISTS (
            SELECT FROM photo_upload WHERE photo = sha256 AND photo_upload.person = photo_use.person))
        """,
        sha256,
    )
    used_in = {row["store"] for row in rows if row["seen_by"] is None}
    if None in used_in:
        return True
    reach = await reachable_store_ids(person)
    if used_in and (reach is None or not used_in.isdisjoint(reach)):
        return True
    hidden = [row for row in rows if row["seen_by"] is not None]
    return any([await is_named(person, row["store"], row["seen_by"]) for row in hidden])


async def is_named(person: SignedIn, store: UUID, seen_by: list[str]) -> bool:
    """Tell whether a person reaches a store and is among the roles and people who alone may see something."""
    if str(person.id) in seen_by:
        return await reaches(person, store, *Role)
    roles = [role for role in person.roles if role in seen_by]
    return bool(roles) and await reaches(person, store, *roles)

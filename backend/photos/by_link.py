"""Photos of people without a sign-in: a link may show what it brought itself, and name nothing else."""

from collections.abc import AsyncIterator, Iterable
from uuid import UUID

from backend.database import fetch, insert_or_nothing, uuid7
from backend.people.links import OpenLink
from backend.photos.intake import Arrival, take_in
from backend.photos.tables import LinkUpload
from backend.problems import FieldProblem, TooManyTries, Unacceptable

PER_DAY = 60
A_DAY = 24 * 60 * 60


async def take_in_by_link(
    link: OpenLink, sha256: str, stream: AsyncIterator[bytes], content_type: str
) -> Arrival:
    """Take a photo in for whoever made the link, who answers for it; at most 60 a day come by one link."""
    rows = await fetch(
        """
        SELECT count(*) AS brought FROM link_upload
        WHERE link = $1 AND photo <> $2 AND uploaded_at > now() - interval '1 day'
        """,
        link.id,
        sha256,
    )
    if rows[0]["brought"] >= PER_DAY:
        raise TooManyTries(retry_after=A_DAY)
    arrival = await take_in(sha256, link.made_by, stream, content_type, believed=False)
    await insert_or_nothing(LinkUpload(id=uuid7(), link=link.id, photo=sha256))
    return arrival


async def is_brought(link: UUID, sha256: str) -> bool:
    """Tell whether a photo came in by this link."""
    return bool(await fetch("SELECT 1 FROM link_upload WHERE link = $1 AND photo = $2", link, sha256))


async def check_brought(link: UUID, sha256s: Iterable[str]) -> None:
    """Raise `Unacceptable` for a photo that did not come in by this link."""
    for place, sha256 in enumerate(sha256s):
        if not await is_brought(link, sha256):
            raise Unacceptable(fields=[FieldProblem(f"photos[{place}]", "Send the photo first.", "unknown")])

"""Take a photo in: check that it is what its name says, copy it upright, keep it once."""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from backend.database import fetch, insert_or_nothing, transaction
from backend.events.log import record
from backend.photos.look import bands_of
from backend.photos.pixels import SIZES, Developed, develop
from backend.photos.schemas import PhotoCard
from backend.photos.store import photo_store, within_limit, workbench, write_down
from backend.photos.tables import Photo, PhotoUpload
from backend.problems import FieldProblem, PhotoKindUnsupported, PhotoNameMismatch

KINDS = {"image/jpeg", "image/png", "image/webp"}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A photo the server now holds, and whether this upload brought it."""

    photo: PhotoCard
    is_new: bool


async def take_in(
    sha256: str, person: UUID, stream: AsyncIterator[bytes], content_type: str, *, believed: bool = True
) -> Arrival:
    """Take a photo in under its own SHA-256.

    Sent again it changes nothing. Only whoever sent it before is believed without looking: anybody else must
    have the very bytes, so that knowing a name never opens a photo; so must the holder of a link, who sends
    in somebody else's name (`believed` is false).
    """
    if content_type not in KINDS:
        raise PhotoKindUnsupported()
    if believed and await was_sent_by(sha256, person) and (photo := await kept_photo(sha256)):
        async for _ in within_limit(stream):
            pass
        return Arrival(photo, is_new=False)
    async with workbench() as folder:
        original = folder / "original"
        if await write_down(stream, original) != sha256:
            raise PhotoNameMismatch(fields=[FieldProblem("sha256", "The bytes have another SHA-256.")])
        if photo := await kept_photo(sha256):
            await say_arrived(sha256, person)
            return Arrival(photo, is_new=False)
        return await keep(sha256, person, original, await develop(original, folder))


async def keep(sha256: str, person: UUID, original: Path, developed: Developed) -> Arrival:
    """Put the files into the store, then say so in the database, in this order."""
    files = {sha256: original} | {copy_name(sha256, size): path for size, path in developed.copies.items()}
    try:
        await put_files(files)
        async with transaction():
            await wait_for_turn(sha256)
            await put_files(files)  # a failed upload of the same photo may have cleared them away just now
            is_new = await write_row(sha256, developed)
            await say_arrived(sha256, person)
    except BaseException:
        with suppress(Exception):  # what stays behind is harmless, and the first error is the one to tell
            await clear_unless_kept(sha256)
        raise
    return Arrival(PhotoCard(sha256=sha256, width=developed.width, height=developed.height), is_new)


def copy_name(sha256: str, size: int) -> str:
    """The name of the copy with this many pixels on its longer side; the original has the bare SHA-256."""
    return f"{sha256}-{size}.jpg"


def subject_of(sha256: str) -> UUID:
    """The photo as the subject of an event, which is a UUID: half of the SHA-256 is plenty."""
    return UUID(sha256[:32])


async def put_files(files: dict[str, Path]) -> None:
    """Put whatever is not there yet."""
    for name, path in files.items():
        await photo_store().put_file(name, path)


async def wait_for_turn(sha256: str) -> None:
    """Let one transaction at a time keep or clear this photo, on however many servers."""
    await fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"photo {sha256}")


async def clear_unless_kept(sha256: str) -> None:
    """Take back the files of an upload that failed before its row was written."""
    async with transaction():
        await wait_for_turn(sha256)
        if not await Photo.exists().where(Photo.sha256 == sha256):
            for name in (sha256, *(copy_name(sha256, size) for size in SIZES)):
                await photo_store().delete(name)


async def write_row(sha256: str, developed: Developed) -> bool:
    """Note that the photo is held; tell whether it was not before."""
    photo = Photo(
        sha256=sha256,
        width=developed.width,
        height=developed.height,
        bytes=developed.bytes,
        claims=developed.claims,
        look=developed.look,
        looked_at=True,
    )
    if developed.look is not None:
        photo.band_1, photo.band_2, photo.band_3, photo.band_4 = bands_of(developed.look)
    return await insert_or_nothing(photo)


async def was_sent_by(sha256: str, person: UUID) -> bool:
    """Tell whether this person has sent this photo before."""
    sent = PhotoUpload.exists().where(PhotoUpload.photo == sha256, PhotoUpload.person == person)
    return bool(await sent)


async def say_arrived(sha256: str, person: UUID) -> None:
    """Note who has sent the photo, once; only then does what this person proves with it count."""
    async with transaction():
        if await insert_or_nothing(PhotoUpload(photo=sha256, person=person)):
            await record("photo.arrived", subject_of(sha256), person=person, payload={"sha256": sha256})


async def kept_photo(sha256: str) -> PhotoCard | None:
    """Return the photo if both its row and its files are there."""
    row = await Photo.select(Photo.sha256, Photo.width, Photo.height).where(Photo.sha256 == sha256).first()
    names = (sha256, *(copy_name(sha256, size) for size in SIZES))
    if row is None or not all([await photo_store().exists(name) for name in names]):
        return None
    return PhotoCard(**row)

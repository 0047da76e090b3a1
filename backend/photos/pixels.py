"""What is done to the pixels of a photo: read in earnest, set upright, copied small and without metadata."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from backend.photos.look import SIDE, look_of
from backend.photos.threads import in_pool
from backend.problems import PhotoKindUnsupported, PhotoUnreadable

SIZES = (320, 1600)
FORMATS = ("JPEG", "WEBP", "PNG")
PIXEL_LIMIT = 50_000_000
MAGIC = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP", re.DOTALL)
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION, CHANGED_AT, EXIF, GPS, TAKEN_AT, TAKEN_OFFSET = 0x0112, 0x0132, 0x8769, 0x8825, 0x9003, 0x9011
LATITUDE = 2

# A decoded photo takes up to 200 MB: two at a time, however many arrive.
DARKROOM = ThreadPoolExecutor(max_workers=2, thread_name_prefix="darkroom")

Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT


@dataclass(frozen=True, slots=True)
class Developed:
    """An upright photo: bytes of its file, size in pixels, what its EXIF claims, its look, small copies."""

    bytes: int
    width: int
    height: int
    claims: dict[str, str | int | bool]
    look: int | None
    copies: dict[int, Path]


async def develop(original: Path, folder: Path) -> Developed:
    """Read a photo and put its upright JPEG copies into the folder.

    Raises `PhotoKindUnsupported` for anything but JPEG, PNG and WebP, `PhotoUnreadable` for a broken one.
    """
    return await in_pool(DARKROOM, develop_now, original, folder)


def develop_now(original: Path, folder: Path) -> Developed:
    """Do the work of `develop` in this thread."""
    check_kind(original)
    try:
        return make_copies(original, folder)
    except Exception as error:  # a decoder that is fed hostile bytes raises whatever it likes
        raise PhotoUnreadable() from error


def check_kind(original: Path) -> None:
    """Judge a file by its first bytes, never by what it was called."""
    with original.open("rb") as file:
        start = file.read(16)
    if not start:
        raise PhotoUnreadable()
    if not MAGIC.match(start):
        raise PhotoKindUnsupported()


def make_copies(original: Path, folder: Path) -> Developed:
    """Decode once, make each copy from the next larger one, and turn only the small result."""
    with Image.open(original, formats=FORMATS) as image:
        width, height = image.size
        if width * height > PIXEL_LIMIT:
            raise Image.DecompressionBombError(f"{width} x {height}")
        claims = exif_claims(image)
        # JPEG can be decoded at 1/2, 1/4 or 1/8, which costs a third; other kinds ignore this.
        image.draft("RGB", fitted(width, height, max(SIZES)))
        image.load()
        picture: Image.Image = image
        turn = UPRIGHT.get(int(claims.get("orientation", 1)))
        copies = {}
        for size in sorted(SIZES, reverse=True):
            picture = in_plain_colour(shrunk(picture, fitted(width, height, size)))
            copies[size] = save_copy(picture, turn, folder / f"{size}.jpg")
    if turn in {UPRIGHT[5], UPRIGHT[6], UPRIGHT[7], UPRIGHT[8]}:
        width, height = height, width
    look = look_of(small_and_grey(upright(picture, turn)))
    return Developed(original.stat().st_size, width, height, claims, look, copies)


def fitted(width: int, height: int, size: int) -> tuple[int, int]:
    """Return the largest size of the same shape whose longer side is at most `size`; never an enlargement."""
    scale = min(1.0, size / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def shrunk(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Resample to the size, unless it is that already."""
    if picture.size == size:
        return picture
    if picture.mode in {"P", "1"}:
        picture = picture.convert("RGBA")
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def in_plain_colour(picture: Image.Image) -> Image.Image:
    """Return RGB; what is transparent becomes white, and the 16 bits of a grey PNG become 8."""
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        on_white = Image.new("RGBA", picture.size, "white")
        on_white.alpha_composite(picture.convert("RGBA"))
        picture = on_white
    return picture.convert("RGB")


def save_copy(picture: Image.Image, turn: Image.Transpose | None, path: Path) -> Path:
    """Write an upright JPEG with nothing in it but the picture."""
    standing = upright(picture, turn)
    standing.info.clear()  # Pillow would carry the comment of the original over
    standing.save(path, "JPEG", quality=82, optimize=True)
    return path


def upright(picture: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    """Turn a picture the way it was seen."""
    return picture if turn is None else picture.transpose(turn)


def small_and_grey(picture: Image.Image) -> bytes:
    """Return as few grey pixels as the look of a picture needs, row by row."""
    return picture.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()


def look_of_copy(content: bytes) -> int | None:
    """Return the look of a copy that was made before looks were taken."""
    with Image.open(io.BytesIO(content)) as picture:
        return look_of(small_and_grey(picture))


def exif_claims(image: Image.Image) -> dict[str, str | int | bool]:
    """Return what the camera claims about itself; good for a hint to a person, never taken as truth."""
    claims: dict[str, str | int | bool] = {}
    try:
        exif = image.getexif()
        orientation = exif.get(ORIENTATION)
        if isinstance(orientation, int) and 1 <= orientation <= 8:
            claims["orientation"] = orientation
        details = exif.get_ifd(EXIF)
        claims["gps"] = LATITUDE in exif.get_ifd(GPS)
        taken = details.get(TAKEN_AT) or exif.get(CHANGED_AT)
        for name, value in (("taken", taken), ("takenOffset", details.get(TAKEN_OFFSET))):
            if isinstance(value, str) and (line := printable(value)):
                claims[name] = line
    except Exception:  # broken metadata is common and spoils no picture
        return claims
    return claims


def printable(text: str) -> str:
    """Keep what PostgreSQL and a screen can show of a camera's words."""
    return "".join(c for c in text if c.isprintable()).strip()[:40]

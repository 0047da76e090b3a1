"""Pictures made for the tests: small, exact and nasty."""

import hashlib
import io
import struct
import zlib
from collections.abc import AsyncIterator

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

RED, GREEN, BLUE, GREY = (230, 20, 20), (20, 200, 20), (20, 20, 230), (128, 128, 128)
CORNERS = {"top left": RED, "top right": GREEN, "bottom left": BLUE, "bottom right": GREY}
LATITUDE = {1: "N", 2: (31.0, 14.0, 8.5), 3: "E", 4: (121.0, 28.0, 1.5)}

# How the camera's sensor lies in the picture when it writes this EXIF orientation.
AS_SENSED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def corners(width: int = 800, height: int = 600) -> Image.Image:
    """A picture with another colour in each quarter."""
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    for (left, top), colour in zip([(0, 0), (1, 0), (0, 1), (1, 1)], CORNERS.values(), strict=True):
        x, y = left * width // 2, top * height // 2
        draw.rectangle((x, y, x + width // 2, y + height // 2), fill=colour)
    return picture


def jpeg(picture: Image.Image | None = None, **save: object) -> bytes:
    """The picture as a JPEG."""
    return encoded(picture or corners(), "JPEG", **save)


def encoded(picture: Image.Image, format: str, **save: object) -> bytes:
    """The picture in a file format."""
    out = io.BytesIO()
    picture.save(out, format, **save)
    return out.getvalue()


def from_phone(orientation: int, width: int = 800, height: int = 600) -> bytes:
    """What a phone writes: turned pixels, the orientation that turns them back, time, place and a comment."""
    turn = AS_SENSED[orientation]
    picture = corners(width, height)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "SECRET-DESCRIPTION"
    exif.get_ifd(0x8769)[0x9003] = "2026:11:20 08:30:00"
    exif.get_ifd(0x8825).update(LATITUDE)
    sensed = picture.transpose(turn) if turn is not None else picture
    return jpeg(sensed, quality=95, exif=exif, comment="SECRET-COMMENT", xmp=b"<x>SECRET-XMP</x>")


def seen_corners(content: bytes) -> dict[str, str]:
    """Which of the four colours is seen in each corner."""
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.mode == "RGB"
        far_x, far_y = picture.width - 6, picture.height - 6
        spots = [(5, 5), (far_x, 5), (5, far_y), (far_x, far_y)]
        seen = [picture.getpixel(spot) for spot in spots]
    return {where: nearest(colour) for where, colour in zip(CORNERS, seen, strict=True)}


def nearest(colour: tuple[int, int, int]) -> str:
    """The corner whose colour this is."""
    return min(
        CORNERS, key=lambda where: sum(abs(a - b) for a, b in zip(CORNERS[where], colour, strict=True))
    )


def png_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """900 million pixels in about 110 kB."""
    row_block = zlib.compressobj(9)
    rows = b"\0" * ((width + 7) // 8 + 1)
    data = b"".join(row_block.compress(rows * 100) for _ in range(height // 100)) + row_block.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def text_bomb() -> bytes:
    """A PNG of one pixel with 100 MB of text in it."""
    info = PngInfo()
    info.add_text("story", "a" * 100_000_000, zip=True)
    return encoded(Image.new("L", (1, 1)), "PNG", pnginfo=info)


def name_of(content: bytes) -> str:
    """The name of a photo."""
    return hashlib.sha256(content).hexdigest()


async def in_pieces(content: bytes, size: int = 64_000) -> AsyncIterator[bytes]:
    """The content as a server receives it."""
    for start in range(0, len(content), size):
        yield content[start : start + size]

"""Taking photos in: streamed to disk, hashed, decoded, copied in two sizes."""

import hashlib
import io

from PIL import Image

from tests.bench.line import Request, send_all
from tests.bench.measures import Table, noise
from tests.bench.stage import Stage

KINDS = [("1.6 MP", (1440, 1080), 24), ("12 MP", (4000, 3000), 8)]


async def measure_photos(stage: Stage, table: Table) -> None:
    """One at a time and four at once, as a phone sends them and as a camera makes them."""
    server = await stage.serve("--no-worker")
    cookie = await stage.cookie_of(server, "wang")
    try:
        for name, size, count in KINDS:
            picture = photograph(size)
            for at_once in (1, 4):
                steadiness = noise()
                photos = [upload(picture, f"{at_once}/{number}") for number in range(count)]
                run = await send_all(server.port, cookie, photos, at_once)
                label = f"photo of {name}, {len(picture) / 1e6:.1f} MB, {at_once} at once"
                table.add_run(label, run, "a second", steadiness)
    finally:
        stage.house.remove()


def photograph(size: tuple[int, int]) -> bytes:
    """A JPEG with about as many bytes per pixel as a camera's: soft shapes under fine grain."""
    shapes = Image.effect_noise((24, 18), 120).resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(size, 60)
    picture = Image.merge("RGB", (Image.blend(shapes, grain, 0.3), shapes, Image.blend(shapes, grain, 0.3)))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def upload(picture: bytes, comment: str) -> Request:
    """The same picture with a comment of its own, and so another photo."""
    words = comment.encode()
    whole = picture[:2] + b"\xff\xfe" + (len(words) + 2).to_bytes(2, "big") + words + picture[2:]
    return f"/api/photos/{hashlib.sha256(whole).hexdigest()}", whole, "image/jpeg"

"""Every photo is read in earnest, stands upright and says nothing but its picture."""

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from backend.photos.pixels import develop
from backend.problems import PhotoKindUnsupported, PhotoUnreadable
from tests.photos import pictures

SHARED = Path(__file__).parents[3] / "shared" / "data" / "photos"


@pytest.fixture
def original(tmp_path: Path) -> Path:
    return tmp_path / "original"


async def developed(content: bytes, original: Path):
    put_down(original, content)
    return await develop(original, original.parent)


def put_down(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def opened(path: Path) -> Image.Image:
    picture = Image.open(io.BytesIO(path.read_bytes()))
    picture.load()
    return picture


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("size", [(800, 600), (4000, 3000)])
async def test_every_orientation_comes_out_upright(orientation: int, size: tuple[int, int], original: Path):
    photo = await developed(pictures.from_phone(orientation, *size), original)
    assert (photo.width, photo.height) == size
    assert photo.claims["orientation"] == orientation
    for side, path in photo.copies.items():
        seen = pictures.seen_corners(path.read_bytes())
        assert seen == {where: where for where in pictures.CORNERS}, side
        assert max(opened(path).size) == min(side, size[0])


async def test_nothing_but_the_picture_is_left(original: Path):
    content = pictures.from_phone(6)
    assert content.count(b"SECRET") == 3
    photo = await developed(content, original)
    assert photo.claims == {"orientation": 6, "gps": True, "taken": "2026:11:20 08:30:00"}
    for path in photo.copies.values():
        assert b"SECRET" not in path.read_bytes()
        assert b"Exif" not in path.read_bytes()
        assert not opened(path).getexif()
        assert "comment" not in opened(path).info


async def test_a_small_photo_is_not_enlarged(original: Path):
    photo = await developed(pictures.jpeg(pictures.corners(200, 100)), original)
    assert {opened(path).size for path in photo.copies.values()} == {(200, 100)}


async def test_a_very_long_picture_keeps_at_least_one_pixel(original: Path):
    photo = await developed(pictures.encoded(Image.new("RGB", (20_000, 1)), "PNG"), original)
    assert opened(photo.copies[320]).size == (320, 1)


@pytest.mark.parametrize("width", [900, 2000])
async def test_cmyk_keeps_its_colours(width: int, original: Path):
    photo = await developed(pictures.jpeg(pictures.corners(width, 600).convert("CMYK")), original)
    assert pictures.seen_corners(photo.copies[1600].read_bytes())["top left"] == "top left"


@pytest.mark.parametrize("width", [300, 2000])
async def test_sixteen_bits_of_grey_become_eight(width: int, original: Path):
    grey = Image.new("I;16", (width, 200), 32768)
    photo = await developed(pictures.encoded(grey, "PNG"), original)
    for path in photo.copies.values():
        assert abs(opened(path).getpixel((10, 10))[0] - 128) <= 2


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L"])
@pytest.mark.parametrize("width", [300, 2000])
async def test_other_kinds_of_png(mode: str, width: int, original: Path):
    if mode in {"RGBA", "LA"}:
        picture, save = Image.new(mode, (width, 200), 0), {}
    else:
        picture, save = Image.new("L", (width, 200), 255).convert(mode), {}
    if mode == "P":
        picture, save = Image.new("P", (width, 200), 0), {"transparency": b"\0"}
    photo = await developed(pictures.encoded(picture, "PNG", **save), original)
    assert opened(photo.copies[320]).getpixel((10, 10)) == (255, 255, 255)


async def test_an_animation_shows_its_first_frame(original: Path):
    first, second = (Image.new("RGB", (400, 300), colour) for colour in (pictures.RED, pictures.BLUE))
    film = pictures.encoded(first, "WEBP", save_all=True, append_images=[second], duration=100, lossless=True)
    photo = await developed(film, original)
    assert pictures.seen_corners(photo.copies[320].read_bytes())["top left"] == "top left"


async def test_two_pictures_in_one_file_show_the_first(original: Path):
    first, second = (Image.new("RGB", (400, 300), colour) for colour in (pictures.RED, pictures.BLUE))
    photo = await developed(pictures.encoded(first, "MPO", save_all=True, append_images=[second]), original)
    assert pictures.seen_corners(photo.copies[320].read_bytes())["top left"] == "top left"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("kept", [0.05, 0.5, 0.95])
async def test_a_truncated_photo_is_unreadable(format: str, kept: float, original: Path):
    noise = Image.effect_noise((900, 700), 80).convert("RGB")
    content = pictures.encoded(noise, format)
    with pytest.raises(PhotoUnreadable):
        await developed(content[: int(len(content) * kept)], original)


@pytest.mark.parametrize("bomb", [pictures.png_bomb(), pictures.png_bomb(8_000, 7_000), pictures.text_bomb()])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
async def test_a_bomb_is_refused_at_once(bomb: bytes, original: Path):
    before = time.process_time()  # the work it makes, however busy the machine is
    with pytest.raises(PhotoUnreadable):
        await developed(bomb, original)
    assert time.process_time() - before < 1


async def test_zero_bytes_are_unreadable(original: Path):
    with pytest.raises(PhotoUnreadable):
        await developed(b"", original)


@pytest.mark.parametrize(
    "content",
    [
        b"<script>alert(1)</script>",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\0\0\0\x1cftypavif\0\0\0\0avifmif1",
        b"RIFF\x10\0\0\0WAVEfmt ",
        b"%PDF-1.7",
        pictures.encoded(pictures.corners(), "GIF"),
        pictures.encoded(pictures.corners(), "TIFF"),
    ],
)
async def test_other_kinds_are_unsupported(content: bytes, original: Path):
    with pytest.raises(PhotoKindUnsupported):
        await developed(content, original)


async def test_text_that_only_begins_like_a_photo_is_unreadable(original: Path):
    with pytest.raises(PhotoUnreadable):
        await developed(b"\xff\xd8\xff\xe0<script>alert(1)</script>", original)


async def test_a_script_behind_a_photo_is_not_copied(original: Path):
    photo = await developed(pictures.jpeg() + b"<script>alert(1)</script>", original)
    assert all(b"<script>" not in path.read_bytes() for path in photo.copies.values())


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
async def test_broken_metadata_spoils_no_picture(original: Path):
    photo = await developed(pictures.jpeg(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"), original)
    assert (photo.width, photo.height) == (800, 600)


async def test_claims_hold_nothing_a_database_refuses(original: Path):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026\0\u202e" + "x" * 5000
    photo = await developed(pictures.jpeg(exif=exif), original)
    assert len(str(photo.claims["taken"])) <= 40
    assert "\0" not in str(photo.claims["taken"])


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="SKIPPED: the real photos of ../shared/data/photos are not here"
)
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
async def test_real_photos(tmp_path: Path):
    turned = sorted((SHARED / "exif_orientation").glob("*_[0-8].jpg"))
    readable = [*turned, *sorted((SHARED / "grocery_store").glob("*.jpg"))[:15]]
    for folder in ("gps", "mobile", "cameras", "invalid", "orientation"):
        readable += sorted((SHARED / "exif_samples" / folder).glob("*.jpg"))
    for path in readable:
        photo = await develop(path, tmp_path)
        assert max(opened(photo.copies[320]).size) <= 320, path
        if path in turned:
            assert (photo.width > photo.height) == path.name.startswith("Landscape"), path
            plain = opened(SHARED / "exif_orientation" / f"{path.stem[:-1]}1.jpg").resize((8, 8)).convert("L")
            seen = opened(photo.copies[320]).resize((8, 8)).convert("L")
            assert max(abs(a - b) for a, b in zip(plain.tobytes(), seen.tobytes(), strict=True)) < 24, path
    for path in sorted((SHARED / "exif_samples" / "heic").glob("IMG*")):
        with pytest.raises(PhotoKindUnsupported):
            await develop(path, tmp_path)

"""Real barcodes: an EAN-13 drawn bar by bar, and a film of it that Chromium takes for its camera."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

LEFT = [
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
]
# Which of the left digits are written the other way round tells the first digit.
TURNED = ["000000", "001011", "001101", "001110", "010011", "011001", "011100", "010101", "010110", "011010"]
BAR, HEIGHT, QUIET = 6, 260, 12


def bars_of(code: str) -> str:
    """Spell thirteen digits in bars (1) and spaces (0)."""
    right = {digit: "".join("10"[int(bar)] for bar in LEFT[digit]) for digit in range(10)}
    turned = {digit: right[digit][::-1] for digit in range(10)}
    digits = [int(one) for one in code]
    pattern = TURNED[digits[0]]
    left = [turned[d] if t == "1" else LEFT[d] for d, t in zip(digits[1:7], pattern, strict=True)]
    return "101" + "".join(left) + "01010" + "".join(right[d] for d in digits[7:]) + "101"


def picture_of(code: str, size: tuple[int, int] = (960, 720)) -> Image.Image:
    """Draw a barcode on a white label in the middle of a dull shelf."""
    bars = bars_of(code)
    image = Image.new("RGB", size, "#b8b2a6")
    draw = ImageDraw.Draw(image)
    width = (len(bars) + 2 * QUIET) * BAR
    left, top = (size[0] - width) // 2, (size[1] - HEIGHT) // 2
    draw.rectangle((left, top - 30, left + width, top + HEIGHT + 30), fill="#ffffff")
    for place, bar in enumerate(bars):
        if bar == "1":
            x = left + (QUIET + place) * BAR
            draw.rectangle((x, top, x + BAR - 1, top + HEIGHT), fill="#101010")
    return image


def film_of(code: str, file: Path) -> Path:
    """Write a film in which the barcode lies still."""
    frame = BytesIO()
    picture_of(code).save(frame, "JPEG", quality=92)
    file.write_bytes(frame.getvalue() * 10)
    return file

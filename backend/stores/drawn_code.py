"""Draw a QR code as one path of an SVG, for a screen or for paper."""

from dataclasses import dataclass

import segno

QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class DrawnCode:
    """A code, `size` units wide with its quiet zone."""

    size: int
    path: str


def draw_code(text: str) -> DrawnCode:
    """Draw the code of a text."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=QUIET_ZONE)]
    return DrawnCode(len(rows), path_of(rows))


def path_of(rows: list[list[int]]) -> str:
    """Draw the dark modules as one SVG path of horizontal runs, a unit each."""
    strokes = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            end = next((at for at in range(x, len(row)) if not row[at]), len(row))
            strokes.append(f"M{x} {y}h{end - x}v1H{x}z")
            x = end
    return "".join(strokes)

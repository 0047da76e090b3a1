"""Draws the PNG icons from public/icon.svg in a browser; run it after changing the drawing."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PUBLIC = Path(__file__).parents[1] / "public"
# A maskable icon may lose a fifth on every side; a badge is a white shape on nothing.
PICTURES = [
    ("icon-180.png", 180, "background:#0f766e", "width:100%"),
    ("icon-192.png", 192, "", "width:100%"),
    ("icon-512.png", 512, "", "width:100%"),
    ("icon-maskable-512.png", 512, "background:#0f766e", "width:80%;margin:10%"),
    ("badge-96.png", 96, "", "width:100%;filter:brightness(0) invert(1)"),
]


def draw(page: Page, name: str, size: int, ground: str, shape: str) -> None:
    """Take one picture of the drawing."""
    drawing = (PUBLIC / "icon.svg").read_text()
    if name.startswith("badge"):
        drawing = drawing.replace('fill="#0f766e"', 'fill="none"').replace(
            'stroke="#0f766e"', 'stroke="none"'
        )
    drawing = drawing.replace("<svg ", f'<svg style="display:block;{shape}" ')
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f'<body style="margin:0;height:{size}px;{ground}">{drawing}</body>')
    page.screenshot(path=PUBLIC / name, omit_background=True)


if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=sys.argv[1], args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for picture in PICTURES:
            draw(page, *picture)
        browser.close()

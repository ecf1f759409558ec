"""图：what the handbook shows; seen on every run, written to docs/pictures by `make pictures` alone."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PICTURES = Path(__file__).parents[2] / "docs/pictures"
LARGEST = 60_000
"""Bytes: a picture has to load on a slow phone, and stays in the repository's history for good."""
SHARPNESS = 2
"""Dots of a picture for each pixel of the page."""

COVERED = """(each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return [y + 2, y + height / 2, y + height - 2].some((line) => {
        const top = document.elementFromPoint(x + width / 2, line);
        return !each.contains(top) && !top.contains(each);
    });
}"""


def picture(page: Page, name: str, *shown: Locator) -> None:
    """The window as it is; what is to be seen there is in it whole, and under nothing else."""
    for each in shown:
        expect(each).to_be_in_viewport(ratio=1)
        assert not each.evaluate(COVERED), f"{name}: {each}"
    kept = PICTURES / f"{name}.webp"
    if os.environ.get("PICTURES"):
        kept.write_bytes(_taken(page))
    assert 0 < kept.stat().st_size <= LARGEST


def _taken(page: Page) -> bytes:
    size = page.viewport_size
    assert size
    page.mouse.move(0, 0)
    session = page.context.new_cdp_session(page)
    clip = {"x": page.evaluate("scrollX"), "y": page.evaluate("scrollY"), **size, "scale": SHARPNESS}
    answer = session.send("Page.captureScreenshot", {"format": "webp", "quality": 50, "clip": clip})
    return base64.b64decode(answer["data"])

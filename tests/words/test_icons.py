"""图标：drawn from Material's files, the same by MkDocs and by the press, and silent for who listens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import html as lxml_html

from scripts.pages.templates import Templates
from scripts.site.shell import render
from scripts.words.icons import ICONS, is_icon, like

if TYPE_CHECKING:
    from datetime import date

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
DRAWN = re.compile(r'(?:icon\("|icon="|^icon: )([a-z0-9-]+)', re.MULTILINE)
WRITTEN = [path for kind in ("html", "j2", "yaml") for path in sorted(CONTENT.rglob(f"*.{kind}"))]
NAMES = {name for path in WRITTEN for name in DRAWN.findall(path.read_text("utf-8"))}


def path_of(svg: str) -> list[str]:
    return re.findall(r'<path d="([^"]*)"', svg)


def test_every_icon_is_the_file_of_material_made_silent_and_small(on: date) -> None:
    draw = Templates(CONTENT, on).icon
    assert {"magnify", "calculator", "phone", "printer", "calendar-plus"} < NAMES
    for name in NAMES:
        drawn = lxml_html.fragment_fromstring(draw(name))
        assert dict(drawn.attrib) == {
            "class": "icon",
            "width": "20",
            "height": "20",
            "aria-hidden": "true",
            "focusable": "false",
            "viewbox": "0 0 24 24",
        }
        assert path_of(draw(name)) == path_of((ICONS / f"{name}.svg").read_text("utf-8")) != []


def test_mkdocs_and_the_press_draw_the_same(tmp_path: Path, on: date) -> None:
    render(ROOT, tmp_path / "shell")
    home = (tmp_path / "shell/index.html").read_text("utf-8")
    for name in ("magnify", "calculator"):
        assert str(Templates(CONTENT, on).icon(name)) in home


def test_the_style_sheet_draws_nothing_that_material_does_not() -> None:
    """What a browser itself puts into a field has no place in the HTML."""
    drawn = [
        unquote(each)
        for each in re.findall(
            r'url\("data:([^"]*)', (CONTENT / "_theme/assets/css/page.css").read_text("utf-8")
        )
    ]
    close = path_of((ICONS / "close.svg").read_text("utf-8"))
    assert [path_of(each.replace("'", '"')) for each in drawn] == [close]


def test_a_name_is_one_of_the_set_and_no_way_out_of_its_folder() -> None:
    assert is_icon("phone")
    assert not any(is_icon(name) for name in ("fone", "", "../material/phone", "Phone number"))
    assert "phone" in like("fone")
    assert like("电话") == []

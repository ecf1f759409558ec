"""成品检查：reads every HTML page of the built folder and tells what readers would stumble over.

No tree is built: substrings and a few regular expressions are enough, so that all pages take about a second.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from sys import intern
from urllib.parse import unquote, urlsplit

NOT_LISTED = ("404.html",)
"""Pages that answer every address: neither listed in the sitemap nor at a place of their own."""

_ATTRIBUTE = re.compile(r' (id|href|src)="([^"]*)')
_HOLLOW = re.compile(
    r"<(h[1-6]|section|nav|ul|ol|dl|dt|dd|li|p|table|tbody|details|summary|blockquote|td|th|a)\b[^>]*>\s*</\1>"
)
_HEADING_ALONE = re.compile(
    r"<h([2-6])\b[^>]*>((?:(?!</h\1>).)*)</h\1>\s*(?:</(?:section|nav|main|article|div|aside)>|<h([2-6])\b)",
    re.DOTALL,
)
_SUSPECT = re.compile(r"\b(?:None|nan|NaN|Undefined|undefined)\b|⟦|⟧|\{\{|\{%")
_HINTS = ("None", ">nan", " nan", "NaN", "ndefined", "⟦", "⟧", "{{", "{%")
"""Plain substrings, one of which stands wherever _SUSPECT would find something; far quicker to look for."""
_NOT_WORDS = re.compile(r"<(script|style|code|pre)\b.*?</\1>|<[^>]*>", re.DOTALL)
_STYLE_REQUEST = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])(?:https?:)?//", re.IGNORECASE)
_META = re.compile(r'<meta name="(description|robots)" content="([^"]*)"')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LOCATION = re.compile(r"<loc>(.*?)</loc>")
_LOADING = re.compile(
    r'<link\b(?=[^>]*\brel="[^"]*(?:stylesheet|icon|preload|prefetch|preconnect|manifest))[^>]*\bhref="([^"]*)"'
)


@dataclass(slots=True)
class Reading:
    """读过的一页: what other pages and the sitemap need to know of it."""

    path: str
    ids: frozenset[str] = frozenset()
    links: list[tuple[str, str]] = field(default_factory=list)
    canonical: str = ""
    is_indexable: bool = True
    problems: list[str] = field(default_factory=list)


def audit(readings: Mapping[str, Reading], folder: Path, site_url: str) -> list[str]:
    """Every problem of the built site in Chinese, with its page; `site_url` is where the site will stand."""
    problems = [f"{path}：{problem}" for path, reading in readings.items() for problem in reading.problems]
    problems += _broken_links(readings, set(_files(folder)))
    problems += _listing_problems(readings, folder, site_url)
    return problems


def read_all(folder: Path, base: str, known: Mapping[str, Reading]) -> dict[str, Reading]:
    """Every HTML page, by path, of a site that stands at `base`; those already `known` are not read again."""
    names = sorted(name for name in _files(folder) if name.endswith(".html") and name not in known)
    return {**known, **{name: read_page(name, (folder / name).read_text("utf-8"), base) for name in names}}


def _files(folder: Path) -> Iterator[str]:
    """All files, relative to the folder."""
    start = len(str(folder)) + 1
    for where, _, names in os.walk(folder):
        yield from (f"{where}/{name}"[start:] for name in names)


def read_page(path: str, html: str, base: str = "/") -> Reading:
    """One page: its own problems, and what it links to."""
    reading = Reading(path)
    attributes = _ATTRIBUTE.findall(html)
    ids = [intern(value) for name, value in attributes if name == "id"]  # many pages have the same
    reading.ids = frozenset(ids)
    meta = dict(_META.findall(html))
    canonical = _CANONICAL.search(html)
    reading.canonical = unescape(canonical[1]) if canonical else ""
    reading.is_indexable = "noindex" not in meta.get("robots", "")
    reading.problems += _head_problems(html, meta)
    if len(reading.ids) < len(ids):
        repeated = ((name, count) for name, count in Counter(ids).items() if count > 1)
        reading.problems += [f"编号 id=“{name}”出现了 {count} 次" for name, count in repeated]
    reading.problems += _body_problems(html)
    addresses = dict.fromkeys(value for name, value in attributes if name != "id")
    own = {unquote(unescape(each[1:])) for each in addresses if each.startswith("#")}
    reading.problems += [_lost(path, fragment) for fragment in sorted(own - reading.ids - {""})]
    root = "../" * path.count("/")
    links = (_target(path, root, each, base) for each in addresses if not each.startswith("#"))
    reading.links = list(dict.fromkeys(filter(None, links)))
    sources = (value for name, value in attributes if name == "src")
    for address in (*sources, *_LOADING.findall(html.partition("</head>")[0])):
        if _is_foreign(address) and not address.startswith("data:"):
            reading.problems.append(f"向别的网站取文件：{address}")
    if "url(" in html or "@import" in html:
        reading.problems += ["样式里向别的网站取文件"] if _STYLE_REQUEST.search(html) else []
    return reading


def _head_problems(html: str, meta: dict[str, str]) -> Iterator[str]:
    title = _TITLE.search(html)
    if not title or not title[1].strip():
        yield "没有标题 <title>"
    if not meta.get("description", "").strip():
        yield "没有摘要 <meta name=description>"
    count = html.count("<h1")
    if count != 1:
        yield f"一级标题应恰好一个，现有 {count} 个"


def _body_problems(html: str) -> Iterator[str]:
    if any(hint in html for hint in _HINTS):
        words = _NOT_WORDS.sub(" ", html)
        for found in sorted({match[0] for match in _SUSPECT.finditer(words)}):
            yield f"正文里有没填好的“{found}”"
        for text in re.findall(r'\s(?:content|title|alt|aria-label|value|placeholder)="([^"]*)"', html):
            if found_in := _SUSPECT.search(text):
                yield f"属性里有没填好的“{found_in[0]}”"
    body = html[
        max(html.find("<main"), 0) : html.rfind("</main>") + len("</main>")
        if "</main>" in html
        else len(html)
    ]
    for tag in sorted({match[1] for match in _HOLLOW.finditer(body) if " hidden" not in match[0]}):
        yield f"有空的 <{tag}>"
    for level, heading, following in _HEADING_ALONE.findall(body):
        if not following or int(following) <= int(level):
            yield f"标题“{_NOT_WORDS.sub('', heading).strip()}”下面没有内容"


def _is_foreign(address: str) -> bool:
    return bool(_SCHEME.match(address))


def _target(path: str, root: str, address: str, base: str) -> tuple[str, str] | None:
    """The file and the fragment that a link leads to; None when it leaves the site."""
    if root and address.startswith(root):  # most links go through the root, and are the same on many pages
        return _resolved("", address.removeprefix(root) or "./", base)
    return _resolved(path.rpartition("/")[0], address, base) if address else (path, "")


@cache
def _resolved(folder: str, address: str, base: str) -> tuple[str, str] | None:
    if _is_foreign(address):
        return None
    parts = urlsplit(unescape(address))
    link = unquote(parts.path) or "./"
    within = link.removeprefix(base) if link.startswith("/") else f"{folder}/{link}".removeprefix("/")
    file = os.path.normpath(within) if within else "."
    if link.endswith(("/", "/.", "/..")) or file in (".", "..") or link in (".", ".."):
        file = os.path.normpath(f"{file}/index.html")
    return file, unquote(parts.fragment).partition("?")[0]  # behind it, what a form is to be filled with


def _broken_links(readings: Mapping[str, Reading], files: set[str]) -> Iterator[str]:
    for reading in readings.values():
        for file, fragment in reading.links:
            if file not in files:
                yield f"{reading.path}：链接指向不存在的 {file}"
            elif fragment and file in readings and fragment not in readings[file].ids:
                yield f"{reading.path}：{_lost(file, fragment)}"


def _lost(file: str, fragment: str) -> str:
    return f"链接指向 {file} 里没有的位置 #{fragment}"


def _listing_problems(readings: Mapping[str, Reading], folder: Path, site_url: str) -> Iterator[str]:
    """收录: robots, canonical and sitemap must tell the same story."""
    texts = [file.read_text(encoding="utf-8") for file in folder.glob("sitemap*.xml")]
    lists = [text for text in texts if "<urlset" in text]
    counts = Counter(unescape(location) for text in lists for location in _LOCATION.findall(text))
    yield from (f"sitemap.xml：{each} 列了不止一次" for each, count in counts.items() if count > 1)
    pages = {_url(site_url, path): reading for path, reading in readings.items() if path not in NOT_LISTED}
    for url in sorted(counts.keys() - pages.keys()):
        yield f"sitemap.xml：{url} 没有这一页"
    for url, reading in pages.items():
        if not reading.canonical:
            yield f"{reading.path}：没有规范网址 canonical"
        elif reading.canonical not in pages:
            yield f"{reading.path}：规范网址 {reading.canonical} 没有这一页"
        elif not pages[reading.canonical].is_indexable:
            yield f"{reading.path}：规范网址 {reading.canonical} 自己不让收录"
        if reading.is_indexable and reading.canonical and reading.canonical != url:
            yield f"{reading.path}：让收录，规范网址却是 {reading.canonical}"
        if reading.is_indexable and url not in counts:
            yield f"{reading.path}：让收录，sitemap.xml 里却没有"
        if not reading.is_indexable and url in counts:
            yield f"{reading.path}：不让收录，却在 sitemap.xml 里"


def _url(site_url: str, path: str) -> str:
    return site_url.rstrip("/") + "/" + path.removesuffix("index.html")

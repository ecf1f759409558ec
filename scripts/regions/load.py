"""读取 regions/：from the YAML files of a folder to a Country, or to every problem found in them."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from calculators import engine
from scripts.regions.cache import digest, recall, remember
from scripts.regions.consistency import check_collisions, check_use
from scripts.regions.dictionary import Dictionary
from scripts.regions.files import SLUG, Draft, read_facts, read_region
from scripts.regions.model import Country, Level, Region
from scripts.regions.plausibility import check_plausibility
from scripts.regions.problems import BadData, Place, Problems
from scripts.regions.reading import Reader
from scripts.regions.sources import Sources
from scripts.regions.strict_yaml import Node, read

CACHE = Path("build/cache")
"""Below the folder of the project, in which commands run."""
PROVINCE_FILE = "_province.yaml"
KEPT = "regions.pickle"
TOP_FILES = ("facts.yaml", "sources.yaml", "largest.yaml", "nation.yaml")


type Read = dict[str, tuple[bytes, Node]]
"""Files without a mistake, as they were when last read."""


def load(
    regions_dir: Path,
    cache: Path | None = None,
    files: dict[str, bytes] | None = None,
    read_before: Read | None = None,
) -> Country:
    """The Country in a folder; raises BadData. `cache` is a folder whose loss only costs time.

    `files` are read in place of those on the disk: what the folder would say. What `read_before` holds is not
    read again while it is the same, and it remembers what is read.
    """
    files = read_files(regions_dir) if files is None else files
    written = _written(regions_dir.parent / "content")
    key = _key(regions_dir, files, written)
    if cache and isinstance(kept := recall(cache / KEPT, key), Country):
        return kept
    country = _Loading(regions_dir, files, read_before).country(written)
    if cache:
        remember(cache / KEPT, key, country)
    return country


def _written(content: Path) -> frozenset[str]:
    """The first parts of the addresses of what people write: topics and pages."""
    return frozenset(path.stem for path in content.glob("[a-z]*") if path.is_dir() or path.suffix == ".md")


def read_files(regions_dir: Path) -> dict[str, bytes]:
    """Every file in the folder, by the name that messages give it."""
    return {_name(path): path.read_bytes() for path in _paths(regions_dir) if path.is_file()}


class _Loading:
    """One run over all files."""

    def __init__(self, regions_dir: Path, files: dict[str, bytes], read_before: Read | None) -> None:
        self._read_before = read_before
        self._root = _name(regions_dir)
        self._files = files
        self._reader = Reader(Problems())
        self._nodes: dict[str, Node | None] = {}

    def country(self, written: frozenset[str]) -> Country:
        problems = self._reader.problems
        self._check_names()
        self._nodes = {
            path: self._read(path, data) for path, data in self._files.items() if path.endswith(".yaml")
        }
        dictionary = Dictionary(self._node("facts.yaml"), self._reader)
        sources = Sources(self._node("sources.yaml"), self._reader)
        drafts = tuple(self._drafts())
        for draft in drafts:
            read_facts(draft, dictionary, sources, self._reader)
        check_collisions(drafts, dictionary, written, self._reader)
        check_plausibility([draft.region for draft in drafts], sources, problems)
        largest = self._largest({draft.region.slug: draft.region for draft in drafts})
        if None not in self._nodes.values():
            check_use(drafts, dictionary, sources, self._reader)
        if problems:
            raise BadData(problems.in_order())
        return _country([draft.region for draft in drafts], dictionary, sources, largest)

    def _read(self, path: str, data: bytes) -> Node | None:
        kept = self._read_before.get(path) if self._read_before else None
        if kept and kept[0] == data:
            return kept[1]
        before = len(self._reader.problems)
        node = read(path, data, self._reader.problems)
        if node and self._read_before is not None and len(self._reader.problems) == before:
            self._read_before[path] = data, node
        return node

    def _largest(self, regions: dict[str, Region]) -> tuple[Region, ...]:
        """The places that come first, as listed; each once."""
        node = self._node("largest.yaml")
        areas = {slug: region for slug, region in regions.items() if region.level in ("city", "municipality")}
        found: dict[str, Region] = {}
        for each in self._reader.items(node) if node else ():
            slug = self._reader.choice(each, areas, "城市的文件名")
            if slug in found:
                self._reader.refuse(each, "每个地方一次", "删掉重复的这一行")
            elif slug:
                found[slug] = areas[slug]
        return tuple(found.values())

    def _drafts(self) -> Iterator[Draft]:
        """The nation, then each province before its cities."""
        nation = self._draft("nation.yaml", "nation", "nation", None)
        yield nation
        for folder in sorted({path.rpartition("/")[0] for path in self._nodes} - {self._root}):
            slug = folder.rpartition("/")[2]
            province = self._draft(f"{slug}/{PROVINCE_FILE}", slug, "province", nation.region)
            yield province
            for path in sorted(self._nodes):
                name = path.removeprefix(f"{folder}/")
                if name != path and name != PROVINCE_FILE:
                    yield self._draft(f"{slug}/{name}", name.removesuffix(".yaml"), "city", province.region)
                    if province.region.level == "municipality":
                        self._refuse(
                            path, "直辖市文件夹里的另一个文件", "只有 _province.yaml", "删掉它，或改 kind"
                        )

    def _draft(self, name: str, slug: str, level: Level, parent: Region | None) -> Draft:
        node = self._node(name)
        return read_region(node, Place(f"{self._root}/{name}"), slug, level, parent, self._reader)

    def _node(self, name: str) -> Node | None:
        path = f"{self._root}/{name}"
        if path not in self._files:
            self._refuse(path, "不存在的文件", "这个文件", "补上它（照同类文件的写法）")
        return self._nodes.get(path)

    def _check_names(self) -> None:
        """Only region files, named by their slugs, two levels deep."""
        for path in self._files:
            folder, _, name = path.removeprefix(f"{self._root}/").rpartition("/")
            stem = name.removesuffix(".yaml")
            if name.endswith(".md") and not folder:
                continue
            if "/" in folder or stem == name:
                self._refuse(path, "不认识的文件", "nation.yaml 或 <省>/<市>.yaml", "改名、移走或删掉它")
            elif folder and not SLUG.fullmatch(folder):
                self._refuse(path, f"文件夹名“{folder}”", "小写拼音", "改文件夹名")
            elif not (name in TOP_FILES if not folder else name == PROVINCE_FILE or SLUG.fullmatch(stem)):
                expected = "小写拼音加 .yaml，如 xincheng.yaml" if folder else "、".join(TOP_FILES)
                self._refuse(path, f"文件名“{name}”", expected, "改文件名，或移到省的文件夹里")

    def _refuse(self, path: str, what: str, expected: str, mend: str) -> None:
        self._reader.problems.add(Place(path), read=what, expected=expected, mend=mend)


def _country(
    regions: list[Region], dictionary: Dictionary, sources: Sources, largest: tuple[Region, ...]
) -> Country:
    nation, *others = sorted(regions, key=lambda region: region.code)
    provinces = tuple(region for region in others if region.level != "city")
    return Country(
        nation=nation,
        provinces=provinces,
        cities=tuple(region for region in others if region.level in ("city", "municipality")),
        dictionary=dictionary.known,
        sources=sources.known,
        by_slug={region.slug: region for region in (nation, *others)},
        largest=largest,
    )


def _paths(folder: Path) -> Iterator[Path]:
    """Everything in the folder but folders and what is hidden, sorted."""
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(directory, name) for name in sorted(names) if not name.startswith("."))


def _name(path: Path) -> str:
    """A path that can always be printed."""
    return os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")


def _key(regions_dir: Path, files: dict[str, bytes], written: frozenset[str]) -> bytes:
    """Of all that the answer depends on: the inputs, the loader's own source, this Python."""
    names = repr((_name(regions_dir), sorted(written), sys.version, [*files]))
    rooms = (Path(__file__).parent, Path(engine.__file__).parent)
    code = [source.read_bytes() for room in rooms for source in sorted(room.glob("*.py"))]
    return digest(names.encode(), *code, *files.values())

"""量一量: the benchmark of the build measures what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.build import CITY, NATION, ROOT, Run, changed, markdown, middle, write_pages

PAGE = """<html><body><nav><p>别处</p></nav><main><h1>题目</h1><p>一句 <b>话</b></p>
<ul><li><p>一项</p></li></ul><dl><dt>词</dt><dd><p>解释</p></dd></dl></main></body></html>"""


@pytest.mark.parametrize(("name", "before", "after"), [CITY, NATION])
def test_the_value_that_is_changed_stands_in_the_data(name: str, before: str, after: str) -> None:
    text = (ROOT / "regions" / name).read_text("utf-8")
    assert before in text
    assert before != after


def test_a_changed_value_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\nb: 1\n", "utf-8")
    with changed(file, ": 1", ": 2"):
        assert file.read_text("utf-8") == "a: 2\nb: 1\n"
    assert file.read_text("utf-8") == "a: 1\nb: 1\n"
    with pytest.raises(SystemExit), changed(file, ": 3", ": 4"):
        pass


def test_the_others_get_every_sentence_once(tmp_path: Path) -> None:
    for address in ("jia/transfer", "calculators/late-fee", "jia"):
        (tmp_path / "site" / address).mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / address / "index.html").write_text(PAGE, "utf-8")
    assert write_pages(tmp_path / "site", tmp_path / "documents") == [Path("jia/transfer.md")]
    assert (tmp_path / "documents/jia/transfer.md").read_text("utf-8") == markdown(
        tmp_path / "site/jia/index.html"
    )
    assert markdown(tmp_path / "site/jia/index.html") == "# 题目\n\n一句 话\n\n- 一项\n\n**词**\n\n解释\n"


def test_the_median_of_each_figure_is_taken_by_itself() -> None:
    runs = [Run(2, 1, 9, 5), Run(2, 3, 7, 4), Run(2, 2, 8, 6)]
    assert middle(runs) == Run(2, 2, 8, 5)


@pytest.mark.parametrize("name", ["requirements.lock", "benchmarks/requirements.lock"])
def test_python_packages_are_pinned_with_hashes_and_without_addresses(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text


@pytest.mark.parametrize("name", ["package-lock.json", "benchmarks/package-lock.json"])
def test_node_packages_are_pinned_with_hashes_and_without_addresses(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert '"integrity": "sha512-' in text
    assert '"resolved"' not in text

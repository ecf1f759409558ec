"""读取: the whole folder, its cache, and any bytes whatever."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from scripts.__main__ import main
from scripts.api.editor_schema import schema
from scripts.regions import statements
from scripts.regions.load import load
from scripts.regions.problems import BadData

if TYPE_CHECKING:
    from scripts.regions.facts_json import Json
    from scripts.regions.model import Country

FILES = ("facts.yaml", "sources.yaml", "nation.yaml", "songshan/_province.yaml", "songshan/heling.yaml")


def refusals(folder: Path) -> list[str]:
    try:
        load(folder)
    except BadData as bad:
        return [str(problem) for problem in bad.problems]
    return []


def test_the_invented_country_is_sound(world_copy: Path) -> None:
    """No problems in tests/world."""
    assert refusals(world_copy) == []


def test_cache_gives_the_same_and_notices_changes(world_copy: Path, tmp_path: Path) -> None:
    """Kept by the content of all inputs; a changed byte is seen even when size and time are the same."""
    cache = tmp_path / "cache"
    first = load(world_copy, cache)
    assert [*load(world_copy, cache).by_slug] == [*first.by_slug]
    heling = world_copy / "songshan/heling.yaml"
    heling.write_text(heling.read_text().replace("鹤城", "鹤邑"))
    assert load(world_copy, cache).by_slug["heling"].aliases == ("鹤邑", "岭城")
    heling.unlink()
    with pytest.raises(BadData):
        load(world_copy, cache)
    assert len([*cache.iterdir()]) == 1


@pytest.mark.parametrize("damage", [b"", b"x", b"\x80\x05garbage" * 20], ids=["empty", "short", "long"])
def test_a_damaged_cache_is_no_answer(world_copy: Path, tmp_path: Path, damage: bytes) -> None:
    """Read anew, never trusted."""
    load(world_copy, tmp_path)
    kept = tmp_path / "regions.pickle"
    for data in (damage, kept.read_bytes()[:-1], kept.read_bytes()[:64] + damage):
        kept.write_bytes(data)
        assert load(world_copy, tmp_path).nation.name == "云国"


def test_a_cache_without_a_place_costs_only_time(world_copy: Path, tmp_path: Path) -> None:
    """A full or unwritable disk is no reason not to check."""
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert load(world_copy, tmp_path / "cache").nation.name == "云国"


def test_cached_load_does_not_parse(
    world_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second run touches no YAML."""
    load(world_copy, tmp_path)
    monkeypatch.setattr("yaml.parse", None)
    assert load(world_copy, tmp_path).nation.name == "云国"


def test_missing_files_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty or absent folder is a problem of its files, not of the program."""
    monkeypatch.chdir(tmp_path)
    assert refusals(Path("regions")) == [
        f"regions/{name}:1:1: 读到不存在的文件，应为这个文件，改法：补上它（照同类文件的写法）"
        for name in ("facts.yaml", "largest.yaml", "nation.yaml", "sources.yaml")
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("songshan/HeLing.yaml", "文件名“HeLing.yaml”"),
        ("songshan/he ling.yaml", "文件名“he ling.yaml”"),
        ("songshan/new.yml", "不认识的文件"),
        ("songshan/deep/new.yaml", "不认识的文件"),
        ("extra.yaml", "文件名“extra.yaml”"),
        ("notes.txt", "不认识的文件"),
        ("New/_province.yaml", "文件夹名“New”"),
    ],
)
def test_file_names(world_copy: Path, name: str, words: str) -> None:
    """Only region files named by their slugs."""
    path = world_copy / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("a: 1")
    assert [told for told in refusals(world_copy) if told.startswith(f"regions/{name}:1:1: 读到{words}")]


def test_a_readme_and_hidden_files_are_fine(world_copy: Path) -> None:
    """People may explain the folder; editors may leave their traces."""
    (world_copy / "README.md").write_text("说明")
    (world_copy / ".heling.yaml.swp").write_bytes(b"\x00")
    assert refusals(world_copy) == []


def test_an_unreadable_dictionary_hides_no_other_problem(world_copy: Path) -> None:
    """Facts cannot be judged then, but everything else is; nothing is reported twice over."""
    (world_copy / "facts.yaml").write_text("a: [")
    heling = world_copy / "songshan/heling.yaml"
    heling.write_text(heling.read_text().replace('area_code: "0991"', "area_code: 0991"))
    told = refusals(world_copy)
    assert [one.partition(" ")[0] for one in told if "没有人引用" not in one] == [
        "regions/facts.yaml:1:4:",
        "regions/songshan/heling.yaml:7:12:",
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode)), name=st.sampled_from(FILES)
)
def test_any_bytes_as_a_file(world_copy: Path, data: bytes, name: str) -> None:
    """Whatever a file holds: a Country or BadData."""
    _load_with(world_copy, name, data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.data(), name=st.sampled_from(FILES))
def test_any_shuffled_line(world_copy: Path, choices: st.DataObject, name: str) -> None:
    """Real files with a line replaced by a piece of another: nearly right, which is worse."""
    lines = (world_copy / name).read_text().splitlines()
    pieces = [
        *lines,
        "- 1",
        "  - []",
        "  {}: 1",
        "value: {a: 1}",
        "facts: 1",
        "    - since: 9999-99",
        "? x",
        "  - - -",
    ]
    at = choices.draw(st.integers(0, len(lines) - 1))
    piece = choices.draw(st.sampled_from(pieces))
    cut = choices.draw(st.integers(0, len(piece)))
    _load_with(world_copy, name, "\n".join([*lines[:at], piece[:cut], *lines[at + 1 :]]).encode())


def _load_with(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    before = path.read_bytes()
    path.write_bytes(data)
    told = refusals(folder)
    path.write_bytes(before)
    for one in told:
        assert one.count("，应为") >= 1
        assert "，改法：" in one


def test_schema_knows_every_fact(world: "Country", world_copy: Path) -> None:
    """The editor's completion is made from the dictionary; it knows what the loader reads of a statement."""
    properties = schema(world)["properties"]
    assert isinstance(properties, dict)
    facts = properties["facts"]
    assert isinstance(facts, dict)
    known: Json = facts["properties"]
    assert isinstance(known, dict)
    assert [*known] == [*world.dictionary]
    for fact in known.values():
        assert isinstance(fact, dict)
        statement = fact["items"]
        assert isinstance(statement, dict)
        assert statement["properties"].keys() == {*statements.REQUIRED, *statements.OPTIONAL}
    assert main(["schema", "--regions", str(world_copy), "--to", "schema.json"]) == 0
    assert '"transfer_out_workdays"' in Path("schema.json").read_text()


@pytest.mark.parametrize("wrong", [[0, 1], [9, 1], [1, 8], [1], [1, 2, 3], [1.5, 2], "1"])
def test_schema_knows_the_map_of_provinces(world: "Country", wrong: object) -> None:
    properties = schema(world)["properties"]
    assert isinstance(properties, dict)
    tile = Draft202012Validator(properties["tile"])
    assert tile.is_valid([8, 7])
    assert not tile.is_valid(wrong)


def test_new_city(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A valid file from five words; a shared slug gets the province's name."""
    assert main(["new-city", "930300", "石桥市", "地级市", "shi qiao", "0996"]) == 0
    assert load(world_copy).by_slug["shiqiao-huxin"].short == "石桥"
    assert "已新建 regions/huxin/shiqiao-huxin.yaml" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "还缺：6 位代码、名称、级别"),
        (["930100", "新市", "地级市", "xin"], "已经有了：苇荡市（930100），在 regions/huxin/weidang.yaml。"),
        (["940100", "新市", "地级市", "xin"], "前两位不是任何一个省的"),
        (["930300", "新市", "地级市", "../x"], "拼音“../x”要全部小写"),
        (["930300", "新市", "市", "xin"], "regions/huxin/xin.yaml:4:7: 读到不认识的选项“市”"),
        (["9303", "新市", "地级市", "xin"], "加引号的 6 位代码"),
    ],
)
def test_new_city_refused(
    world_copy: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    """Says what is wrong and leaves nothing behind."""
    assert main(["new-city", *arguments]) == 1
    assert words in capsys.readouterr().err
    assert refusals(world_copy) == []
    assert not (world_copy / "huxin/xin.yaml").exists()

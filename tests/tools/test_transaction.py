"""全有或全无: files are written together, or everything is as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.tools.transaction import replaced


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old").write_text("old")
    (tmp_path / "going").write_text("going")
    return tmp_path


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }


def test_all_is_written(folder: Path) -> None:
    new = {folder / "old": b"new", folder / "a/b/c": b"c", folder / "going": None}
    with replaced(new):
        assert files(folder) == {"old": "new", "a/b/c": "c"}
    assert files(folder) == {"old": "new", "a/b/c": "c"}


def test_nothing_is_left_when_what_follows_goes_wrong(folder: Path) -> None:
    before = files(folder)
    new = {folder / "old": b"new", folder / "a/b/c": b"c", folder / "going": None}
    with pytest.raises(KeyboardInterrupt), replaced(new):
        raise KeyboardInterrupt
    assert files(folder) == before
    assert not (folder / "a").exists()


@pytest.mark.parametrize("method", ["write_bytes", "replace"])
def test_nothing_is_left_when_one_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    before = files(folder)
    usual = getattr(Path, method)
    done: list[Path] = []

    def failing(self: Path, *arguments: object) -> object:
        done.append(self)
        if len(done) == 2:
            raise OSError(28, "No space left on device", str(self))
        return usual(self, *arguments)

    monkeypatch.setattr(Path, method, failing)
    with pytest.raises(OSError, match="No space"), replaced({folder / "old": b"new", folder / "b/c": b"c"}):
        pytest.fail("was entered")
    assert files(folder) == before
    assert not (folder / "b").exists()

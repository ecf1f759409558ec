"""变更的记录: what was told last of each statement is what stands now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scripts.pages.wording import changed
from scripts.regions.changes import meaning
from scripts.regions.records import FOLDER, read_changes, written

if TYPE_CHECKING:
    from scripts.regions.changes import Change
    from scripts.regions.model import Country

ROOT = Path(__file__).parents[2]


def test_every_record_is_as_it_would_be_written(country: Country) -> None:
    """Of known places and keys, of past days in order, each read back the same."""
    changelog = read_changes(ROOT / FOLDER, country)
    assert changelog.changes
    for day, changes in changelog.releases:
        assert (ROOT / FOLDER / f"{day}.yaml").read_bytes() == written(day, changes)
        assert all(changed(change) for change in changes)


def test_what_was_told_last_stands_now(country: Country) -> None:
    """And what was replaced or withdrawn stands no longer: whoever changed it has run `make changes`."""
    last: dict[tuple[str, str, str, str], tuple[Change, bool]] = {}
    for change in read_changes(ROOT / FOLDER, country).changes:
        for said, stands in ((change.new, True), (change.replaced, False)):
            if said:
                about = change.region.slug, change.key, str(said.since), said.meaning
                last.setdefault(about, (change, stands))
    assert last
    wrong = [
        f"{slug} {key}：{changed(change)}"
        for (slug, key, since, meaning), (change, stands) in last.items()
        if stands is not ((since, meaning) in now(change))
    ]
    assert wrong == []


def now(change: Change) -> set[tuple[str, str]]:
    """What stands of its key in its region: since when, and what."""
    values = change.region.stated.get(change.key, ())
    return {(str(value.since), meaning(value.value)) for value in values}

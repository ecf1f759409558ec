"""以前和以后：the dated statements that held, hold or will hold in a region, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.regions.model import Region, Value

type Timeline = tuple[Value, ...]


class Timelines:
    """全部时间线 of one build."""

    def __init__(self) -> None:
        self._chains: dict[Region, dict[str, Timeline]] = {}

    def of(self, region: Region) -> Mapping[str, Timeline]:
        """By key, newest first; only keys of which more than one statement is known."""
        return {key: chain for key, chain in self._chain(region).items() if len(chain) > 1}

    def _chain(self, region: Region) -> dict[str, Timeline]:
        """Own statements; before the first, what went down from above (the rules of model.py)."""
        if region not in self._chains:
            above = self._chain(region.parent) if region.parent else {}
            chain = {
                key: tuple(value for value in values if value.goes_down) for key, values in above.items()
            }
            for key, stated in region.stated.items():
                own = tuple(value for value in stated if value.is_known and (value.since or value.until))
                first = min((value.starts for value in stated), default=None)
                earlier = (value for value in chain.get(key, ()) if own and first and value.starts < first)
                chain[key] = (*own, *earlier)
            self._chains[region] = chain
        return self._chains[region]

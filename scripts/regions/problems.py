"""问题：what a person wrote that the loader cannot accept, told so that they can mend it."""

from dataclasses import dataclass
from typing import Protocol


class Located(Protocol):
    """Anything with a place in a file."""

    @property
    def path(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """文件里的一处: lines and columns count from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """一个问题: where, what was read, what is expected, how to mend."""

    path: str
    line: int
    column: int
    read: str
    expected: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place}: 读到{self.read}，应为{self.expected}，改法：{self.mend}"


class Problems:
    """收集所有问题, so that one run tells all of them."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def add(self, at: Located, *, read: str, expected: str, mend: str) -> None:
        self._found.add(Problem(at.path, at.line, at.column, read, expected, mend))

    def __len__(self) -> int:
        return len(self._found)

    def in_order(self) -> tuple[Problem, ...]:
        """Sorted by file, line and column."""
        return tuple(sorted(self._found))


class Refusal(Exception):  # noqa: N818 - what was asked for is refused
    """做不了: the reason, told to a person as it is."""


class BadData(Refusal):
    """数据有问题: carries every problem found in one run."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

"""门口：one build at a time, and what the machine refuses is told in one sentence."""

from __future__ import annotations

import errno
import sys
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAITING = "另一次造网站还没有结束，等它结束就接着做。"
MENDS = {
    errno.ENOSPC: ("磁盘满了", "请腾出一些地方"),
    errno.EDQUOT: ("分给您的磁盘用完了", "请腾出一些地方"),
    errno.EROFS: ("这里只能读，不能写", "请把整个项目放到能写的磁盘上"),
    errno.EACCES: ("没有权限", "请改它的权限，或换一个用户"),
    errno.EPERM: ("没有权限", "请改它的权限，或换一个用户"),
}


@contextmanager
def alone(lock: Path, waiting: str = "") -> Iterator[None]:
    """Nobody else with this lock works meanwhile; who comes second says what it is given, and waits."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("wb") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            if waiting:
                print(waiting, file=sys.stderr, flush=True)
            flock(file, LOCK_EX)
        yield


def refused(error: OSError) -> str:
    """一句话: what could not be done, why, and how to mend it."""
    reason = f"系统说 {error.strerror or error}"
    why, mend = MENDS.get(error.errno or 0, (reason, "请先排除这个原因"))
    where = f"（{error.filename}）" if error.filename else ""
    return f"{why}{where}，网站没有更新：{mend}，再运行一次。"

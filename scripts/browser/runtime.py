"""浏览器运行时：the Python that the reader's browser loads, small enough for a cheap phone.

From node_modules/pyodide (pinned) comes the interpreter; from calculators/ and the standard library come the
modules that answering every hand-written case reads, as one zip of bytecode (stored: a server compresses it
better). Before it is published it has to answer all of these cases.
All of it lies in one folder named after its inputs, so that it can be cached for good.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import marshal
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from contextlib import contextmanager
from importlib.metadata import distribution, version
from itertools import takewhile
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

import calculators
from scripts.door import alone
from scripts.words.examples import examples_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PYODIDE = Path("node_modules", "pyodide")
PRUNED = Path("node_modules", "pyodide-pruned")  # by prune.mjs
SUMS = "sums"  # what each file read here has to be, written when it was installed
INTERPRETER = ("pyodide.asm.js", "pyodide.asm.wasm")
LIBRARY = "python.zip"
COMPILER = ("pyodide-build", "pyodide-cli")
LOCK = "pyodide-lock.json"
WORTH_READING = 1000  # characters; longer lines of an error are the interpreter's own script
ERROR = re.compile(r"\w*Error\b")
REFUSED = re.compile(r"\[Errno (\d+)\]")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip can name: equal inputs give equal bytes


SCRIPTS = Path(__file__).parent
PRUNE, TRACE, TEST = SCRIPTS / "prune.mjs", SCRIPTS / "trace_imports.mjs", SCRIPTS / "self_test.mjs"
INTERPRET = SCRIPTS / "interpreter.mjs"
READER = SCRIPTS.parent / "words" / "examples.py"
SHARED = SCRIPTS.parents[1] / "content" / "_theme" / "assets" / "python.js"


class RuntimeMissing(Exception):  # noqa: N818 - names what is missing, as the messages do
    """运行时造不出来: a person has to install or repair something first."""


def build(root: Path, folder: Path) -> str:
    """Put the runtime into `folder`/<fingerprint>/ and return that name."""
    made = make(root)
    target = folder / made.name
    target.mkdir(parents=True, exist_ok=True)
    for path in made.iterdir():
        shutil.copyfile(path, target / path.name)
    return made.name


@contextmanager
def begun(root: Path) -> Iterator[None]:
    """在旁边造: meanwhile the same as `make` in a process of its own, where anything has to be made."""
    _check(root)
    made = _made(root)
    if not _damaged(_sums(made), made):
        yield
        return
    command = [sys.executable, "-m", "scripts.browser.runtime"]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.DEVNULL) as making:
        try:
            yield
        finally:
            making.terminate()  # ended by now, unless the build was refused


def make(root: Path) -> Path:
    """The folder of the runtime, remade only if an input changed; raises RuntimeMissing."""
    _check(root)
    made = _made(root)
    with alone(root / "build" / "python.lock"):
        if _damaged(_sums(made), made):
            shutil.rmtree(made.parent, ignore_errors=True)  # earlier versions
            made.parent.mkdir(parents=True)
            with tempfile.TemporaryDirectory(dir=made.parent) as name:
                draft = Path(name) / made.name
                draft.mkdir()
                _fill(root, draft)
                draft.rename(made)
            sums = "".join(f"{_sum(path)}  {path.name}\n" for path in made.iterdir())
            _sums(made).write_text(sums, "utf-8")
    return made


def _made(root: Path) -> Path:
    return root / "build" / "python" / fingerprint(root)


def fingerprint(root: Path) -> str:
    """指纹: twelve hex digits over everything the runtime is made from."""
    digest = hashlib.sha256(importlib.util.MAGIC_NUMBER)
    code = (Path(__file__), READER, PRUNE, TRACE, TEST, INTERPRET, SHARED)
    made_by = (*code, root / PYODIDE / "package.json")
    for path in (*made_by, *_modules(root), *_examples(root)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for package in COMPILER:
        digest.update(f"{package} {version(package)}\0".encode())
    return digest.hexdigest()[:12]


def _check(root: Path) -> None:
    if damaged := _damaged(root / PRUNED / SUMS, root):
        raise RuntimeMissing(
            f"浏览器用的 Python 没有装好（{damaged.relative_to(root)} 不见了或坏了），网站没有更新："
            "请删掉 node_modules 文件夹，再运行 make site，它会重新装好。"
        )
    if not shutil.which("node"):
        raise RuntimeMissing("没有找到 node，网站没有更新：请先安装 Node.js，再运行一次。")
    carried = str(_info(root)["python"])
    host = f"{sys.version_info.major}.{sys.version_info.minor}"
    if not carried.startswith(f"{host}."):
        raise RuntimeMissing(f"浏览器里的 Python 是 {carried}，本机是 {host}：字节码不通用，请换成一样的。")


def _damaged(sums: Path, folder: Path) -> Path | None:
    """The first file of `folder` that is not as it was when its sum was written down."""
    noted = sums.read_text("utf-8").splitlines() if sums.is_file() else []
    for line in noted:
        digest, _, name = line.partition("  ")
        if not (folder / name).is_file() or _sum(folder / name) != digest:
            return folder / name
    return None if noted else sums


def _sums(made: Path) -> Path:
    return made.with_suffix(f".{SUMS}")


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _info(root: Path) -> dict[str, str]:
    """What this Pyodide is, from its own list of packages; nothing else of that list is needed."""
    info: dict[str, str] = json.loads((root / PYODIDE / LOCK).read_bytes())["info"]
    return info


def _fill(root: Path, draft: Path) -> None:
    for name in INTERPRETER:
        shutil.copyfile(root / PRUNED / name, draft / name)
    with zipfile.ZipFile(root / PYODIDE / "python_stdlib.zip") as library:
        modules = {name: library.read(name) for name in library.namelist()}
    modules |= {path.relative_to(root).as_posix(): path.read_bytes() for path in _modules(root)}
    questions, archive = json.dumps(_questions()), draft / LIBRARY
    _write_zip(archive, modules)
    read = json.loads(_run(questions, TRACE, root / PYODIDE, archive))
    _write_zip(archive, {name: modules[name] for name in read})
    _write_zip(archive, _compiled(archive))
    _run(questions, TEST, draft)
    shutil.copyfile(Path(sysconfig.get_path("stdlib"), "LICENSE.txt"), draft / "LICENSE-python.txt")
    shutil.copyfile(_license("pyodide-build"), draft / "LICENSE-pyodide.txt")  # the same Mozilla licence


def _questions() -> list[tuple[str, str, str]]:
    """Slug, payload and reply of every hand-written case: what the browser's Python must answer, too.

    A situation without a plan is refused by the module that answers those with one.
    """
    cases = [(slug, example.payload) for slug in calculators.SLUGS for example in examples_of(slug)]
    cases.append((calculators.SITUATION, "{}"))
    return [(slug, payload, calculators.run(slug, payload)) for slug, payload in cases]


def _run(questions: str, script: Path, *arguments: Path) -> str:
    """What one of our Node scripts prints."""
    return _ask(script.name, ["node", str(script), *map(str, arguments)], questions)


def _ask(name: str, command: list[str], given: str = "") -> str:
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    if refused := done.returncode and REFUSED.search(done.stderr):
        raise OSError(int(refused[1]), os.strerror(int(refused[1])))
    if done.returncode:
        raise RuntimeMissing(
            f"{name} 没有做成，网站没有更新。没有改过代码的，请删掉 node_modules 文件夹，再运行 make site；"
            f"改过的，原因是：{_complaint(done.stderr)}"
        )
    return done.stdout


def _complaint(told: str) -> str:
    """An error as Node or Python tells it, without the path by which it came."""
    lines = [line for line in told.splitlines() if len(line) < WORTH_READING]
    named = next((number for number, line in enumerate(lines) if ERROR.match(line)), -1)
    return "\n".join(takewhile(lambda line: not line.startswith("    at "), lines[named:])).strip()


def _license(name: str) -> Path:
    for file in distribution(name).files or ():
        if file.name == "LICENSE":
            return Path(str(file.locate()))
    raise RuntimeMissing(f"{name} 没有附许可证文本：请重新安装 requirements.lock 里的包。")


def _modules(root: Path) -> list[Path]:
    return sorted((root / "calculators").rglob("*.py"))


def _examples(root: Path) -> list[Path]:
    """What the library is cut down by, and tried with."""
    return sorted((root / "calculators").glob("*.examples.yaml"))


def _compiled(archive: Path) -> dict[str, bytes]:
    """The modules of a zip as bytecode for the Python in Pyodide, made in their place."""
    options = ["--silent", "--no-keep", "--compression-level", "0", str(archive)]
    _ask("py-compile", [sys.executable, "-OO", "-m", "pyodide_cli", "py-compile", *options])
    with zipfile.ZipFile(archive) as made:
        files = {name: made.read(name) for name in made.namelist()}
    return {name: _bytecode(marshal.loads(file[16:])) for name, file in files.items()}  # noqa: S302 - our own


def _bytecode(code: CodeType) -> bytes:
    """What a .pyc file holds; there is never a source beside it that it could be older than."""
    return importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(_lean(code))


def _lean(code: CodeType) -> CodeType:
    """Without line tables and file names: a third of the bytes, of use only in a traceback no reader sees."""
    constants = tuple(_lean(value) if isinstance(value, CodeType) else value for value in code.co_consts)
    return code.replace(co_linetable=b"", co_filename="", co_consts=constants)


def _write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), files[name])


if __name__ == "__main__":
    make(SCRIPTS.parents[1])

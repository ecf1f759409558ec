"""看网站：`python -m scripts serve 8000`; what is saved shows at once, what is wrong stands over the page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from errno import EADDRINUSE
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from signal import SIGINT, SIGKILL, default_int_handler, signal
from threading import Condition, Lock, Thread
from time import time_ns
from typing import TYPE_CHECKING, Any

from watchfiles import DefaultFilter
from watchfiles._rust_notify import RustNotify

from scripts import build
from scripts.tools import live

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WATCHED = ("regions", "changes", "content", "calculators", "scripts", "mkdocs.yml")
CODE = {"calculators", "scripts"}
QUIET = 30
"""Milliseconds without another change, after which what was saved is read."""
IDLE = 2_000
"""Milliseconds of rest, after which the whole site is made anew."""
SCRIPT = Path(__file__).with_name("live.js")
"""What open pages get besides."""
EVENTS = "/-/live"


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    parser.add_argument("port", type=int, choices=range(1, 65536), metavar="PORT", help="端口，如 8000")


def run(options: Namespace) -> int:
    """`python -m scripts serve`."""
    port: int = options.port
    signal(SIGINT, default_int_handler)  # Ctrl-C stops it, even if whoever started it would not hear of it
    serving = Serving(options)
    try:
        server = Server(("", port), partial(Handler, serving, directory=str(options.site.resolve())))
    except OSError as refused:
        why = "已经有程序在用" if refused.errno == EADDRINUSE else f"打不开：{refused.strerror}"
        print(f"端口 {port} {why}，请换一个端口，如 make serve PORT={port + 1}。", file=sys.stderr)
        return 1
    if not options.site.exists():
        whole = serving.make_whole()
        said = whole.communicate()[1]
        if whole.returncode:
            print(said, end="", file=sys.stderr)
            server.server_close()
            return 1
    Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://localhost:{port}/ 改了什么，保存以后就能看到；按 Ctrl-C 停下。", flush=True)
    with suppress(KeyboardInterrupt):
        serving.follow()
    serving.stop()
    server.server_close()
    return 0


class Serving:
    """现在的网站: the last whole one, before it the pages that the files make now."""

    def __init__(self, options: Namespace) -> None:
        self._options = options
        self.version = str(time_ns())
        self._problems = ""
        self._told = Condition()
        self._asking = Lock()
        self._whole: subprocess.Popen[str] | None = None

    def follow(self) -> None:
        """Read what is saved, make the whole site when nothing is; for ever."""
        watched = [str(path) for name in WATCHED if (path := build.ROOT / name).exists()]
        # watch() of the same library begins to look only when it is first asked, so that what is saved
        # while everything is read the first time would never be seen
        watcher = RustNotify(watched, False, False, 0, True, False)
        self._begin()
        self._read()
        stale, unseen = True, False
        while (seen := watcher.watch(IDLE, QUIET, IDLE, None)) != "signal":
            paths = _saved(seen)
            if paths:
                self._end_whole()
                if {path.parts[0] for path in paths} & CODE:
                    self._end()
                    self._begin()
                self._read()
                stale, unseen = True, unseen or any(path.suffix in (".md", ".py") for path in paths)
            elif seen != "timeout":
                continue
            elif stale and not self._problems:
                self.make_whole()
                stale = False
            elif self._whole and (status := self._whole.poll()) is not None:
                said = self._whole.communicate()[1]
                self._whole = None
                if status or unseen:
                    self._tell(said if status else "")
                unseen = False

    def html(self, url: str) -> str | None:
        """The page at an address, as the files make it now; None where the site's own file is meant."""
        page, problems = self._ask(url)
        if problems and problems != self._problems:
            self._tell(problems)
        return page

    def news(self, seen: str, patience: float) -> str:
        """The state as JSON, as soon as it is another than the one seen."""
        with self._told:
            self._told.wait_for(lambda: self._state() != seen, patience)
            return self._state()

    def _state(self) -> str:
        return json.dumps({"version": self.version, "problems": self._problems})

    def make_whole(self) -> subprocess.Popen[str]:
        """The whole site, by the command that makes it."""
        on, regions, site = self._options.on.isoformat(), self._options.regions, self._options.site
        command = [sys.executable, "-m", "scripts", "site", "--on", on, "--regions", regions, "--site", site]
        self._whole = subprocess.Popen(
            command, cwd=build.ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        return self._whole

    def stop(self) -> None:
        self._end_whole()
        self._end()

    def _begin(self) -> None:
        """A process with the code as it is now."""
        context = get_context("spawn")
        self._questions, theirs = context.Pipe()
        arguments = (theirs, self._options.on, self._options.regions, self._options.site)
        self._maker = context.Process(target=live.answer, args=arguments, daemon=True)
        self._maker.start()
        theirs.close()

    def _end(self) -> None:
        self._maker.kill()
        self._maker.join()
        self._questions.close()

    def _end_whole(self) -> None:
        if self._whole:
            os.killpg(self._whole.pid, SIGKILL)  # its workers too
            self._whole.communicate()
            self._whole = None

    def _read(self) -> None:
        self._tell(self._ask(None)[1])

    def _ask(self, what: str | None) -> tuple[str | None, str]:
        with self._asking:
            try:
                self._questions.send(what)
                answered: tuple[str | None, str] = self._questions.recv()
            except (EOFError, OSError):
                return None, "程序没有起来，全文在终端里；改好保存，就会再试。"
            return answered

    def _tell(self, problems: str) -> None:
        with self._told:
            self.version, self._problems = str(time_ns()), problems
            self._told.notify_all()
        print(problems or "已更新。", flush=True)


def _saved(seen: object) -> list[Path]:
    """The files that somebody saved, within the project: no caches, no editor's own files."""
    wanted = DefaultFilter()
    changes = seen if isinstance(seen, set) else ()
    return [Path(path).relative_to(build.ROOT) for kind, path in changes if wanted(kind, path)]


class Server(ThreadingHTTPServer):
    """Readers who go away in the middle of a file are no error."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """一次请求: a page made now, news of changes, or a file of the site."""

    def __init__(self, serving: Serving, *given: object, directory: str) -> None:
        self._serving = serving
        super().__init__(*given, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == EVENTS:
            with suppress(OSError):
                self._send_news()
        elif path == f"{EVENTS}.js":
            self._send(SCRIPT.read_bytes(), "text/javascript; charset=utf-8")
        elif path == "/sw.js":  # nothing old from the browser's own store
            self._send(Path(self.directory, "sw-off.js").read_bytes(), "text/javascript; charset=utf-8")
        elif path.endswith("/"):
            version = self._serving.version
            file = Path(self.translate_path(path), "index.html")
            html = self._serving.html(path[1:]) or (file.read_text("utf-8") if file.is_file() else None)
            if html is None:
                self.send_error(404)
            else:
                live = html.replace(
                    "</head>", f'<script src="{EVENTS}.js?{version}" defer></script></head>', 1
                )
                self._send(live.encode(), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        """The theme's own files as MkDocs has just written them; others from the site."""
        found = super().translate_path(path)
        fresh = build.SHELL / Path(found).relative_to(self.directory)
        return str(fresh) if fresh.suffix in (".css", ".js") and fresh.is_file() else found

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet: the terminal is for what was saved."""

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send_news(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen = ""
        while True:
            news = self._serving.news(seen, patience=15)
            self.wfile.write(b": \n\n" if news == seen else f"data: {news}\n\n".encode())
            self.wfile.flush()
            seen = news

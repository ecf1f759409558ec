"""看网站：`python -m scripts serve 8000` shows site/ as a host would."""

import sys
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from errno import EADDRINUSE
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    parser.add_argument("port", type=int, choices=range(1, 65536), metavar="PORT", help="端口，如 8000")


def run(options: Namespace) -> int:
    """`python -m scripts serve`."""
    port: int = options.port
    try:
        server = ThreadingHTTPServer(
            ("", port), partial(SimpleHTTPRequestHandler, directory=str(options.site))
        )
    except OSError as refused:
        why = "已经有程序在用" if refused.errno == EADDRINUSE else f"打不开：{refused.strerror}"
        print(f"端口 {port} {why}，请换一个端口，如 make serve PORT={port + 1}。", file=sys.stderr)
        return 1
    print(f"http://localhost:{port}/", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()
    return 0

"""看网站：`python -m scripts.tools.serve 8000` shows site/ as a host would."""

import sys
from argparse import ArgumentParser
from contextlib import suppress
from errno import EADDRINUSE
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

SITE = "site"


def main() -> int:
    parser = ArgumentParser(prog="python -m scripts.tools.serve", description="在本机看造好的网站。")
    parser.add_argument("port", type=int, choices=range(1, 65536), metavar="PORT", help="端口，如 8000")
    port: int = parser.parse_args().port
    try:
        server = ThreadingHTTPServer(("", port), partial(SimpleHTTPRequestHandler, directory=SITE))
    except OSError as refused:
        why = "已经有程序在用" if refused.errno == EADDRINUSE else f"打不开：{refused.strerror}"
        print(f"端口 {port} {why}，请换一个端口，如 make serve PORT={port + 1}。", file=sys.stderr)
        return 1
    print(f"http://localhost:{port}/", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())

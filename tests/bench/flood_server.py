"""A server of captured sites, with a log of what it was asked: one JSON object a line.

    python tests/bench/flood_server.py SERVE_MIRROR.PY LOG [--flood …]

The script runs as it is. `refused` is an answer 429, or one whose body is a page that asks for patience: NukeViet's
eGovernment edition sends that with status 200.
"""

from __future__ import annotations

import json
import runpy
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

WAIT_PAGES = "mirror/extra/flood_*.html"


class Tee:
    """What an answer is written to; keeps the last piece, which is the body."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.last = b""

    def write(self, data: bytes) -> int:
        self.last = bytes(data)
        return int(self._file.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def watch(log: Path, waits: frozenset[bytes]) -> None:
    """From now on every answer of this process's HTTP servers is a line of `log`."""
    lock, one = threading.Lock(), BaseHTTPRequestHandler.handle_one_request
    setup, answer = BaseHTTPRequestHandler.setup, BaseHTTPRequestHandler.send_response_only

    def teed(self: Any) -> None:
        setup(self)
        self.wfile = Tee(self.wfile)

    def noted(self: Any, code: int, message: str | None = None) -> None:
        self.answered, self.answered_at = int(code), time.time()
        answer(self, code, message)

    def logged(self: Any) -> None:
        self.answered, self.wfile.last = 0, b""
        one(self)  # on a kept connection this waits for the next request
        if self.answered:
            refused = self.answered == 429 or self.wfile.last in waits
            entry = {"at": self.answered_at, "site": self.server.server_address[1], "path": self.path}
            entry |= {"status": self.answered, "refused": refused}
            with lock, log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry) + "\n")

    handler: Any = BaseHTTPRequestHandler
    handler.setup, handler.send_response_only, handler.handle_one_request = teed, noted, logged


def main() -> None:
    script, log = Path(sys.argv[1]), Path(sys.argv[2])
    watch(log, frozenset(page.read_bytes() for page in script.parent.glob(WAIT_PAGES)))
    sys.argv = [str(script), *sys.argv[3:]]
    runpy.run_path(str(script), run_name="__main__")


if __name__ == "__main__":
    main()

"""One HTTP server for one site: a thread a connection, and a stop that leaves none behind."""

from __future__ import annotations

import gzip
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from linter.demo.resource import Request, Resource, Website, http_date, unchanged
from linter.errors import LinterError

LOOPBACK = "127.0.0.1"
SILENCE = 30.0  # seconds after which an idle connection is closed


@dataclass(frozen=True, slots=True)
class Hit:
    """One request as it arrived. `at` is monotonic, in seconds; `path` holds the query as well; `status`
    is 0 where the connection was closed without an answer."""

    at: float
    site: str
    path: str
    status: int
    user_agent: str


class SiteServer:
    """A bound port. Nothing is answered before `start`."""

    def __init__(self, site: str, port: int, log: list[Hit]) -> None:
        self.site = site
        self.log = log
        self.thread: Thread | None = None
        try:
            self.http = _Http((LOOPBACK, port), _Handler)
        except OSError as error:
            raise LinterError(
                f"Cổng {port} của máy này đang có chương trình khác dùng nên chưa mở được trang mẫu "
                f"“{site}”; "
                "hãy đóng chương trình đó (có thể là một lần chạy thử chưa tắt) rồi chạy lại."
            ) from error

    @property
    def home(self) -> str:
        return f"http://{LOOPBACK}:{self.http.server_address[1]}/"

    def start(self, website: Website) -> None:
        self.http.respond = website.answer
        self.http.record = lambda request, status: self.log.append(
            Hit(
                time.monotonic(),
                self.site,
                request.target,
                status,
                request.headers.get("user-agent", ""),
            )
        )
        self.thread = Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Ends the thread, every open connection and every answer that was being held back."""
        self.http.stopping.set()
        if self.thread is not None:
            self.http.shutdown()
            self.thread.join()
        self.http.hang_up()
        self.http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = False  # so that server_close waits for them
    allow_reuse_address = sys.platform != "win32"  # there it would let two programs share the port
    request_queue_size = 64
    respond: Callable[[Request], Resource]
    record: Callable[[Request, int], None]

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.stopping = Event()
        self.open: set[socket.socket] = set()
        super().__init__(address, handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self.open.add(connection)
        return connection, address

    def close_request(self, request: Any) -> None:
        self.open.discard(request)
        super().close_request(request)

    def hang_up(self) -> None:
        for connection in tuple(self.open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of the site's."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = SILENCE
    server: _Http

    def do_GET(self) -> None:
        request = Request(self.path, {k.lower(): v for k, v in self.headers.items()}, str(self.client_address[0]))
        resource = self.server.respond(request)
        if resource.hang:
            self.server.record(request, 0)
            self.server.stopping.wait(resource.hang)
            self.close_connection = True
            return
        status = 304 if resource.status == 200 and unchanged(resource, request) else resource.status
        self.server.record(request, status)
        self._send(resource, status, zipped=_takes_gzip(request) and resource.zipped)

    do_HEAD = do_GET  # noqa: N815

    def do_POST(self) -> None:
        """Forms lead nowhere: the real CMS refuses what does not come from its own page as well."""
        request = Request(self.path, {k.lower(): v for k, v in self.headers.items()})
        self.server.record(request, 403)
        self.close_connection = True  # the form's fields were not read
        self._send(Resource(b"Your request is blocked", media="text/plain"), 403, zipped=False)

    def _send(self, resource: Resource, status: int, *, zipped: bool) -> None:
        body = b"" if status == 304 else gzip.compress(resource.body, mtime=0) if zipped else resource.body
        self.send_response_only(status)
        self.send_header("Date", self.date_time_string())
        self.send_header("Server", "Apache")
        for name, value in resource.headers:
            self.send_header(name, value)
        if resource.etag:
            self.send_header("ETag", resource.etag)
        if resource.modified is not None:
            self.send_header("Last-Modified", http_date(resource.modified))
        if zipped:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        if self.close_connection:
            self.send_header("Connection", "close")
        if status != 304:
            self.send_header("Content-Type", resource.media)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the library's parameter
        """The log is the district's list, not stderr."""


def _takes_gzip(request: Request) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")

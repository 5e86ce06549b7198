"""The web that `bench_crawl` crawls: sites on 127.0.0.1, 127.0.0.2, … at one port, in a process of its own.

    python tests/bench/crawl_server.py SITES PAGES

It says the port in its first line. Each further line on its input is answered by a line of JSON: "begin [LATENCY]"
forgets what was asked and answers the address of each site so many seconds late from now on; "tell" gives by site
when it was asked, and when it had answered, in seconds.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from crawl_markup import pages
from crawl_sites import files, home, school

HTML = "text/html; charset=utf-8"
NOT_FOUND = b"<!doctype html><title>404</title><h1>Kh\xc3\xb4ng t\xc3\xacm th\xe1\xba\xa5y trang</h1>"


WELCOME = "LinkChecker: welcome"  # without this header of a site it goes at a pace of its own, whatever it was told


def reply(status: str, media: str, body: bytes) -> bytes:
    lines = (f"HTTP/1.1 {status}", "Server: Apache", WELCOME, f"Content-Type: {media}", f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "", "")).encode() + body


class Web:
    """All sites, rendered once. `asked` has for each site the begin and the end of each answer, and its path."""

    def __init__(self, sites: int, count: int, port: int) -> None:
        self.latency = 0.0
        self.asked: defaultdict[str, list[tuple[float, float, str]]] = defaultdict(list)
        self.replies: dict[tuple[str, str], bytes] = {}
        for number in range(1, sites + 1):
            site = school(number, count, port)
            host = home(number, port).split("/")[2].partition(":")[0]
            for path, html in pages(site):
                self.replies[host, path] = reply("200 OK", HTML, html.encode())
            for path, (media, body) in files(site).items():
                self.replies[host, path] = reply("200 OK", media, body)
        self.missing = reply("404 Not Found", HTML, NOT_FOUND)


class Connection(asyncio.Protocol):
    """One request after the other: no client of the bench sends two at once on one connection."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.loop = asyncio.get_running_loop()
        self.head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.host = transport.get_extra_info("sockname")[0]

    def data_received(self, data: bytes) -> None:
        self.head += data
        if not self.head.endswith(b"\r\n\r\n"):
            return
        method, path, _ = self.head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        closing = b"\r\nconnection: close" in self.head.lower()
        self.head = b""
        self.loop.call_later(self.web.latency, self.answer, (method, path, closing), self.loop.time())

    def answer(self, asked: tuple[str, str, bool], at: float) -> None:
        method, path, closing = asked
        sent = self.web.replies.get((self.host, path), self.web.missing)
        self.web.asked[self.host].append((at, self.loop.time(), path))
        self.transport.write(sent if method != "HEAD" else sent[: sent.index(b"\r\n\r\n") + 4])
        if closing:
            self.transport.close()


def answered(web: Web, line: str) -> str:
    words = line.split()
    if words[:1] == ["begin"]:
        web.asked.clear()
        web.latency = float(words[1]) if len(words) > 1 else 0.0
    return json.dumps(web.asked if words == ["tell"] else {})


async def serve(sites: int, count: int) -> None:
    loop = asyncio.get_running_loop()
    first = await loop.create_server(lambda: Connection(web), "127.0.0.1", 0, backlog=512, start_serving=False)
    port = first.sockets[0].getsockname()[1]
    web = Web(sites, count, port)
    hosts = [f"127.0.0.{number}" for number in range(2, sites + 1)]
    if hosts:
        await loop.create_server(lambda: Connection(web), hosts, port, backlog=512)
    await first.start_serving()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    while line := await asyncio.to_thread(sys.stdin.readline):  # ends with the bench
        sys.stdout.write(answered(web, line) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))

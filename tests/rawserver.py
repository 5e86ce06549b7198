"""A loopback server below any HTTP library: it plays replies byte by byte, however broken.

    async with RawServer({"/": reply(b"<p>ok</p>"), "/gone": reset}) as server:
        await fetcher.get(server.origin + "/")
        server.requests  # what was asked, with headers and times

A play is bytes, a coroutine function that gets the writer, or a list of plays for one request after the
other, the last of which repeats. The path "*" answers for every other path.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

Play = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: `target` is path and query, `connection` counts from 0, `at` is monotonic seconds."""

    target: str
    headers: Mapping[str, str]
    connection: int
    at: float


class RawServer:
    def __init__(
        self,
        plays: Mapping[str, Play | Sequence[Play]],
        *,
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        self._plays = {path: list(p) if isinstance(p, list | tuple) else [p] for path, p in plays.items()}
        self._tls = tls
        self._host = host
        self._tasks: set[asyncio.Task[None]] = set()
        self.requests: list[Asked] = []
        self.connections = 0
        self.port = 0

    @property
    def origin(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self._host, 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        number, self.connections = self.connections, self.connections + 1
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._turn(reader, writer, number):
                    pass
        finally:
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()
            self._tasks.discard(task)

    async def _turn(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        target = head[0].split(" ")[1]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        self.requests.append(Asked(target, headers, number, time.monotonic()))
        plays = self._plays.get(target.partition("?")[0]) or self._plays.get("*") or [NOT_FOUND]
        play = plays.pop(0) if len(plays) > 1 else plays[0]
        if not isinstance(play, bytes):
            await play(writer)
            return False
        writer.write(play)
        await writer.drain()
        return b"\r\nConnection: keep-alive\r\n" in play


def reply(body: bytes = b"", *headers: str, status: str = "200 OK", keep: bool = True) -> bytes:
    """A whole and honest reply. `headers` are lines; Content-Length comes by itself."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}"]
    lines.append(f"Connection: {'keep-alive' if keep else 'close'}")
    if not any(line.lower().startswith("content-type:") for line in lines):
        lines.insert(1, "Content-Type: text/html; charset=utf-8")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(location: str | bytes, status: str = "302 Found") -> bytes:
    raw = location.encode() if isinstance(location, str) else location
    return b"HTTP/1.1 " + status.encode() + b"\r\nLocation: " + raw + b"\r\nContent-Length: 0\r\n\r\n"


def dripping(start: bytes, drop: bytes, every: float = 0.02) -> Play:
    """`start` at once, then `drop` again and again without end."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(every)

    return play


async def silent(_: asyncio.StreamWriter) -> None:
    """Takes the request and says nothing."""
    await asyncio.sleep(3600)


async def reset(writer: asyncio.StreamWriter) -> None:
    """Answers with a TCP reset."""
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()

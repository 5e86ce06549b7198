"""The transport below httpx: one small pool of connections for each host, each connection guarded."""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
from collections.abc import AsyncIterator, Iterable

import httpcore
import httpx

from linter.crawl.guard import Guard
from linter.crawl.limits import Limits

_MOST_POOLS = 256  # beyond that, pools without work are closed: an idle socket for each of 40,000 sites
_IDLE_S = 15.0  # longer than the usual distance of two requests to a host
_PER_HOST = 2
_MOST_ADDRESSES = 3

_Headers = Iterable[tuple[bytes, bytes]]
_PoolKey = tuple[bytes, bytes, int | None, bool]


class Door(httpx.AsyncBaseTransport):
    """Sends a request to the address the guard gave, keeping the host's name for Host and SNI.

    Headers travel to the caller in `extensions["headers"]` only. httpx itself sees none: so it cannot store
    cookies, build a redirect from a broken Location, or decompress without bounds.
    `extensions["verify"]` False asks for a connection without a check of the certificate.
    """

    def __init__(
        self,
        guard: Guard,
        limits: Limits,
        *,
        inner: httpx.AsyncBaseTransport | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._backend = _GuardedBackend(guard, limits)
        self._inner = inner
        self._pools: dict[_PoolKey, httpcore.AsyncConnectionPool] = {}
        self._contexts: dict[bool, ssl.SSLContext] = {} if tls is None else {True: tls}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._inner is not None:
            mocked = await self._inner.handle_async_request(request)
            return _without_headers(mocked.status_code, mocked.headers.raw, mocked.stream)
        url = request.url
        pool = await self._pool((url.raw_scheme, url.raw_host, url.port, bool(request.extensions.get("verify", True))))
        answer = await pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return _without_headers(answer.status, answer.headers, _Stream(answer))

    async def aclose(self) -> None:
        pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            await pool.aclose()
        if self._inner is not None:
            await self._inner.aclose()

    async def _pool(self, key: _PoolKey) -> httpcore.AsyncConnectionPool:
        if key not in self._pools:
            await self._drop_idle_pools()
            self._pools[key] = httpcore.AsyncConnectionPool(
                ssl_context=self._context(key[-1]) if key[0] == b"https" else None,
                max_connections=_PER_HOST,
                keepalive_expiry=_IDLE_S,
                network_backend=self._backend,
            )
        return self._pools[key]

    async def _drop_idle_pools(self) -> None:
        if len(self._pools) < _MOST_POOLS:
            return
        idle = [
            key
            for key, pool in self._pools.items()
            if all(line.is_idle() or line.is_closed() for line in pool.connections)
        ]
        for pool in [self._pools.pop(key) for key in idle[: _MOST_POOLS // 2]]:
            await pool.aclose()

    def _context(self, verify: bool) -> ssl.SSLContext:
        """Made once: reading the list of authorities costs 20 ms and a megabyte."""
        if verify not in self._contexts:
            self._contexts[verify] = httpx.create_ssl_context(verify=verify, trust_env=False)
        return self._contexts[verify]


def _without_headers(
    status: int, headers: _Headers, stream: httpx.AsyncByteStream | httpx.SyncByteStream
) -> httpx.Response:
    return httpx.Response(status, stream=stream, extensions={"headers": list(headers)})


class _Stream(httpx.AsyncByteStream):
    """A body of httpcore as httpx wants it."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._answer.aclose()


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves, checks and connects to that very address: a second answer of the name server (rebinding)
    is never asked for."""

    def __init__(self, guard: Guard, limits: Limits) -> None:
        self._guard = guard
        self._limits = limits
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 -- httpcore's signature
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        addresses = (await self._guard.addresses(host, port))[:_MOST_ADDRESSES]
        for address in addresses[:-1]:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._connect(address, port)
        return await self._connect(addresses[-1], port)

    async def _connect(self, address: str, port: int) -> httpcore.AsyncNetworkStream:
        stream = await self._plain.connect_tcp(address, port, timeout=self._limits.connect_s)
        return _WatchedStream(stream, self._limits)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


_INTERIM = re.compile(rb"HTTP/1\.\d 1\d\d")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


class _WatchedStream(httpcore.AsyncNetworkStream):
    """Ends a connection whose headers, or whose interim replies before the answer, do not end.

    The HTTP library bounds one block of headers but takes any number of "100 Continue".
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._head: bytes | None = None  # what came before the final answer; None once that began
        self._interim = 0

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = await self._stream.read(max_bytes, timeout)
        if self._head is not None:
            self._head = self._after_interim(self._head + data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._head, self._interim = b"", 0
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        secure = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        return _WatchedStream(secure, self._limits)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)

    def _after_interim(self, head: bytes) -> bytes | None:
        while (end := _BLANK_LINE.search(head)) and _INTERIM.match(head):
            self._interim += 1
            head = head[end.end() :]
        size = end.start() if end else len(head)
        if size > self._limits.header_bytes or self._interim > self._limits.interim_replies:
            raise httpcore.RemoteProtocolError("headers without end")
        return None if end else head

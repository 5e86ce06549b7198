"""A response's body, whole or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import httpcore
import httpx

from linter.crawl.fault import FetchError
from linter.crawl.inflate import MAGIC, Inflater, is_gzip


@dataclass(frozen=True, slots=True)
class Caps:
    """Bounds of one body in bytes: `wire` as sent, `decoded` as read.

    With `cut` the first `decoded` bytes are enough and the rest is not missed. With `plain_ok` a body that
    is called gzip and is not counts as plain: the server was already asked not to compress.
    """

    wire: int
    decoded: int
    cut: bool = False
    plain_ok: bool = False


async def read_body(chunks: AsyncIterator[bytes], headers: Mapping[str, str], caps: Caps) -> bytes:
    """The decoded body. Raises FetchError: too-large, bad-encoding or truncated."""
    announced = _content_length(headers)
    compressed = is_gzip(headers.get("content-encoding", ""))
    if announced is not None and announced > caps.wire and not caps.cut:
        raise FetchError("too-large")
    counted = _Counted(chunks, announced)
    body = await _decode(counted, compressed, caps)
    if len(body) > caps.decoded and not caps.cut:
        raise FetchError("too-large")
    if len(body) <= caps.decoded and announced is not None and counted.total < announced:
        raise FetchError("truncated")
    return body[: caps.decoded]


async def _decode(chunks: _Counted, compressed: bool, caps: Caps) -> bytes:
    """The body up to one byte beyond its cap."""
    out = bytearray()
    head = b""
    inflater: Inflater | None = None
    async for chunk in chunks:
        if chunks.total > caps.wire:
            raise FetchError("too-large")
        if compressed and inflater is None:
            head, chunk = b"", head + chunk  # noqa: PLW2901
            if len(chunk) < len(MAGIC):
                head = chunk
                continue
            compressed = _starts_gzip(chunk, caps)
            inflater = Inflater(caps.decoded) if compressed else None
        out += inflater.feed(chunk) if inflater else chunk
        if len(out) > caps.decoded:
            return bytes(out)
    if head:
        _starts_gzip(head, caps)
    if inflater:
        inflater.finish()
    return bytes(out) + head


def _starts_gzip(head: bytes, caps: Caps) -> bool:
    if head.startswith(MAGIC):
        return True
    if caps.plain_ok:
        return False
    raise FetchError("bad-encoding")


def _content_length(headers: Mapping[str, str]) -> int | None:
    written = headers.get("content-length", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else None


class _Counted:
    """Counts the bytes on the wire, and tells a body that ends before its announced length by its name."""

    def __init__(self, chunks: AsyncIterator[bytes], announced: int | None) -> None:
        self._chunks = chunks
        self._announced = announced
        self.total = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._chunks:
                self.total += len(chunk)
                yield chunk
        except (httpcore.RemoteProtocolError, httpx.RemoteProtocolError):
            if self._announced is not None and self.total < self._announced:
                raise FetchError("truncated") from None
            raise

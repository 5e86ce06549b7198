"""Bounded decompression. httpx lets one megabyte become two gigabytes and hides a stream cut short."""

from __future__ import annotations

import zlib

from linter.crawl.fault import FetchError

MAGIC = b"\x1f\x8b"
_GZIP_ONLY = 31  # zlib's wbits: a gzip header is a must, window of 32 KiB
_STEP = 65_536

# The IANA list of content codings. What is not on it ("utf-8", "none", as old servers write) codes nothing.
_CODINGS = {
    "aes128gcm", "br", "compress", "dcb", "dcz", "deflate", "exi", "gzip", "pack200-gzip", "x-compress",
    "x-gzip", "zstd",
}  # fmt: skip


def is_gzip(content_encoding: str) -> bool:
    """Whether the header says gzip (True) or nothing (False).

    Raises FetchError(bad-encoding) for more than one coding and for one that was not asked for: 809 bytes
    of brotli can hold a gibibyte.
    """
    named = (name.strip().lower() for name in content_encoding.split(","))
    codings = [name for name in named if name in _CODINGS]
    if not codings:
        return False
    if len(codings) > 1 or codings[0] not in {"gzip", "x-gzip"}:
        raise FetchError("bad-encoding")
    return True


class Inflater:
    """Gunzips a stream piece by piece and stops one byte after `cap`, so that its user sees the excess."""

    def __init__(self, cap: int) -> None:
        self._room = cap + 1
        self._member = zlib.decompressobj(_GZIP_ONLY)
        self._tail = b""
        self._only_junk_left = False

    def feed(self, data: bytes) -> bytes:
        """The plain bytes of the next piece. Raises FetchError(bad-encoding) when it is no gzip."""
        out = bytearray()
        data, self._tail = self._tail + data, b""
        while self._room > 0 and not self._only_junk_left:
            if self._member.eof and not self._next_member(data):
                break
            step = min(_STEP, self._room)
            piece = self._decompress(data, step)
            out += piece
            self._room -= len(piece)
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if not data and len(piece) < step:  # a full step may have left more inside zlib
                break
        return bytes(out)

    def finish(self) -> None:
        """To be called at the end of the stream. Raises FetchError(truncated) when it ended too early."""
        if not self._member.eof and self._room > 0:
            raise FetchError("truncated")

    def _next_member(self, data: bytes) -> bool:
        """RFC 1952 lets members follow each other; anything else behind the last one is ignored."""
        if len(data) < len(MAGIC):
            self._tail = data
            return False
        self._only_junk_left = not data.startswith(MAGIC)
        if not self._only_junk_left:
            self._member = zlib.decompressobj(_GZIP_ONLY)
        return not self._only_junk_left

    def _decompress(self, data: bytes, step: int) -> bytes:
        try:
            return self._member.decompress(data, step)
        except zlib.error:
            raise FetchError("bad-encoding") from None

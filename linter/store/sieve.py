"""What is certainly not there: most questions to a store are about addresses that it does not know."""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct

_BITS = 1 << 23  # a megabyte; with half a million digests one answer in 500 is a look for nothing
_PLACES = Struct("<4I")  # a digest of 16 bytes names four bits


class Sieve:
    """A Bloom filter of digests of 16 bytes."""

    def __init__(self, digests: Iterable[bytes] = ()) -> None:
        self._bits = bytearray(_BITS // 8)
        for digest in digests:
            self.add(digest)

    def add(self, digest: bytes) -> None:
        for place in _PLACES.unpack(digest):
            self._bits[place % _BITS >> 3] |= 1 << (place & 7)

    def may_hold(self, digest: bytes) -> bool:
        return all(self._bits[place % _BITS >> 3] & 1 << (place & 7) for place in _PLACES.unpack(digest))

"""How common a run of words is among the texts of an index. What stands everywhere tells nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linter.text.shingle import Hashes

Weights = NDArray[np.float32]

FEWEST_BITS = 22  # 4 MB, taken from the system only where they are written
FULL = 1.5  # runs of words to a counter; beyond, chance meetings would make everything look common
USUAL = 4  # texts: an article, its copy on the portal, and two that took it over
_SEEN = np.arange(256, dtype=np.float32)
_WEIGHT: Weights = np.where(_SEEN <= USUAL, np.float32(1), np.float32(USUAL) / np.maximum(_SEEN, 1)).astype(np.float32)


class Rarity:
    """Counts in how many texts each hash stands, up to 255, a byte each; hashes with the same first bits are counted
    as one. `capacity` is how many hashes may be added before it is too small."""

    def __init__(self, capacity: int = 0) -> None:
        bits = max(FEWEST_BITS, int(np.ceil(np.log2(max(1.0, capacity / FULL)))))
        self.capacity = int(FULL * (1 << bits))
        self._shift = np.uint32(32 - min(bits, 31))
        self._counts = np.zeros(1 << min(bits, 31), np.uint8)
        self._added = 0

    @property
    def is_full(self) -> bool:
        return self._added >= self.capacity

    def add(self, found: Hashes) -> None:
        """Count a text's hashes."""
        slots = found >> self._shift
        seen = self._counts[slots]
        self._counts[slots] = seen + (seen < 255)
        self._added += len(found)

    def drop(self, found: Hashes) -> None:
        """Take a text out again. A count that came to its end stays there."""
        slots = found >> self._shift
        seen = self._counts[slots]
        self._counts[slots] = seen - ((seen > 0) & (seen < 255))
        self._added -= len(found)

    def weights(self, found: Hashes) -> Weights:
        """For each hash a weight, 1 for the rare and towards 0 for formulae."""
        weights: Weights = _WEIGHT[self._counts[found >> self._shift]]
        return weights

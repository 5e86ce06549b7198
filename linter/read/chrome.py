"""The frame of a site told from its pages: what stands on many of them is no page's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from linter.model import Block, BlockKind, Page, Region

MIN_PAGES = 3
SHARE = 0.3  # of the pages; a block on more of them belongs to the frame
_COUNT = re.compile(r"\d{3,}|\d+(?:[.,:/]\d+)+")  # "Tổ 1" is not "Tổ 2", but hits and clocks are all one


def without_chrome(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with the blocks that recur over the site moved from the main part to the side.

    Pages of the very same words count once: a section under five addresses is no frame.
    """
    told = [frozenset(_key(b) for b in page.blocks if b.region is Region.MAIN) for page in pages]
    different = set(told)
    on_pages = Counter(key for keys in different for key in keys if key)
    threshold = max(MIN_PAGES, len(different) * SHARE)
    recurring = {key for key, count in on_pages.items() if count >= threshold}
    return tuple(
        _set_aside(page, recurring) if recurring & keys else page for page, keys in zip(pages, told, strict=True)
    )


def _set_aside(page: Page, recurring: set[str]) -> Page:
    return replace(
        page,
        blocks=tuple(
            replace(block, region=Region.ASIDE) if block.region is Region.MAIN and _key(block) in recurring else block
            for block in page.blocks
        ),
    )


def _key(block: Block) -> str:
    """What makes two blocks the same: the words, but for counters and clocks; of pictures, which most of the
    time have none, the address. "" for what cannot be told."""
    if block.kind is not BlockKind.IMAGE:
        return _COUNT.sub("0", block.text)
    mark, _, address = block.origin.path.partition(" ")
    return address if mark == "img" else ""

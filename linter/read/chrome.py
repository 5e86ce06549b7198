"""The frame of a site told from its pages: what stands on many of them is no page's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from linter.model import Page, Region

MIN_PAGES = 4
SHARE = 0.3  # of the pages; a block on more of them belongs to the frame


def without_chrome(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with the blocks that recur over the site moved from the main part to the side."""
    on_pages = Counter(
        text for page in pages for text in {_key(b.text) for b in page.blocks if b.region is Region.MAIN}
    )
    threshold = max(MIN_PAGES, len(pages) * SHARE)
    recurring = {text for text, count in on_pages.items() if count >= threshold}
    if not recurring:
        return tuple(pages)
    return tuple(
        replace(
            page,
            blocks=tuple(
                replace(block, region=Region.ASIDE)
                if block.region is Region.MAIN and _key(block.text) in recurring
                else block
                for block in page.blocks
            ),
        )
        for page in pages
    )


def _key(text: str) -> str:
    """Counters and clocks differ from page to page."""
    return re.sub(r"\d+", "0", text)

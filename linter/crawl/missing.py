"""How a site answers for what it does not have, when it does not say 404."""

from __future__ import annotations

import re

from linter.crawl.address import site_key
from linter.read.html import Reading

_NUMBER = re.compile(r"\d+")


class Missing:
    """Told by the home page, and by the answer for an address that nobody can have published."""

    def __init__(self) -> None:
        self.shown = 0  # pages that were no more than the answer for a missing one
        self._falls: set[str] = set()
        self._title = ""
        self._words: frozenset[str] = frozenset()
        self._own = ""  # where what is shown in place of a missing page stands itself, by key

    def leads_to(self, url: str) -> None:
        """Note where unknown addresses are sent: NukeViet sends them home."""
        self._falls.add(site_key(url))

    def looks_like(self, reading: Reading) -> None:
        """Note what stands in place of a missing page, with a status of 200."""
        self._title, self._words = reading.page.title, _words(reading)
        self._own = site_key(reading.canonical) if reading.canonical else ""

    def fell(self, url: str, final: str) -> bool:
        """Whether `url` was redirected to where unknown addresses go."""
        return site_key(final) in self._falls and site_key(url) != site_key(final)

    def shows(self, reading: Reading) -> bool:
        """Whether a page says nothing that does not stand on the page for missing ones. Some sites show their newest
        post there: at its own address it is one."""
        if not self._words or reading.page.title != self._title or site_key(reading.page.url) == self._own:
            return False
        same = _words(reading) <= self._words
        self.shown += same
        return same


def _words(reading: Reading) -> frozenset[str]:
    """What a page or the post on it says. Counters and clocks differ from view to view."""
    blocks = reading.article.blocks if reading.article else reading.page.blocks
    return frozenset(_NUMBER.sub("0", block.text) for block in blocks)

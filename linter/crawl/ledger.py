"""The addresses of a site that were wanted and not read: what absence may not be proved from."""

from __future__ import annotations

from linter.crawl.address import site_key
from linter.crawl.frontier import Frontier
from linter.model import Unreached


class Ledger:
    """Keeps what was lost until it is read after all. Labels are looked up at the end, when all are known."""

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier
        self._lost: dict[str, tuple[str, str, str]] = {}  # by key: the address, where it led to, the reason
        self._aside: dict[str, tuple[str, str]] = {}
        self._seeds: list[Unreached] = []

    def lose(self, url: str, reason: str, final: str = "") -> None:
        """Note a page that there is and that was not read; `final` is where its redirects ended."""
        self._lost.setdefault(site_key(url), (url, final or url, reason))

    def lose_seeds(self, lost: list[Unreached]) -> None:
        """Note sitemaps and feeds, which bring their own labels."""
        self._seeds += lost

    def find(self, url: str) -> None:
        """Note that a page was read, under whatever address."""
        key = site_key(url)
        self._lost = {k: entry for k, entry in self._lost.items() if key not in {k, site_key(entry[1])}}

    def leave(self, url: str, reason: str) -> None:
        """Note an address that was rightly left alone; it matters where links to it have words."""
        self._aside.setdefault(site_key(url), (url, reason))

    def unreached(self) -> tuple[Unreached, ...]:
        lost = [Unreached(url, reason, self._labels(url, final)) for url, final, reason in self._lost.values()]
        cut = [Unreached(url, reason, self._labels(url)) for url, reason in self._frontier.cut.items()]
        return tuple(sorted([*lost, *cut, *self._seeds], key=lambda entry: (entry.url, entry.reason)))

    def aside(self) -> tuple[Unreached, ...]:
        left = [*self._frontier.aside.items(), *self._aside.values()]
        labelled = [Unreached(url, reason, labels) for url, reason in left if (labels := self._labels(url))]
        return tuple(sorted(labelled, key=lambda entry: (entry.url, entry.reason)))

    def _labels(self, *urls: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(label for url in urls for label in self._frontier.labels(url)))

"""The lists of a site, each put together from its pages that were read, and the days of what stands between."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from linter.crawl.address import site_key
from linter.crawl.falling import DEPTH, SLACK, Falling, Span, falling
from linter.crawl.paging import place_of, turns
from linter.crawl.trail import Evidence

ENOUGH = 4  # posts in order on a page; fewer may all be strays
STRICT = 40  # posts, none of them older than its place: a list that is not sorted by its last changes
PINNED = 5  # posts at the top of a list may be kept there, however old
BEYOND = 10**9


@dataclass(frozen=True, slots=True)
class Row:
    """One list; `home` when it is the home page, of many lists. `spans` are the order, the first and the last place
    of each page that was read; `places` those of its links by key; `paged` when posts in order stand on two of its
    pages."""

    spans: tuple[tuple[int, int, int], ...]
    places: Mapping[str, int]
    falling: Falling | None
    home: bool = False

    @property
    def paged(self) -> bool:
        order = self.falling
        return order is not None and sum(order.holds(first, last) >= ENOUGH for _, first, last in self.spans) > 1

    def of_post(self, key: str) -> Span:
        """The days of an unread post by its neighbours. On a single page only between two of them: what follows the
        last may be another list."""
        place = self.places.get(key)
        if place is None or self.falling is None or self.home:
            return Span()
        known = self.falling.places
        if not (known[0] < place < known[-1] or self.paged):
            return Span()
        span = self.falling.between(place, place)
        return span if self.falling.holds(0, place) >= PINNED else Span(latest=span.latest)

    def of_page(self, order: int) -> Span:
        """The days of the posts on an unread page, by the pages before and after it."""
        older = [(first, last) for at, first, last in self.spans if at > order]
        strict = self.falling is not None and self.falling.early == SLACK and len(self.falling.days) >= STRICT
        earliest = self._beside(older, 0, older[0][0] - 1).earliest if older and strict else None
        return Span(earliest, self.after(order))

    def after(self, order: int) -> date | None:
        """The last day of the posts that follow the page `order`, or the last page before it that was read."""
        newer = [(first, last) for at, first, last in self.spans if at <= order]
        return self._beside(newer[::-1], newer[-1][1] + 1, BEYOND).latest if newer else None

    def _beside(self, pages: list[tuple[int, int]], before: int, after: int) -> Span:
        """By the middle one of the posts on the nearest pages: half a page of strays narrows nothing."""
        order = self.falling
        if order is None:
            return Span()
        for number in range(len(pages)):
            near = pages[: number + 1]
            held = order.holds(min(first for first, _ in near), max(last for _, last in near))
            if held >= ENOUGH:
                return order.between(before, after, max(DEPTH, held // 2 + 1))
        return Span()


def rows_of(evidence: Evidence) -> dict[str, Row]:
    """The lists by their series."""
    series: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for url in evidence.lists:
        place = place_of(url)
        series[place.series].append((place.order, url))
    return {name: _row(sorted(pages), evidence) for name, pages in series.items()}


def _row(pages: list[tuple[int, str]], evidence: Evidence) -> Row:
    beside = _repeated(url_links(url, evidence) for _, url in pages) | evidence.frame
    spans, dated = [], []
    places: dict[str, int] = {}
    for order, url in pages:
        first = len(places)
        for key in url_links(url, evidence):
            if key not in places and key not in beside:
                places[key] = len(places)
                day: date | None = evidence.days.get(key)
                if day:
                    dated.append((places[key], day))
        spans.append((order, first, len(places) - 1))
    home = any(site_key(url) in evidence.homes for _, url in pages)
    return Row(tuple(spans), places, falling(dated), home)


def url_links(url: str, evidence: Evidence) -> dict[str, None]:
    """The keys that a page links to, in order and once each, without its pager."""
    links = evidence.lists[url]
    return dict.fromkeys(site_key(link.url) for link in links if not turns(url, link.url, link.text))


def _repeated(pages: Iterable[Iterable[str]]) -> set[str]:
    counts = Counter(key for page in pages for key in page)
    return {key for key, times in counts.items() if times > 1}

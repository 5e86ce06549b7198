"""The unread pages of a site that posts may stand on, and the days these can be of, as far as there is evidence.

A bound that is too narrow accuses falsely: each rests on what was read of the same list, sitemap or kind of address
being in order, and what is in no order gives none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from linter.crawl.address import site_key
from linter.crawl.falling import Falling, Span, falling
from linter.crawl.paging import place_of, turns
from linter.crawl.rows import Row, rows_of, url_links
from linter.crawl.shape import Shape, name_of, number_of, shape_of
from linter.crawl.trail import Evidence
from linter.crawl.turning import MORE
from linter.lookup import Gap
from linter.model import Link, Unreached

BY_SCRIPT = "danh sách chỉ lật tiếp được bằng JavaScript"
NUMBERED = 20  # posts read whose numbers and days rise together
ALIKE = 3  # posts read with addresses of one form
LISTED = 2  # posts on a page that is a list
STAMPED = 3  # posts read that a sitemap gives a day for
ZONE = timedelta(days=1)  # a sitemap may write the day of another time zone


def find_gaps(unread: Iterable[Unreached], evidence: Evidence) -> tuple[Gap, ...]:
    """A gap for each unread address that posts may stand on, and for each list that goes on by a script."""
    bounds = _Bounds(evidence)
    left = {site_key(entry.url): entry for entry in unread}
    found = [_gap(entry, bounds.of(key, entry.url)) for key, entry in left.items() if not bounds.is_read(key)]
    found += [_gap(Unreached(url, BY_SCRIPT), bounds.behind(url)) for url in bounds.scripted(left)]
    return tuple(sorted(found, key=lambda gap: (gap.url, gap.reason)))


def _gap(entry: Unreached, span: Span) -> Gap:
    return Gap(entry.url, entry.reason, span.earliest, span.latest)


class _Bounds:
    """The days of what was not read, from all that was."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.rows = rows_of(evidence)
        self._standing = _standing(self.rows)
        self._pagers = {
            site_key(link.url) for url, links in evidence.lists.items() for link in links if _turns(url, link)
        }
        self._forms = _forms(evidence)
        self._numbers = _numbers(evidence)
        self._stamps = _are_true(evidence)

    def is_read(self, key: str) -> bool:
        """Whether a post was read under another address, or in an earlier run."""
        if key in self.evidence.torn:
            return False
        return key in self.evidence.days or name_of(f"http://{key}") in self.evidence.names

    def of(self, key: str, url: str) -> Span:
        if key in self.evidence.torn:
            return Span()
        if key in self.evidence.parts:
            first, day = self.evidence.parts[key]
            return Span(day, day) if shape_of(first) in self._forms else Span()
        if key in self._pagers:
            place = place_of(url)
            row = self.rows.get(place.series)
            return row.of_page(place.order) if row else Span()
        return self._of_post(key, url) if shape_of(url) in self._forms else Span()

    def _of_post(self, key: str, url: str) -> Span:
        spans = [row.of_post(key) for row in self._standing.get(key, ())]
        number = number_of(url)
        order = self._numbers.get(_counter(url, self.evidence))
        if number is not None and order is not None:
            spans.append(order.between(-number, -number))
        if self._stamps and key in self.evidence.changed:
            spans.append(Span(latest=self.evidence.changed[key] + ZONE))
        return _all_of(spans)

    def scripted(self, left: Iterable[str]) -> list[str]:
        """The lists that go on by a script. A button on a page that lists no posts shows more of the page itself."""
        unread = {key for key in left if shape_of(f"http://{key}") in self._forms}
        posts = {*self.evidence.days, *unread} - self.evidence.frame
        return [
            url
            for url, kind in self.evidence.scripted.items()
            if kind != MORE or len(posts.intersection(url_links(url, self.evidence))) >= LISTED
        ]

    def behind(self, url: str) -> Span:
        place = place_of(url)
        row = self.rows[place.series]
        return Span(latest=row.after(place.order))


def _turns(url: str, link: Link) -> bool:
    return turns(url, link.url, link.text)


def _all_of(spans: list[Span]) -> Span:
    """What all evidence allows together; evidence that contradicts itself allows any day."""
    starts = [span.earliest for span in spans if span.earliest]
    ends = [span.latest for span in spans if span.latest]
    both = Span(max(starts, default=None), min(ends, default=None))
    return Span() if both.earliest and both.latest and both.earliest > both.latest else both


def _standing(rows: dict[str, Row]) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows.values():
        for key in row.places:
            found[key].append(row)
    return found


def _forms(evidence: Evidence) -> frozenset[Shape]:
    """The forms of address that posts have and no list of posts has."""
    counts = Counter(shape_of(f"http://{key}") for key in evidence.days)
    posts = evidence.days.keys() - evidence.frame
    lists = {
        shape_of(url)
        for url, links in evidence.lists.items()
        if len(posts & {site_key(link.url) for link in links}) >= LISTED or any(_turns(url, link) for link in links)
    }
    return frozenset(form for form, times in counts.items() if times >= ALIKE) - lists


def _counter(url: str, evidence: Evidence) -> tuple[Shape, str]:
    """Posts that are numbered together. Where the number alone names a post all of a form are; else those of another
    part of a site may have numbers of their own."""
    part = "" if evidence.names else site_key(url).partition("?")[0].rstrip("/").rpartition("/")[0]
    return shape_of(url), part


def _numbers(evidence: Evidence) -> dict[tuple[Shape, str], Falling]:
    known: defaultdict[tuple[Shape, str], dict[int, date]] = defaultdict(dict)
    for key, day in evidence.days.items():
        url = f"http://{key}"
        number = number_of(url)
        if day and number is not None:
            known[_counter(url, evidence)][-number] = day
    found = {counter: falling(sorted(days.items()), NUMBERED) for counter, days in known.items()}
    return {counter: order for counter, order in found.items() if order}


def _are_true(evidence: Evidence) -> bool:
    """Whether no post that was read is younger than its last change in the sitemap."""
    both = [(evidence.changed[key], day) for key, day in evidence.days.items() if day and key in evidence.changed]
    return len(both) >= STAMPED and all(changed + ZONE >= day for changed, day in both)

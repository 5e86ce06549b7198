"""Where an article was looked for: the portals of its school's unit, and the other sites of the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from linter.match.index import SENT_AHEAD_DAYS, Index, Item, body_text
from linter.model import Article, Page, Region, School
from linter.rule import Search
from linter.text.plain import plain
from linter.text.vietnamese import syllables

FEW_LINKS = 12  # in the main part of a page; more are a list, whose teasers are its posts'
PROSE = 40  # syllables of a paragraph
TEASER = 40  # syllables: a post that shows no more has its words elsewhere
FEW_SYLLABLES = 25  # fewer words are told apart by no comparison of texts
NO_PORTAL = "chưa khai báo cổng"
TOO_SHORT = "bài quá ít chữ để đối chiếu với cổng"
SAME_EVERYWHERE = "mọi trang của cổng đều hiện cùng một nội dung nên không đối chiếu được"
EARLIER = timedelta(days=SENT_AHEAD_DAYS)
LATER = timedelta(days=30)  # after the grace; an article of the last days of one portal may be pushed to the next


@dataclass(frozen=True, slots=True)
class Gap:
    """A page of a portal that was wanted and not read, and the days, both included, that its posts can be of;
    None is no bound. `is_whole` when it is the portal as a whole that was not read."""

    url: str
    reason: str
    earliest: date | None = None
    latest: date | None = None
    is_whole: bool = False


class Gaps:
    """The gaps of a portal. A cap on a large portal leaves thousands, and every article is asked against all."""

    def __init__(self, gaps: Sequence[Gap] = ()) -> None:
        self._gaps = tuple(gaps)
        self._earliest = np.array([(gap.earliest or date.min).toordinal() for gap in self._gaps], np.int32)
        self._latest = np.array([(gap.latest or date.max).toordinal() for gap in self._gaps], np.int32)

    def touching(self, first: date, last: date) -> list[Gap]:
        """Those in which a post of the days `first` to `last`, both included, may stand."""
        found = (self._earliest <= last.toordinal()) & (self._latest >= first.toordinal())
        return [self._gaps[place] for place in np.flatnonzero(found)]


def item_of(article: Article, place: str) -> Item:
    """An article as it stands at a portal or a school."""
    links = tuple(link.url for link in article.links)
    url = article.url or article.source
    return Item(place, url, article.title, body_text(article), article.published_at, links)


def search_portal(index: Index, article: Article, addresses: frozenset[str] | None, unread: str) -> Search:
    """Look an article up on portals (None: on all); `unread` says why they do not prove absence.

    So few words prove nothing by themselves: only under the same title, or by a link. And where a post of the same
    title has hardly any words of its own (a picture, a file, a page turned by a script), a person must look.
    """
    matches, portals = index.matches(article, addresses), tuple(sorted(addresses or ()))
    short = syllables(body_text(article)) < FEW_SYLLABLES
    if short:
        title = plain(article.title)
        matches = tuple(m for m in matches if m.relation == "linked" or plain(m.item.title) == title)
    if matches or unread:
        return Search(matches, not unread, unread, portals)
    if index.repeats(addresses):
        return Search((), complete=False, reason=SAME_EVERYWHERE, portals=portals)
    alike = index.titled(article.title, addresses)
    titled = tuple(item.url for item in alike if short or syllables(item.text) < TEASER)
    where = f"trên cổng có bài cùng tên, gần như không có chữ: {titled[0]}" if titled else ""
    if short:
        where = f"{TOO_SHORT}; trên cổng có bài cùng tên: {titled[0]}" if titled else TOO_SHORT
    return Search((), True, where, portals, titled)


def item_of_page(page: Page, place: str, leads_out: Callable[[str], bool]) -> Item | None:
    """A page that is no post as it stands at a portal: its links that lead out, for a portal that shows a school's
    post by its link alone has it; and its text, when it tells something (a post without a day is read as a page).
    None when there is neither."""
    links = tuple(dict.fromkeys(link.url for link in page.links if leads_out(link.url)))
    text = ""
    if sum(link.region is Region.MAIN for link in page.links) <= FEW_LINKS:
        told = [block.text for block in page.blocks if block.region is Region.MAIN]
        text = "\n".join(told) if any(syllables(line) >= PROSE for line in told) else ""
    return Item(place, page.url, page.title, text, None, links) if links or text else None


@dataclass(frozen=True, slots=True)
class PortalLookup:
    """The portals of the school's units. `gaps` are the unread pages of portals by address; a portal that is not
    in it was read to the end.

    What stands on any of them, of whatever years, is there; it is absent only if no unread page of the portals
    valid on the article's day and in the month after may be of the days in which it can have been pushed.
    """

    school: School
    index: Index
    gaps: Mapping[str, Gaps]
    as_of: date

    def search(self, article: Article, grace_days: int = 0) -> Search:
        day = article.published_at.date() if article.published_at else self.as_of
        valid = {portal.url for portal in self.school.portals_on(day)}
        if not valid:
            return Search(reason=NO_PORTAL)
        later = {portal.url for portal in self.school.portals_on(min(day + LATER, max(day, self.as_of)))}
        first, last = day - EARLIER, day + timedelta(grace_days) + LATER
        if article.published_at is None:
            first, last = date.min, date.max
        read = (self.gaps[url] for url in sorted(valid | later) if url in self.gaps)
        unread = _unread([gap for gaps in read for gap in gaps.touching(first, last)])
        found = search_portal(self.index, article, frozenset(valid | later) | self._portals(), unread)
        return replace(found, portals=tuple(sorted(valid)))

    def _portals(self) -> frozenset[str]:
        return frozenset(portal.url for member in self.school.memberships for portal in member.unit.portals)


def _unread(gaps: Sequence[Gap]) -> str:
    whole = next((gap for gap in gaps if gap.is_whole), None)
    if whole is not None or not gaps:
        return whole.reason if whole else ""
    first = f"{gaps[0].url} ({gaps[0].reason})"
    return f"chưa đọc được {len(gaps)} trang của cổng có thể có bài của những ngày ấy: {first}"


@dataclass(frozen=True, slots=True)
class CorpusLookup:
    """Every site of the run but the school's own: `places` are all of them."""

    school: School
    index: Index
    places: frozenset[str]

    def search(self, article: Article) -> Search:
        if not self.places - {self.school.id}:
            return Search(reason="chưa có bài của nơi khác để so sánh")
        matches = self.index.matches(article, self.places, without=self.school.id)
        return Search(matches, complete=True)

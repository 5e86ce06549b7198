"""Where an article was looked for: the portals of its school's unit, and the other sites of the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from linter.match.index import Index, Item, body_text
from linter.model import Article, Page, Region, School
from linter.rule import Search
from linter.text.vietnamese import syllables

FEW_SYLLABLES = 25  # fewer words are told apart by no comparison of texts
NO_PORTAL = "chưa khai báo cổng"
TOO_SHORT = "bài quá ít chữ để đối chiếu với cổng"
LATER = timedelta(days=30)  # an article of the last days of one portal may be pushed to the next


@dataclass(frozen=True, slots=True)
class Gap:
    """A page of a portal that was wanted and not read, and the days, both included, that its posts can be of;
    None is no bound."""

    url: str
    reason: str
    earliest: date | None = None
    latest: date | None = None

    def touches(self, first: date, last: date) -> bool:
        """Whether a post of the days `first` to `last` may stand there."""
        return (self.earliest is None or self.earliest <= last) and (self.latest is None or self.latest >= first)


def item_of(article: Article, place: str) -> Item:
    """An article as it stands at a portal or a school."""
    links = tuple(link.url for link in article.links)
    url = article.url or article.source
    return Item(place, url, article.title, body_text(article), article.published_at, links)


def search_portal(index: Index, article: Article, addresses: frozenset[str] | None, unread: str) -> Search:
    """Look an article up on portals (None: on all); `unread` says why they were not read to the end."""
    matches = index.matches(article, addresses)
    if matches or unread:
        return Search(matches, not unread, unread)
    if syllables(body_text(article)) < FEW_SYLLABLES:
        titled = index.titled(article.title, addresses)
        where = f"; trên cổng có bài cùng tên: {titled[0].url}" if titled else ""
        return Search((), complete=True, reason=f"{TOO_SHORT}{where}")
    return Search((), complete=True)


def links_of(page: Page, place: str) -> Item | None:
    """The links in the main part of a listing page, as an item without text; None when there are none.

    A portal that shows a school's post by its link alone has it.
    """
    links = tuple(link.url for link in page.links if link.region is Region.MAIN)
    return Item(place, page.url, page.title, "", None, links) if links else None


@dataclass(frozen=True, slots=True)
class PortalLookup:
    """The portals of the school's units. `unread` says of a portal's address why it was not read to the end;
    an address that is not in it was.

    What stands on any of them, of whatever years, is there; it is absent only if the portals valid on the
    article's day and in the month after it were read to the end.
    """

    school: School
    index: Index
    unread: Mapping[str, str]
    as_of: date

    def search(self, article: Article) -> Search:
        day = article.published_at.date() if article.published_at else self.as_of
        valid = {portal.url for portal in self.school.portals_on(day)}
        if not valid:
            return Search(reason=NO_PORTAL)
        valid |= {portal.url for portal in self.school.portals_on(min(day + LATER, max(day, self.as_of)))}
        unread = next((self.unread[url] for url in sorted(valid) if url in self.unread), "")
        return search_portal(self.index, article, frozenset(valid) | self._portals(), unread)

    def _portals(self) -> frozenset[str]:
        return frozenset(portal.url for member in self.school.memberships for portal in member.unit.portals)


@dataclass(frozen=True, slots=True)
class CorpusLookup:
    """Every site of the run but the school's own."""

    school: School
    index: Index
    places: frozenset[str]

    def search(self, article: Article) -> Search:
        others = self.places - {self.school.id}
        if not others:
            return Search(reason="chưa có bài của nơi khác để so sánh")
        return Search(self.index.matches(article, others), complete=True)

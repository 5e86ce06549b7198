"""What the crawls of a run gave, as one index to look articles up in; and where it has gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from linter.crawl.address import Scope, canonical, site_key
from linter.crawl.target import Crawled
from linter.lookup import item_of, links_of
from linter.match.index import Index, Item
from linter.model import School


def index(schools: Sequence[School], crawled: Mapping[str, Crawled], portals: Sequence[str]) -> Index:
    """Every article under the place it stands at, with its links in the spelling of the articles they mean."""
    found = Index()
    spell = _Spelling.of(schools, crawled)
    for school in schools:
        for article in crawled[school.id].articles:
            found.put(spell.item(item_of(article, school.id)))
    for url in portals:
        lodgers = _lodgers(schools, url)
        items = [item_of(article, url) for article in crawled[url].articles]
        items += [item for page in crawled[url].pages if (item := links_of(page, url)) is not None]
        for item in items:
            if not any(lodger.holds(item.url) for lodger in lodgers):
                found.put(spell.item(item))
    return found


def _lodgers(schools: Sequence[School], portal: str) -> list[Scope]:
    """The schools below a portal's address. Its crawl meets their pages as well; they are not the portal's."""
    place = Scope.of(portal)
    scopes = (Scope.of(school.home) for school in schools if place.holds(school.home))
    return [scope for scope in scopes if scope.path != place.path]


@dataclass(frozen=True, slots=True)
class _Spelling:
    """The addresses under which others may link to an article, and the one it is reported under."""

    aliases: Mapping[str, str]  # by site_key
    moved: Mapping[str, str]  # the key of a former home → the home of today

    @classmethod
    def of(cls, schools: Sequence[School], crawled: Mapping[str, Crawled]) -> _Spelling:
        aliases = {key: url for school in schools for key, url in crawled[school.id].aliases.items()}
        moved = {
            site_key(former).rstrip("/"): school.home
            for school in schools
            for former in (*school.former_homes, *(f"http://{host}/" for host in school.hosts))
        }
        return cls(aliases, moved)

    def item(self, item: Item) -> Item:
        return replace(item, links=tuple(map(self._meant, item.links)))

    def _meant(self, link: str) -> str:
        known = self.aliases.get(site_key(link))
        if known is not None:
            return known
        host, _, path = site_key(link).partition("/")
        today = urljoin(self.moved[host], f"/{path}") if host in self.moved else canonical(link)
        return self.aliases.get(site_key(today), today)


def unread(schools: Sequence[School], crawled: Mapping[str, Crawled], portals: Sequence[str]) -> dict[str, str]:
    """Why absence proves nothing on a portal, by its address; a portal that was read to the end is not in it."""
    listed = {p.url for school in schools for member in school.memberships for p in member.unit.portals}
    return {url: why for url in sorted({*portals, *listed}) if (why := _unread(crawled.get(url)))}


def _unread(portal: Crawled | None) -> str:
    """Why absence on a portal proves nothing; "" when it was read to the end."""
    if portal is None:
        return "lần này chưa đọc cổng"
    if portal.record.status != "completed":
        return f"chưa đọc hết cổng ({portal.record.reason or portal.record.status})"
    if portal.unreached:
        return f"chưa đọc được {len(portal.unreached)} trang của cổng ({portal.unreached[0].reason})"
    return "" if portal.articles else "không thấy bài nào trên cổng"

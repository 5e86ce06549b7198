"""What the crawls of a run gave, as one index to look articles up in; and where it has gaps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urljoin

from linter.crawl.address import Scope, canonical, site_key
from linter.crawl.frontier import READ_BEFORE
from linter.crawl.target import Crawled
from linter.lookup import Gap, item_of, links_of
from linter.match.archive import Archive
from linter.match.index import Index, Item
from linter.model import School
from linter.read.cms import PROFILES

Known = Mapping[str, Mapping[str, date | None]]  # portal → its posts, by key, that were passed over


def known(archive: Archive, portals: Iterable[str], before: date) -> dict[str, dict[str, date | None]]:
    """For each portal the posts that need no second reading, by `site_key`, with their days."""
    return {url: {site_key(post): day for post, day in archive.known(url, before).items()} for url in portals}


def renew(archive: Archive, run: str, schools: Sequence[School], crawled: Mapping[str, Crawled], known: Known) -> None:
    """Bring the archive up to what a run saw of the portals in `known`, which are those it crawled."""
    for url, passed_over in known.items():
        seen = crawled[url]
        lodgers = _lodgers(schools, url)
        found = [item_of(article, url) for article in seen.articles]
        found += [item for page in seen.pages if (item := links_of(page, url)) is not None]
        items = [item for item in found if not any(lodger.holds(item.url) for lodger in lodgers)]
        gone: set[str] = set()
        if seen.record.status == "completed":  # what a crawl to the end did not meet stands there no more
            gone = {post for post in archive.addresses(url) if site_key(post) not in passed_over}
            gone -= {item.url for item in items}
        archive.renew(run, url, items, sorted(gone))


def index(
    schools: Sequence[School], crawled: Mapping[str, Crawled], portals: Collection[str], archive: Archive
) -> Index:
    """Every article under the place it stands at, with its links in the spelling of the articles they mean."""
    found = Index()
    spell = _Spelling.of(schools, crawled)
    for school in schools:
        for article in crawled[school.id].articles:
            found.put(spell.item(item_of(article, school.id)))
    archive.fill(found, portals, spell.item)
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
    numbered: Mapping[str, str]  # by folder and number: a post that was renamed keeps both

    @classmethod
    def of(cls, schools: Sequence[School], crawled: Mapping[str, Crawled]) -> _Spelling:
        aliases = {key: url for school in schools for key, url in crawled[school.id].aliases.items()}
        moved = {
            site_key(former).rstrip("/"): school.home
            for school in schools
            for former in (*school.former_homes, *(f"http://{host}/" for host in school.hosts))
        }
        articles = (article.url or "" for school in schools for article in crawled[school.id].articles)
        return cls(aliases, moved, {key: url for url in articles for key in _numbered(url)})

    def item(self, item: Item) -> Item:
        return replace(item, links=tuple(map(self._meant, item.links)))

    def _meant(self, link: str) -> str:
        known = self.aliases.get(site_key(link))
        if known is not None:
            return known
        host, _, path = site_key(link).partition("/")
        today = urljoin(self.moved[host], f"/{path}") if host in self.moved else canonical(link)
        renamed = (self.numbered[key] for key in _numbered(today) if key in self.numbered)
        return self.aliases.get(site_key(today)) or next(renamed, today)


def _numbered(url: str) -> list[str]:
    """The folder of an address with the number that names its post, as each family would read it."""
    folder = site_key(url).rpartition("/")[0]
    numbers = ((profile.name, profile.native_id(url)) for profile in PROFILES)
    return [f"{name} {folder} {number}" for name, number in numbers if number]


def gaps(
    schools: Sequence[School], crawled: Mapping[str, Crawled], portals: Sequence[str]
) -> dict[str, tuple[Gap, ...]]:
    """What stands against absence from each portal, by its address; () for one that was read to the end."""
    listed = {p.url for school in schools for member in school.memberships for p in member.unit.portals}
    return {url: _gaps(url, crawled.get(url)) for url in sorted({*portals, *listed})}


def _gaps(url: str, portal: Crawled | None) -> tuple[Gap, ...]:
    if portal is None:
        return (Gap(url, "lần này chưa đọc cổng", is_whole=True),)
    if portal.record.status not in {"completed", "partial"}:
        return (Gap(url, f"chưa đọc hết cổng ({portal.record.reason or portal.record.status})", is_whole=True),)
    if not portal.articles and READ_BEFORE not in portal.record.skipped:
        return (Gap(url, "không thấy bài nào trên cổng", is_whole=True),)
    return portal.gaps

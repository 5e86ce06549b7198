"""What the crawls of a run gave, as one index to look articles up in; and where it has gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urljoin

from linter.crawl.address import Scope, canonical, site_key
from linter.crawl.frontier import READ_BEFORE
from linter.crawl.paging import TYPICAL, place_of
from linter.crawl.target import Crawled
from linter.lookup import Gap, Gaps, item_of, item_of_page
from linter.match.archive import Archive
from linter.match.index import Index, Item
from linter.model import School
from linter.read.cms import PROFILES

SOME = 5  # posts, to tell anything from
MET = 0.5  # of the posts of late that were known
MOST_PENDING = 50_000
Known = Mapping[str, Mapping[str, date | None]]  # portal → its posts, by key, that were passed over


def known(archive: Archive, portals: Iterable[str], before: date) -> dict[str, dict[str, date | None]]:
    """For each portal the posts that need no second reading, by `site_key`, with their days."""
    return {url: {site_key(post): day for post, day in archive.known(url, before).items()} for url in portals}


def renew(archive: Archive, run: str, schools: Sequence[School], crawled: Mapping[str, Crawled], known: Known) -> None:
    """Bring the archive up to what a run saw of the portals in `known`, which are those it crawled."""
    for url in known:
        seen, place, lodgers = crawled[url], Scope.of(url), _lodgers(schools, url)

        def leads_out(link: str, place: Scope = place, lodgers: Sequence[Scope] = lodgers) -> bool:
            return not place.holds(link) or any(lodger.holds(link) for lodger in lodgers)

        found = [item_of(article, url) for article in seen.articles]
        found += [item for page in seen.pages if (item := item_of_page(page, url, leads_out)) is not None]
        items = [item for item in found if not any(lodger.holds(item.url) for lodger in lodgers)]
        pending = [entry.url for entry in seen.unreached if place.holds(entry.url)]
        archive.renew(run, url, items, pending[:MOST_PENDING])


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
        numbered: dict[str, str] = {}
        for school in schools:
            numbered |= _by_number([article.url or "" for article in crawled[school.id].articles])
        return cls(aliases, moved, numbered)

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


def _by_number(urls: Sequence[str]) -> dict[str, str]:
    """The articles of a school by folder and number, where each has its own: else the numbers at the ends of their
    addresses are years and days."""
    keys = [(key, url) for url in urls for key in _numbered(url)]
    families = Counter(key.partition(" ")[0] for key, _ in keys)
    distinct = Counter(name for name, _ in {(key.partition(" ")[0], key.rpartition(" ")[2]) for key, _ in keys})
    sure = {name for name, count in families.items() if count == len(urls) == distinct[name] and count >= SOME}
    return {key: url for key, url in keys if key.partition(" ")[0] in sure}


def _numbered(url: str) -> list[str]:
    """The folder of an address with the number that names its post, as each family would read it."""
    folder = site_key(url).rpartition("/")[0]
    numbers = ((profile.name, profile.native_id(url)) for profile in PROFILES)
    return [f"{name} {folder} {number}" for name, number in numbers if number]


def unread(
    schools: Sequence[School],
    crawled: Mapping[str, Crawled],
    portals: Collection[str],
    archive: Archive,
    recent: date,
) -> dict[str, Gaps]:
    """The gaps of each portal, to be asked for days."""
    return {url: Gaps(found) for url, found in gaps(schools, crawled, portals, archive, recent).items()}


def gaps(
    schools: Sequence[School],
    crawled: Mapping[str, Crawled],
    portals: Collection[str],
    archive: Archive,
    recent: date,
) -> dict[str, tuple[Gap, ...]]:
    """What stands against absence from each portal, by its address; () for one that was read to the end. Posts of
    `recent` days and later were to be read again."""
    listed = {p.url for school in schools for member in school.memberships for p in member.unit.portals}
    return {url: _gaps(url, crawled.get(url), archive, recent) for url in sorted({*portals, *listed})}


def _gaps(url: str, portal: Crawled | None, archive: Archive, recent: date) -> tuple[Gap, ...]:
    if portal is None:
        return (Gap(url, "lần này chưa đọc cổng", is_whole=True),)
    if portal.record.status not in {"completed", "partial"}:
        return (Gap(url, f"chưa đọc hết cổng ({portal.record.reason or portal.record.status})", is_whole=True),)
    if not portal.articles and READ_BEFORE not in portal.record.skipped:
        return (Gap(url, "không thấy bài nào trên cổng", is_whole=True),)
    days = archive.known(url, date.max)
    late = {site_key(post) for post, day in days.items() if day is not None and day >= recent}
    met = late & {site_key(article.url or "") for article in portal.articles}
    if len(late) >= SOME and len(met) < len(late) * MET:
        shown = f"lần này cổng chỉ cho thấy {len(met)} trong {len(late)} bài gần đây đã biết"
        return (Gap(url, shown, is_whole=True),)
    oldest = min((day for day in days.values() if day is not None), default=None)
    turned = any(place_of(page.url).page > 1 for page in portal.pages)
    if oldest is not None and len(days) >= TYPICAL and not turned:  # a list that shows its newest posts alone
        return (*portal.gaps, Gap(url, f"cổng chỉ cho thấy bài từ ngày {oldest:%d/%m/%Y}", None, oldest, is_whole=True))
    return portal.gaps

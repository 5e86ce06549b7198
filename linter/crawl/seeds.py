"""Where a crawl begins beside the home page: the sitemaps and the feed of a site."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from linter.crawl.address import canonical
from linter.crawl.asker import Asker
from linter.crawl.discovery import SITEMAP_BYTES, Sitemap, read_feed, read_sitemap, text_of
from linter.crawl.fetch import Failure
from linter.crawl.frontier import Frontier, Rank
from linter.model import Unreached
from linter.text.sections import SITEMAP_LABEL

FEED_LABEL = "nguồn tin RSS"
ROBOTS = "robots.txt không cho đọc"
TOO_LONG = "dài quá mức được đọc hoặc hỏng"
TOO_MANY = "có quá nhiều sơ đồ trang"
_NO_SUCH = {404, 410}
_NOWHERE = {"redirect-loop", "too-many-redirects"}
_AT_A_TIME = 500  # addresses added before other sites get their turn


@dataclass(slots=True)
class Seeds:
    """Puts what sitemaps and feeds list into a frontier. `lost` are those that may hold more than was read."""

    frontier: Frontier
    asker: Asker
    most: int  # sitemaps
    lost: list[Unreached] = field(default_factory=list)

    async def plant(self, home: str, announced: Iterable[str], feeds: Iterable[str]) -> None:
        """`announced` are the sitemaps that robots.txt names; those on other hosts are none of this site."""
        scope = self.frontier.scope
        named = [url for url in map(canonical, announced) if scope.same_host(url)]
        usual = (urljoin(home, f"{scope.path}sitemap.xml"), urljoin(home, "/sitemap.xml"))
        queue = list(dict.fromkeys([*named, *map(canonical, usual)]))
        seen, sure = set(queue), set(named)
        for number, url in enumerate(queue):  # grows while it is walked
            if number >= self.most:
                self.lost.append(Unreached(url, TOO_MANY, (SITEMAP_LABEL,)))
                break
            found = [inner for inner in await self._sitemap(url, sure=url in sure) if inner not in seen]
            seen.update(found)
            sure.update(found)
            queue += dict.fromkeys(found)
        for feed in [url for url in feeds if scope.same_host(url)][:1]:
            text = await self._text(feed, FEED_LABEL, sure=True)
            await self._add(await asyncio.to_thread(read_feed, text) if text else ())

    async def _sitemap(self, url: str, *, sure: bool) -> list[str]:
        """Adds the pages of a sitemap; the sitemaps it names come back."""
        text = await self._text(url, SITEMAP_LABEL, sure=sure)
        sitemap: Sitemap | None = await asyncio.to_thread(read_sitemap, text) if text else None
        if sitemap is None:
            return []
        if sitemap.cut:
            self.lost.append(Unreached(url, TOO_LONG, (SITEMAP_LABEL,)))
        if sitemap.is_index:
            return [found for found in map(canonical, sitemap.urls) if self.frontier.scope.same_host(found)]
        await self._add(sitemap.urls)
        return []

    async def _add(self, urls: Iterable[str]) -> None:
        for number, url in enumerate(urls):
            if self.frontier.scope.holds(url):
                self.frontier.add(url, Rank.LISTED)
            if number % _AT_A_TIME == 0:
                await asyncio.sleep(0)

    async def _text(self, url: str, label: str, *, sure: bool) -> str | None:
        """None when there is none. One that is said to be there and cannot be read, or fails, is lost."""
        await self.asker.permits.learn(url)
        if not self.asker.permits.allows(url):
            self._lose(url, ROBOTS, label, really=sure)
            return None
        answer = await self.asker.seed(url)
        if isinstance(answer, Failure):
            self._lose(url, answer.message, label, really=sure or answer.reason not in _NOWHERE)
            return None
        if answer.status != 200:
            failed = answer.status >= 400 and answer.status not in _NO_SUCH
            self._lose(url, f"máy chủ báo lỗi {answer.status}", label, really=failed)
            return None
        text = await asyncio.to_thread(text_of, answer.body, answer.headers.get("content-type", ""))
        self._lose(url, TOO_LONG, label, really=text is None or len(answer.body) >= SITEMAP_BYTES)
        return text

    def _lose(self, url: str, reason: str, label: str, *, really: bool) -> None:
        if really:
            self.lost.append(Unreached(url, reason, (label,)))

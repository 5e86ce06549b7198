"""A crawl by Scrapy that extracts and does nothing else: the rival of `bench_crawl`.

    python tests/bench/crawl_scrapy.py css|trafilatura DELAY HOME…

As somebody would write it who wants it fast: no cookies, no console, no log, the queue for many hosts, links made
requests only when they are new. `css` takes our own profiles' selectors, the best first; `trafilatura` its default
extraction of every page. What was extracted is counted and thrown away, which costs less than to keep it. Garbage is
looked for as rarely as in our own commands: that spares it a fifth of its time, and costs memory (231 MB without).
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import scrapy
from scrapy.crawler import CrawlerProcess

from linter.read.cms.nukeviet import NUKEVIET
from linter.read.cms.profile import Profile
from linter.read.cms.wordpress import WORDPRESS

FILES = re.compile(r"/(?:uploads|wp-content|wp-includes|themes|assets)/")
GARBAGE_EVERY = 50_000  # objects, as our own commands have it
AT_ONCE = 80


def by_selectors(response: Any) -> dict[str, str]:
    profile = NUKEVIET if response.css(NUKEVIET.marks) else WORDPRESS
    parts = {"title": profile.title, "date": profile.date, "lead": profile.lead, "author": profile.author}
    return {name: first(response, selectors) for name, selectors in parts.items()} | {"body": body(response, profile)}


def first(response: Any, selectors: Sequence[str]) -> str:
    found = next((found for selector in selectors if (found := response.css(selector))), None)
    return str(found[0].xpath("string(.)").get()).strip() if found else ""


def body(response: Any, profile: Profile) -> str:
    return first(response, profile.body)


def by_trafilatura(response: Any) -> dict[str, str]:
    import trafilatura

    return {"body": trafilatura.extract(response.text, url=response.url, include_comments=False) or ""}


class Sites(scrapy.Spider):
    """Every page of the sites, each once."""

    name = "sites"
    extract: Callable[[Any], dict[str, str]] = staticmethod(by_selectors)
    homes: Sequence[str] = ()

    async def start(self) -> Any:
        self.seen = set(self.homes)
        for home in self.homes:
            yield scrapy.Request(home, dont_filter=True)

    def parse(self, response: Any) -> Iterator[Any]:
        yield self.extract(response)
        root = "/".join(response.url.split("/", 3)[:3]) + "/"
        for href in response.css("a::attr(href)").getall():
            url = response.urljoin(href).partition("#")[0]
            if url not in self.seen and url.startswith(root) and not FILES.search(url):
                self.seen.add(url)
                yield scrapy.Request(url, dont_filter=True)


def settings(delay: float) -> dict[str, Any]:
    return {
        "ROBOTSTXT_OBEY": True,
        "USER_AGENT": "bench-crawl (+loopback)",
        "CONCURRENT_REQUESTS": AT_ONCE,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": delay,
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.DownloaderAwarePriorityQueue",
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,
    }


def main() -> None:
    if sys.argv[1] == "trafilatura":
        Sites.extract = staticmethod(by_trafilatura)
        import trafilatura  # noqa: F401 -- before memory is frozen
    Sites.homes = sys.argv[3:]
    gc.freeze()
    gc.set_threshold(GARBAGE_EVERY)
    process = CrawlerProcess(settings(float(sys.argv[2])))
    process.crawl(Sites)
    process.start()


if __name__ == "__main__":
    main()

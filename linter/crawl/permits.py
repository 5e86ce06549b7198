"""What the robots.txt of each host of a site allows."""

from __future__ import annotations

from linter.crawl import robots as robots_txt
from linter.crawl.address import canonical
from linter.crawl.fetch import Fetcher
from linter.crawl.robots import Robots
from linter.crawl.scheme import Scheme


class Permits:
    """Asks each host once; a host that was not asked yet allows nothing."""

    def __init__(self, fetcher: Fetcher, scheme: Scheme, *, verify: bool) -> None:
        self._fetcher = fetcher
        self._scheme = scheme
        self._verify = verify
        self._known: dict[str, Robots] = {}

    async def learn(self, url: str, *, anew: bool = False) -> Robots:
        """The robots.txt of an address's host, asked for where it is not known or wanted `anew`."""
        host = _host(url)
        if anew or host not in self._known:
            place = canonical(self._scheme.spelled(url))
            self._known[host] = await robots_txt.load(self._fetcher, place, verify=self._verify)
        return self._known[host]

    def forget(self) -> None:
        """Have every host asked anew."""
        self._known.clear()

    def allows(self, url: str) -> bool:
        robots = self._known.get(_host(url))
        return robots is not None and robots.allowed(url)

    def knows(self, url: str) -> bool:
        return _host(url) in self._known


def _host(url: str) -> str:
    """http and https on their usual ports are one host, "www." is another one."""
    return canonical(url).partition("://")[2].partition("/")[0]

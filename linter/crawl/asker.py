"""Asks for the addresses of one site: within it, as its robots.txt allow, and with patience."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from linter.crawl.address import Scope, canonical, left_alone
from linter.crawl.discovery import SITEMAP_BYTES
from linter.crawl.fetch import Failure, Fetcher, Response
from linter.crawl.permits import Permits
from linter.crawl.robots import Robots
from linter.crawl.scheme import Scheme
from linter.crawl.status import of_sign
from linter.crawl.unchanged import Unchanged, validators
from linter.crawl.view import is_block

BLOCK_PAUSE_S = 60.0  # NukeViet counts 40 requests in a minute
BLOCK_TRIES = 3


class Asker:
    """Follows redirects inside the site alone. Raises Stop when the server keeps on turning us away."""

    def __init__(self, fetcher: Fetcher, scope: Scope, unchanged: Unchanged, *, verify: bool) -> None:
        self.scheme = Scheme(scope)
        self.permits = Permits(fetcher, self.scheme, verify=verify)
        self.verify = verify
        self._fetcher = fetcher
        self.scope = scope
        self._unchanged = unchanged

    async def robots(self, url: str) -> Robots:
        """The robots.txt of an address's host, asked for anew while the server says "wait" in its place."""
        robots = await self.permits.learn(url)
        for _ in range(BLOCK_TRIES - 1):
            if robots.blocked:
                await self._fetcher.pause(url, BLOCK_PAUSE_S)
                robots = await self.permits.learn(url, anew=True)
        return robots

    async def home(self, url: str) -> Response | Failure:
        """A home page, wherever on the site it is."""
        return await self._patiently(url, self._inside)

    async def page(self, url: str) -> Response | Failure:
        """A page; one that leads to a login, a file or a copy comes back as a redirect."""
        answer = await self._patiently(url, self._may_follow)
        onward = answer.location if isinstance(answer, Response) else None
        if onward and self.scope.holds(onward) and not self.permits.knows(onward):
            await self.permits.learn(onward)  # "www." is another host and has another robots.txt
            return await self._patiently(url, self._may_follow)
        return answer

    async def seed(self, url: str) -> Response | Failure:
        """A sitemap or feed, at most its first SITEMAP_BYTES."""
        return await self._patiently(url, self._on_host, SITEMAP_BYTES)

    async def _patiently(self, url: str, within: Callable[[str], bool], most: int | None = None) -> Response | Failure:
        """An answer, waiting and asking again where a server says "wait" in place of its page."""
        tries = 0
        while True:
            answer = await self._get(self.scheme.spelled(url), within, most)
            sign = is_block(answer) if isinstance(answer, Response) else None
            if sign is None:
                return answer
            tries += 1
            if tries == BLOCK_TRIES:
                raise of_sign(sign)
            await self._fetcher.pause(url, BLOCK_PAUSE_S)

    async def _get(self, url: str, within: Callable[[str], bool], most: int | None) -> Response | Failure:
        """An answer, or the one that is held where the server says truly that it has not changed."""
        held = self._unchanged.held(url) if most is None else None
        get = partial(self._fetcher.get, url, within=within, verify=self.verify, max_bytes=most, cut=most is not None)
        answer = await get(validators=validators(held))
        if held is None or isinstance(answer, Failure) or answer.status != 304:
            return answer
        again = self._unchanged.again(answer, held)
        if again is None:
            answer = await get()
            self._unchanged.compare(answer, held)
        return again or answer

    def _inside(self, url: str) -> bool:
        return self.scope.holds(url) and self.permits.allows(url)

    def _may_follow(self, url: str) -> bool:
        return self._inside(url) and left_alone(canonical(url), self.scope.path) is None

    def _on_host(self, url: str) -> bool:
        return self.scope.same_host(url) and self.permits.allows(url)

"""How a crawl gets in: robots.txt, the home page over its redirects, and how the site answers for nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urljoin

from linter.crawl.address import FILE_REASON, LOGIN_REASON, Scope, canonical, left_alone, site_key
from linter.crawl.asker import Asker
from linter.crawl.fetch import Failure, Response
from linter.crawl.missing import Missing
from linter.crawl.robots import Robots
from linter.crawl.scheme import note, turned
from linter.crawl.signs import LOGIN, Sign
from linter.crawl.standing import Standing
from linter.crawl.status import NO_SUCH_NAME, Stop, of_failure, of_sign, of_status
from linter.crawl.view import Away, Unreadable, look
from linter.model import CrawlNote
from linter.read.html import Reading

HOME_HOPS = 5
UNVERIFIED = "trang được đọc mà không kiểm tra chứng chỉ bảo mật, theo danh sách trường"
NO_ENTRY = "robots.txt không cho đọc trang chủ"


@dataclass(frozen=True, slots=True)
class Arrival:
    """The home page as it was found at last."""

    robots: Robots
    answer: Response
    reading: Reading


class Entrance:
    """Every method raises Stop where a crawl may not or cannot go on."""

    def __init__(self, home: str, scope: Scope, asker: Asker, notes: list[CrawlNote]) -> None:
        self._home, self._scope, self._asker, self._notes = home, scope, asker, notes

    async def arrive(self) -> Arrival:
        """The home page, under the other scheme where the written one is not spoken."""
        try:
            arrival = await self._arrive(self._home)
        except Stop as stop:
            arrival = await self._arrive_otherwise(stop)
        if not self._asker.verify and arrival.answer.url.startswith("https:"):
            self._notes.append(CrawlNote("tls-unverified", UNVERIFIED, self._home))
        return arrival

    async def _arrive_otherwise(self, stop: Stop) -> Arrival:
        if stop.fault == NO_SUCH_NAME:
            self._notes.append(CrawlNote(NO_SUCH_NAME, stop.reason, self._home))
        other = turned(self._home, stop)
        if not other:
            raise stop
        told = list(self._notes)
        self._asker.scheme.keep_to(other)
        try:
            arrival = await self._arrive(other)
        except Stop:
            self._asker.scheme.keep_to(self._home)
            self._notes[:] = told
            raise stop from None  # what is said of the address in the list says more
        self._home = other
        self._notes.append(note(other))
        return arrival

    async def _arrive(self, url: str) -> Arrival:
        """The home page, over redirects of the server and of the page itself, whatever came of an earlier try."""
        self._notes.clear()
        self._asker.permits.forget()
        robots = await self._may_enter(url)
        for _ in range(HOME_HOPS):
            answer = await self._asker.home(url)
            if isinstance(answer, Failure):
                raise of_failure(answer)
            view = Away(answer.location) if answer.location else await self._view(answer)
            if isinstance(view, Reading):
                return Arrival(robots, answer, view)
            url = await self._onward(view.target)
        raise Stop("too-many-redirects", "trang chủ chuyển hướng quá nhiều lần")

    async def probe(self, missing: Missing, standing: Standing) -> None:
        """Ask for a page that nobody can have published: many sites answer with their home page, as 200."""
        name = f"khong-co-trang-{sha256(self._home.encode()).hexdigest()[:10]}"
        url = urljoin(self._home, self._scope.path + name)
        if not self._asker.permits.allows(url):
            return
        answer = standing.quietly(url) or await self._asker.page(url)
        if isinstance(answer, Failure) or answer.location or answer.status != 200:
            return
        if site_key(answer.url) != site_key(url):
            missing.leads_to(answer.url)
            return
        view = await asyncio.to_thread(look, answer)
        if isinstance(view, Reading):
            missing.looks_like(view)

    async def _may_enter(self, url: str) -> Robots:
        robots = await self._asker.robots(url)
        if robots.note:
            self._notes.append(CrawlNote("robots", robots.note, robots.url))
        if robots.blocked:
            raise Stop("blocked", robots.note)
        if robots.state == "unreachable":
            raise Stop("error", robots.note, passing=True) if robots.fault is None else of_failure(robots.fault)
        if not robots.allowed(url):
            raise Stop("robots-denied", NO_ENTRY)
        return robots

    async def _view(self, answer: Response) -> Reading | Away:
        if left_alone(canonical(answer.url), self._scope.path) == LOGIN_REASON:
            raise of_sign(LOGIN)
        if answer.status != 200:
            raise of_status(answer.status)
        view = await asyncio.to_thread(look, answer, home=True)
        if isinstance(view, Sign):
            raise of_sign(view)
        if isinstance(view, Unreadable):
            raise Stop("error", view.reason)
        if not isinstance(view, Reading | Away):
            raise Stop("error", f"trang chủ là {FILE_REASON}")
        return view

    async def _onward(self, url: str) -> str:
        if not self._scope.holds(url):
            self._notes.append(CrawlNote("moved", f"trang chủ chuyển hướng sang {url}", url))
            raise Stop("error", f"trang chủ chuyển hướng sang địa chỉ khác: {url}")
        if not self._asker.permits.knows(url):
            await self._may_enter(url)
        if not self._asker.permits.allows(url):
            raise Stop("robots-denied", NO_ENTRY)
        return url

"""Which answers of the last run stand for this one, so that a server is asked for what may have changed.

What a site says of its changes is believed where it shows life. Of what it says nothing of, lists, sections, the
posts of late and whatever something was said against are asked for in every run, and the rest in turn: every page is
really read again after some months.
"""

from __future__ import annotations

import asyncio
import re
from datetime import date, timedelta
from hashlib import sha256

from linter.crawl.address import site_key
from linter.crawl.asker import Asker
from linter.crawl.frontier import Frontier, Rank
from linter.crawl.marks import Marks
from linter.crawl.paging import place_of, turns
from linter.crawl.reply import Response
from linter.crawl.target import Earlier, Held, Target
from linter.crawl.turning import look_on
from linter.crawl.view import Away, File, is_block
from linter.model import CrawlNote, Region
from linter.read.html import Reading
from linter.text.genre import is_own_page
from linter.text.plain import plain

REREAD = timedelta(days=60)  # a post of the last two months may still be edited

Weeks = tuple[int, int]  # after the first a page is read again, at the latest by the second later: not all in one week
SIDE: Weeks = (2, 2)  # a page that menus or frames lead to
SILENT: Weeks = (8, 16)  # an old post, or what stands further down, of which nothing is said
TOLD: Weeks = (26, 26)  # a page of which the site says that it has not changed

LINKS = 2  # of a page without a post on it: it may be a list
MANY = 8  # more than a text without a day has that is no list
FIRST_PAGE = 2  # how far down their lists posts on the first page stand, see `Frontier.add`
STANDS = frozenset({200, 404, 410})
_TITLE = re.compile(r"\s[-–|»]\s")
# Beside the pages whose names say what they are: those of these names may hold any section of a site.
_MAY_HOLD = re.compile(r"(?:gioi thieu|ve (?:chung toi|nha truong|truong)|thong tin|tong quan|nha truong|about)\b")


class Standing:
    """Of the crawl of one site. `marks` are to be filled before the first address is asked about."""

    def __init__(self, earlier: Earlier, target: Target, frontier: Frontier, asker: Asker) -> None:
        self.marks = Marks()
        self._earlier, self._target, self._frontier, self._asker = earlier, target, frontier, asker
        self._anew: set[str] = set()  # what belongs to a page that was read anew, by key
        self._lists: dict[str, tuple[str, ...]] = {}  # what the first pages of lists led to in the last run
        self._moved: set[str] = set()  # the lists that lead to something else now
        self._days: list[date] = []  # on which the pages that stand were read

    async def answer(self, url: str) -> Response | None:
        """The answer for an address of the frontier, where it need not be asked for."""
        held = self._held(url)
        if held is None:
            return None
        if not held.stands:
            key, end = site_key(url), site_key(held.answer.url)
            told = self.marks.of(*{key, end})
            if told == "changed" or key in self._anew or (told is None and {key, end} & self._target.accused):
                return None
            weeks = TOLD if told else await self._weeks(url, held.answer)
            if weeks is None or self._is_due(key, held, weeks):
                return None
        return self._stand(url, held)

    def quietly(self, url: str) -> Response | None:
        """The answer for a feed or a probe of a site that says that nothing has changed."""
        held = self._held(url)
        if held is None:
            return None
        quiet = self.marks.same and not self._is_due(site_key(url), held, TOLD)
        return self._stand(url, held) if quiet or held.stands else None

    def last(self, url: str) -> Held | None:
        """What the last run was given for a sitemap or its like, to be compared with what it says now."""
        held = self._look_up(url)
        return held if held and not held.stands and held.answer.status == 200 else None

    def came(self, reading: Reading) -> None:
        """A page that was really read: its further pages are too, and so is the rest of a list that has moved."""
        self._anew.update(map(site_key, reading.parts))
        series, links = place_of(reading.page.url).series, _led_to(reading)
        if self._lists.get(series, links) != links:
            self._moved.add(series)

    @property
    def notes(self) -> list[CrawlNote]:
        if not self._days:
            return []
        message = (
            f"{len(self._days)} địa chỉ dùng lại bản đã đọc ở lượt trước (cũ nhất là ngày {min(self._days):%d/%m/%Y}) "
            "vì không có dấu hiệu đã đổi; bài cũ sửa mà trang không báo có thể được thấy chậm vài tuần đến vài tháng"
        )
        return [CrawlNote("read-before", message, self._target.home)]

    def _held(self, url: str) -> Held | None:
        held = self._look_up(url)
        if held is None or self._target.day is None or held.read > self._target.day:
            return None
        answer = held.answer
        if (answer.status not in STANDS and not answer.location) or is_block(answer):
            return None
        return held if self._asker.permits.allows(answer.url) else None

    def _look_up(self, url: str) -> Held | None:
        """By the address that was really asked for, in the one scheme that a site may have."""
        return self._earlier.held(self._target.id, self._asker.scheme.spelled(url)) if self._target.day else None

    def _is_due(self, key: str, held: Held, weeks: Weeks) -> bool:
        """Whether a page has stood for so long that it is to be read again."""
        own = int.from_bytes(sha256(key.encode()).digest()[:4]) % weeks[1]
        return self._target.day is None or self._target.day - held.read >= timedelta(weeks=weeks[0] + own)

    async def _weeks(self, url: str, answer: Response) -> Weeks | None:
        """For how long a page may stand of which nothing is said; None where it is asked for in every run."""
        rank = self._frontier.rank(url)
        if answer.location or answer.status != 200:
            return None if rank is Rank.MENU else SILENT
        view, _ = await asyncio.to_thread(look_on, answer)
        if isinstance(view, Reading):
            return self._of_reading(url, rank, view)
        return SILENT if isinstance(view, File | Away) else None

    def _of_reading(self, url: str, rank: Rank, reading: Reading) -> Weeks | None:
        named = (*self._frontier.labels(url), _TITLE.split(reading.page.title)[0])
        if rank <= Rank.LISTED and any(is_own_page(name) or _MAY_HOLD.match(plain(name)) for name in named):
            return None
        article, links = reading.article, _led_to(reading)
        if article and article.published_at:
            return None if self._is_late(article.published_at.date()) else SILENT
        if len(links) < MANY and site_key(self._target.home) in self._target.accused:
            return None
        if article is not None and rank >= Rank.LISTED and len(links) < MANY:
            return SILENT if self.marks.alive or self._frontier.depth(url) != FIRST_PAGE else None
        if self.marks.alive:
            return self._beside(url, rank, links)
        if len(links) >= LINKS:
            return self._of_list(url, links)
        return SILENT if rank >= Rank.LISTED else None

    def _beside(self, url: str, rank: Rank, links: tuple[str, ...]) -> Weeks | None:
        """Of a page that is not announced, on a site that announces its posts."""
        told, silent = self.marks.posts(links)
        if silent or (rank is Rank.MENU and not told and len(links) >= MANY):
            return self._of_list(url, links)
        if told:
            return TOLD if self.marks.same or place_of(url).page > 1 else None
        return SIDE if rank < Rank.LISTED else SILENT

    def _of_list(self, url: str, links: tuple[str, ...]) -> Weeks | None:
        """Of a list of what nobody announces: its first page is asked for, the others where that leads to something
        else than in the last run."""
        place = place_of(url)
        if place.page > 1:
            return SILENT if place.series in self._lists and place.series not in self._moved else None
        self._lists[place.series] = links
        return None

    def _is_late(self, day: date) -> bool:
        return self._target.day is None or day >= self._target.day - REREAD

    def _stand(self, url: str, held: Held) -> Response:
        if self._target.day and held.read < self._target.day:
            self._days.append(held.read)
        self._earlier.stand(self._target.id, self._asker.scheme.spelled(url), held.read)
        return held.answer


def _led_to(reading: Reading) -> tuple[str, ...]:
    """The keys of what the main part of a page links to, without its pager."""
    here = reading.page.url
    links = (link for link in reading.page.links if link.region is Region.MAIN)
    return tuple(dict.fromkeys(site_key(link.url) for link in links if not turns(here, link.url, link.text)))

"""Sites in memory, behind the one door: what they answer, what they were asked, on a clock that is a toy.

    web = Web({"/": page("Trang chủ", menu={"Giới thiệu": "/gioi-thieu/"}), "/gioi-thieu/": 503})
    seen = crawled(web)

A key is a path of HOME, or a whole address. An answer is a page's text, a status, an httpx.Response, an
exception that the network raises, a function of the request, or a list of these for one request after the
other, the last of which repeats. What is not there is a 404.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import httpx
from districts import default_policy

from linter.audit import Plan, judge_district
from linter.crawl import Caps, Crawled, Fetcher, Pace, Silent, Target, crawl
from linter.match.archive import Memory
from linter.model import Outcome
from linter.reported import Summary
from linter.schools import SchoolList, load
from linter.text.dates import VIETNAM

HOME = "http://th-kenh-nho.edu.example/"
PORTAL = "http://pgd-rach-say.edu.example/"
NAME = "Trường Tiểu học Kênh Nhỏ"
DAY = date(2026, 11, 16)

Answer = str | int | httpx.Response | Exception | Callable[[httpx.Request], Any]


@dataclass
class Clock:
    """Time that passes only in sleep."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)


@dataclass
class Web:
    """`asked` are the addresses in the order of the requests, `times` when each began."""

    answers: Mapping[str, Answer | list[Answer]]
    missing: Answer = 404
    clock: Clock = field(default_factory=Clock)
    asked: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    delay: float = 2.1

    def __post_init__(self) -> None:
        self._left = {urljoin(HOME, key): list(a) if isinstance(a, list) else [a] for key, a in self.answers.items()}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        url = str(request.url)
        self.asked.append(url)
        self.times.append(self.clock.now)
        answers = self._left.get(url) or self._default(url)
        return _response(answers.pop(0) if len(answers) > 1 else answers[0], request)

    def _default(self, url: str) -> list[Answer]:
        return [404] if url.endswith(("/robots.txt", ".xml")) else [self.missing]

    def paths(self) -> list[str]:
        """What was asked of HOME, without robots.txt, sitemaps and the probe for a missing page."""
        ours = [url.removeprefix(HOME[:-1]) for url in self.asked if url.startswith(HOME)]
        return [p for p in ours if not p.endswith((".txt", ".xml")) and "khong-co-trang" not in p]

    def fetcher(self) -> Fetcher:
        pace = Pace(self.delay, clock=self.clock, sleep=self.clock.sleep)
        return Fetcher(user_agent="school-site-linter/test", pace=pace, transport=httpx.MockTransport(self))


def _response(answer: Any, request: httpx.Request) -> httpx.Response:
    while callable(answer):
        answer = answer(request)
    if isinstance(answer, Exception):
        raise answer
    if isinstance(answer, int):
        return httpx.Response(answer, headers={"Content-Type": "text/html"})
    if isinstance(answer, httpx.Response):
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
    return html(answer)


def html(text: str, status: int = 200, **headers: str) -> httpx.Response:
    named = {"Content-Type": "text/html; charset=utf-8", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return httpx.Response(status, headers=named, content=text.encode())


def moved(location: str, status: int = 301) -> httpx.Response:
    return httpx.Response(status, headers={"Location": location})


def page(
    title: str = "Trang", body: str = "", *, menu: Mapping[str, str] | None = None, footer: str = "", head: str = ""
) -> str:
    """A page of no family, with a menu of labels and addresses."""
    items = "".join(f'<li><a href="{url}">{label}</a></li>' for label, url in (menu or {}).items())
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><nav><ul>{items}</ul></nav>"
        f"<div id=main><h1>{title}</h1>{body}</div><footer>{footer}</footer></body></html>"
    )


def listing(*urls: str, title: str = "Tin tức") -> str:
    return page(title, "".join(f'<p><a href="{url}">Tin {number}</a></p>' for number, url in enumerate(urls)))


def post(title: str, text: str, *, day: str = "2026-10-05", head: str = "", more: str = "") -> str:
    """A post as WordPress writes it."""
    return (
        f'<!doctype html><html><head><title>{title}</title><meta name="generator" content="WordPress 6.1">{head}</head>'
        f'<body class="single"><nav><a href="/">Trang chủ</a></nav><article><h1 class="entry-title">{title}</h1>'
        f'<time class="entry-date" datetime="{day}T08:00:00+07:00">{day}</time>'
        f'<div class="entry-content">{text}</div>{more}</article></body></html>'
    )


_WORDS = (
    "các em lớp ba cùng thầy cô đọc sách ngoài sân trường vào sáng thứ hai rồi kể lại cho bạn nghe những chuyện vui về "
    "dòng kênh con đò cánh đồng mùa nước nổi với tiếng chim gọi bầy trong nắng sớm và gió nhẹ qua hàng tràm xanh mát"
).split()


def prose(topic: str, sentences: int = 12) -> str:
    """Paragraphs about a topic; those of another topic have other words in a row."""
    chosen = random.Random(topic)  # its own order for each topic, the same in every run
    written = (f"Trong {topic}, {' '.join(chosen.choices(_WORDS, k=24))}." for _ in range(sentences))
    return "".join(f"<p>{sentence}</p>" for sentence in written)


FLOOD = '<title>Hãy đợi...</title><div class="floodblocker">Hệ thống đang từ chối truy cập của bạn.</div>'
ABOUT = f"<p>{NAME} được thành lập năm 1990. </p>" + prose("nhà trường", 8)
ALLOW = httpx.Response(200, text="User-agent: *\nDisallow:\n", headers={"Content-Type": "text/plain"})


def robots(text: str) -> httpx.Response:
    return httpx.Response(200, text=text, headers={"Content-Type": "text/plain"})


def sitemap(*paths: str) -> httpx.Response:
    urls = "".join(f"<url><loc>{path if '://' in path else HOME[:-1] + path}</loc></url>" for path in paths)
    return httpx.Response(200, text=f"<urlset>{urls}</urlset>", headers={"Content-Type": "text/xml"})


def about(answer: Any, **others: Any) -> Web:
    """A site whose menu leads to an introduction that answers so."""
    home = page("Trang chủ", prose("hội thi", 3), menu={"Giới thiệu": "/gioi-thieu/", "Tin tức": "/tin-tuc/"})
    return Web({"/": home, "/tin-tuc/": listing("/gioi-thieu/"), "/gioi-thieu/": answer, **others})


@dataclass(frozen=True)
class Portal:
    """A site of posts, by path and day, with one list in the order of `posts` that runs over numbered pages.

    `pages` and `label` write the address of a page of the list and the words of the link to it, `pinned` stands on
    top of the first page, `beside` beside every page of the list.
    """

    posts: Mapping[str, date]
    pages: str = "/tin-tuc/page-{}/"
    base: str = "/tin-tuc/"
    per_page: int = 10
    step: int = 1  # the numbers of pages rise by so much; 10 counts posts
    pinned: tuple[str, ...] = ()
    beside: str = ""
    dated: bool = True

    def answers(self, **others: Any) -> dict[str, Any]:
        paths = [*self.pinned, *(path for path in self.posts if path not in self.pinned)]
        lists = [paths[at : at + self.per_page] for at in range(0, len(paths), self.per_page)]
        home = page("Trang chủ", prose("cổng", 3), menu={"Tin tức": self.base})
        shown = {self.address(n): self._list(n, part, len(lists)) for n, part in enumerate(lists)}
        return {"/": home, **shown, **{path: self._post(path) for path in paths}, **others}

    def address(self, number: int) -> str:
        first = 0 if self.step > 1 else 1
        return self.pages.format(number * self.step + first) if number else self.base

    def _list(self, number: int, part: list[str], most: int) -> str:
        links = "".join(f'<h3><a href="{path}">Bài {path}</a></h3><p>Tóm tắt của bài.</p>' for path in part)
        around = sorted({0, number - 1, number, number + 1, most - 1} & set(range(most)))
        pager = " ".join(f'<a href="{self.address(n)}">{n + 1}</a>' for n in around)
        return page("Tin tức", f"{links}<p>{pager}</p>{self.beside}")

    def _post(self, path: str) -> str:
        written = post(f"Bài {path}", prose(path, 2), day=self.posts[path].isoformat())
        return written if self.dated else re.sub("<time.*?</time>", "", written)


def posts(number: int, form: str = "/bai-{}.html", *, newest: date = DAY, every: int = 1) -> dict[str, date]:
    """So many posts, the newest first, one in `every` days."""
    return {form.format(1000 + number - n): newest - timedelta(days=n * every) for n in range(number)}


def lost(seen: Crawled) -> dict[str, str]:
    """What was not reached, below HOME, and why."""
    return {entry.url.removeprefix(HOME[:-1]): entry.reason for entry in seen.unreached}


def urls(seen: Crawled) -> list[str]:
    """The articles, below HOME, in their order."""
    return [(article.url or "").removeprefix(HOME[:-1]) for article in seen.articles]


def crawled(
    web: Web,
    home: str = HOME,
    *,
    hosts: tuple[str, ...] = (),
    caps: Caps = Caps(),  # noqa: B008
    known: Mapping[str, date | None] | None = None,
) -> Crawled:
    target = Target("th-kenh-nho", NAME, home, hosts, caps=caps, known=known or {})

    async def run() -> Crawled:
        async with web.fetcher() as fetcher:
            return await crawl(target, fetcher, Silent(), Silent())

    return asyncio.run(run())


def school_list(portal: str | None = PORTAL, homes: Mapping[str, str] | None = None, extra: str = "") -> SchoolList:
    """Schools by id and home, in a unit with one portal or, with None, without a unit."""
    lines = ["units:", "  - {id: pgd, name: Phòng GD&ĐT huyện Rạch Sậy, portals: [{url: '%s'}]}" % (portal or PORTAL)]
    lines.append("schools:")
    unit = ", unit: pgd" if portal else ""
    for id_, home in (homes or {"th-kenh-nho": HOME}).items():
        name = NAME if id_ == "th-kenh-nho" else f"Trường Tiểu học {id_.title()}"
        lines.append(f"  - {{id: {id_}, name: {name}, level: TH, home: '{home}'{unit}{extra}}}")
    return load([("schools.yaml", "\n".join(lines).encode())])


def plan(as_of: date = DAY, **caps: Caps) -> Plan:
    policy = default_policy()
    return Plan(policy, as_of, policy.applies_from, "test", lambda: datetime(2026, 11, 16, 8, tzinfo=VIETNAM), **caps)


def judged(web: Web, listed: SchoolList | None = None, keep: Any = None, **caps: Caps) -> Summary:
    async def run() -> Summary:
        async with web.fetcher() as fetcher:
            return await judge_district(
                listed or school_list(), plan(**caps), fetcher, keep or Silent(), Silent(), archive=Memory()
            )

    return asyncio.run(run())


def verdict(outcomes: tuple[Outcome, ...], rule: str) -> tuple[str, str]:
    """The status of a rule, and its reason."""
    return next((o.verdict.status.value, o.verdict.reason) for o in outcomes if o.rule == rule)

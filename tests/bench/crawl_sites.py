"""Invented school sites for `bench_crawl`, each of exactly as many pages as are asked for, always the same.

Site 1 is the portal: it carries one article of each of the schools that follow. Every second school has a NukeViet
site, the others WordPress; `crawl_markup` dresses them. A site has a home page, three pages of its own, three
categories with their lists, ten posts a page, and posts for the rest. All of its links to itself lead to one of
these pages or to a picture, a style or a script: whoever follows links reads the same pages.
"""

from __future__ import annotations

import functools
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from portal_formulae import EVENTS, LAND, MARK, drawn
from portal_texts import SEED, Occasion, person, post_on

from linter.text.plain import plain

PORTAL = 1  # the site's number
OWN = ("gioi-thieu", "co-cau-to-chuc", "lien-he")
CATEGORIES = {"tin-tuc": "Tin tức", "hoat-dong-nha-truong": "Hoạt động nhà trường", "thong-bao": "Thông báo"}
PER_LIST = 10
FEWEST = 1 + len(OWN) + len(CATEGORIES)
LAST_DAY = date(2026, 11, 16)
VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Entry:
    """A post. `number` is its own on its site; `path` begins with a slash."""

    number: int
    title: str
    at: datetime
    category: str
    lead: str
    lines: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class School:
    """What a site is of. `entries` are the newest first, `spare` pages of its own that make the count even."""

    number: int
    name: str
    place: str
    head: str
    family: str
    home: str  # with a slash at the end
    entries: tuple[Entry, ...]
    spare: int

    def of(self, category: str) -> list[list[Entry]]:
        """The pages of a category's list."""
        own = [entry for entry in self.entries if entry.category == category]
        return [own[start : start + PER_LIST] for start in range(0, len(own), PER_LIST)] or [[]]


def layout(pages: int) -> tuple[int, int]:
    """How many posts, and how many spare pages, make a site of so many pages."""
    if pages < FEWEST:
        raise ValueError(f"a site has {FEWEST} pages at least")
    posts = max(count for count in range(pages) if _with(count) <= pages)
    return posts, pages - _with(posts)


def _with(posts: int) -> int:
    """The pages of a site with so many posts, which go to the categories in turn."""
    shares = [len(range(start, posts, len(CATEGORIES))) for start in range(len(CATEGORIES))]
    return 1 + len(OWN) + sum(max(1, -(-share // PER_LIST)) for share in shares) + posts


def home(number: int, port: int) -> str:
    """Of the site of that number: each stands at an address of its own."""
    return f"http://127.0.0.{number}:{port}/"


def school(number: int, pages: int, port: int) -> School:
    place, head = _where(number)
    name = f"Phòng Giáo dục và Đào tạo huyện {place}" if number == PORTAL else f"Trường Tiểu học {place}"
    family = "wordpress" if number % 2 == 0 else "nukeviet"
    posts, spare = layout(pages)
    entries = tuple(sorted(_entries(number, posts, family), key=lambda each: each.at, reverse=True))
    return School(number, name, place, head, family, home(number, port), entries, spare)


def _where(number: int) -> tuple[str, str]:
    """The place a school is named after, and who heads it."""
    choose = random.Random(f"{SEED} crawl {number}")
    return f"{choose.choice(LAND)} {choose.choice(MARK)}", person(choose)


def _entries(number: int, posts: int, family: str) -> Iterator[Entry]:
    for place in range(posts):
        title, day, lines = _told(number + 1 + place, 0) if number == PORTAL else _told(number, place)
        at = datetime(day.year, day.month, day.day, 7 + place % 9, place % 60, tzinfo=VIETNAM)
        category = list(CATEGORIES)[place % len(CATEGORIES)]
        slug, id_ = "-".join(plain(title).split())[:80].strip("-"), posts - place
        path = f"/{category}/{slug}-{id_}.html" if family == "nukeviet" else f"/{slug}-{id_}/"
        yield Entry(id_, title, at, category, lines[0], lines[1:], path)


@functools.lru_cache(maxsize=256)
def _told(number: int, place: int) -> tuple[str, date, tuple[str, ...]]:
    """A school's post of that place, the newest being 0: whoever carries it carries the same."""
    choose = random.Random(f"{SEED} crawl {number} {place}")
    event = choose.choice(EVENTS)
    land = _where(number)[0]
    about = Occasion(f"Trường Tiểu học {land}", land, event, drawn(random.Random(f"{SEED} {number} {event}"), SEED))
    post = post_on(choose, about, LAST_DAY - timedelta(days=3 + 5 * place + number % 5))
    return post.title, post.day, post.lines


def files(site: School) -> dict[str, tuple[str, bytes]]:
    """What crawlers ask for beside pages: type and body by path."""
    robots = f"User-agent: *\nDisallow: /admin/\nDisallow: /wp-admin/\nSitemap: {site.home}sitemap.xml\n"
    root = site.home.rstrip("/")
    listed = [
        f"<url><loc>{root}{each.path}</loc><lastmod>{each.at.isoformat()}</lastmod></url>" for each in site.entries
    ]
    sitemap = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return {
        "/robots.txt": ("text/plain; charset=utf-8", robots.encode()),
        "/sitemap.xml": ("text/xml; charset=utf-8", (sitemap + "\n".join(listed) + "\n</urlset>\n").encode()),
    }


def school_list(sites: int, port: int) -> str:
    """schools.yaml: site 1 is the portal of all the others."""
    lines = ["units:", f'  - {{id: pgd, name: Phòng Giáo dục, portals: [{{url: "{home(PORTAL, port)}"}}]}}', "schools:"]
    for number in range(PORTAL + 1, sites + 1):
        name = school(number, FEWEST, port).name
        lines.append(f'  - {{id: th-{number}, name: {name}, level: TH, home: "{home(number, port)}", unit: pgd}}')
    return "\n".join(lines) + "\n"

"""Sitemaps and feeds: the addresses in them, whatever the state of their markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from linter.crawl.fault import FetchError
from linter.crawl.inflate import MAGIC, Inflater
from linter.read.charset import decode

SITEMAP_URLS = 50_000  # the protocol's own limit
SITEMAP_BYTES = 8 * 1024 * 1024  # decoded; 50,000 addresses of 160 characters

# Every repeat has a bound or gives nothing back: what a server sends is read once, however it is written.
_ENTRY = re.compile(
    r"<(?:\w{1,20}:)?(?:(?P<start>url)\b|loc\s*+>\s*+(?:<!\[CDATA\[\s*+)?(?P<loc>[^<>\s]{1,4000})"
    r"|lastmod\s*+>\s*+(?:<!\[CDATA\[\s*+)?(?P<mark>(?P<day>\d{4}-\d\d-\d\d)[T0-9:.+Z-]{0,30}))",
    re.IGNORECASE,
)
_INDEX = re.compile(r"<(?:\w{1,20}:)?sitemapindex\b", re.IGNORECASE)
_LIST = re.compile(r"<(?:\w{1,20}:)?urlset\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE)
_ITEM = re.compile(r"<(?:item|entry)\b", re.IGNORECASE)
_RSS_LINK = re.compile(r"<link\s*+>\s*+(?:<!\[CDATA\[\s*+)?([^<>\s]{1,4000})", re.IGNORECASE)
_ATOM_LINK = re.compile(r"<link\b[^<>]{0,500}\bhref=[\"']([^\"'<>]{1,4000})", re.IGNORECASE)
YEARS = (1990, 2200)  # of days that are no mistake
_HEAD = 10_000
_ITEM_HEAD = 5_000


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The addresses of one sitemap; `is_index` when they are sitemaps themselves, `cut` when there are more.
    `changed` are the days of their last change, where it gives them, and `marks` the same as it is written."""

    urls: tuple[str, ...]
    is_index: bool
    cut: bool = False
    changed: Mapping[str, date] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict, compare=False)


def text_of(body: bytes, content_type: str) -> str | None:
    """The text of a sitemap or feed, unpacked when it is kept as a .gz; None when it is damaged."""
    if body.startswith(MAGIC):
        inflater = Inflater(SITEMAP_BYTES)
        try:
            body = inflater.feed(body)[:SITEMAP_BYTES]
            inflater.finish()
        except FetchError:
            return None
    return decode(body, content_type)[0]


def read_sitemap(text: str) -> Sitemap | None:
    """None when the answer is no sitemap. Reads by pattern: no entities, no external documents, and a file
    that breaks off still gives what it has."""
    head = text[:_HEAD]
    is_index = _INDEX.search(head) is not None
    if not is_index and not _LIST.search(head):
        return _plain_list(text)
    urls, marks = _entries(text)
    return _sitemap(urls, is_index=is_index, marks=marks)


def _entries(text: str) -> tuple[list[str], dict[str, str]]:
    """Addresses and the moments beside them, whichever stands first inside a <url>."""
    urls: list[str] = []
    marks: dict[str, str] = {}
    undated: list[str] = []
    mark, started = "", False
    for entry in _ENTRY.finditer(text):
        if entry["start"]:
            undated, mark, started = [], "", True
        elif entry["loc"]:
            urls.append(html.unescape(entry["loc"].removesuffix("]]")))
            undated.append(urls[-1])
        else:
            mark = entry["mark"] if started and day_of(entry["day"]) else ""
        if mark:
            marks.update(dict.fromkeys(undated, mark))
            undated = []
        if len(urls) > SITEMAP_URLS:
            break
    return urls, marks


def day_of(mark: str) -> date | None:
    """The day at the beginning of a moment as it is written; None where it is a mistake."""
    try:
        day = date.fromisoformat(mark[:10])
    except ValueError:
        return None
    return day if YEARS[0] <= day.year <= YEARS[1] else None


def _plain_list(text: str) -> Sitemap | None:
    """The protocol's second form: an address a line, and nothing else."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][: SITEMAP_URLS + 1]
    listed = bool(lines) and all(re.match(r"https?://\S+$", line) for line in lines)
    return _sitemap(map(html.unescape, lines), is_index=False) if listed else None


def _sitemap(urls: Iterable[str], *, is_index: bool, marks: Mapping[str, str] | None = None) -> Sitemap:
    known, marks = tuple(urls), marks or {}
    changed = {url: day for url, mark in marks.items() if (day := day_of(mark))}
    return Sitemap(known[:SITEMAP_URLS], is_index, cut=len(known) > SITEMAP_URLS, changed=changed, marks=marks)


def read_feed(text: str) -> tuple[str, ...]:
    """The addresses of a feed's items (RSS and Atom). Its dates are not used: they are known to be wrong."""
    if not _FEED.search(text[:_HEAD]):
        return ()
    starts = [item.start() for item in _ITEM.finditer(text)]
    found = []
    for start, end in pairwise([*starts, len(text)]):
        item = text[start : min(end, start + _ITEM_HEAD)]
        link = _RSS_LINK.search(item) or _ATOM_LINK.search(item)
        if link:
            found.append(html.unescape(link[1].removesuffix("]]")))
    return tuple(found)

"""Sitemaps and feeds: the addresses in them, whatever the state of their markup."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

SITEMAP_URLS = 50_000  # the protocol's own limit

_LOC = re.compile(r"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*</(?:\w+:)?loc>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:item|entry)\b.*?</(?:item|entry)>", re.IGNORECASE | re.DOTALL)
_RSS_LINK = re.compile(r"<link>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*</link>", re.IGNORECASE)
_ATOM_LINK = re.compile(r"<link\b[^>]*\bhref=[\"']([^\"']+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The addresses of one sitemap; `is_index` when they are sitemaps themselves."""

    urls: tuple[str, ...]
    is_index: bool


def read_sitemap(text: str) -> Sitemap | None:
    """None when the answer is no sitemap. Reads by pattern: no entities, no external documents, and a file
    that breaks off still gives what it has."""
    head = text[:2000].lower()
    is_index = "<sitemapindex" in head
    if not is_index and "<urlset" not in head:
        return None
    urls = tuple(html.unescape(url) for url in _LOC.findall(text)[:SITEMAP_URLS])
    return Sitemap(urls, is_index)


def read_feed(text: str) -> tuple[str, ...]:
    """The addresses of a feed's items (RSS and Atom). Its dates are not used: they are known to be wrong."""
    if not re.search(r"<(?:rss|feed|rdf:rdf)\b", text[:2000], re.IGNORECASE):
        return ()
    found = []
    for item in _ITEM.findall(text):
        link = _RSS_LINK.search(item) or _ATOM_LINK.search(item)
        if link:
            found.append(html.unescape(link[1]))
    return tuple(found)

"""WordPress' own list of what it carries and when that changed last: its REST interface, where it is open."""

from __future__ import annotations

import json
import re
from html import unescape

from linter.crawl.url import join

PER_PAGE = 100
MOST_PAGES = 20  # 2,000 posts
KINDS = ("posts", "pages")
_ROOT = re.compile(
    r"<link\b(?=[^<>]{0,500}\brel=[\"']https://api\.w\.org/)[^<>]{0,500}\bhref=[\"']([^\"'<>]{1,500})", re.I
)


def rest_root(page: str, url: str) -> str | None:
    """Where a page at `url` says that the interface is."""
    found = _ROOT.search(page)
    return join(url, unescape(found[1])) if found else None


def rest_list(root: str, kind: str, page: int) -> str:
    """The address of one page of a list; a site without speaking addresses has its root in the query."""
    mark = "&" if "?" in root else "?"
    return f"{root.rstrip('/')}/wp/v2/{kind}{mark}per_page={PER_PAGE}&page={page}&_fields=link,modified_gmt"


def read_rest(text: str) -> dict[str, str] | None:
    """The addresses on one page of a list with the moments of their last changes; None when it is none."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(rows, list):
        return None
    found: dict[str, str] = {}
    for row in rows:
        link, modified = (row.get("link"), row.get("modified_gmt")) if isinstance(row, dict) else (None, None)
        if isinstance(link, str) and isinstance(modified, str):
            found[link] = modified
    return found

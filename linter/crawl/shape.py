"""The form of an address without its words and numbers: what the addresses of a site's posts have in common."""

from __future__ import annotations

import re
from functools import lru_cache

from linter.crawl.address import site_key

ENDS = 100  # characters of a name at each of its ends; real ones are shorter
LONG = 5  # words in the name of a post; sections have fewer

_NAME = re.compile(r"(?P<lead>\d+-)?(?P<words>.*?)(?P<tail>[-_.]?[a-z]{0,2}[-_]?\d+)?(?P<suffix>\.[a-z]{2,5})?", re.I)
_DIGITS = re.compile(r"\d+")

Shape = tuple[str, ...]


@lru_cache(maxsize=65536)
def shape_of(url: str) -> Shape:
    """Equal for addresses that a system would make for pages of one kind."""
    path, _, query = site_key(url).partition("?")
    segments = path.split("/")[1:]
    if segments and not segments[-1] and len(segments) > 1:
        segments.pop()
    folders = ["0" if segment.isdigit() else "s" for segment in segments[:-1]]
    return (*folders, _named(segments[-1] if segments else ""), *_asked(query))


def _named(segment: str) -> str:
    parts = _NAME.fullmatch(segment[:ENDS] + segment[ENDS:][-ENDS:])
    if parts is None:
        return "?"
    words = len([word for word in re.split(r"[-_]", parts["words"]) if word])
    size = "W" if words >= LONG else "w" if words else ""
    tail = _DIGITS.sub("0", parts["tail"] or "")
    return f"{'0-' if parts['lead'] else ''}{size}{tail}{(parts['suffix'] or '').lower()}"


def _asked(query: str) -> list[str]:
    """Names of parameters; short words among their values choose between kinds of pages ("op=viewst")."""
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    return sorted(
        f"{name}={value if value.isalpha() else _named(value.rpartition('/')[2])}" for name, _, value in pairs
    )


@lru_cache(maxsize=65536)
def number_of(url: str) -> int | None:
    """The number in an address that may be its post's: the last of the path's name, or of the query."""
    path, _, query = site_key(url).partition("?")
    named = _DIGITS.findall(path.rstrip("/").rpartition("/")[2])
    asked = [value for pair in query.split("&") for _, _, value in [pair.partition("=")] if value.isdigit()]
    found = asked[-1] if asked else named[-1] if named else ""
    return int(found) if 0 < len(found) <= 20 else None


def name_of(url: str) -> str:
    """The last name in an address with a number in it, the same for one post in two categories; "" without."""
    host, _, path = site_key(url).partition("/")
    name = path.partition("?")[0].rstrip("/").rpartition("/")[2]
    return f"{host}/{name}" if any(map(str.isdigit, name)) and any(map(str.isalpha, name)) else ""

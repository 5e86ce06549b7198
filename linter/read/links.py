"""Addresses in a page."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urljoin, urlsplit

_SCHEMES = ("http", "https")


@lru_cache(maxsize=65536)
def joined(base: str, href: str) -> str | None:
    """`href` as an absolute http address without its fragment; None for everything that is not one."""
    href = href.strip()
    if not href or href.startswith("#"):
        return None
    try:
        address = urljoin(base, href)
        parts = urlsplit(address)
        usable = parts.scheme in _SCHEMES and bool(parts.hostname)
        _ = parts.port  # raises where it is no number
    except ValueError:  # browsers forgive what urllib does not: "http://[", "http://a:b/"
        return None
    return address.split("#", 1)[0] if usable else None

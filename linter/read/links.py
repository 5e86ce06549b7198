"""Addresses in a page: of pages, and of people."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from linter.model import Link

_NUMBER = re.compile(r"\W{0,3}(?:(?:trang|page) )?[1-9]\d?\W{0,3}", re.IGNORECASE)
_PART = re.compile(
    r"(?:/page|/trang)?[/-]\d{1,2}/?(?:\.html)?|(?:\.html|/)?[?&](?:trang|page|p|paged|start|limitstart)=\d{1,3}(?:&.*)?"
)
_PAGED = re.compile(r"(?<=/\d{3}/)\d{1,2}$|(?<=/\d{4}/)\d{1,2}$|(?<=/\d{5}/)\d{1,2}$")  # "/1874/0", "/1874/2"
_SCHEMES = ("http", "https")
_SHIELD = re.compile(r"/cdn-cgi/l/email-protection#(?P<code>[0-9a-f]{2,400})$", re.IGNORECASE)
_CODE = re.compile(r"(?:[0-9a-f]{2}){4,200}", re.IGNORECASE)


# What means the same on every page of a host: with a path from its root, or with a host of its own.
_ALIKE = re.compile(r"/[\w?#.~%-]|https?://\w", re.ASCII | re.IGNORECASE)
# "/tin-tuc/khai-giang-12.html": the most of links; nothing in it that joining would change.
_FROM_ROOT = re.compile(r"/(?![/.])(?:(?!/\.)[\w/.~%+=&?,;:@!()*$'-])*(?<!\?)", re.ASCII)


def joined(base: str, href: str) -> str | None:
    """`href` as an absolute http address without its fragment; None for everything that is not one."""
    href = href.strip()
    if not href or href[0] == "#":
        return None
    origin = _origin(base) if _ALIKE.match(href) else None
    return _from_anywhere(origin, href) if origin else _joined(base, href)


@lru_cache(maxsize=16384)  # the pages of a site have one menu
def _from_anywhere(origin: str, href: str) -> str | None:
    return origin + href if _FROM_ROOT.fullmatch(href) else _joined.__wrapped__(f"{origin}/", href)


@lru_cache(maxsize=512)
def _origin(base: str) -> str | None:
    return (_joined(base, "/") or "")[:-1] or None


@lru_cache(maxsize=16384)
def _joined(base: str, href: str) -> str | None:
    try:
        address = urljoin(base, href)
        parts = urlsplit(address)
        usable = parts.scheme in _SCHEMES and bool(parts.hostname)
        _ = parts.port  # raises where it is no number
    except ValueError:  # browsers forgive what urllib does not: "http://[", "http://a:b/"
        return None
    return address.split("#", 1)[0] if usable else None


def is_part(url: str, link: Link) -> bool:
    """Whether a link leads to a further page of the post at `url`: it is called by its number, and its address is
    the post's with a number more."""
    if not _NUMBER.fullmatch(link.text):
        return False
    ours, theirs = (address.removesuffix("/").removesuffix(".html") for address in (url.split("#", 1)[0], link.url))
    if _PAGED.sub("", ours) == _PAGED.sub("", theirs) and _PAGED.search(ours):
        return ours != theirs
    further = link.url.removeprefix(ours) if link.url.startswith(ours) else url.removeprefix(theirs)
    return ours != theirs and further not in {url, link.url} and bool(_PART.fullmatch(further))


def person_address(href: str) -> str:
    """The e-mail address or telephone number that a link calls ("mailto:…", "tel:…"), or ""."""
    scheme, _, rest = href.strip().partition(":")
    if scheme.lower() in {"mailto", "tel"}:
        return unquote(rest.split("?", 1)[0]).strip()
    shield = _SHIELD.search(href)
    return shielded_mail(shield["code"]) if shield else ""


def shielded_mail(code: str) -> str:
    """An e-mail address as one provider hides it from machines: each byte joined with the first; "" if it is none."""
    if not _CODE.fullmatch(code):
        return ""
    key, *rest = bytes.fromhex(code)
    found = bytes(byte ^ key for byte in rest).decode("utf-8", "replace")
    return found if "@" in found else ""

"""Web addresses as servers and pages write them, read without raising."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx

DEFAULT_PORTS = {"http": 80, "https": 443}

# RFC 1035 lengths; "_" is not allowed in host names but stands in real ones.
_NAME = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BLANKS = "".join(map(chr, range(0x21)))


@dataclass(frozen=True, slots=True)
class Target:
    """An http(s) address in its normal form. `host` has no brackets; `port` is -1 when it is no port."""

    url: str
    host: str
    port: int


def parse(url: str) -> Target | None:
    """None when the text is no http(s) address, has a name no server can have, or carries a password.

    The address comes back without fragment, with its host in lower case (IDNA), its dot segments
    resolved and everything but ASCII percent-encoded: exactly what is sent.
    """
    try:
        parts = urlsplit(urldefrag(url.strip(_BLANKS)).url)
        if parts.scheme not in DEFAULT_PORTS or "@" in parts.netloc or not parts.hostname:
            return None
        port = _port(parts.netloc)
        if port is None:
            return Target(url, parts.hostname, -1)
        normal = httpx.URL(_BARE_PERCENT.sub("%25", parts._replace(path=parts.path or "/").geturl()))
        host = normal.raw_host.decode("ascii")
        _ = normal.host  # decodes "xn--…": a name that is no IDNA raises here and not inside the client
    except (ValueError, httpx.InvalidURL):
        return None
    if ":" not in host and _NAME.fullmatch(host) is None:
        return None
    return Target(str(normal), host, port or DEFAULT_PORTS[parts.scheme])


def join(base: str, reference: str) -> str:
    """The address a reference on a page means, not yet parsed; a reference beyond help comes back as is."""
    try:
        return urljoin(base, reference.strip(_BLANKS))
    except ValueError:
        return reference


def _port(netloc: str) -> int | None:
    """The port written after a host, 0 when there is none, None when it is no port number."""
    written = netloc.rpartition("]")[2].partition(":")[2]
    if not written:
        return 0
    if not (written.isascii() and written.isdigit() and len(written) <= 5):
        return None
    return int(written) if 0 < int(written) < 65_536 else None

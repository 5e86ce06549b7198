"""Addresses as people write them → one form, or a sentence on what is wrong.

The one form: http or https, host in lower case and punycode, no default port, no tracking query, no
fragment, the path percent-encoded. Addresses that no public site has are refused; loopback addresses like
`http://127.0.0.1:PORT` and `http://[::1]:PORT` are allowed, since a list is where a person vouches for them.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, quote, urlsplit

from linter.text.vietnamese import clean

MAX_CHARACTERS = 2000

_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+-]*):(?![0-9]+(?:[/?#]|$))")
_NEAR_HTTP = re.compile(r"(?i)h?t{1,3}ps?[:;]?[/\\]*[:/\\]+(?=\w)")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMERIC = re.compile(r"0x[0-9a-f]*|[0-9]+")  # browsers take 2130706433, 0x7f.1 and 127.1 for IP addresses
_PRIVATE_ENDINGS = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "arpa",
)
_SOCIAL = {"facebook.com": "Facebook", "fb.com": "Facebook", "fb.me": "Facebook", "m.me": "Facebook",
           "zalo.me": "Zalo", "youtube.com": "YouTube", "youtu.be": "YouTube", "tiktok.com": "TikTok",
           "instagram.com": "Instagram"}  # fmt: skip
_TRACKING = {
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "yclid",
    "igshid",
    "igsh",
    "zarsrc",
    "mc_cid",
    "mc_eid",
    "_ga",
}
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LOOPBACK = re.compile(r"127(?:\.[0-9]{1,3}){3}|::1")
# IPv4 written as IPv6 or carried in it, so perhaps a private host; Python 3.11 calls some of them global.
_TUNNELS = tuple(ipaddress.IPv6Network(net) for net in ("::ffff:0:0/96", "64:ff9b::/96", "2002::/16", "2001::/32"))


class BadAddress(ValueError):  # noqa: N818 -- what it is
    """Not an address of a public site; the sentence says why."""


def site_address(text: str) -> str:
    """A home page, portal or former home in the one form. Raises BadAddress."""
    written = clean(text).strip("<>\"'“”")
    if not written:
        raise BadAddress("thiếu địa chỉ trang")
    if len(written) > MAX_CHARACTERS:
        raise BadAddress(f"địa chỉ dài quá {MAX_CHARACTERS} ký tự")
    parts = _split(_with_scheme(written), written)
    host = _netloc(parts, written)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    return f"{parts.scheme}://{host}{path}" + (f"?{quote(query, safe='/%:@!$&()*+,;=~?')}" if query else "")


def host_name(text: str) -> str:
    """A further host of a school ("www.th-a.edu.example", with :port where it has one). Raises BadAddress."""
    written = clean(text)
    parts = urlsplit(site_address(written))
    if parts.path != "/" or parts.query:
        raise BadAddress(f"“{written}” phải là tên miền, không kèm đường dẫn; ý bạn là “{parts.netloc}”?")
    return parts.netloc


def loopback_origin(address: str) -> str | None:
    """The origin ("http://127.0.0.1:8101") of an address on this very machine; None for any other."""
    if "//127." not in address and "//[::1]" not in address:
        return None  # nearly every address: not worth taking apart
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if _LOOPBACK.fullmatch(parts.hostname or "") else None


def same_site_key(address: str) -> str:
    """Equal for two writings of one home page: scheme, "www." and a last slash do not count."""
    parts = urlsplit(address)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _with_scheme(written: str) -> str:
    if re.match(r"(?i)https?://[^/\\]", written):
        return written
    if near := _NEAR_HTTP.match(written):
        meant = ("https://" if "s" in near[0].lower() else "http://") + written[near.end() :]
        raise BadAddress(f"địa chỉ “{_short(written)}” viết sai; ý bạn là “{_short(meant)}”?")
    if re.fullmatch(r"(?i)https?:[/\\]*", written):
        raise BadAddress(f"địa chỉ “{written}” không có tên miền")
    if found := _SCHEME.match(written):
        raise BadAddress(f"“{_short(written)}” không phải địa chỉ trang web (bắt đầu bằng “{found[1]}:”)")
    return "http://" + written.lstrip("/")


def _split(address: str, written: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        named = False
    if not named:
        raise BadAddress(f"địa chỉ “{_short(written)}” không có tên miền, hoặc cổng sau dấu hai chấm sai")
    if "@" in parts.netloc:
        raise BadAddress(f"“{_short(written)}” là hộp thư hoặc có tên đăng nhập, không phải địa chỉ trang web")
    return parts


def _netloc(parts: SplitResult, written: str) -> str:
    name = parts.hostname or ""
    if re.search(r"[\s\\]", parts.netloc):
        raise BadAddress(f"tên miền trong “{_short(written)}” có dấu cách hoặc dấu “\\”; hãy xóa đi")
    host = _ip_host(name) if _is_ip(name) else _public_name(name)
    port = "" if parts.port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{parts.port}"
    return host + port


def _is_ip(name: str) -> bool:
    return ":" in name or _NUMERIC.fullmatch(name.rstrip(".").rpartition(".")[2]) is not None


def _ip_host(name: str) -> str:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        raise BadAddress(f"“{name}” không phải tên miền hay địa chỉ IP đúng") from None
    if not _LOOPBACK.fullmatch(str(address)) and not _is_public(address):
        raise BadAddress(f"“{name}” là địa chỉ nội bộ, không phải trang công khai")
    return str(address) if address.version == 4 else f"[{address}]"


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and any(address in net for net in _TUNNELS):
        return False
    return address.is_global and not address.is_multicast


def _public_name(name: str) -> str:
    try:
        host = name.rstrip(".").encode("idna").decode("ascii").lower()
        host.encode("ascii").decode("idna")  # damaged punycode is refused here, not by the fetcher
    except UnicodeError:
        raise BadAddress(f"tên miền “{_short(name)}” viết sai") from None
    labels = host.split(".")
    if len(labels) < 2 or labels[-1] in _PRIVATE_ENDINGS or _is_ip(host):
        raise BadAddress(f"“{_short(name)}” là tên nội bộ, không phải tên miền công khai")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise BadAddress(f"tên miền “{_short(name)}” viết sai")
    if social := _SOCIAL.get(".".join(labels[-2:])):
        raise BadAddress(f"“{_short(name)}” là trang {social}, không phải trang thông tin của trường")
    return host


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name.startswith("utm_") or name in _TRACKING


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"

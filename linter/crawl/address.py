"""Addresses: one form for each, which belong to a site, which are left alone and why."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

URL_CHARACTERS = 2000
PATH_SEGMENTS = 20
SAME_SEGMENT = 2
_DEFAULT_PORTS = {"http": 80, "https": 443}

# What says nothing about what the page shows. "sid" is a session in some systems and the number of a post in
# others, "_t" a moment or a topic: their values tell.
_NOISE = re.compile(
    r"(?:utm_\w+|fbclid|gclid|zarsrc|_gl|phpsessid|jsessionid|sessionid|aspsessionid\w*|mc_[ce]id)(?:=|$)"
    r"|sid=[0-9a-z]{16,}$|_t=\d{9,}$",
    re.IGNORECASE,
)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/?#]*", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|bmp|css|js|json|xml|rss|pdf|docx?|xlsx?|pptx?|odt|rtf|zip|rar|7z|mp[34]|avi|wmv|flv"
    r"|mov|m4a|wav|apk|exe|woff2?|ttf|eot)$",
    re.IGNORECASE,
)

COPY_REASON = "bản in, bản tải về hoặc bản sao của bài"
LOGIN_REASON = "đăng nhập, đăng ký hoặc quản trị"
FILE_REASON = "tệp (ảnh, PDF, Word…), không phải trang"
TRAP_REASON = "địa chỉ lặp vô tận hoặc quá dài"

# Each with what is left alone, in words for the report. Patterns read the path below the site's root and the
# query, lower case.
_LEFT_ALONE = (
    (
        COPY_REASON,
        r"^/(?:vi/)?(?:savefile|print|sendmail)/|[?&]op=(?:savefile|print|sendmail)|/(?:ctfull|ctmb)/\d|/embed/?$"
        r"|/amp/?$|[?&](?:amp|print|format=pdf|tmpl=component|replytocom)(?:=|&|$)|[?&]w=\d+|/comment-page-\d+|/trackback/?$"
        r"|[?&](?:download|pdf)=1",
    ),
    (
        LOGIN_REASON,
        r"^/(?:vi/)?(?:users?|account|thanh-vien)/(?:log|sign|register|lostp|password|dang)"
        r"|^/(?:vi/)?(?:users|log-?in|logon|sign-?in|dang-?nhap|dang-?ky|register)(?:[/.]|$)"
        r"|/wp-(?:login|admin|json)\b|^/admin(?:[/.?]|$)|/logout\b|/log-?in\.(?:aspx?|php|jsp)"
        r"|[?&](?:nv|mod|module|option|page|view)=(?:com_)?(?:users|login|dang-?nhap)\b",
    ),
    (
        "liên kết theo phiên, đếm lượt hoặc tác vụ nền",
        r"nvvithemever=|nv_redirect=|/banners/click/|second=cronjobs|scaptcha=|[?&](?:checkss|token|csrf|nocache|random)=",
    ),
    (
        "tìm kiếm, thống kê hoặc bình chọn",
        r"^/(?:vi/)?(?:seek|search|tim-kiem)(?:[/.?]|$)|[?&](?:keywords?|tukhoa)=|[?&]s=(?!\d+(?:&|$))|^/statistics/|^/voting\b"
        r"|^/banners/?$",
    ),
    (
        "trang lịch",
        r"^/\d{4}(?:/\d{2}(?:/\d{2})?)?/?(?:page/\d+/?)?$|[?&](?:date|ngay|day|month|thang|nam|year|d)=\d|/(?:calendar|lich)/\d{4}",
    ),
    (
        "trang thẻ, trang tác giả (liệt kê lại bài)",
        r"^/(?:vi/)?(?:tag|tags|author|tac-gia|the)/|[?&](?:tag|author)=",
    ),
    ("nguồn tin RSS", r"^/(?:vi/)?(?:[^/]+/)?(?:rss|feeds?)(?:/|$)|/feed/?$|[?&]feed="),
)  # fmt: skip
# Where members write and not where anybody reads; such a page may rightly ask to log in.
_FOR_MEMBERS = re.compile(r"/(?:content|profile|editor|gui-bai|dang-bai|gui-tin|dang-tin)/?$")
_REASONS = tuple((reason, re.compile(pattern)) for reason, pattern in _LEFT_ALONE)


@lru_cache(maxsize=65536)
def canonical(url: str) -> str:
    """One form: lower-case host, no default port, no fragment, no session or tracking in the query, the
    fewest percent escapes. Never raises: what is no address comes back as it is."""
    try:
        place, mark, query = _PATH_SESSION.sub("", url.strip()).partition("?")
        parts = urlsplit(place.replace("\\", "/") + mark + query)  # browsers forgive paths of Windows
        netloc = _netloc(parts.scheme, parts.hostname or "", parts.port)
        path = _quoted(_without_dots(parts.path), "/:@!$&'()*+,;=~")
        pairs = (pair for pair in parts.query.replace("&amp;", "&").split("&") if pair and not _NOISE.match(pair))
        query = _quoted("&".join(pairs), "/:@!$&'()*+,;=~?")
    except ValueError:  # a port that is no number, half an IPv6 address, a name no server can have
        return url
    return urlunsplit((parts.scheme, netloc, path, query, "")) if netloc else url


def site_key(address: str) -> str:
    """Equal for the spellings under which a site serves one page: http or https, with or without "www."."""
    return canonical(address).partition("://")[2].removeprefix("www.")


def _netloc(scheme: str, host: str, port: int | None) -> str:
    name = host.rstrip(".").lower()
    if not name.isascii():
        name = name.encode("idna").decode("ascii")
    if ":" in name:
        name = f"[{name}]"
    return name if port in {None, _DEFAULT_PORTS.get(scheme)} else f"{name}:{port}"


def _without_dots(path: str) -> str:
    """RFC 3986 §5.2.4; `/` for an empty path."""
    if "/." not in path:
        return path or "/"
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    folder = path.endswith(("/.", "/.."))
    return "/" + "/".join(kept) + ("/" if folder and kept and kept[-1] else "")


def _quoted(text: str, safe: str) -> str:
    """Escapes in upper case, none for letters that need none; a bare "%" is one too."""
    known = _ESCAPE.sub(_unescaped, _BARE_PERCENT.sub("%25", text))
    return quote(known, safe=f"{safe}%", errors="replace")


def _unescaped(escape: re.Match[str]) -> str:
    letter = chr(int(escape[1], 16))
    return letter if letter in _UNRESERVED else escape[0].upper()


def left_alone(url: str, root: str = "/") -> str | None:
    """Why an address is not fetched, in Vietnamese; None when nothing speaks against it.

    `root` is the path below which the site lies.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return TRAP_REASON
    segments = [segment for segment in parts.path.split("/") if segment]
    repeated = max(Counter(segments).values(), default=0) > SAME_SEGMENT
    if len(url) > URL_CHARACTERS or len(segments) > PATH_SEGMENTS or repeated:
        return TRAP_REASON
    if _FILE.search(parts.path):
        return FILE_REASON
    path = f"/{parts.path.removeprefix(root)}".replace("//", "/", 1).removeprefix("/index.php") or "/"
    asked = f"{path}?{parts.query}".lower() if parts.query else path.lower()
    return next((reason for reason, pattern in _REASONS if pattern.search(asked)), None)


def for_members(url: str) -> bool:
    """Whether an address that leads to a login is a place for writing, as NukeViet's "/content/"."""
    return _FOR_MEMBERS.search(canonical(url).partition("?")[0].lower()) is not None


# Last parts of a home's path that name its first page or its language, not the folder of the site.
_HOME_NAMES = frozenset(
    {"index", "home", "default", "main", "trang-chu", "trangchu", "pages", "sitepages", "vi", "vn", "en", "vi-vn"}
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What belongs to a site: the hosts of its home and of the list, under the home's path."""

    hosts: frozenset[str]  # "host" or "host:port", without "www."
    path: str

    @classmethod
    def of(cls, home: str, hosts: tuple[str, ...] = ()) -> Scope:
        named = (home, *(f"http://{host}/" for host in hosts))
        return cls(frozenset(site_key(url).partition("/")[0] for url in named), _root(urlsplit(canonical(home)).path))

    def holds(self, url: str) -> bool:
        """Whether an address belongs to the site. Never raises."""
        host, slash, path = site_key(url).partition("/")
        if host not in self.hosts or not canonical(url).startswith(("http://", "https://")):
            return False
        asked = (slash + path).partition("?")[0]
        return asked.startswith(self.path) or f"{asked}/" == self.path

    def same_host(self, url: str) -> bool:
        return site_key(url).partition("/")[0] in self.hosts


def _root(path: str) -> str:
    """The folder a home lies in: "/th-a" and "/th-a/index.php" mean "/th-a/", "/vi/" and "/trang-chu" mean "/"."""
    folder, _, last = path.rpartition("/")
    segments = [segment for segment in folder.split("/") if segment]
    if last and "." not in last:
        segments.append(last)
    while segments and segments[-1].lower() in _HOME_NAMES:
        segments.pop()
    return "/" + "".join(f"{segment}/" for segment in segments)

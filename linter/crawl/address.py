"""Addresses: one form for each, which belong to a site, which are left alone and why."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

URL_CHARACTERS = 2000
PATH_SEGMENTS = 20
SAME_SEGMENT = 2
_DEFAULT_PORTS = {"http": 80, "https": 443}

# Names in a query that say nothing about what the page shows.
_NOISE = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|zarsrc|_gl|phpsessid|jsessionid|sessionid|sid|aspsessionid\w*|_t|mc_[ce]id)$",
    re.IGNORECASE,
)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/]*", re.IGNORECASE)

_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|bmp|css|js|json|xml|rss|pdf|docx?|xlsx?|pptx?|odt|rtf|zip|rar|7z|mp[34]|avi|wmv|flv"
    r"|mov|m4a|wav|apk|exe|woff2?|ttf|eot)$",
    re.IGNORECASE,
)

# Each with what is left alone, in words for the report. Patterns read the path and the query, lower case.
_LEFT_ALONE = (
    (
        "bản in, bản tải về hoặc bản sao của bài",
        r"^/(?:vi/)?(?:savefile|print|sendmail)/|[?&]op=(?:savefile|print|sendmail)|/(?:ctfull|ctmb)/\d|/embed/?$"
        r"|/amp/?$|[?&](?:amp|print|format=pdf|tmpl=component|replytocom)(?:=|&|$)|[?&]w=\d+|/comment-page-\d+|/trackback/?$"
        r"|[?&](?:download|pdf)=1",
    ),
    (
        "liên kết theo phiên, đếm lượt hoặc tác vụ nền",
        r"nvvithemever=|nv_redirect=|/banners/click/|second=cronjobs|scaptcha=|[?&](?:checkss|token|csrf|nocache|random)=",
    ),
    (
        "đăng nhập, đăng ký hoặc tìm kiếm",
        r"^/(?:vi/)?(?:users|login|dang-nhap|dang-ky|register|seek|search|tim-kiem)(?:/|$)|/wp-(?:login|admin|json)\b|^/admin\b"
        r"|[?&](?:q|s|keyword|tukhoa)=|/logout\b|^/statistics/|^/voting\b|^/banners/?$",
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
_REASONS = tuple((reason, re.compile(pattern)) for reason, pattern in _LEFT_ALONE)
FILE_REASON = "tệp (ảnh, PDF, Word…), không phải trang"
TRAP_REASON = "địa chỉ lặp vô tận hoặc quá dài"


def canonical(url: str) -> str:
    """One form: lower-case host, no default port, no fragment, no session or tracking in the query."""
    parts = urlsplit(_PATH_SESSION.sub("", url))
    host = (parts.hostname or "").lower()
    port = parts.port
    netloc = host if port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f"{host}:{port}"
    query = parts.query
    if query:
        kept = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _NOISE.match(k)]
        query = urlencode(kept)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def left_alone(url: str) -> str | None:
    """Why an address is not fetched, in Vietnamese; None when nothing speaks against it."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    repeated = max(Counter(segments).values(), default=0) > SAME_SEGMENT
    if len(url) > URL_CHARACTERS or len(segments) > PATH_SEGMENTS or repeated:
        return TRAP_REASON
    if _FILE.search(parts.path):
        return FILE_REASON
    asked = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return next((reason for reason, pattern in _REASONS if pattern.search(asked.lower())), None)


@dataclass(frozen=True, slots=True)
class Scope:
    """What belongs to a site: the hosts of its home and of the list, under the home's path."""

    hosts: frozenset[str]  # "host" or "host:port", without "www."
    path: str

    @classmethod
    def of(cls, home: str, hosts: tuple[str, ...] = ()) -> Scope:
        parts = urlsplit(home)
        path = parts.path if parts.path.endswith("/") else parts.path.rsplit("/", 1)[0] + "/"
        return cls(frozenset({_host(home), *(h.lower().removeprefix("www.") for h in hosts)}), path or "/")

    def holds(self, url: str) -> bool:
        try:
            return _host(url) in self.hosts and (urlsplit(url).path or "/").startswith(self.path)
        except ValueError:
            return False


def _host(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().removeprefix("www.")
    return host if parts.port in {None, 80, 443} else f"{host}:{parts.port}"

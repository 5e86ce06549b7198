"""http or https: which of them a site answers to, where it does not answer to both."""

from __future__ import annotations

from urllib.parse import urlsplit

from linter.crawl.address import Scope, canonical
from linter.crawl.status import Stop
from linter.model import CrawlNote

_OTHER = {"http": "https", "https": "http"}
# Nobody is there, or nobody who speaks it. A bad certificate is no reason to read on without any.
_NOT_SPOKEN = frozenset({"connection-refused", "connection-reset", "protocol-error"})
_NOTES = {
    "https": "trang chỉ mở được bằng https; nên ghi https trong danh sách trường",
    "http": "trang chưa mở được bằng https, chỉ mở được bằng http; nên cài chứng chỉ bảo mật cho trang",
}


class Scheme:
    """The spelling of a site's addresses: as they are written, or with the one scheme that works."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._only = ""

    def spelled(self, url: str) -> str:
        if not self._only or not self._scope.same_host(url):
            return url
        parts = urlsplit(canonical(url))
        return url if parts.port else parts._replace(scheme=self._only).geturl()

    def keep_to(self, url: str) -> None:
        """Ask for all of the site as `url` is written."""
        self._only = urlsplit(url).scheme


def turned(url: str, stop: Stop) -> str:
    """The home page under the other scheme, where that may be answered; or ""."""
    parts = urlsplit(url)
    if stop.fault not in _NOT_SPOKEN or parts.port or parts.scheme not in _OTHER:
        return ""
    return parts._replace(scheme=_OTHER[parts.scheme]).geturl()


def note(url: str) -> CrawlNote:
    """That a site answers only to the scheme of `url`."""
    scheme = urlsplit(url).scheme
    return CrawlNote(f"{scheme}-only", _NOTES[scheme], url)

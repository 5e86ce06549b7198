"""Why a crawl ended early, in the words of the report."""

from __future__ import annotations

from linter.crawl.reply import Failure
from linter.crawl.signs import Sign
from linter.model import CrawlStatus

_OF_REASON: dict[str, CrawlStatus] = {
    "dns-error": "dns-error",
    "tls-error": "tls-error",
    "connection-refused": "connection-refused",
    "connection-reset": "connection-reset",
    "timeout": "timeout",
    "too-many-redirects": "too-many-redirects",
    "redirect-loop": "too-many-redirects",
}


class Stop(Exception):  # noqa: N818 -- the end of a crawl, not an error
    """Ends the crawl of a site with a status and its reason."""

    def __init__(self, status: CrawlStatus, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def of_failure(failure: Failure) -> Stop:
    return Stop(_OF_REASON.get(failure.reason, "error"), failure.message)


def of_sign(sign: Sign) -> Stop:
    return Stop(sign.meaning, sign.reason)


def of_status(status: int) -> Stop:
    """What an answer other than 200 means for a page that should be there."""
    if status == 401:
        return Stop("login-required", "trang chỉ mở sau khi đăng nhập (401)")
    if status in {403, 429}:
        return Stop("blocked", f"máy chủ không cho đọc ({status})")
    if status in {404, 410}:
        return Stop("error", f"trang không tồn tại ({status})")
    return Stop("error", f"máy chủ báo lỗi {status}" if status >= 500 else f"máy chủ trả lời bất thường ({status})")

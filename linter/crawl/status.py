"""Why a crawl ended early, in the words of the report."""

from __future__ import annotations

from linter.crawl.reply import Failure, Reason
from linter.crawl.signs import Sign
from linter.model import CrawlStatus

# The note of a site whose name the name servers know nothing of: an answer, and no sign of a network that is gone.
NO_SUCH_NAME: Reason = "no-such-name"

_OF_REASON: dict[str, CrawlStatus] = {
    "dns-error": "dns-error",
    "no-such-name": "dns-error",
    "tls-error": "tls-error",
    "connection-refused": "connection-refused",
    "connection-reset": "connection-reset",
    "timeout": "timeout",
    "too-many-redirects": "too-many-redirects",
    "redirect-loop": "too-many-redirects",
}
_PASSING: frozenset[Reason] = frozenset({"connection-refused", "connection-reset", "timeout"})


class Stop(Exception):  # noqa: N818 -- the end of a crawl, not an error
    """Ends the crawl of a site with a status and its reason. `fault` is why no answer came, where none did;
    `passing` says that it may be otherwise in an hour."""

    def __init__(self, status: CrawlStatus, reason: str, *, fault: Reason | None = None, passing: bool = False) -> None:
        super().__init__(reason)
        self.status, self.reason, self.fault, self.passing = status, reason, fault, passing


def of_failure(failure: Failure) -> Stop:
    passing = failure.reason in _PASSING
    return Stop(_OF_REASON.get(failure.reason, "error"), failure.message, fault=failure.reason, passing=passing)


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
    if status >= 500:
        return Stop("error", f"máy chủ báo lỗi {status}", passing=True)
    return Stop("error", f"máy chủ trả lời bất thường ({status})")

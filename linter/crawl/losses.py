"""How much of a site its server failed to give: whether it still answers, and whether enough was read."""

from __future__ import annotations

from collections import Counter

from linter.crawl.reply import Failure, Reason, Response
from linter.crawl.status import Stop, of_failure, of_status
from linter.model import CrawlStatus

IN_A_ROW = 5  # addresses without an answer: a host that is down, or has had enough of us
ERRORS = 20  # in a row; a program that breaks off at each page of one kind still answers for others
FEWEST = 3  # lost pages; one or two are told by name and leave the rest of a small site as it is
SHARE = 0.2  # of the addresses asked for
# A redirect that leads astray and a page too long are faults of that page; the server has answered.
_OF_SERVER: frozenset[Reason] = frozenset(
    {"dns-error", "tls-error", "connection-refused", "connection-reset", "timeout", "protocol-error", "truncated"}
)
_OVERLOADED = frozenset({502, 503, 504, *range(520, 528)})


class Losses:
    """Notes each answer for a page."""

    def __init__(self) -> None:
        self._asked: set[str] = set()
        self._row = 0.0
        self._last: Stop | None = None
        self._why: dict[str, CrawlStatus] = {}

    def note(self, url: str, answer: Response | Failure) -> None:
        self._asked.add(url)
        stop = _fault(answer)
        if stop is None:
            self._row = 0.0
            self._why.pop(url, None)
            return
        error = isinstance(answer, Response) and answer.status not in _OVERLOADED
        self._row += IN_A_ROW / ERRORS if error else 1.0
        self._last = stop
        self._why[url] = stop.status

    @property
    def deaf(self) -> bool:
        """Whether the server has stopped to answer."""
        return self._row >= IN_A_ROW

    def retry(self) -> list[str]:
        """The addresses that were lost, to ask for once more; counting begins anew."""
        self._row = 0.0
        return list(self._why)

    def of_silence(self, read: int) -> Stop:
        """The end of a crawl whose server does not answer any more, after `read` pages."""
        reason = f"máy chủ ngừng trả lời khi mới đọc được {read} trang"
        last = self._last
        if last is None:
            return Stop("partial", reason)
        return Stop("partial" if read > 1 else last.status, f"{reason}. {last.reason[:1].upper()}{last.reason[1:]}")

    def of_share(self, read: int) -> Stop | None:
        """Why a crawl that went on to its end has not read the site: too much of it was lost."""
        lost, asked = len(self._why), len(self._asked)
        if lost < FEWEST or lost <= asked * SHARE:
            return None
        status = Counter(self._why.values()).most_common(1)[0][0]
        return Stop("partial" if read > 1 else status, f"máy chủ không đưa ra được {lost} trong {asked} địa chỉ đã hỏi")


def _fault(answer: Response | Failure) -> Stop | None:
    if isinstance(answer, Failure):
        return of_failure(answer) if answer.reason in _OF_SERVER else None
    return of_status(answer.status) if answer.status >= 500 else None

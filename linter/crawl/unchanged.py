"""Asking for changes only: with the validators of an answer that is held, and with some doubt of the reply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from linter.crawl.address import canonical
from linter.crawl.reply import Failure, Response
from linter.crawl.target import Earlier, Target

# RFC 9110 §8.8.3; what is not written so is not sent back.
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,500}"', re.ASCII)
_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT", re.ASCII)


class Unchanged:
    """What one site's server says of changes, and whether it is believed: the first 304 is looked into, and a server
    that gives another body when asked without validators gets none in this run any more."""

    def __init__(self, earlier: Earlier, target: Target) -> None:
        self._earlier, self._target, self._day = earlier, target.id, target.day
        self._believed: bool | None = None

    def held(self, url: str) -> Response | None:
        """The answer that is held for an address and may be served again."""
        if self._believed is False:
            return None
        held = self._earlier.held(self._target, url)
        if held is None or self._day is None:
            return None
        answer = held.answer
        if answer.status != 200 or answer.hops or canonical(answer.url) != canonical(url):
            return None
        return answer if validators(answer) else None

    def again(self, reply: Response, held: Response) -> Response | None:
        """The held answer, when a 304 to it may be believed; None when one has to ask without validators."""
        named = reply.headers.get("etag")
        same = not named or _bare(named) == _bare(held.headers.get("etag", ""))
        if reply.hops or not same or not self._believed or self._day is None:
            return None
        self._earlier.stand(self._target, held.requested, self._day)
        return replace(held, requested=reply.requested)

    def compare(self, fresh: Response | Failure, held: Response) -> None:
        """Learn from what came after a 304 that was not believed."""
        if isinstance(fresh, Response) and fresh.status == 200:
            self._believed = fresh.body == held.body and self._believed is not False


def validators(held: Response | None) -> Mapping[str, str]:
    """The headers of a conditional request; the tag alone where there is one: clocks of servers are wrong."""
    if held is None:
        return {}
    tag, modified = held.headers.get("etag", ""), held.headers.get("last-modified", "")
    if _TAG.fullmatch(tag):
        return {"If-None-Match": tag}
    return {"If-Modified-Since": modified} if _DATE.fullmatch(modified) else {}


def _bare(tag: str) -> str:
    return tag.removeprefix("W/")

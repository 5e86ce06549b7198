"""Pages by their address, and one answer for every other address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from linter.demo.families.rendering import VIETNAM, WEEKDAYS
from linter.demo.resource import Request, Resource, freshened
from linter.demo.statics import static


@dataclass(slots=True)
class Shelf:
    """A site without quirks of its own but `missing`: what it says to an address not in `pages`.

    An address with a query that is not known stands for its page: unknown parameters are ignored.
    """

    pages: Mapping[str, Resource]
    missing: Callable[[Request], Resource]
    folders: tuple[str, ...]
    views: count[int] = field(default_factory=lambda: count(3407))

    def answer(self, request: Request) -> Resource:
        if (file := static(request.path, self.folders)) is not None:
            return file
        resource = self.pages.get(request.target) or self.pages.get(request.path) or self.missing(request)
        now = datetime.now(VIETNAM)
        clock = f"{WEEKDAYS[now.weekday()]}, {now:%d/%m/%Y - %H:%M}"
        return freshened(resource, count=next(self.views), clock=clock)

"""The answers of a run as they are kept: what was asked, what came, and which answer is the one to a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, cast

from linter.crawl.reply import Failure, Reason, Response


@dataclass(frozen=True, slots=True)
class Question:
    """`most` bytes at an address, 0 for the usual bound; `validators` are the headers of a conditional request.
    `target` is "" while it is not known whose crawl asks."""

    target: str
    url: str
    most: int = 0
    verify: bool = True
    validators: Mapping[str, str] = field(default_factory=dict)


class Answer(Protocol):
    """A response, or with `status` 0 the reason why there was none."""

    @property
    def url(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> bytes: ...
    @property
    def hops(self) -> tuple[str, ...]: ...
    @property
    def location(self) -> str | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def message(self) -> str: ...


class KeptAnswer(Answer, Protocol):
    """With the conditions under which it was given, and the day on which a server stood for it."""

    @property
    def most(self) -> int: ...
    @property
    def verify(self) -> bool: ...
    @property
    def validators(self) -> Mapping[str, str]: ...
    @property
    def read(self) -> date: ...


class Kept(Protocol):
    """The answers of one run."""

    def find(self, question: Question, place: int) -> KeptAnswer | None:
        """What was answered when a site's crawl asked for an address for the n-th time, `place` from 0."""

    async def keep(self, question: Question, place: int, answer: Answer) -> None:
        """Returns when the answer is safe."""

    def earlier(self, target: str, url: str) -> KeptAnswer | None:
        """What the last run that read the site's home page has for an address, whatever its status."""

    def held(self, target: str, url: str) -> KeptAnswer | None:
        """What `earlier` told in this run."""

    def taken(self, target: str, url: str) -> KeptAnswer | None:
        """What this run took over for an address."""

    def take(self, target: str, url: str, answer: Answer, read: date) -> None:
        """Note that an answer of an earlier run is this run's as well."""

    def end(self, target: str, pages: int, given: int | None) -> None:
        """Note that the crawl of a site ended, and after how many answers where its time was over."""

    def cuts(self) -> Mapping[str, int]:
        """After how many answers the time of which sites was over."""


@dataclass(frozen=True, slots=True)
class Came:
    """An `Answer` from the network."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hops: tuple[str, ...] = ()
    location: str | None = None
    reason: str = ""
    message: str = ""

    @classmethod
    def of(cls, got: Response | Failure) -> Came:
        if isinstance(got, Failure):
            return cls(got.url, 0, reason=got.reason, message=got.message)
        return cls(got.url, got.status, got.headers, got.body, got.hops, got.location)


def fits(answer: KeptAnswer, question: Question) -> bool:
    """Whether an answer was given under the conditions of this question."""
    same = (answer.most, answer.verify) == (question.most, question.verify)
    return same and dict(answer.validators) == dict(question.validators)


def given(url: str, answer: Answer) -> Response | Failure:
    if answer.status == 0:
        return Failure(answer.url, cast("Reason", answer.reason), answer.message)
    return Response(url, answer.url, answer.status, answer.headers, answer.body, answer.hops, answer.location)

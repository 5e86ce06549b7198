"""The one door to the network: every page, feed and file of a crawl comes through `Fetcher.get`.

What it promises: it ends in time, holds a bounded number of bytes, asks only machines it may ask, asks them
politely, and gives either a whole answer or a `Failure` that says why there is none. Nothing else comes out
of it but a cancellation.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType, TracebackType
from typing import Self, cast

import httpx

from linter.crawl.body import Caps, read_body
from linter.crawl.door import Door
from linter.crawl.fault import FetchError, explain
from linter.crawl.guard import Guard, Resolver, resolve
from linter.crawl.headers import read_headers
from linter.crawl.limits import Limits
from linter.crawl.pace import Pace, retry_after
from linter.crawl.pulse import Pulse
from linter.crawl.reply import Failure, Reason, Response
from linter.crawl.url import Target, join, parse

__all__ = ["Failure", "Fetcher", "Limits", "Pace", "Reason", "Response"]

_log = logging.getLogger(__name__)

_REDIRECTS = {301, 302, 303, 307, 308}
_WITHOUT_BODY = {204, 205, 304}
_OVERLOADED = {429, 502, 503, 504, *range(520, 528)}  # 520–527 are Cloudflare's
_WORTH_ANOTHER_TRY: set[Reason] = {
    "connection-reset", "truncated", "timeout", "protocol-error", "bad-encoding",
}  # fmt: skip
_USUAL_LIMITS = Limits()
_NO_VALIDATORS: Mapping[str, str] = MappingProxyType({})
_GIVEN_UP = "Máy chủ {host} đã ngừng trả lời; lượt này không hỏi thêm."
_LAST_MOMENT = 1 / 30  # of the time there was: a second try in less than that is a request for nothing


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the caller of `get` asked for."""

    url: str
    caps: Caps
    within: Callable[[str], bool] | None
    verify: bool
    validators: Mapping[str, str]


@dataclass(slots=True)
class _Journey:
    """One `get` on its way over redirects: where it is, what it passed, what time it has left."""

    wish: _Wish
    at: Target
    left: float
    hops: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Fetcher:
    """An asynchronous context manager with one method.

    `listed` are the origins of the school list, like "http://127.0.0.1:8101": see `Guard`. `transport`
    takes the place of the network in tests. `tls` takes the place of the usual list of authorities. With
    `share_addresses` all hosts on one machine share its turns; otherwise each host has its own.
    """

    _share_addresses = False

    def __init__(
        self,
        *,
        user_agent: str,
        listed: frozenset[str] = frozenset(),
        pace: Pace,
        limits: Limits = _USUAL_LIMITS,
        resolver: Resolver = resolve,
        transport: httpx.AsyncBaseTransport | None = None,
        tls: ssl.SSLContext | None = None,
        share_addresses: bool = False,
    ) -> None:
        self.user_agent = user_agent
        self._limits = limits
        self._pace = pace
        self._pulse = Pulse()
        self._guard = Guard(listed, resolver)
        self._share_addresses = share_addresses and transport is None
        self._client = httpx.AsyncClient(
            transport=Door(self._guard, limits, inner=transport, tls=tls),
            trust_env=False,
            headers={
                "User-Agent": user_agent,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Language": "vi,en;q=0.5",
            },
            timeout=httpx.Timeout(limits.read_s, pool=limits.request_s),
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def get(
        self,
        url: str,
        *,
        max_bytes: int | None = None,
        within: Callable[[str], bool] | None = None,
        verify: bool = True,
        cut: bool = False,
        validators: Mapping[str, str] = _NO_VALIDATORS,
    ) -> Response | Failure:
        """The answer at `url` after its redirects, or why there is none. Never raises.

        A redirect to an address for which `within` is False is not followed: its own 3xx answer comes back
        with `location`. `max_bytes` bounds the decoded body; a longer one is a Failure, or with `cut` its
        first `max_bytes` come back. `verify` False reads on in spite of a bad certificate. `validators` are the
        headers of a conditional request, sent to `url` itself and not to where it leads.
        """
        decoded = self._limits.body_bytes if max_bytes is None else max_bytes
        caps = Caps(wire=max(self._limits.wire_bytes, decoded), decoded=decoded, cut=cut)
        journey = _Journey(_Wish(url, caps, within, verify, validators), Target(url, "", 0), self._limits.request_s)
        try:
            return await self._travel(journey)
        except Exception as error:  # noqa: BLE001 -- the door: only a cancellation gets past it
            fault = _fault(error)
            return Failure(url, fault.reason, fault.message(journey.at.host))

    async def slow_down(self, url: str, seconds: float) -> None:
        """Keeps the host of `url` to a robots.txt's crawl-delay from now on, 30 s at most."""
        target = parse(url)
        if target is not None:
            self._pace.crawl_delay(await self._key(target), seconds)

    async def pause(self, url: str, seconds: float) -> None:
        """Leaves the host of `url` alone for a while: it has turned us away under a status of 200."""
        target = parse(url)
        if target is not None:
            self._pace.refused(await self._key(target), seconds)

    async def revive(self, url: str) -> None:
        """Lets the server of `url` be asked a last time, if it had stopped to answer."""
        target = parse(url)
        if target is not None:
            self._pulse.lift(await self._key(target))

    async def queue(self, url: str) -> str:
        """The name of the turns that requests for `url` take: equal for hosts on one machine."""
        target = parse(url)
        return url if target is None else await self._key(target)

    async def _travel(self, journey: _Journey) -> Response:
        journey.at = self._target(journey.wish.url)
        while True:
            self._guard.check(journey.at)
            answer = await self._ask(journey)
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                return _response(journey, answer)
            target = self._target(join(journey.at.url, location))
            within = journey.wish.within
            if within is not None and not within(target.url):
                return _response(journey, answer, target.url)
            if target.url in {journey.at.url, *journey.hops}:
                raise FetchError("redirect-loop")
            if len(journey.hops) >= self._limits.redirects:
                raise FetchError("too-many-redirects")
            journey.hops.append(journey.at.url)
            journey.at = target

    def _target(self, url: str) -> Target:
        target = parse(url) if len(url) <= self._limits.url_chars else None
        if target is None:
            raise FetchError("bad-url")
        return target

    async def _ask(self, journey: _Journey) -> _Answer:
        """One hop: a try, and a second one where that may help."""
        key = await self._key(journey.at)
        first = await self._try(journey, key, compressed=True)
        if not self._worth_another_try(first, key, journey):
            return _unwrap(first)
        broken_body = isinstance(first, FetchError) and first.reason in {"bad-encoding", "truncated"}
        second = await self._try(journey, key, compressed=not broken_body)
        self._worth_another_try(second, key, journey)  # so that a second refusal makes the pause longer
        return _unwrap(second)

    def _worth_another_try(self, got: _Answer | FetchError, key: str, journey: _Journey) -> bool:
        in_time = journey.left > self._limits.request_s * _LAST_MOMENT
        if isinstance(got, FetchError):
            return got.reason in _WORTH_ANOTHER_TRY and in_time
        if got.status in _OVERLOADED:
            return self._pace.refused(key, retry_after(got.headers)) and in_time
        self._pace.welcomed(key)
        return got.status == 500 and in_time

    async def _try(self, journey: _Journey, key: str, *, compressed: bool) -> _Answer | FetchError:
        """One request in a turn of its own; only its time on the network counts."""
        if self._pulse.is_down(key):
            return FetchError("timeout", _GIVEN_UP)
        clock = asyncio.get_running_loop().time
        async with self._pace.slot(key):
            if self._pulse.is_down(key):  # others have met its silence in the meantime
                return FetchError("timeout", _GIVEN_UP)
            started = clock()
            try:
                async with asyncio.timeout(max(journey.left, 0.0)):
                    got = await self._exchange(journey, compressed=compressed)
            except Exception as error:  # noqa: BLE001 -- as in `get`: a reason for everything
                fault = _fault(error)
                self._pulse.note(key, fault.reason)
                return fault
            finally:
                journey.left -= clock() - started
            self._pulse.note(key, None)
            return got

    async def _exchange(self, journey: _Journey, *, compressed: bool) -> _Answer:
        wish = journey.wish
        request = self._client.build_request(
            "GET",
            journey.at.url,
            headers={
                "Accept-Encoding": "gzip" if compressed else "identity",
                **({} if journey.hops else wish.validators),
            },
            extensions={"verify": wish.verify},
        )
        response = await self._client.send(request, stream=True)
        try:
            status, headers = response.status_code, read_headers(response.extensions["headers"])
            if status < 200:
                raise FetchError("protocol-error")
            if status in _WITHOUT_BODY or (status in _REDIRECTS and headers.get("location")):
                return _Answer(status, headers, b"")
            caps = Caps(wish.caps.wire, wish.caps.decoded, wish.caps.cut, plain_ok=not compressed)
            async with contextlib.aclosing(cast("AsyncGenerator[bytes]", response.aiter_raw())) as chunks:
                return _Answer(status, headers, await read_body(chunks, headers, caps))
        finally:
            await response.aclose()

    async def _key(self, target: Target) -> str:
        """Whose turns a request takes. The one place to change when something else is to share a limit."""
        if self._share_addresses:
            with contextlib.suppress(FetchError, TimeoutError):
                async with asyncio.timeout(self._limits.read_s):
                    address = min(await self._guard.addresses(target.host, target.port))
                # A loopback address stands for many machines; a public one is a machine, whatever the port.
                return Pace.key(address, target.port if address == target.host else 80)
        return Pace.key(target.host, target.port)


def _fault(error: Exception) -> FetchError:
    fault = explain(error)
    if fault is not error:
        _log.debug("%s", fault.reason, exc_info=error)
    return fault


def _unwrap(got: _Answer | FetchError) -> _Answer:
    if isinstance(got, FetchError):
        raise got
    return got


def _response(journey: _Journey, answer: _Answer, location: str | None = None) -> Response:
    return Response(
        requested=journey.wish.url,
        url=journey.at.url,
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
        hops=tuple(journey.hops),
        location=location,
    )

"""Which machines may be asked: public addresses on web ports, and what the school list itself names."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from linter.crawl.fault import FetchError, dns_error
from linter.crawl.url import Target, parse

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
Clock = Callable[[], float]

_WEB_PORTS = {80, 443}
_KEPT_S = 600.0  # a name is asked for again after ten minutes
_REFUSED_S = 60.0  # and after one when there was no answer to it

# `ipaddress.is_global` differs between Python versions and calls 64:ff9b::/96 and 2002::/16 global in
# 3.11.7, so the IANA special-purpose registries are written out here.
_SPECIAL_4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
# All public IPv6 lies in 2000::/3: mapped, translated, local and multicast addresses are outside of it.
_PUBLIC_6 = IPv6Network("2000::/3")
_SPECIAL_6 = tuple(IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))


def is_public(address: str) -> bool:
    """Whether an IP address in text may be connected to without being named in the school list."""
    ip = literal(address)
    if isinstance(ip, IPv4Address):
        return not any(ip in block for block in _SPECIAL_4)
    return ip is not None and ip in _PUBLIC_6 and not any(ip in block for block in _SPECIAL_6)


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address a host spells out in the usual way; None for names and for spellings like 0x7f.1."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


async def resolve(host: str, port: int) -> list[str]:
    """The system's answer to a name: addresses as text, in its order."""
    rows = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in rows]


class Guard:
    """Gives the addresses of a host that may be connected to. Each name is resolved once and kept.

    `listed` are the origins written in the school list: their ports are open, and an address spelled out
    there may be private or loopback. A name that leads to such an address is never let through.
    """

    def __init__(self, listed: Iterable[str] = (), resolver: Resolver = resolve, clock: Clock = time.monotonic) -> None:
        targets = [target for target in map(parse, listed) if target is not None]
        self._named = {(literal(target.host), target.port) for target in targets}
        self._ports = _WEB_PORTS | {target.port for target in targets}
        self._resolver = resolver
        self._clock = clock
        self._known: dict[str, tuple[float, tuple[str, ...]]] = {}
        self._unknown: dict[str, tuple[float, FetchError]] = {}

    def check(self, target: Target) -> None:
        """What can be seen without asking anyone. Raises FetchError: blocked-port or blocked-address."""
        if target.port not in self._ports:
            raise FetchError("blocked-port")
        ip = literal(target.host)
        if ip is not None and (ip, target.port) not in self._named and not is_public(target.host):
            raise FetchError("blocked-address")

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Where to connect for `host`, at least one address, IPv4 first (C67). Raises FetchError."""
        self.check(Target("", host, port))
        if literal(host) is not None:
            return (host,)
        until, found = self._known.get(host, (0.0, ()))
        if not found or until <= self._clock():
            found = await self._ask(host, port)
            self._known[host] = (self._clock() + _KEPT_S, found)
        return found

    async def _ask(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of a name, which is not asked for again at once when there are none."""
        until, error = self._unknown.get(host, (0.0, None))
        if error is None or until <= self._clock():
            try:
                return await self._resolve(host, port)
            except FetchError as failed:
                error = failed
                self._unknown[host] = (self._clock() + _REFUSED_S, failed)
        raise FetchError(error.reason)

    async def _resolve(self, host: str, port: int) -> tuple[str, ...]:
        try:
            answers = await self._resolver(host, port)
        except UnicodeError:
            raise FetchError("bad-url") from None
        except OSError as error:
            raise dns_error(error) from None
        if not answers:
            raise FetchError("dns-error")
        public = [address for address in dict.fromkeys(answers) if is_public(address)]
        if not public:
            raise FetchError("blocked-address")
        return tuple(sorted(public, key=lambda address: ":" in address))

"""The bounds of one request: what a server may cost us."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes and seconds. A real school page is 30–120 KB; the bounds are some thirty times that.

    `request_s` is the time spent on the network for one `get`, with its redirects and its second try;
    time spent waiting for a turn (see `Pace`) does not count.
    """

    wire_bytes: int = 8 * 1024 * 1024  # as sent, still compressed
    body_bytes: int = 4 * 1024 * 1024  # decoded
    header_bytes: int = 65_536
    interim_replies: int = 20  # "100 Continue" and its like, before the answer
    redirects: int = 5
    request_s: float = 30.0
    connect_s: float = 5.0  # for each address of a host
    read_s: float = 15.0  # without a single byte
    url_chars: int = 2_000

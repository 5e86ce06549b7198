"""What comes back from a request: a response, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "dns-error", "no-such-name", "tls-error", "connection-refused", "connection-reset", "timeout", "too-many-redirects",
    "redirect-loop", "blocked-address", "blocked-port", "too-large", "bad-encoding", "truncated",
    "protocol-error", "bad-url",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Response:
    """A whole answer: nothing of its body is missing.

    `url` is where redirects ended and `hops` the addresses passed before it. `headers` have lower-case
    names; cookies are not among them. `body` is decompressed. `location` is the absolute address of a
    redirect that was not followed; the body of a redirect is not read.
    """

    requested: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[str, ...]
    location: str | None = None

    @property
    def content_type(self) -> str:
        """The bare media type in lower case, "" when the server names none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Failure:
    """No answer that may be judged. `url` is the address asked for; `message` one Vietnamese sentence."""

    url: str
    reason: Reason
    message: str

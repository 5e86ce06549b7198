"""A server that never answers properly: it is overloaded, or it takes the connection and says nothing."""

from __future__ import annotations

from dataclasses import dataclass

from linter.demo.resource import Request, Resource

HANG = 2.0  # seconds of silence before the connection is closed
BUSY = (
    b"<!DOCTYPE HTML><html><head><title>503 Service Unavailable</title></head><body>"
    b"<h1>Service Unavailable</h1><p>The server is temporarily unable to service your request due to "
    b"maintenance downtime or capacity problems. Please try again later.</p></body></html>\n"
)


@dataclass(frozen=True, slots=True)
class Silent:
    """The home page hangs; everything else is too busy."""

    def answer(self, request: Request) -> Resource:
        if request.path == "/":
            return Resource(hang=HANG)
        return Resource(BUSY, 503, "text/html; charset=iso-8859-1")

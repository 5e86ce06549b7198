"""A request and its answer, as far as the demo's sites need them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from hashlib import md5
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

HTML = "text/html; charset=utf-8"
XML = "text/xml; charset=utf-8"

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A GET or HEAD. `target` is what stood in the request line; `headers` have lower-case names."""

    target: str
    headers: Mapping[str, str]
    client: str = ""

    @property
    def path(self) -> str:
        return urlsplit("//host" + self.target).path or "/"

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit("//host" + self.target).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Resource:
    """An answer. `etag` and `modified` are the validators that the real CMS honours, if any; `zipped`
    answers are sent with gzip to a client that takes it; `hang` seconds of silence end in a closed
    connection instead of an answer."""

    body: bytes = b""
    status: int = 200
    media: str = HTML
    headers: Headers = ()
    etag: str = ""
    modified: datetime | None = None
    zipped: bool = False
    hang: float = 0.0


class Website(Protocol):
    """A site: every request has an answer."""

    def answer(self, request: Request) -> Resource: ...


def page(markup: str, status: int = 200, media: str = HTML) -> Resource:
    return Resource(markup.encode(), status, media)


def redirect(location: str, status: int = 301, media: str = "text/html; charset=UTF-8") -> Resource:
    return Resource(b"", status, media, (("Location", location),))


def validated(resource: Resource) -> Resource:
    """`resource` with an ETag made of its body."""
    return replace(resource, etag=f'"{md5(resource.body, usedforsecurity=False).hexdigest()}"')


def unchanged(resource: Resource, request: Request) -> bool:
    """Whether the client's copy is still good: only sites that send a validator honour it."""
    wanted = request.headers.get("if-none-match")
    if wanted is not None:
        return bool(resource.etag) and wanted == resource.etag
    since = request.headers.get("if-modified-since")
    return bool(resource.etag) and resource.modified is not None and since == http_date(resource.modified)


def http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


# What stands in for a value that is another one on every view.
TOKEN, MD5, COUNT, CLOCK = "%%TOKEN%%", "%%MD5%%", "%%COUNT%%", "%%CLOCK%%"


def freshened(resource: Resource, *, count: int, clock: str) -> Resource:
    """`resource` with new tokens, a new counter and the page's clock."""
    body = resource.body
    if b"%%" not in body:
        return resource
    for mark, value in (
        (TOKEN, secrets.token_urlsafe(60)),
        (MD5, secrets.token_hex(16)),
        (COUNT, str(count)),
        (CLOCK, clock),
    ):
        body = body.replace(mark.encode(), value.encode())
    return replace(resource, body=body)

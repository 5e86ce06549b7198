"""A site in memory, in the place of the network: what the crawl asks for and gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linter.crawl import Fetcher
from linter.crawl.address import site_key
from linter.crawl.reply import Response


class Served(Fetcher):
    """Answers with the pages of a labelled site, and with 404 for everything else."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self.bodies = {site_key(url): html.encode() for url, html in pages.items()}
        self.user_agent = "school-site-linter/test"

    async def get(self, url: str, **_: Any) -> Response:
        body = self.bodies.get(site_key(url))
        headers = {"content-type": "text/html; charset=utf-8"}
        return Response(url, url, 404 if body is None else 200, headers, body or b"<title>404</title>", ())

    async def slow_down(self, url: str, seconds: float) -> None:
        """Nobody to be polite to."""

    async def pause(self, url: str, seconds: float) -> None:
        """Nobody to be polite to."""

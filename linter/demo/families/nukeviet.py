"""NukeViet 4.5, 4.6 and the eGovernment edition: how they answer.

Unknown addresses lead home with 301, never-ending token links stand on every page, a page is never "not
modified", and a flood limiter answers as a page of its own.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final

from linter.demo.families.nukeviet_pages import Edition, pages
from linter.demo.families.rendering import Renderer
from linter.demo.flood import Flood
from linter.demo.resource import Headers, Request, Resource, freshened, redirect
from linter.demo.statics import GIF, JPEG, static

EDITIONS: Final[Mapping[str, Edition]] = {
    "nukeviet-4.5": Edition(("nukeviet",), "4.5"),
    "nukeviet-4.6": Edition(("nukeviet",), "4.6", responsive=True),
    "nukeviet-egov": Edition(
        ("nukeviet-egov", "nukeviet"),
        "eGov",
        organs="co-cau-to-chuc",
        savefile_media="text/x-delimtext; charset=utf-8",
        wait_status=200,
        strict_html=False,
    ),
}
FOLDERS = ("/uploads/", "/themes/", "/assets/", "/data/", "/favicon.ico")


def nukeviet(renderer: Renderer, edition: Edition, flood: Flood | None) -> NukeViet:
    """The website of `renderer`'s site."""
    posts = {post.id: renderer.path(post) for post in renderer.site.posts}
    known = pages(renderer, edition)
    return NukeViet(known, edition, posts, renderer.page("wait.html"), flood)


@dataclass(slots=True)
class NukeViet:
    """Pages by their address, with the query where it matters."""

    pages: Mapping[str, Resource]
    edition: Edition
    posts: Mapping[int, str]
    wait: Resource
    flood: Flood | None
    views: count[int] = field(default_factory=lambda: count(1201))

    def answer(self, request: Request) -> Resource:
        if (file := static(request.path, FOLDERS)) is not None:
            return file
        if self.flood is not None and self.flood.refuses(request.client, time.monotonic()):
            headers = () if self.edition.wait_status == 200 else (("Retry-After", "58"),)
            return replace(self.wait, status=self.edition.wait_status, headers=headers)
        resource = self._trap(request) or self.pages.get(request.target) or self.pages.get(request.path)
        return self._dressed(resource or self._missing(request))

    def _trap(self, request: Request) -> Resource | None:
        """Addresses that are new on every view of a page and lead nowhere."""
        query = request.query
        if "nvvithemever" in query:
            garbled = "g#tvdxza27-0*b}7:8102/"  # the token cannot be read back without the cookie
            return redirect(garbled if query["nvvithemever"] == "m" else "/")
        if request.path.startswith("/banners/click/"):
            return redirect("/")
        if request.path != "/index.php":
            return None
        if query.get("second") == "cronjobs":
            return Resource(JPEG, media="image/jpg")
        if "scaptcha" in query:
            return Resource(GIF, media="image/gif")
        return self._unrewritten(query)

    def _unrewritten(self, query: Mapping[str, str]) -> Resource | None:
        """/index.php?language=vi&nv=news&op=… is the same page under its address before rewriting."""
        module, op = query.get("nv", ""), query.get("op", "").strip("/")
        if module == "news":
            return self.pages.get(f"/{op}.html") or self.pages.get(f"/{op}/" if op else "/")
        return self.pages.get(f"/{module}/{op}.html" if op else f"/{module}/")

    def _missing(self, request: Request) -> Resource:
        path = request.path
        if path.endswith("$DATA.siteterms_url"):
            return self.pages["404"]
        if path.endswith(".html"):
            number = re.search(r"-(\d+)\.html$", path)
            if number and int(number[1]) in self.posts:
                return self._renamed(path, self.posts[int(number[1])])
            category = path.rsplit("/", 1)[0] + "/"
            if self.edition.strict_html and category in self.pages and category != "/":
                return self.pages["404"]
            return redirect("/")
        beyond = re.fullmatch(r"(/.*)?/page-\d+/?", path)
        if beyond and (beyond[1] or "") + "/" in self.pages:
            return redirect((beyond[1] or "") + "/")
        return redirect(path + "/") if path + "/" in self.pages else redirect("/")

    def _renamed(self, path: str, canonical: str) -> Resource:
        """The number is the post's identity; a post of several categories moves to its main one."""
        prefix = re.match(r"/(savefile|print)/", path)
        return redirect(f"/{prefix[1]}{canonical}" if prefix else canonical)

    def _dressed(self, resource: Resource) -> Resource:
        """With the headers and the values that differ on every view."""
        number = next(self.views)
        headers: Headers = (("Set-Cookie", f"nv4_sess=s{number}; path=/; HttpOnly; SameSite=Lax"),)
        modified = resource.modified
        if resource.media.startswith("text/html") and resource.status == 200:
            headers += (
                ("Set-Cookie", f"nv4_statistic_vi=v{number}; Max-Age=1800; path=/; HttpOnly"),
                ("Cache-Control", "max-age=0, no-cache, no-store, must-revalidate"),
                ("Pragma", "no-cache"),
            )
            modified = datetime.now(UTC) - timedelta(days=1)
        fresh = freshened(resource, count=number, clock="")
        return replace(fresh, headers=resource.headers + headers, modified=modified)

"""Where every site and every post of the district stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from linter.demo.content import Post, SiteContent

SLUG_LIMIT = 60  # the older VHV platform cuts a slug exactly here, in the middle of a word


@dataclass(frozen=True, slots=True)
class Places:
    """`homes` by site id, each with its port and a closing slash; `sites` by id."""

    homes: Mapping[str, str]
    sites: Mapping[str, SiteContent]
    paths: Mapping[str, Mapping[int, str]]

    def post_path(self, site: str, post: int) -> str:
        return self.paths[site][post]

    def post_url(self, site: str, post: int) -> str:
        return self.homes[site].rstrip("/") + self.paths[site][post]


def places(homes: Mapping[str, str], sites: Mapping[str, SiteContent]) -> Places:
    return Places(homes, sites, {id_: paths_of(site) for id_, site in sites.items()})


def paths_of(site: SiteContent) -> dict[int, str]:
    """The path of every post of a site, by the post's number."""
    if site.family == "vhv":
        return _vhv(site)
    path = _PATHS.get(site.family)
    return {post.id: path(site, post) for post in site.posts} if path else {}


def _nukeviet(_site: SiteContent, post: Post) -> str:
    return f"/{post.category}/{post.slug}-{post.id}.html"


def _wordpress(_site: SiteContent, post: Post) -> str:
    return f"/{post.slug}/"


def _quangich(site: SiteContent, post: Post) -> str:
    category = site.category(post.category)
    kind = "vbctmb" if category.slug == "van-ban" else "ct"
    return f"/{category.slug}/{post.slug[:80].rstrip('-')}/{kind}/{category.id}/{post.id}"


def _vhv(site: SiteContent) -> dict[int, str]:
    """No number in the address: a slug that is taken gets a digit in place of its last letter."""
    taken: set[str] = set()
    paths: dict[int, str] = {}
    for post in reversed(site.posts):
        short = post.slug[:SLUG_LIMIT]
        digit = 1
        while (path := f"/{post.category}/{short}.html") in taken:
            digit += 1
            short = f"{post.slug[: SLUG_LIMIT - 1]}{digit}"
        taken.add(path)
        paths[post.id] = path
    return paths


_PATHS: Mapping[str, Callable[[SiteContent, Post], str]] = {
    "nukeviet-4.5": _nukeviet,
    "nukeviet-4.6": _nukeviet,
    "nukeviet-egov": _nukeviet,
    "wordpress": _wordpress,
    "quangich": _quangich,
}

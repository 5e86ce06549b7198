"""A platform sold to many schools under several names: addresses without a number, pagers that only a
script can turn, files behind onclick."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from linter.demo.content import Post
from linter.demo.families.rendering import Renderer
from linter.demo.families.shelf import Shelf
from linter.demo.resource import Resource

FOLDERS = ("/upload/", "/static/", "/favicon.ico")
RELATED = 5

Entry = tuple[str, Resource]


def vhv(renderer: Renderer) -> Shelf:
    """The website of `renderer`'s site. There is no sitemap, no feed and no robots.txt."""
    site = renderer.site
    renderer.environment.globals.update({"newest": site.posts[:6]})
    pages = dict(chain(_lists(renderer), chain.from_iterable(_post(renderer, post) for post in site.posts)))
    pages |= {f"/{p.slug}": renderer.page("page.html", title=p.title, page=p) for p in site.pages}
    lost = renderer.page("404.html", status=404, title="Không tìm thấy trang")
    return Shelf(pages, lambda request: pages.get(request.path.rstrip("/"), lost), FOLDERS)


def _lists(renderer: Renderer) -> Iterator[Entry]:
    """Only the first page of a list has an address."""
    site = renderer.site
    yield "/", renderer.page("home.html", title=site.name)
    for category in site.categories:
        posts = site.posts_in(category.slug)
        yield (
            f"/{category.slug}",
            renderer.page(
                "list.html",
                title=category.title,
                category=category,
                posts=posts[: site.page_size],
                more=len(posts) > site.page_size,
            ),
        )


def _post(renderer: Renderer, post: Post) -> Iterator[Entry]:
    same = [p for p in renderer.site.posts_in(post.category) if p.id != post.id]
    related = [p for p in same if p.at <= post.at][:RELATED] or same[:RELATED]
    category = renderer.site.category(post.category)
    yield (
        renderer.path(post),
        renderer.page("post.html", title=post.title, post=post, category=category, related=related),
    )

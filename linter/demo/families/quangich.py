"""A platform of whole provinces: numbers of category and post in the address, the same post in several
layouts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from linter.demo.content import Category, Post, StaticPage
from linter.demo.families.rendering import Renderer, in_pages
from linter.demo.families.shelf import Shelf
from linter.demo.resource import Resource

FOLDERS = ("/UploadFiles/", "/Content/", "/Scripts/", "/favicon.ico")

Entry = tuple[str, Resource]


def quangich(renderer: Renderer) -> Shelf:
    """The website of `renderer`'s site."""
    site = renderer.site
    renderer.environment.globals.update(
        {"newest": site.posts[:6], "list_path": list_path, "page_path": lambda p: page_path(renderer, p)}
    )
    pages = dict(
        chain(
            _lists(renderer),
            chain.from_iterable(_post(renderer, post) for post in site.posts),
            chain.from_iterable(_static(renderer, static) for static in site.pages),
        )
    )
    pages["/robots.txt"] = renderer.page("robots.txt", media="text/plain; charset=utf-8")
    lost = renderer.page("404.html", status=404, title="Không tìm thấy trang")
    return Shelf(pages, lambda _request: lost, FOLDERS)


def list_path(category: Category, number: int = 1) -> str:
    path = f"/{category.slug}/c/{category.id}"
    return path if number == 1 else f"{path}?page={number}"


def page_path(renderer: Renderer, static: StaticPage) -> str:
    """An introduction is a post as well, of a category that is not of news."""
    if not static.parent:
        return f"/{static.slug}"
    category = renderer.site.category(static.parent)
    return f"/{category.slug}/{static.slug}/ct/{category.id}/{static.id}"


def _lists(renderer: Renderer) -> Iterator[Entry]:
    site = renderer.site
    yield "/", renderer.page("home.html", title=site.name)
    for category in site.categories:
        statics = [p for p in site.pages if p.parent == category.slug]
        leaves = in_pages(site.posts_in(category.slug), site.page_size)
        for number, posts in enumerate(leaves, 1):
            yield (
                list_path(category, number),
                renderer.page(
                    "list.html",
                    title=category.title,
                    category=category,
                    statics=statics,
                    posts=posts,
                    number=number,
                    last=len(leaves),
                ),
            )


def _post(renderer: Renderer, post: Post) -> Iterator[Entry]:
    path = renderer.path(post)
    category = renderer.site.category(post.category)
    same = [p for p in renderer.site.posts_in(post.category) if p.id != post.id][:5]
    values: dict[str, Any] = {"title": post.title, "post": post, "category": category, "related": same}
    yield path, renderer.page("post.html", layout="ct", **values)
    for layout in ("ctfull", "ctmb"):
        if "/ct/" in path:
            twin = path.replace("/ct/", f"/{layout}/")
            yield twin, renderer.page("post.html", layout=layout, **values)


def _static(renderer: Renderer, static: StaticPage) -> Iterator[Entry]:
    yield page_path(renderer, static), renderer.page("page.html", title=static.title, page=static)

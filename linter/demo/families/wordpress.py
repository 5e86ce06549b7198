"""WordPress: pretty addresses, archives by date, a REST interface, posts in several pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from markupsafe import Markup, escape

from linter.demo.content import Post, StaticPage
from linter.demo.families.rendering import Renderer, in_pages, utc
from linter.demo.families.shelf import Shelf
from linter.demo.resource import XML, Request, Resource, page, redirect, validated

FOLDERS = ("/wp-content/", "/wp-includes/", "/favicon.ico")
FEED_ITEMS = 10
RSS = "application/rss+xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"

Entry = tuple[str, Resource]


def wordpress(renderer: Renderer) -> Shelf:
    """The website of `renderer`'s site."""
    site = renderer.site
    bodies = {post.id: [texturised(x) for x in renderer.composer.leaves(post)] for post in site.posts}
    renderer.environment.globals.update(
        {
            "newest": site.posts[:5],
            "months": sorted({(p.at.year, p.at.month) for p in site.posts}, reverse=True),
            "days": _days_of_last_month(site.posts),
            "excerpt": lambda post: excerpt(" ".join(bodies[post.id])),
            "page_path": page_path,
        }
    )
    pages = dict(
        chain(
            _lists(renderer),
            chain.from_iterable(_post(renderer, post, bodies[post.id]) for post in site.posts),
            _static_pages(renderer),
            _feeds(renderer, bodies),
            _sitemaps(renderer),
            _rest(renderer, bodies),
        )
    )
    return Shelf(pages, _missing(renderer, pages), FOLDERS)


def page_path(static: StaticPage) -> str:
    return f"/{static.parent}/{static.slug}/" if static.parent else f"/{static.slug}/"


def texturised(markup: str) -> str:
    """Signs typed on a keyboard turned into the printer's, outside tags."""
    pieces = re.split(r"(<[^>]+>)", markup)
    return "".join(piece if piece.startswith("<") else _typeset(piece) for piece in pieces)


def _typeset(text: str) -> str:
    text = re.sub(r'(^|[\s(])"', r"\1“", text).replace('"', "”")
    return re.sub(r"(\d)x(\d)", r"\1×\2", text.replace(" - ", " – ").replace("...", "…"))


def excerpt(body: str) -> Markup:
    """The first 55 words of a body."""
    words = re.sub(r"<[^>]+>", " ", body).replace("&nbsp;", " ").split()
    more = " [&hellip;]" if len(words) > 55 else ""
    return Markup(" ".join(words[:55]) + more)  # noqa: S704 -- our own texts


def _days_of_last_month(posts: Sequence[Post]) -> list[int]:
    last = posts[0].at
    return sorted({p.at.day for p in posts if (p.at.year, p.at.month) == (last.year, last.month)})


def _lists(renderer: Renderer) -> Iterator[Entry]:
    site = renderer.site
    yield from _archive(renderer, "/", "", site.posts)
    for category in site.categories:
        yield from _archive(renderer, f"/category/{category.slug}/", category.title, site.posts_in(category.slug))
    yield from _archive(renderer, "/author/bientap/", "Ban biên tập", site.posts)
    by_date: dict[str, list[Post]] = {}
    for post in site.posts:
        for form in ("/%Y/", "/%Y/%m/", "/%Y/%m/%d/"):
            by_date.setdefault(post.at.strftime(form), []).append(post)
    for address, posts in by_date.items():
        yield from _archive(renderer, address, address.strip("/"), posts)


def _archive(renderer: Renderer, address: str, title: str, posts: Sequence[Post]) -> Iterator[Entry]:
    leaves = in_pages(posts, renderer.site.page_size)
    for number, leaf in enumerate(leaves, 1):
        at = address if number == 1 else f"{address}page/{number}/"
        yield (
            at,
            renderer.page("list.html", title=title, address=address, posts=leaf, number=number, last=len(leaves)),
        )


def _post(renderer: Renderer, post: Post, leaves: Sequence[str]) -> Iterator[Entry]:
    path = renderer.path(post)
    posts = renderer.site.posts
    here = posts.index(post)
    values: dict[str, Any] = {
        "title": post.title,
        "post": post,
        "older": posts[here + 1] if here + 1 < len(posts) else None,
        "newer": posts[here - 1] if here else None,
        "last": len(leaves),
    }
    for number, leaf in enumerate(leaves, 1):
        address = path if number == 1 else f"{path}{number}/"
        yield address, renderer.page("post.html", number=number, leaf=Markup(leaf), **values)  # noqa: S704
    yield f"/?p={post.id}", redirect(path)
    yield f"{path}embed/", renderer.page("embed.html", title=post.title, post=post)
    yield f"{path}feed/", renderer.page("feed.xml", media=RSS, title=f"Bình luận: {post.title}", items=[])


def _static_pages(renderer: Renderer) -> Iterator[Entry]:
    for static in renderer.site.pages:
        body = Markup(texturised(renderer.composer.page(static)))  # noqa: S704 -- our own texts
        yield page_path(static), renderer.page("page.html", title=static.title, page=static, body=body)


def _feeds(renderer: Renderer, bodies: Mapping[int, list[str]]) -> Iterator[Entry]:
    site = renderer.site
    lists = {"/": site.posts} | {f"/category/{c.slug}/": site.posts_in(c.slug) for c in site.categories}
    for address, posts in lists.items():
        items = [(post, Markup("\n".join(bodies[post.id]))) for post in posts[:FEED_ITEMS]]  # noqa: S704
        feed = renderer.page("feed.xml", media=RSS, title=site.name, items=items)
        newest = utc(posts[0].at) if posts else None
        yield f"{address}feed/", replace(validated(feed), modified=newest, zipped=True)
    yield "/comments/feed/", renderer.page("feed.xml", media=RSS, title="Bình luận", items=[])


def _sitemaps(renderer: Renderer) -> Iterator[Entry]:
    """No dates in them: 6.1 does not know lastmod."""
    site = renderer.site
    listings = {
        "posts-post-1": [renderer.path(post) for post in site.posts],
        "posts-page-1": [page_path(static) for static in site.pages],
        "taxonomies-category-1": [f"/category/{c.slug}/" for c in site.categories],
        "users-1": ["/author/bientap/"],
    }
    index = renderer.page("sitemapindex.xml", media=XML, names=listings)
    yield "/wp-sitemap.xml", replace(index, zipped=True)
    yield "/sitemap.xml", redirect("/wp-sitemap.xml", 302)
    for name, paths in listings.items():
        listing = renderer.page("sitemap.xml", media=XML, paths=paths)
        yield f"/wp-sitemap-{name}.xml", replace(listing, zipped=True)
    yield "/robots.txt", renderer.page("robots.txt", media="text/plain; charset=utf-8")


def _rest(renderer: Renderer, bodies: Mapping[int, list[str]]) -> Iterator[Entry]:
    home = renderer.where.homes[renderer.site.id].rstrip("/")
    posts = [_as_json(home, renderer.path(p), p, "\n".join(bodies[p.id])) for p in renderer.site.posts]
    yield "/wp-json/", _json({"name": renderer.site.name, "url": home, "namespaces": ["wp/v2"]})
    total = (("X-WP-Total", str(len(posts))), ("X-WP-TotalPages", "1"))
    yield "/wp-json/wp/v2/posts", replace(_json(posts), headers=total)
    for post, entry in zip(renderer.site.posts, posts, strict=True):
        yield f"/wp-json/wp/v2/posts/{post.id}", _json(entry)


def _as_json(home: str, path: str, post: Post, body: str) -> dict[str, Any]:
    moment = utc(post.at).strftime("%Y-%m-%dT%H:%M:%S")
    return {
        "id": post.id,
        "date": post.at.isoformat(),
        "date_gmt": moment,
        "modified_gmt": moment,
        "slug": post.slug,
        "link": home + path,
        "title": {"rendered": str(escape(_typeset(post.title)))},
        "content": {"rendered": body, "protected": False},
    }


def _json(value: object) -> Resource:
    return page(json.dumps(value, ensure_ascii=False), media=JSON)


def _missing(renderer: Renderer, pages: Mapping[str, Resource]) -> Callable[[Request], Resource]:
    """Slugs in any case, addresses without their slash and slugs that can be guessed; else a real 404."""
    lost = renderer.page("404.html", status=404, title="Không tìm thấy trang")
    folded = {address.lower(): resource for address, resource in pages.items()}
    paths = [renderer.path(post) for post in renderer.site.posts]

    def answer(request: Request) -> Resource:
        path = request.path
        if path.lower() in folded:
            return folded[path.lower()]
        if path + "/" in pages:
            return redirect(path + "/")
        guess = path.strip("/").lower()
        found = next((p for p in paths if len(guess) > 3 and p.startswith(f"/{guess}")), None)
        return redirect(found) if found else lost

    return answer

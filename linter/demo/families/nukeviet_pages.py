"""NukeViet's pages: lists, posts with their duplicates, modules, feeds and sitemaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from linter.demo.content import Category, Post, Team, slug
from linter.demo.families.rendering import Renderer, in_pages, utc
from linter.demo.resource import XML, Resource, redirect, validated
from linter.demo.statics import PDF

FEED_ITEMS = 30

Entry = tuple[str, Resource]


@dataclass(frozen=True, slots=True)
class Edition:
    """What differs between the editions. `strict_html`: an unknown .html in a category is a real 404."""

    templates: tuple[str, ...]
    name: str
    organs: str = "organs"
    savefile_media: str = "text/html; charset=utf-8"
    wait_status: int = 429
    strict_html: bool = True
    responsive: bool = False


def pages(renderer: Renderer, edition: Edition) -> dict[str, Resource]:
    """Every page by its address; "404" is the page for what is not there."""
    teams = renderer.site.teams
    renderer.environment.globals.update(
        {
            "edition": edition,
            "newest": [post for post in renderer.site.posts if post.redirect is None][:8],
            "listed_path": listed_path,
            "schools": [item for item in renderer.where.sites.items() if item[0] != renderer.site.id],
            "team_path": lambda team: team_path(edition.organs, teams, team),
            "person_path": lambda team, name: person_path(edition.organs, teams, team, name),
        }
    )
    return dict(
        chain(
            _front(renderer),
            _categories(renderer),
            chain.from_iterable(_post(renderer, edition, post) for post in renderer.site.posts),
            _static_pages(renderer),
            _organs(renderer, edition),
            _contact(renderer),
            _modules(renderer),
            _feeds(renderer),
            _sitemaps(renderer),
        )
    )


def _front(renderer: Renderer) -> Iterator[Entry]:
    site = renderer.site
    blocks = [(c, site.posts_in(c.slug)[:4]) for c in site.categories if not c.parent]
    yield "/", renderer.page("home.html", title=site.name, blocks=[b for b in blocks if b[1]])
    yield "404", renderer.page("info.html", status=404, title="Error 404", kind="404")
    robots = renderer.page("robots.txt", media="text/plain; charset=utf-8")
    yield "/robots.txt", validated(replace(robots, modified=datetime(2026, 9, 1, tzinfo=UTC)))


def _categories(renderer: Renderer) -> Iterator[Entry]:
    site = renderer.site
    for category in site.categories:
        leaves = in_pages(site.posts_in(category.slug), site.page_size)
        for number, posts in enumerate(leaves, 1):
            address = f"/{category.slug}/" if number == 1 else f"/{category.slug}/page-{number}/"
            yield (
                address,
                renderer.page(
                    "list.html",
                    title=category.title if number == 1 else f"{category.title} - Trang {number}",
                    category=category,
                    posts=posts,
                    number=number,
                    last=len(leaves),
                ),
            )


def listed_path(post: Post, category: Category) -> str:
    """A list links its posts below its own category; the post then moves to its main one."""
    return f"/{category.slug}/{post.slug}-{post.id}.html"


def _post(renderer: Renderer, edition: Edition, post: Post) -> Iterator[Entry]:
    path = renderer.path(post)
    if post.redirect is not None:
        yield path, redirect(renderer.where.post_url(post.redirect.site, post.redirect.post), 302)
        return
    same = [p for p in renderer.site.posts_in(post.category) if p.id != post.id]
    newer = [p for p in same if p.at > post.at][-10:]
    older = [p for p in same if p.at <= post.at][:10]
    category = renderer.site.category(post.category)
    yield (
        path,
        renderer.page("post.html", title=post.title, post=post, category=category, newer=newer, older=older),
    )
    name = f"{post.slug}.html"
    saved = renderer.page("print.html", media=edition.savefile_media, post=post, canonical=f"/savefile{path}")
    yield (
        f"/savefile{path}",
        replace(saved, headers=(("Content-Disposition", f"attachment; filename={name}"),)),
    )
    yield f"/print{path}", renderer.page("print.html", post=post, canonical=f"/print{path}")
    for number, file in enumerate(post.files):
        disposition = ("Content-Disposition", f'attachment; filename="{file.file}"')
        yield f"{path}?download=1&id={number}", Resource(PDF, media="application/pdf", headers=(disposition,))
        yield (
            f"{path}?pdf=1&id={number}",
            renderer.page("info.html", title=file.title, kind="viewer", file=file),
        )


def _static_pages(renderer: Renderer) -> Iterator[Entry]:
    site = renderer.site
    if site.pages:
        yield "/about/", redirect(f"/about/{site.pages[0].slug}.html")
    for page in site.pages:
        others = [p for p in site.pages if p is not page]
        yield (
            f"/about/{page.slug}.html",
            renderer.page("page.html", title=page.title, page=page, others=others),
        )


def _organs(renderer: Renderer, edition: Edition) -> Iterator[Entry]:
    teams = renderer.site.teams
    if not teams:
        return
    module = edition.organs
    yield f"/{module}/", renderer.page("organs.html", title="Cơ cấu tổ chức", teams=teams)
    for team in teams:
        yield team_path(module, teams, team), renderer.page("organs.html", title=team.name, teams=[team])
        for person in team.people:
            yield (
                person_path(module, teams, team, person.name),
                renderer.page("person.html", title=person.name, team=team, person=person),
            )


def team_path(module: str, teams: tuple[Team, ...], team: Team) -> str:
    return f"/{module}/vieworg/{_name(team.name)}-{teams.index(team) + 1}/"


def person_path(module: str, teams: tuple[Team, ...], team: Team, person: str) -> str:
    number = [p.name for t in teams for p in t.people].index(person) + 1
    return f"/{module}/person/{_name(team.name)}-{teams.index(team) + 1}/{_name(person)}-{number}/"


def _name(text: str) -> str:
    return "-".join(word.capitalize() for word in slug(text).split("-"))


def _contact(renderer: Renderer) -> Iterator[Entry]:
    yield "/contact/", renderer.page("contact.html", title="Liên hệ")
    yield "/contact/van-phong/", renderer.page("contact.html", title="Liên hệ - Văn phòng")


def _modules(renderer: Renderer) -> Iterator[Entry]:
    for name, title in (
        ("feeds", "RSS-feeds"),
        ("seek", "Tìm kiếm"),
        ("voting", "Thăm dò ý kiến"),
        ("banners", "Quảng cáo"),
    ):
        yield f"/{name}/", renderer.page("info.html", title=title, kind=name)
    yield "/users/login/", renderer.page("info.html", title="Đăng nhập", kind="login")
    yield "/users/", redirect("/users/login/")
    yield "/siteterms/privacy.html", renderer.page("info.html", title="Chính sách bảo mật", kind="terms")
    yield "/siteterms/", redirect("/siteterms/privacy.html")
    posts = renderer.site.posts
    leaf: dict[str, Any] = {"category": Category("author/quantri", "quantri"), "number": 1, "last": 1}
    yield "/author/quantri/", renderer.page("list.html", title="quantri", posts=posts, **leaf)


def _feeds(renderer: Renderer) -> Iterator[Entry]:
    site = renderer.site
    yield "/rss/", _feed(renderer, "Tin Tức", "/", site.posts)
    for category in site.categories:
        address = f"/{category.slug}/"
        yield (
            f"/rss{address}",
            _feed(renderer, f"Tin Tức - {category.title}", address, site.posts_in(category.slug)),
        )


def _feed(renderer: Renderer, title: str, address: str, posts: tuple[Post, ...]) -> Resource:
    """The last posts. The CMS writes the month where the minutes belong."""
    items = [(post, utc(post.at).strftime("%a, %d %b %Y %H:%m:%S GMT")) for post in posts[:FEED_ITEMS]]
    feed = renderer.page("rss.xml", media=XML, title=title, address=address, items=items)
    return replace(feed, zipped=True, headers=(("X-Robots-Tag", "noindex, follow"),))


def _sitemaps(renderer: Renderer) -> Iterator[Entry]:
    site = renderer.site
    names = ["news", "siteterms"] + (["about"] if site.pages else [])
    index = replace(renderer.page("sitemapindex.xml", media=XML, names=sorted(names)), zipped=True)
    yield "/sitemap.xml", index
    yield "/wp-sitemap.xml", index  # the rewrite rule takes any prefix
    saved = datetime(2026, 8, 3, 8, 0)  # noqa: DTZ001 -- local time, as the posts'
    listings = {
        "news": [(renderer.path(p), p.at) for p in site.posts],
        "about": [(f"/about/{p.slug}.html", saved) for p in site.pages],
        "siteterms": [("/siteterms/privacy.html", saved)],
    }
    for name in names:
        page = renderer.page("sitemap.xml", media=XML, items=listings[name])
        yield f"/sitemap-vi.{name}.xml", replace(page, zipped=True)

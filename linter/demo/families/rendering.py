"""Templates of a CMS family filled with a site's texts."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from linter.demo.body import Composer
from linter.demo.content import Post, SiteContent
from linter.demo.places import Places
from linter.demo.resource import HTML, Resource

VIETNAM = timezone(timedelta(hours=7))
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Renderer:
    """Fills templates. Every template sees the site, its home and where posts stand."""

    site: SiteContent
    where: Places
    environment: Environment
    composer: Composer

    @classmethod
    def of(cls, root: Path, templates: Sequence[str], site: SiteContent, where: Places) -> Renderer:
        loader = FileSystemLoader([str(root / "_families" / name) for name in templates])
        environment = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        environment.filters.update(
            {
                "weekday": weekday,
                "iso": iso,
                "rfc": rfc,
                "coded": coded,
                "spelled": spelled,
                "cut": cut,
            }
        )
        figure = environment.get_template("figure.html")
        composer = Composer(where, lambda picture: _trimmed(figure.render(picture=picture)))
        environment.globals.update(
            {
                "site": site,
                "about": site.about,
                "home": where.homes[site.id].rstrip("/"),
                "path": lambda post: where.post_path(site.id, post.id),
                "body": lambda post: Markup(composer.post(post)),  # noqa: S704 -- our own texts
                "page_body": lambda page: Markup(composer.page(page)),  # noqa: S704
                "href": lambda target: href(target, where),
            }
        )
        return cls(site, where, environment, composer)

    def text(self, template: str, **values: Any) -> str:
        return self.environment.get_template(template).render(**values)

    def page(self, template: str, *, status: int = 200, media: str = HTML, **values: Any) -> Resource:
        return Resource(self.text(template, **values).encode(), status, media)

    def path(self, post: Post) -> str:
        return self.where.post_path(self.site.id, post.id)


def _trimmed(markup: str) -> str:
    return "".join(line.strip() for line in markup.splitlines())


def weekday(moment: datetime) -> str:
    return WEEKDAYS[moment.weekday()]


def iso(moment: datetime) -> str:
    return moment.replace(tzinfo=VIETNAM).isoformat()


def rfc(moment: datetime) -> str:
    return format_datetime(utc(moment), usegmt=True)


def utc(moment: datetime) -> datetime:
    """A local time of a post as a moment."""
    return moment.replace(tzinfo=VIETNAM).astimezone(UTC)


def href(target: str, where: Places) -> str:
    """`site:ID` is the home of another site; anything else stands as it is."""
    scheme, _, rest = target.partition(":")
    return where.homes[rest] if scheme == "site" else target


def coded(text: str) -> Markup:
    """`text` as NukeViet stores titles and leads: signs of ASCII as character references."""
    markup = str(escape(text))
    for sign, code in (("/", "&#x002F;"), (":", "&#x3A;"), ("(", "&#40;"), (")", "&#41;")):
        markup = markup.replace(sign, code)
    return Markup(markup)  # noqa: S704 -- escaped above


def spelled(text: str) -> Markup:
    """`text` with every letter as a character reference: how NukeViet 4.6 hides mail addresses."""
    return Markup("".join(f"&#x{ord(letter):X};" for letter in text))  # noqa: S704 -- numbers only


def cut(text: str, width: int = 160) -> str:
    """The head of a lead as list pages show it."""
    return textwrap.shorten(text, width, placeholder="...")


def in_pages(posts: Sequence[Post], size: int) -> list[tuple[Post, ...]]:
    """`posts` page by page; at least one page, which may be empty."""
    return [tuple(posts[i : i + size]) for i in range(0, len(posts), size)] or [()]

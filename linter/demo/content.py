"""What a site says, as its author typed it: site.yaml read into values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from linter.errors import ConfigError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a post: it follows the paragraph `after`, counted from 1; 0 is the head of the body."""

    file: str
    alt: str = ""
    caption: str = ""
    after: int = 1


@dataclass(frozen=True, slots=True)
class Attached:
    file: str
    title: str


@dataclass(frozen=True, slots=True)
class Comment:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Carried:
    """Paragraphs of another site's post: all, or those of `keep` (from 1), with words replaced by `edits`."""

    site: str
    post: int
    heading: str = ""
    keep: tuple[int, ...] = ()
    edits: tuple[tuple[str, str], ...] = ()
    lead: bool = False  # whether the other post's lead comes first


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link to another site's post."""

    site: str
    post: int
    text: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post. `form` names how its author laid out `text`; `carries` and `links` follow the text."""

    id: int
    title: str
    category: str
    at: datetime
    slug: str = ""
    also: tuple[str, ...] = ()
    author: str = ""
    source: str = ""
    lead: str = ""
    text: str = ""
    form: str = "paragraphs"
    pictures: tuple[Picture, ...] = ()
    files: tuple[Attached, ...] = ()
    comments: tuple[Comment, ...] = ()
    carries: tuple[Carried, ...] = ()
    links: tuple[Pointer, ...] = ()
    redirect: Pointer | None = None  # the entry only leads to another host


@dataclass(frozen=True, slots=True)
class Category:
    slug: str
    title: str
    id: int = 0
    parent: str = ""


@dataclass(frozen=True, slots=True)
class StaticPage:
    slug: str
    title: str
    text: str = ""
    form: str = "paragraphs"
    parent: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    position: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    name: str
    people: tuple[Person, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class MenuItem:
    title: str
    href: str
    children: tuple[MenuItem, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteContent:
    """One site. `about` holds the texts of its frame: name, description, address, phone, mail and so on."""

    id: str
    family: str
    name: str
    level: str
    about: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    menu: tuple[MenuItem, ...] = ()
    categories: tuple[Category, ...] = ()
    pages: tuple[StaticPage, ...] = ()
    teams: tuple[Team, ...] = ()
    posts: tuple[Post, ...] = ()  # newest first
    page_size: int = 10

    def post(self, number: int) -> Post:
        return next(p for p in self.posts if p.id == number)

    def category(self, slug: str) -> Category:
        return next(c for c in self.categories if c.slug == slug)

    def posts_in(self, slug: str) -> tuple[Post, ...]:
        """The posts of a category and of those below it, newest first."""
        slugs = {slug} | {c.slug for c in self.categories if c.parent == slug}
        return tuple(p for p in self.posts if slugs & {p.category, *p.also})


def read_yaml(file: Path) -> Any:
    """The document in a YAML file.

    Raises ConfigError when the file is missing or is no YAML.
    """
    try:
        return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            "không đọc được tệp của bộ trình diễn; hãy tải lại đủ thư mục fixtures/sites", file=str(file)
        ) from error
    except YAMLError as error:
        raise ConfigError("tệp của bộ trình diễn hỏng; hãy tải lại thư mục fixtures/sites", file=str(file)) from error


def read_site(file: Path) -> SiteContent:
    """The site that a site.yaml describes."""
    raw = dict(read_yaml(file))
    posts = sorted(_each(raw.pop("posts", ()), _post), key=lambda p: (p.at, p.id), reverse=True)
    return SiteContent(
        about=MappingProxyType({k: str(v) for k, v in raw.pop("about", {}).items()}),
        menu=_each(raw.pop("menu", ()), _menu_item),
        categories=_each(raw.pop("categories", ()), lambda c: Category(**c)),
        pages=_each(raw.pop("pages", ()), lambda p: StaticPage(**p)),
        teams=_each(raw.pop("teams", ()), _team),
        posts=tuple(posts),
        **raw,
    )


def slug(text: str) -> str:
    """`text` as a CMS makes an address of it: ASCII letters and digits parted by hyphens."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _each(raw: Iterable[Any], make: Callable[[Any], T]) -> tuple[T, ...]:
    return tuple(make(item) for item in raw)


def _post(raw: Mapping[str, Any]) -> Post:
    values = dict(raw)
    values["also"] = tuple(values.get("also", ()))
    values["slug"] = values.get("slug") or slug(values["title"])
    values["pictures"] = _each(values.get("pictures", ()), lambda p: Picture(**p))
    values["files"] = _each(values.get("files", ()), lambda f: Attached(**f))
    values["comments"] = _each(values.get("comments", ()), lambda c: Comment(**c))
    values["carries"] = _each(values.get("carries", ()), _carried)
    values["links"] = _each(values.get("links", ()), lambda x: Pointer(**x))
    values["redirect"] = Pointer(**values["redirect"]) if values.get("redirect") else None
    return Post(**values)


def _carried(raw: Mapping[str, Any]) -> Carried:
    edits = tuple((str(a), str(b)) for a, b in raw.get("edits", ()))
    return Carried(**{**raw, "keep": tuple(raw.get("keep", ())), "edits": edits})


def _team(raw: Mapping[str, Any]) -> Team:
    people: Sequence[Mapping[str, str]] = raw.get("people", ())
    return Team(raw["name"], _each(people, lambda p: Person(**p)), raw.get("text", ""))


def _menu_item(raw: Mapping[str, Any]) -> MenuItem:
    return MenuItem(raw["title"], raw["href"], _each(raw.get("children", ()), _menu_item))

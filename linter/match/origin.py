"""Whose text it is when two places carry it: by what they say of each other, then by their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from linter.match.item import SENT_AHEAD_DAYS, Item, Match
from linter.model import Article, School
from linter.text.attribution import is_office, named_in_lead, names_school
from linter.text.byline import split_tail

TAIL = 3  # lines at the end of a text that may sign it
SIGNATURE = 80  # characters; a longer line is text


@dataclass(frozen=True, slots=True)
class Origin:
    """Who had a text first, and what tells it, in words for a report."""

    name: Literal["ours", "theirs", "unknown"]
    why: str


def origin(article: Article, match: Match, school: School | None) -> Origin:
    """Whose the text of an article is that `match` carries as well."""
    item, lag = match.item, match.days_after(article)
    if credits_school(item, article, school):
        return Origin("ours", "nơi đăng ghi nguồn là trường")
    if lag is None:
        return Origin("unknown", "ngày đăng không cho biết bên nào đăng trước")
    if lag > 0:
        return Origin("ours", "bài của trường đăng trước; nơi khác đăng lại")
    if lag == 0:
        return Origin("unknown", "hai bên đăng cùng ngày nên chưa rõ bên nào đăng trước")
    if item.on_portal and lag >= -SENT_AHEAD_DAYS:
        return Origin("unknown", f"cổng đăng trước {-lag} ngày, có thể trường gửi bài cho cổng rồi mới đăng")
    if school is not None and names_school(item.text, [school.name]):
        return Origin("unknown", f"nơi kia đăng trước {-lag} ngày, nhưng bài ở đó nói về chính trường")
    return Origin("theirs", f"nơi kia đăng trước {-lag} ngày")


def of_all(article: Article, copies: Sequence[Match], school: School | None) -> tuple[Match, Origin]:
    """The copy that tells most, and what it tells: one that is plainly ours settles it, one that is unclear leaves it
    open, and the text is another's only when every copy says so."""
    told = [(copy, origin(article, copy, school)) for copy in copies]
    credited = [entry for entry in told if credits_school(entry[0].item, article, school)]
    earlier = [entry for entry in told if entry[1].name != "ours"]
    unclear = [entry for entry in earlier if entry[1].name == "unknown"]
    return (credited or unclear or earlier or told)[0]


def credit_of(article: Article) -> str:
    """The source that an article names, at its end or in its first lines; "" for none."""
    credit = (article.credited_source or "").strip(" .")
    return credit or named_in_lead([block.text for block in article.blocks]) or ""


def credits_portal(article: Article, item: Item) -> bool:
    """Whether an article says that it is the portal's."""
    credit = credit_of(article)
    return bool(credit) and (is_office(credit) or _host(item.url) in credit.lower())


def credits_school(item: Item, article: Article, school: School | None) -> bool:
    """Whether an item says that it is the school's: by a link to the article, or by the name of the school or of its
    site in one of its last short lines."""
    ours = _host(article.url or "")
    if any(_host(link) == ours for link in item.links if ours):
        return True
    lines = item.text.split("\n")
    short = [line for line in lines[-TAIL:] if len(line) <= SIGNATURE]
    credit = "\n".join([split_tail(lines).source or "", *short])
    return names_school(credit, [school.name, ours] if school else [ours])


def is_taken(article: Article, match: Match, school: School | None) -> bool:
    """Whether a school took its text from the portal that carries it, and not the portal from the school."""
    if match.relation == "linked" or credits_school(match.item, article, school):
        return False
    lag = match.days_after(article)
    if credits_portal(article, match.item):
        return lag is None or lag < 0
    return lag is not None and lag < -SENT_AHEAD_DAYS


def carries_link(article: Article, item: Item) -> bool:
    """Whether an article links to the site of an item."""
    return any(_host(link.url) == _host(item.url) for link in article.links)


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")

"""What is compared: a text that stands somewhere, and what it has in common with an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from linter.model import Article, BlockKind

Relation = Literal["pushed", "pushed-partly", "linked", "similar"]

SENT_AHEAD_DAYS = 7  # a portal that is sent a text may show it before the school does


@dataclass(frozen=True, slots=True)
class Item:
    """A text that stands somewhere else. `portal` names the place: a portal's address or a school's id."""

    portal: str
    url: str
    title: str
    text: str
    published: datetime | None = None
    links: tuple[str, ...] = ()

    @property
    def on_portal(self) -> bool:
        """Whether it stands on a portal, which goes by its address, and not on a school's site."""
        return is_address(self.portal)


def is_address(place: str) -> bool:
    """Whether a place is a portal, which goes by its address, and no school."""
    return "://" in place


@dataclass(frozen=True, slots=True)
class Match:
    """An item that carries the article. The containments are shares, 0 to 1, of the one that stands in the other
    as well; `shared` is in runs of words."""

    item: Item
    relation: Relation
    article_in_item: float
    item_in_article: float
    shared: int

    def days_after(self, article: Article) -> int | None:
        """How many days after the article the item was published; None where a day is not known."""
        if article.published_at is None or self.item.published is None:
            return None
        return (self.item.published.date() - article.published_at.date()).days


def body_text(article: Article) -> str:
    """The words of an article that are compared: no pictures and no captions; a portal loses those first."""
    left_out = {BlockKind.IMAGE, BlockKind.CAPTION}
    return "\n".join(block.text for block in article.blocks if block.kind not in left_out)

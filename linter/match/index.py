"""Which items of a corpus carry the text of an article.

The first, exact form: shingles of five folded words in an inverted index, verified by containment in both
directions. Nothing is approximate, so a match can be shown side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from linter.model import Article, BlockKind
from linter.text.shingle import shingles

Relation = Literal["pushed", "pushed-partly", "linked"]

SIZE = 5  # words of a shingle: one edited word spoils five of them


@dataclass(frozen=True, slots=True)
class Item:
    """A text that stands somewhere else. `portal` names the place: a portal's address or a school's id."""

    portal: str
    url: str
    title: str
    text: str
    published: datetime | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An item that carries the article. Containments are shares, 0 to 1, of the shingles of the one that
    stand in the other as well."""

    item: Item
    relation: Relation
    article_in_item: float
    item_in_article: float
    shared: int

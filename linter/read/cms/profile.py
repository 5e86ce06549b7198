"""What is known of a family of sites: where an article's parts stand and what its addresses look like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True, slots=True)
class Profile:
    """CSS selectors of a family's article page, the best first. `id_in_path` finds the number that alone
    names a post."""

    name: str
    marks: str  # an element that only this family has
    said: str = ""  # a word of its scripts that only this family has
    body: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    files: str = ""
    categories: tuple[str, ...] = ()
    drop: str = ""  # elements inside the body that are not the article
    id_in_path: re.Pattern[str] | None = None
    id_in_query: re.Pattern[str] | None = None
    list_path: re.Pattern[str] | None = None  # of the addresses that are lists of posts
    article: str = ""  # an element that says: this page is a post, if it shows a day or not
    undated: bool = False  # posts with a number may show no day
    not_article: str = ""  # an element that says: this page is no post

    def fits(self, tree: LexborHTMLParser, source: str) -> bool:
        """Whether a page, given as a tree and as its text, is this family's."""
        return bool(self.said and self.said in source) or tree.css_first(self.marks) is not None

    def lists(self, url: str) -> bool:
        """Whether an address is one of a list of posts."""
        return self.list_path is not None and self.list_path.search(urlsplit(url).path) is not None

    def native_id(self, url: str) -> str | None:
        """The number that names a post, from an address as the family writes it or as it writes it when its
        server rewrites none ("index.php?nv=news&op=tin-truong/khai-giang-12")."""
        parts = urlsplit(url)
        inner = dict(parse_qsl(parts.query)).get("op", "")
        found = self.id_in_query.match(parts.query) if self.id_in_query else None
        if found is None and self.id_in_path:
            found = self.id_in_path.search(inner or parts.path)
        return found[1] if found else None

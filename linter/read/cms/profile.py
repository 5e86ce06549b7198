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
    body: tuple[str, ...]
    title: tuple[str, ...]
    date: tuple[str, ...]
    lead: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    files: str = ""
    categories: tuple[str, ...] = ()
    drop: str = ""  # elements inside the body that are not the article
    id_in_path: re.Pattern[str] | None = None
    not_article: str = ""  # an element that says: this page is no post

    def fits(self, tree: LexborHTMLParser) -> bool:
        return bool(self.marks) and tree.css_first(self.marks) is not None

    def native_id(self, url: str) -> str | None:
        """The number that names a post, from an address as the family writes it or as it writes it when its
        server rewrites none ("index.php?nv=news&op=tin-truong/khai-giang-12")."""
        parts = urlsplit(url)
        inner = dict(parse_qsl(parts.query)).get("op", "")
        found = self.id_in_path.search(inner or parts.path) if self.id_in_path else None
        return found[1] if found else None

"""What is read first: sections, then posts in the order of their lists, so that a cap costs the oldest."""

from __future__ import annotations

from linter.crawl.frontier import Rank
from linter.crawl.paging import is_section, place_of, turns
from linter.model import Link, Region

_OF_REGION = {Region.MENU: Rank.MENU, Region.HEADER: Rank.FRAME, Region.FOOTER: Rank.FRAME}


def region_rank(link: Link) -> Rank:
    return _OF_REGION.get(link.region, Rank.FOUND)


def rank_of(url: str, link: Link, *, listing: bool) -> tuple[Rank, int]:
    """The rank and depth of a link on the page `url`: page 3 of a list comes after the posts of its page 2, and what
    a post links to after what lists do."""
    if turns(url, link.url, link.text):
        return Rank.FOUND, 2 * place_of(link.url).page - 1
    rank = region_rank(link)
    if rank is not Rank.FOUND:
        return rank, 0
    if listing:
        return rank, 2 * place_of(url).page
    return (Rank.LISTED if is_section(link.url) else Rank.REST), 0

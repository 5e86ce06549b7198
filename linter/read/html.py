"""A page's text → what it shows: always a Page, and the Article on it if it is a post."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from selectolax.lexbor import LexborNode

from linter.model import Article, Block, BlockKind, Link, Page, Region
from linter.read import tree as trees
from linter.read.article import read_article
from linter.read.cms import Profile, recognise
from linter.read.element import LexborElement
from linter.read.fragment import Fragment, walk
from linter.read.hidden import hidden_ids
from linter.read.links import is_part, joined
from linter.read.pagetree import PageTree
from linter.read.planted import planted
from linter.read.settle import settle
from linter.read.tail import cut_tail
from linter.text.genre import kind_of
from linter.text.legacy import decoded
from linter.text.vietnamese import clean


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page gave. `identity` is the same for all addresses of one post, where the family tells."""

    page: Page
    article: Article | None
    family: str
    identity: str | None
    canonical: str | None
    feeds: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()  # the further pages of a post that is split over several
    planted: str = ""  # hidden links to other hosts: how many, and the first


def read(text: str, url: str) -> Reading:
    """Read a decoded page; `url` is where it was found. Never raises on bad markup."""
    text = decoded(text)
    tree = trees.parse(text)
    profile = recognise(tree, text, url)
    base = _base(tree, url)
    title = clean(trees.unescaped(trees.first_text(tree, "title")))
    regions = list(trees.region_roots(tree))
    links = _links(tree, base, regions)
    canonical = _canonical(tree, base)
    feeds = _targets(tree, base, 'link[rel="alternate"][type="application/rss+xml"]')
    parts = tuple(dict.fromkeys(link.url for link in links if is_part(url, link)))
    hidden = planted(tree, base, links)
    article = read_article(tree, url, profile, _roots(regions))
    blocks = () if article else _page_blocks(tree, base, regions)
    return Reading(
        page=Page(url, title, blocks, links),
        article=article,
        family=profile.name if profile else "",
        identity=_identity(url, profile),
        canonical=canonical,
        feeds=feeds,
        parts=parts if article else (),
        planted=hidden,
    )


def _base(tree: PageTree, url: str) -> str:
    """The page's base address; one on another host is ignored."""
    node = tree.css_first("base[href]")
    base = joined(url, node.attrs.get("href") or "") if node is not None else None
    return base if base and urlsplit(base).netloc == urlsplit(url).netloc else url


def _links(tree: PageTree, base: str, regions: list[tuple[LexborNode, Region]]) -> tuple[Link, ...]:
    placed = {anchor.mem_id: region for root, region in regions for anchor in root.css("a[href]")}
    found = []
    for anchor in tree.css("a[href]"):
        address = joined(base, anchor.attrs.get("href") or "")
        if address:
            label = clean(anchor.text(separator=" ")) or _pictured(anchor)
            found.append(Link(address, label, placed.get(anchor.mem_id, Region.MAIN)))
    return tuple(found)


def _pictured(anchor: LexborNode) -> str:
    """What a link without words or its picture is said to show."""
    title = clean(anchor.attrs.get("title") or "")
    if title:
        return title
    picture = anchor.css_first("img[alt]")
    return clean(picture.attrs.get("alt") or "") if picture is not None else ""


def _targets(tree: PageTree, base: str, selector: str) -> tuple[str, ...]:
    found = (joined(base, node.attrs.get("href") or "") for node in tree.css(selector))
    return tuple(dict.fromkeys(address for address in found if address))


def _canonical(tree: PageTree, base: str) -> str | None:
    node = tree.css_first('link[rel="canonical"]')
    return joined(base, node.attrs.get("href") or "") if node is not None else None


def _identity(url: str, profile: Profile | None) -> str | None:
    native = profile.native_id(url) if profile else None
    return f"{urlsplit(url).netloc}#{native}" if native else None


def _page_blocks(tree: PageTree, base: str, regions: list[tuple[LexborNode, Region]]) -> tuple[Block, ...]:
    """The main part first, then what the regions of the frame say; menus are read as links alone."""
    if tree.body is None:
        return ()
    hidden = hidden_ids(tree.body)
    main = walk(LexborElement(tree.body, hidden | _roots(regions)), base, whole_page=True, shown=True).raws
    framed = [
        walk(LexborElement(root, hidden), base, region, shown=True).raws
        for root, region in regions
        if region is not Region.MENU and root.mem_id not in hidden
    ]
    return tuple(block for raws in (main, *framed) for block in settle(raws))


def _roots(regions: list[tuple[LexborNode, Region]]) -> frozenset[int]:
    return frozenset(root.mem_id for root, _ in regions)


def read_draft(text: str, name: str) -> Article:
    """A saved page, or a text kept as HTML, as a draft: it has no address, and no doubts about its family."""
    url = f"http://draft.invalid/{quote(name)}"
    reading = read(text, url)
    if reading.article is not None:
        return replace(reading.article, source=name, url=None, doubts=())
    tree = trees.parse(decoded(text))
    frame = _roots(list(trees.region_roots(tree)))
    fragment = walk(LexborElement(tree.body, frame), url) if tree.body is not None else Fragment()
    raws, tail = cut_tail(fragment.raws)
    blocks = settle(raws)
    opening = next((block for block in blocks if block.kind is BlockKind.HEADING), None)
    title = opening.text if opening else reading.page.title or name
    return Article(
        source=name,
        title=title,
        blocks=tuple(block for block in blocks if block is not opening),
        author=tail.author,
        credited_source=tail.source,
        kind=kind_of((), title),
        attachments=tuple(fragment.attachments),
        links=tuple(fragment.links),
    )

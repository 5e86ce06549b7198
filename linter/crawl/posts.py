"""Posts as they were read, address by address → articles: parts put together, each once, under its own address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from linter.crawl.address import site_key
from linter.match.index import body_text
from linter.model import Article, Block
from linter.text.plain import plain
from linter.text.vietnamese import syllables

FIRST_PART_ONLY = "bài có nhiều trang nhưng mới đọc được một phần"
TELLING_SYLLABLES = 20  # fewer may be the same in two posts: "Mời quý phụ huynh xem tệp đính kèm"


@dataclass(frozen=True, slots=True)
class Post:
    """A page with an article on it. `own` is the address it names as its own, if that can be trusted,
    `identity` the family's mark that all its addresses share."""

    url: str
    article: Article
    own: str
    identity: str | None = None
    parts: tuple[str, ...] = ()


Bucket = tuple[object, ...]


def whole(posts: Iterable[Post], resolve: Callable[[str], str]) -> list[Post]:
    """Posts split over several pages made one, under the address of the first part; with a doubt when one of
    its parts was not read. `resolve` gives the address at which a redirect ended."""
    known = {site_key(post.url): post for post in posts}
    result = dict(known)
    for members in _joined([(post.url, *map(resolve, post.parts)) for post in known.values() if post.parts]):
        present = [known[key] for key in members if key in known]
        if not present:
            continue
        first = present[0]
        blocks: tuple[Block, ...] = tuple(block for post in present for block in post.article.blocks)
        doubts = first.article.doubts
        if len(present) < len(members):
            doubts = (*doubts, FIRST_PART_ONLY)
        for post in present:
            result.pop(site_key(post.url), None)
        links = tuple(dict.fromkeys(link for post in present for link in post.article.links))
        article = replace(first.article, blocks=blocks, doubts=doubts, links=links)
        result[site_key(first.url)] = replace(first, article=article)
    return list(result.values())


def _joined(sets: Iterable[tuple[str, ...]]) -> list[list[str]]:
    """Sets of addresses that overlap made one, as keys, the first part before the second and the tenth."""
    group_of: dict[str, set[str]] = {}
    for addresses in sets:
        merged = {site_key(address) for address in addresses}
        for key in list(merged):
            merged |= group_of.get(key, set())
        group_of.update(dict.fromkeys(merged, merged))
    groups = {id(group): group for group in group_of.values()}.values()
    return [sorted(group, key=lambda key: (len(key), key)) for group in groups]


def once(posts: Iterable[Post]) -> tuple[list[Article], dict[str, str]]:
    """Each article once, in the order of its addresses; and the addresses of its other spellings → its own.

    Two pages are one article when they name one address or identity and share title and time, or when they
    share title, time and every word: a number in an address may be another post's in another part of a site,
    and a template may name one address on all its pages.
    """
    ordered = _distrusting(sorted(posts, key=lambda post: (post.url != post.own, len(post.url), post.url)))
    by_name = _merged(
        ordered, lambda p: ((p.identity or site_key(p.own)), plain(p.article.title), p.article.published_at)
    )
    by_text = _merged([group[0] for group in by_name], _told)
    twins = {id(group[0]): group for group in by_name}
    aliases: dict[str, str] = {}
    articles = []
    for same in by_text:
        article = replace(same[0].article, source=same[0].own, url=same[0].own)
        articles.append(article)
        for post in (twin for head in same for twin in twins[id(head)]):
            aliases |= {site_key(post.url): same[0].own, site_key(post.own): same[0].own}
    return sorted(articles, key=lambda article: article.url or ""), aliases


def _told(post: Post) -> Bucket:
    text = body_text(post.article)
    if syllables(text) < TELLING_SYLLABLES:
        return (post.own,)
    return (plain(post.article.title), post.article.published_at, text)


def _merged(posts: Iterable[Post], bucket: Callable[[Post], Bucket]) -> list[list[Post]]:
    groups: dict[Bucket, list[Post]] = {}
    for post in posts:
        groups.setdefault(bucket(post), []).append(post)
    return list(groups.values())


def _distrusting(posts: list[Post]) -> list[Post]:
    """The posts without the address that different ones of them claim."""
    claims: defaultdict[str, set[Bucket]] = defaultdict(set)
    for post in posts:
        claims[site_key(post.own)].add((plain(post.article.title), post.article.published_at))
    return [replace(post, own=post.url) if len(claims[site_key(post.own)]) > 1 else post for post in posts]


def resolver(moved: Mapping[str, str]) -> Callable[[str], str]:
    """Where an address ends after the redirects that were seen, given by key."""

    def resolve(address: str) -> str:
        seen = set()
        while (key := site_key(address)) in moved and key not in seen:
            seen.add(key)
            address = moved[key]
        return address

    return resolve

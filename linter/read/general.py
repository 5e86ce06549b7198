"""The article of a page whose markup nobody knows.

What is on every such page: its title stands in the page's own title too; near it stands the day; the text follows
and ends where the lists of other posts, the comments or the side column begin. Position, the share of links and
the length of lines tell these apart, whatever the elements are called.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborNode

from linter.read.lines import PageLine, lines_of
from linter.read.pagetree import PageTree
from linter.read.tree import meta, title_of
from linter.text.dates import stamp
from linter.text.plain import plain
from linter.text.signature import is_person
from linter.text.signposts import (
    LINE_CHARACTERS,
    day_of,
    is_bare_day,
    is_beside,
    is_over,
    is_published,
    names_publishing,
)
from linter.text.vietnamese import ends_sentence, syllables

LONG = 60  # characters without links: a line that tells something
MOST = 0.5  # of a page's text: no comments, and no signature
TITLE_BOX = 3  # elements around a title that hold nothing but it and its day
SHOWN = 40  # characters that a picture weighs
LINKED = 0.5  # of a line's characters: a line of a list of links
COLUMN = 0.85  # of the text after the title stands in the column that holds the article
META_LINES = 8  # between title and text: the day, who, how often seen, buttons
LEAST_TITLE, TITLE_SYLLABLES = 2, 60
ENTRY_SYLLABLES, ENTRY_LINES = 5, 16
MANY_ENTRIES = 2  # as many linked titles, each with a day or a lead, are a list of posts
# What readers wrote, whoever made the theme.
COMMENTS = (
    "#comments, #comment, .comments, .comments-area, .comment-list, .commentlist, .comment-respond, .nv-comment,"
    " #idcomment, .fb-comments, #disqus_thread, .comment-form, [class*=binh-luan], [id*=binh-luan]"
)
_AUTHORS = ", ".join(
    f'[{key}*="{name}" i]'
    for key in ("class", "id")
    for name in ("author", "tacgia", "tac-gia", "nguoi-viet", "byline")
)
TRAIL_LINES = 4
_TRAIL = re.compile(r"\s*[»›>/→|]+\s*")
A_SCHOOL, SCHOOL_WORDS = 0.3, 9  # a title that only names a school is the site's
_SCHOOL = re.compile(r"(?:(?:trang|cong) thong tin dien tu |website )*(?:truong|phong|so|ubnd)\b")
_WITH_DAY = re.compile(r"^(?P<title>.{8,}?)\s*\((?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})[^()]{0,20}\)$")


@dataclass(frozen=True, slots=True)
class Found:
    """An article found on a page: where its text stands, and how sure that is."""

    title: str
    published: datetime | None
    column: LexborNode  # the element that holds the text
    without: frozenset[int]  # memory ids of what stands in it and is no part of the text
    beside: tuple[str, ...]  # the short lines around the text: author, source
    trail: tuple[str, ...]  # the names of its categories, the innermost first
    sure: bool


def find(tree: PageTree, frame: Collection[int]) -> Found | None:
    """The article of a page, or None where there is none to be seen."""
    body = tree.body
    if body is None:
        return None
    lines = lines_of(body, {*frame, *(node.mem_id for node in body.css(COMMENTS))})
    signing = {node.mem_id for node in body.css(_AUTHORS) if len(node.text()) < LINE_CHARACTERS}
    titles = [meta(tree, "og:title"), *title_of(tree)]
    place = _title_place(lines, titles)
    if place is None:
        return None
    end = _end(lines, place + 1)
    start, published, beside = _after_title(lines, place, end)
    if _is_list(lines[place + 1 : place + 1 + ENTRY_LINES]):
        return None
    column = _column(lines[start:end])
    if column is None:
        return None
    kept = _trimmed([line for line in lines[start:end] if column in line.within and signing.isdisjoint(line.within)])
    if not kept:
        return None
    own = set(map(id, kept))
    published = published or _day_beside(lines[place]) or _day_near(lines, place, end)
    beside += [line.text for line in lines[start : end + 1] if id(line) not in own and line.text]
    nodes = {node for line in kept for node in line.nodes}
    without = frozenset(node for line in lines if column in line.within for node in line.nodes) - nodes | {*frame}
    called = _is_called(lines[place], titles)
    return Found(
        title=_title_of(lines[place]),
        published=published,
        column=_up(kept[0].element, column),
        without=without,
        beside=tuple(beside),
        trail=_trail(lines[:place]),
        sure=_is_sure(lines, place, end, kept, column=column, called=called),
    )


def _is_sure(
    lines: Sequence[PageLine], place: int, end: int, kept: Sequence[PageLine], *, column: int, called: bool
) -> bool:
    """Whether what was `kept` is the article beyond doubt: a day stands right under a title that says so or that the
    page is `called` by, or nothing on the page tells more. "Tin liên quan" may be a box inside the text: more of it
    below, in the same column, is a reason to doubt."""
    own = set(map(id, kept))
    weight = sum(line.unlinked for line in kept)
    elsewhere = sum(line.unlinked for line in lines if _tells(line) and id(line) not in own)
    if sum(line.unlinked for line in lines[end:] if _tells(line) and column in line.within) > weight:
        return False
    near = [line for line in lines[place + 1 : place + 5] if _day(line) or is_bare_day(line.text)]
    return weight >= elsewhere or any(names_publishing(line.text) for line in near[:1]) or bool(near and called)


def _up(node: LexborNode, mem_id: int) -> LexborNode:
    """The element of this memory id around a node."""
    while node.mem_id != mem_id and node.parent is not None:
        node = node.parent
    return node


def _title_place(lines: Sequence[PageLine], names: Sequence[str]) -> int | None:
    """The line that is most like the title of an article: it stands in the page's own title, is a heading, has
    the day near it and text below it. A site's name is no more than the first of these; of equals the last one,
    for a path of links repeats the title too."""
    folded = [plain(name) for name in names if syllables(name) >= LEAST_TITLE]
    named_by = [_named(plain(_title_of(line)), folded) for line in lines]
    days = {
        n: 1.5 + 1.5 * names_publishing(line.text)
        for n, line in enumerate(lines)
        if named_by[n] <= A_SCHOOL and (_day(line) or (line.linked and is_bare_day(line.text)))
    }
    scores: dict[int, float] = {}
    for n, line in enumerate(lines):
        if line.linked * 2 > len(line.text) or not LEAST_TITLE <= syllables(line.text) <= TITLE_SYLLABLES or n in days:
            continue
        if is_over(line.text) and named_by[n] <= A_SCHOOL:
            continue  # "Tin mới": the heading of a list
        named = named_by[n]
        reach = (-2, -1, 1, 2, 3, 4) if named > A_SCHOOL else (1, 2, 3, 4) if line.heading else (1, 2)
        dated = max((days[n + step] - abs(step) / 10 for step in reach if n + step in days), default=0.0)
        if named or line.heading or (dated and not ends_sentence(line.text)):
            told = any(map(_tells, lines[n + 1 : n + 1 + META_LINES]))
            scores[n] = 3 * named + line.heading + dated + told
    best = max(scores.values(), default=0.0)
    like = [n for n in scores if scores[n] >= best - 0.35] if best > 1 else []
    named_too = [n for n in like if named_by[n]]
    return max(named_too, default=min(like, default=None))


def _title_of(line: PageLine) -> str:
    """The title that a line holds, without the day some sites write after it."""
    found = _WITH_DAY.match(line.text)
    return found["title"] if found else line.text


def _day_beside(line: PageLine) -> datetime | None:
    found = _WITH_DAY.match(line.text)
    return stamp(found["day"]) if found else None


def _is_called(line: PageLine, titles: Sequence[str]) -> bool:
    """Whether a line is what the page itself is called, and no school's name."""
    return _named(plain(_title_of(line)), [plain(title) for title in titles]) > A_SCHOOL


def _named(line: str, names: Sequence[str]) -> float:
    """How far a line is the page's title: 1 the whole of it, less when the title goes on after it."""
    if line in names:
        return A_SCHOOL if _SCHOOL.match(line) and line.count(" ") < SCHOOL_WORDS else 1.0
    return max((0.5 + len(line) / len(name) / 2 for name in names if name.startswith(line)), default=0.0)


def _trail(lines: Sequence[PageLine]) -> tuple[str, ...]:
    """The path "Trang chủ » Tin tức » Hoạt động" before a title, from its end."""
    near = [line.text for line in lines[-TRAIL_LINES:] if line.linked]
    parted = next((text for text in reversed(near) if _TRAIL.search(text)), "")
    return tuple(part.strip() for part in reversed(_TRAIL.split(parted)) if part and part.strip())


def _end(lines: Sequence[PageLine], start: int) -> int:
    """The place of the first line that is no article's."""
    for place in range(start, len(lines)):
        text = lines[place].text
        under_title = place < start + META_LINES and is_beside(text)  # "Lượt xem: 12"
        if place > start and text and is_over(text) and not under_title:
            return place
    return len(lines)


def _after_title(lines: Sequence[PageLine], place: int, end: int) -> tuple[int, datetime | None, list[str]]:
    """Where the text begins, the day between it and the title, and the other short lines there."""
    published: datetime | None = None
    beside: list[str] = []
    start = place + 1
    for n in range(place + 1, min(end, place + 1 + META_LINES)):
        line, folded = lines[n], plain(lines[n].text)
        day = _day(line) or (day_of(line.text) if is_bare_day(line.text) else None)  # a link to the posts of that day
        if day is not None:
            published = published or day
        elif line.text and (folded == plain(lines[place].text) or is_beside(line.text) or is_person(line.text)):
            beside.append(line.text)
        elif line.text and line.linked >= len(line.text) * LINKED and syllables(line.text) < ENTRY_SYLLABLES:
            continue  # a button, the name of a category
        else:
            break
        start = n + 1
    return start, published, beside


def _day(line: PageLine) -> datetime | None:
    if line.linked * 2 > len(line.text):
        return None
    told = day_of(line.text)
    if told is None and 1 < len(line.pieces) <= META_LINES and syllables(line.text) <= TITLE_SYLLABLES:
        return next(filter(None, map(day_of, line.pieces)), None)  # "2 thg 11, 2026" right before "4 phút đọc"
    return told


def _day_near(lines: Sequence[PageLine], place: int, end: int) -> datetime | None:
    """A day right before the title or right after the text. Above a title stands the clock of the page too: there
    the day says what it is, or stands in one box with the title."""
    box = set(lines[place].within[-TITLE_BOX:])
    for n in (place - 1, place - 2, *range(end - 1, min(end + 3, len(lines)))):
        day = _day(lines[n]) if 0 <= n < len(lines) else None
        if day and (n > place or is_published(lines[n].text) or not box.isdisjoint(lines[n].within)):
            return day
    return None


def _tells(line: PageLine) -> bool:
    return line.unlinked >= LONG and line.linked <= len(line.text) * LINKED


def _weight(line: PageLine) -> int:
    """How much a line makes of a text: the characters that are no links; short lines may be a frame's. A picture, a
    viewer may hold the text itself."""
    shown = SHOWN if line.shows else 0
    if line.linked > len(line.text) * LINKED:
        return shown
    return shown + (line.unlinked if line.unlinked >= LONG else line.unlinked // 2)


def _column(lines: Sequence[PageLine]) -> int | None:
    """The innermost element around the first line of a text that holds most of the text, or most of what is shown."""
    weigh: Callable[[PageLine], int] = _weight
    if not any(map(weigh, lines)):  # neither words nor pictures: a file
        weigh = lambda line: bool(line.text)  # noqa: E731 -- the other way to weigh
    first = next((line for line in lines if weigh(line)), None)
    if first is None:
        return None
    held: Counter[int] = Counter()
    for line in lines:
        if weight := weigh(line):
            held.update(dict.fromkeys(line.within, weight))
    whole = held[first.within[0]]
    return next((element for element in reversed(first.within) if held[element] >= whole * COLUMN), None)


def _trimmed(lines: list[PageLine]) -> list[PageLine]:
    """Without the lists of links that follow the text."""
    told = (n for n, line in enumerate(lines) if not line.text or line.linked < len(line.text) * LINKED)
    return lines[: max(told, default=len(lines) - 1) + 1]


def _is_list(lines: Sequence[PageLine]) -> bool:
    """Whether what follows the title are entries of a list of posts: the title of another one, with a day, comes
    before any day of its own; or several do before any text."""
    entries = 0
    for n, line in enumerate(lines):
        if line.text and line.linked >= len(line.text) * LINKED and syllables(line.text) >= ENTRY_SYLLABLES:
            after = lines[n + 1 : n + 4]
            if any(_day(near) or is_bare_day(near.text) for near in after):
                return True
            entries += any(map(_tells, after))
        elif not entries and (_tells(line) or _day(line)):
            return False
    return entries >= MANY_ENTRIES

"""What a portal makes of a school's article, and what only looks as if it had: the questions of `bench_match`.

What cannot be decided is left out, by these rules:
- a part (trimmed, merged) has at least 45 words, and at least half of them are told, not formulae;
- an article that is no copy has, of its own words, at least half that are told (30 % in `formulae`, whose other words
  stand in no one item together), and what is told in it is told nowhere else;
- a rewritten text keeps four of five words.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from unicodedata import normalize

from portal_texts import (
    SEED,
    Occasion,
    Post,
    Sentence,
    chain,
    filler,
    occasion,
    person,
    post,
    post_on,
    tell,
    told_share,
)

PORTAL = "https://cong.rachsay.edu.example/"
EDITS = (
    "verbatim", "retitled", "trimmed", "tone marks", "decomposed", "numbers", "boilerplate", "merged",
    "rewritten words", "rewritten sentences",
)  # fmt: skip
DECOYS = ("absent", "formulae", "template", "last year", "same title")
PART_WORDS, PART_TOLD = 45, 0.5
TRIMMED, REWRITTEN = 0.3, 0.2  # shares of the words: kept, touched
ROUND_UP = (3, 5)  # articles


@dataclass(frozen=True, slots=True)
class Copy:
    """An item of the portal."""

    url: str
    title: str
    text: str
    published: str  # ISO day


@dataclass(frozen=True, slots=True)
class Question:
    """An article and the items that carry it: none for a decoy."""

    kind: str
    post: Post
    carriers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    kind: str
    items: tuple[Copy, ...]
    questions: tuple[Question, ...]


def copy(of: Post, number: str, days: int = 2) -> Copy:
    """It as the portal shows it, unchanged."""
    return Copy(f"{PORTAL}tin/{number}", of.title, of.text, (of.day + timedelta(days)).isoformat())


# --- edits ----------------------------------------------------------------------------------------------


def retitled(choose: random.Random, item: Copy) -> Copy:
    return replace(item, title=filler(choose.randrange(10**9)).title)


def trimmed(item: Copy) -> Copy:
    words = item.text.split(" ")
    return replace(item, text=" ".join(words[: max(1, round(len(words) * TRIMMED))]).rstrip(",.;") + "...")


_OLD_STYLE = {
    old: new
    for pair, marked in (("oa", "òóỏõọ àáảãạ"), ("oe", "òóỏõọ èéẻẽẹ"), ("uy", "ùúủũụ ỳýỷỹỵ"))
    for first, second in zip(*marked.split(), strict=True)
    for old, new in ((first + pair[1], pair[0] + second),)
}
_OLD = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLD_STYLE)})(?![^\W_])")


def tone_marks(item: Copy) -> Copy:
    """hòa, khỏe, thủy as hoà, khoẻ, thuỷ."""
    return replace(item, text=_OLD.sub(lambda found: _OLD_STYLE[found[0]], item.text))


def decomposed(item: Copy) -> Copy:
    return replace(item, title=normalize("NFD", item.title), text=normalize("NFD", item.text))


def numbers(choose: random.Random, item: Copy) -> Copy:
    """Every number is another of as many digits."""

    def other(found: re.Match[str]) -> str:
        digits = len(found[0])
        drawn = choose.randint(10 ** (digits - 1), 10**digits - 2)
        return str(drawn + (drawn >= int(found[0])))

    return replace(item, text=re.sub(r"\d+", other, item.text))


_LINES = (
    "Cỡ chữ: A- A A+ | Xem cỡ chữ | Đọc bài viết | In trang", "Ảnh: Tổ Công nghệ thông tin nhà trường",
    "Xem thêm: {title}", "Tin liên quan: {title}", "Chia sẻ bài viết lên mạng xã hội", "Quang cảnh. Ảnh: {name}",
    "Mời quý độc giả theo dõi trang thông tin điện tử của ngành để cập nhật tin tức mới nhất.",
)  # fmt: skip


def boilerplate(choose: random.Random, item: Copy) -> Copy:
    """With a lead-in, a byline and a source, and lines of the portal between paragraphs."""
    lines = [f"(Cổng thông tin) - {filler(choose.randrange(10**9)).title}. Sau đây là bài viết của đơn vị gửi về."]
    for paragraph in item.text.split("\n"):
        lines.append(paragraph)
        if choose.random() < 0.5:
            title = filler(choose.randrange(10**9)).title
            lines.append(choose.choice(_LINES).replace("{title}", title).replace("{name}", person(choose)))
    lines += [
        f"Tác giả: {person(choose)}",
        "Nguồn tin: Cổng thông tin điện tử đơn vị",
        "Tổng số điểm của bài viết là: 5",
    ]
    return replace(item, text="\n".join(lines))


def rewritten_words(choose: random.Random, item: Copy) -> Copy:
    """Every fifth word, scattered, is replaced, dropped or has another before it."""
    others = chain().words
    lines = [line.split() for line in item.text.split("\n")]
    places = [(row, column) for row, line in enumerate(lines) for column in range(len(line))]
    for row, column in choose.sample(places, round(len(places) * REWRITTEN)):
        way, other = choose.random(), choose.choice(others)
        own = lines[row][column]
        lines[row][column] = other if way < 0.6 else f"{other} {own}" if way < 0.8 else ""
    return replace(item, text="\n".join(" ".join(filter(None, line)) for line in lines))


def rewritten_sentences(choose: random.Random, of: Post) -> Post:
    """Whole sentences with a fifth of the words are replaced, dropped or have another before them."""
    places = [(row, column) for row, line in enumerate(of.paragraphs) for column in range(len(line))]
    choose.shuffle(places)
    left = len(of.text.split()) * REWRITTEN
    paragraphs = [[[sentence] for sentence in paragraph] for paragraph in of.paragraphs]
    for row, column in places:
        own = of.paragraphs[row][column]
        if (length := len(own.text.split())) > left:
            continue
        left -= length
        way = choose.random()
        paragraphs[row][column] = [tell(choose)] if way < 0.6 else [tell(choose), own] if way < 0.8 else []
    kept = (tuple(itertools.chain.from_iterable(paragraph)) for paragraph in paragraphs)
    return replace(of, paragraphs=tuple(filter(None, kept)))


def part(choose: random.Random, of: Post) -> str:
    """The whole in a third of the draws, else two to four fifths of the sentences, from anywhere on."""
    sentences = list(itertools.chain.from_iterable(of.paragraphs))
    if choose.random() > 1 / 3:
        while True:
            length = max(1, round(len(sentences) * choose.uniform(0.4, 0.8)))
            start = choose.choice((0, 0, choose.randint(0, len(sentences) - length)))
            if _decidable(sentences[start : start + length]):
                sentences = sentences[start : start + length]
                break
    return " ".join(sentence.text for sentence in sentences)


def _decidable(sentences: list[Sentence]) -> bool:
    words = sum(len(sentence.text.split()) for sentence in sentences)
    return words >= PART_WORDS and told_share(sentences) >= PART_TOLD


# --- cases ----------------------------------------------------------------------------------------------


def edited(kind: str, number: int) -> Case:
    """A case of one of EDITS: one question, or as many as a round-up has articles."""
    choose = random.Random(f"{SEED} {kind} {number}")
    if kind == "merged":
        return _merged(choose, number)
    of = _telling(choose)
    url = f"{kind.replace(' ', '-')}-{number}"
    item = copy(of, url)
    change: dict[str, Callable[[], Copy]] = {
        "verbatim": lambda: item,
        "retitled": lambda: retitled(choose, item),
        "trimmed": lambda: trimmed(item),
        "tone marks": lambda: tone_marks(item),
        "decomposed": lambda: decomposed(item),
        "numbers": lambda: numbers(choose, item),
        "boilerplate": lambda: boilerplate(choose, item),
        "rewritten words": lambda: rewritten_words(choose, item),
        "rewritten sentences": lambda: copy(rewritten_sentences(choose, of), url),
    }
    item = change[kind]()
    return Case(kind, (item,), (Question(kind, of, frozenset({item.url})),))


def _telling(choose: random.Random) -> Post:
    """A post of which the first part can be told, too, with something for every edit to change."""
    while True:
        of = post(choose, occasion(choose))
        text, head = of.text, int(len(of.text.split()) * TRIMMED)
        lengths = itertools.accumulate(len(s.text.split()) for s in itertools.chain.from_iterable(of.paragraphs))
        begun = sum(length <= head for length in lengths) + 1
        sentences = list(itertools.chain.from_iterable(of.paragraphs))[:begun]
        if head >= PART_WORDS and told_share(sentences) >= PART_TOLD and _OLD.search(text) and re.search(r"\d", text):
            return of


def _merged(choose: random.Random, number: int) -> Case:
    posts = [_telling(choose) for _ in range(choose.randint(*ROUND_UP))]
    texts = [f"{of.school}\n{part(choose, of)}" for of in posts]
    title = f"Điểm tin các trường ngày {posts[0].day:%d/%m}"
    lead = "Trong tuần qua, các đơn vị trường học trên địa bàn đã tổ chức nhiều hoạt động sôi nổi. Cụ thể như sau:"
    item = replace(copy(posts[0], f"diem-tin-{number}"), title=title, text="\n".join((lead, *texts)))
    return Case("merged", (item,), tuple(Question("merged", of, frozenset({item.url})) for of in posts))


def decoy(kind: str, number: int) -> Case:
    """A case of one of DECOYS: an article that no item carries, and items that look like it."""
    choose = random.Random(f"{SEED} {kind} {number}")
    about = occasion(choose)
    if kind == "formulae":
        own = post(choose, about, share=choose.uniform(0.5, 0.65), words=choose.randint(200, 420))
        return Case(kind, (), (Question(kind, own),))
    if kind in {"template", "last year"}:
        own, others = _of_one_template(choose, about, same_school=kind == "last year")
    else:
        own = post(choose, about)
        others = [replace(post(choose, occasion(choose)), title=own.title)] if kind == "same title" else []
    items = tuple(copy(other, f"{kind.replace(' ', '-')}-{number}-{place}") for place, other in enumerate(others))
    return Case(kind, items, (Question(kind, own),))


def _of_one_template(choose: random.Random, about: Occasion, *, same_school: bool) -> tuple[Post, list[Post]]:
    """A report, and four of other schools or two of the years before: all of about as many formulae."""
    while True:
        share, words = choose.uniform(0.3, 0.45), choose.randint(180, 420)
        own = post(choose, about, share=share, words=words)
        if own.told_share >= PART_TOLD:
            break
    if same_school:
        days = [own.day - timedelta(364 * years) for years in (1, 2)]
        return own, [post_on(choose, about, day, share=share, words=words) for day in days]
    schools = [replace(occasion(choose), event=about.event, formulae=about.formulae) for _ in range(4)]
    return own, [post_on(choose, other, own.day, share=share, words=words) for other in schools]


def round_of(number: int) -> list[Case]:
    """Cases with an equal share of every edit, the two kinds of rewriting as one, and half as many decoys as copies.
    A round-up stands for three to five questions: there is one in every fourth round."""
    kinds = [*EDITS[:7], EDITS[8 + number % 2], *(["merged"] if number % 4 == 0 else [])]
    before = 4 * number + number // 2
    decoys = [DECOYS[(before + at) % len(DECOYS)] for at in range(4 + number % 2)]
    return [
        *(edited(kind, number) for kind in kinds),
        *(decoy(kind, number * 10 + at) for at, kind in enumerate(decoys)),
    ]


def show() -> str:
    """Two posts, and what the portal made of two more."""
    posts = [filler(number) for number in (3, 4)]
    told = [f"# {of.title}\n{of.school}, {of.day:%d/%m/%Y}\n{of.text}\n" for of in posts]
    cases = [edited("rewritten words", 0), decoy("template", 0)]
    told += [
        f"== {case.kind}: {what} ==\n{text}\n"
        for case in cases
        for what, text in (("the article", case.questions[0].post.text), ("the item", case.items[0].text))
    ]
    return "\n".join(told)

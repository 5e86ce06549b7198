"""Invented news of invented schools, as many as are wanted, always the same: what a portal's index is measured on.

    python tests/bench/portal_texts.py --show       prints two of them and two of the cases of `portal_cases`

A post is made of two kinds of sentences. Formulae are the set phrases of ceremonies: a few hundred, some in every
tenth post and most in few, their slots filled by the names and numbers of the post. What is told goes along the
sentences of our own labelled corpus, with other names and numbers, other words in every few, and crossings from one
sentence to another, so that words are as frequent as in school news and two posts hardly tell the same.
"""

from __future__ import annotations

import functools
import itertools
import math
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from corpus import ROOT
from portal_formulae import EVENTS, FAMILY, GIVEN, LAND, LEVELS, MARK, MIDDLE, TITLES, drawn
from ruamel.yaml import YAML

SEED = 642
SCHOOLS, FIRST_YEAR, YEARS = 600, 2019, 8
MEDIAN, SPREAD, SHORTEST, LONGEST = 350, 0.5, 60, 900  # words of a post
SHARE = (0.10, 0.40)  # of a post's words stand in formulae
CROSS, SWAP, JUMP = 0.05, 0.18, 0.05  # at a word: on in another sentence, one word of another, any word
LONGEST_SENTENCE, SHORTEST_SENTENCE = 40, 5


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    told: bool  # and no formula


@dataclass(frozen=True, slots=True)
class Post:
    """What a school put on its site: paragraphs of sentences, in order."""

    url: str
    school: str
    title: str
    day: date
    paragraphs: tuple[tuple[Sentence, ...], ...]

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(" ".join(sentence.text for sentence in paragraph) for paragraph in self.paragraphs)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def told_share(self) -> float:
        """The share of its words that stand in no formula."""
        return told_share(itertools.chain.from_iterable(self.paragraphs))


def told_share(sentences: Iterable[Sentence]) -> float:
    lengths = [(len(sentence.text.split()), sentence.told) for sentence in sentences]
    return sum(words for words, told in lengths if told) / max(1, sum(words for words, _ in lengths))


@dataclass(frozen=True, slots=True)
class Occasion:
    """What posts of one event of one school have in common: year by year other posts are made of it."""

    school: str
    place: str
    event: str
    formulae: tuple[str, ...]  # an opener, then what may follow in this order


# --- what is told ---------------------------------------------------------------------------------------

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zà-ỹ])")
_NAMES = re.compile(r"(?<=[^\W_] )(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]+ ){1,3}[A-ZĐÀ-Ỹ][a-zđà-ỹ]+")
_NUMBER = re.compile(r"\d+(?:[./]\d+)*")


def _name_slot(found: re.Match[str]) -> str:
    return "{name}" if len(found[0].split()) > 2 else "{where}"


def _number_slot(found: re.Match[str]) -> str:
    if "/" in found[0]:
        return "{date}"
    return "{when}" if len(found[0]) == 4 else f"{{digits{min(3, len(found[0]))}}}"


class Chain:
    """The sentences of the corpus, to be gone along with other words put in and crossed over at a word of both."""

    def __init__(self) -> None:
        self.sentences: list[list[str]] = []
        self.words: list[str] = []
        self.places: defaultdict[str, list[tuple[list[str], int]]] = defaultdict(list)
        for line in _corpus_lines():
            for sentence in _SENTENCE.split(_NUMBER.sub(_number_slot, _NAMES.sub(_name_slot, line))):
                self._learn([sys.intern(word) for word in sentence.split()])

    def _learn(self, words: list[str]) -> None:
        if len(words) < SHORTEST_SENTENCE or words[-1][-1] not in ".!?":
            return
        self.sentences.append(words)
        self.words += [word for word in words[1:-1] if word.isalpha() and word.islower()]
        for place, word in enumerate(words[:-1]):
            self.places[word].append((words, place))

    def sentence(self, choose: random.Random) -> str:
        """One sentence, with slots for names and numbers."""
        draw = choose.random
        way, place = self.sentences[int(draw() * len(self.sentences))], 0
        said = [way[0]]
        while place < len(way) - 1 and len(said) < LONGEST_SENTENCE:
            luck = draw()
            if luck < CROSS + SWAP:
                others = self.places[way[place]]
                other, there = others[int(draw() * len(others))]
                if luck < CROSS:
                    way, place = other, there
            place += 1
            swapped = luck >= CROSS and luck < CROSS + SWAP and place < len(way) - 1
            word = way[place]
            if swapped:
                word = other[there + 1].rstrip(".!?")
            elif luck > 1 - JUMP and place < len(way) - 1:
                word = self.words[int(draw() * len(self.words))]
            said.append(word)
        said[-1] = said[-1].rstrip(",;:") + ("" if said[-1][-1] in ".!?" else ".")
        return " ".join(said)


def _corpus_lines() -> list[str]:
    """The prose of the labelled corpus. Of its sites the labels are read alone: their pages take four times as long."""
    labels = (YAML(typ="safe").load(path) for path in sorted(ROOT.glob("*/truth.yaml")))
    prose = (truth for site in labels for truth in site.get("articles") or () if truth["form"] == "prose")
    lines = [line.strip() for truth in prose for line in str(truth.get("body") or "").splitlines() if line.strip()]
    return [re.sub(r"[{}“”\"()]", "", line) for line in lines]


chain = functools.cache(Chain)


# --- posts ----------------------------------------------------------------------------------------------


def person(choose: random.Random) -> str:
    return f"{choose.choice(FAMILY)} {choose.choice(MIDDLE)} {choose.choice(GIVEN)}"


def place(choose: random.Random) -> str:
    return f"{choose.choice(LAND)} {choose.choice(MARK)}"


def occasion(choose: random.Random) -> Occasion:
    """One event of one of the schools: the same formulae whenever it is drawn."""
    school, event = choose.randrange(SCHOOLS), choose.choice(EVENTS)
    own = random.Random(f"{SEED} school {school}")
    where = place(own)
    name = f"{own.choice(LEVELS)} {where}" + own.choice(("", "", "", " 1", " 2", " A"))
    return Occasion(name, place(own), event, drawn(random.Random(f"{SEED} {school} {event}"), SEED))


def post(choose: random.Random, about: Occasion, *, share: float | None = None, words: int | None = None) -> Post:
    """One post about it, of as many words and as large a share of formulae as asked; both are drawn if not asked."""
    day = date(choose.randint(FIRST_YEAR, FIRST_YEAR + YEARS - 1), 1, 1) + timedelta(choose.randrange(365))
    return post_on(choose, about, day, share=share, words=words)


def post_on(
    choose: random.Random, about: Occasion, day: date, *, share: float | None = None, words: int | None = None
) -> Post:
    share = choose.uniform(*SHARE) if share is None else share
    words = words or min(LONGEST, max(SHORTEST, round(choose.lognormvariate(math.log(MEDIAN), SPREAD))))
    cast = _cast(choose, about, day)
    said = _said(choose, about, cast, int(share * words))
    told, left = [], words - sum(len(sentence.text.split()) for sentence in said.values())
    while left > 0:
        told.append(tell(choose))
        left -= len(told[-1].text.split())
    title = _filled(choose, choose.choice(TITLES), cast)
    url = f"https://truong-{choose.getrandbits(40):x}.edu.example/tin-tuc/{choose.randrange(9999)}"
    return Post(
        url, about.school, title[0].upper() + title[1:], day, _paragraphs(choose, said, told, len(about.formulae) - 1)
    )


def tell(choose: random.Random) -> Sentence:
    return Sentence(_filled(choose, chain().sentence(choose), {}), told=True)


def _said(choose: random.Random, about: Occasion, cast: Mapping[str, str], words: int) -> dict[int, Sentence]:
    """As many of the occasion's formulae as come next to that many words, by their place; now and then not one. The
    first and the last go first."""
    said, left = {}, words
    last = len(about.formulae) - 1
    for place in (0, last, *choose.sample(range(1, last), last - 1)):
        filled = _filled(choose, about.formulae[place], cast)
        if (length := len(filled.split())) <= left + 6:
            said[place] = Sentence(filled, told=False)
            left -= length
    return said


def _cast(choose: random.Random, about: Occasion, day: date) -> dict[str, str]:
    first = day.year if day.month > 7 else day.year - 1
    return {
        "school": about.school, "event": about.event, "place": about.place, "head": person(choose),
        "guest": person(choose), "day": f"{day.day:02}/{day.month}/{day.year}", "when": str(day.year),
        "year": f"{first}-{first + 1}",
    }  # fmt: skip


_DRAWN: Mapping[str, Callable[[random.Random], str]] = {
    "name": person,
    "where": place,
    "date": lambda choose: f"{choose.randint(1, 28):02}/{choose.randint(1, 12)}",
    "when": lambda choose: str(choose.randint(2015, 2026)),
}
_NUMBERS = {"k": (1, 9), "m": (2, 30), "n": (20, 600), "digits1": (1, 9), "digits2": (10, 99), "digits3": (100, 999)}


def _filled(choose: random.Random, text: str, cast: Mapping[str, str]) -> str:
    if "{" not in text:
        return text

    def fill(slot: re.Match[str]) -> str:
        if slot[1] in cast:
            return cast[slot[1]]
        if slot[1] in _DRAWN:
            return _DRAWN[slot[1]](choose)
        return str(choose.randint(*_NUMBERS[slot[1]]))

    return re.sub(r"\{(\w+)\}", fill, text)


def _paragraphs(
    choose: random.Random, said: Mapping[int, Sentence], told: Sequence[Sentence], last: int
) -> tuple[tuple[Sentence, ...], ...]:
    """The formulae in their order among what is told: an opener first, a closer last."""
    middle = iter(sorted(choose.randint(0, len(told)) for place in said if 0 < place < last))
    places = {place: 0 if place == 0 else len(told) if place == last else next(middle) for place in sorted(said)}
    order: list[Sentence] = []
    for number in range(len(told) + 1):
        order += [said[place] for place, at in places.items() if at == number]
        order += told[number : number + 1]
    paragraphs = []
    while order:
        length = choose.randint(2, 5)
        paragraphs.append(tuple(order[:length]))
        order = order[length:]
    return tuple(paragraphs)


def filler(number: int) -> Post:
    """The portal's post of that number which no question is about."""
    choose = random.Random(f"{SEED} filler {number}")
    return post(choose, occasion(choose))


if __name__ == "__main__":
    from portal_cases import show

    if "--show" in sys.argv[1:]:
        sys.stdout.write(show())

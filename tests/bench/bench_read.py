"""How fast pages of articles are read and judged, and how rightly, beside other extractors, in one run.

    python tests/bench/bench_read.py        (`make bench-read` installs the others first)

The pages are of the labelled corpus, a fixed choice. Time is that of the processor, on one core: in each round every
program reads every page, in an order that moves on from round to round; a ratio is the median of the rounds' ratios
to the bare parse of the same pages right before. The body is measured as `make accuracy` measures it.
"""

from __future__ import annotations

import functools
import gc
import importlib
import re
import sys
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from itertools import islice, zip_longest
from pathlib import Path
from statistics import fmean, median
from typing import Any
from unicodedata import normalize

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from accuracy import _MARKER, _NOT_BODY, _f1, _words
from corpus import Labelled, Truth, sites
from districts import DAY, default_policy
from selectolax.lexbor import LexborHTMLParser

from cli import GARBAGE_EVERY
from linter.engine import lint
from linter.read.html import Reading, read
from linter.rule import Context

PAGES, ROUNDS, PASS_S = 80, 5, 0.5
REALISTIC = 20_000  # bytes: what the corpus has below this are sketches of further templates, smaller than real pages
REUSED = 256  # caches of so many entries are of words and addresses; smaller ones are tables that are read once
PARSE, DEFAULT = "lexbor, bare parse", "trafilatura, default"
READ, JUDGED = "ours, read", "ours, read and judged"
KNOWN, GENERAL = "families with a profile", "general reader"
_BLOCK = re.compile(r"<(?=/?(?:p|div|br|li|[uo]l|h[1-6]|t[rdh]|table|blockquote|section|article|figure|pre)\b)", re.I)


@dataclass(frozen=True, slots=True)
class Sample:
    family: str
    truth: Truth
    html: str


Groups = dict[str, list[Sample]]


@dataclass(frozen=True, slots=True)
class Program:
    """What reads a page: `run` is what is timed; `lines` makes the body's lines of what it returned."""

    name: str
    package: str
    run: Callable[[str, str], Any]  # the page, its address
    lines: Callable[[Any], Iterable[str]] | None = None


def families() -> Iterator[Labelled]:
    """The sites of the corpus but those that were written later, to try the readers on what they had not seen."""
    return (site for site in sites() if not site.name.startswith("held"))


def chosen(labelled: Iterable[Labelled], count: int = PAGES) -> list[Sample]:
    """The families in turn, and in each the articles in an order that new ones hardly change. An article that is
    split over several pages is left out: no one page carries its body."""
    by_family: dict[str, list[Sample]] = defaultdict(list)
    for site in labelled:
        for truth in site.articles:
            page = site.pages[truth.url]
            if not truth.parts and len(page.encode()) >= REALISTIC:
                by_family[site.family].append(Sample(site.family, truth, page))
    for samples in by_family.values():
        samples.sort(key=lambda sample: (zlib.crc32(sample.truth.url.encode()), sample.truth.url))
    turns = zip_longest(*(samples for _, samples in sorted(by_family.items())))
    return list(islice((sample for turn in turns for sample in turn if sample), count))


def programs() -> list[Program]:
    """All that is measured, the others where they are installed."""
    found = [
        Program(PARSE, "selectolax", lambda html, _: LexborHTMLParser(html)),
        Program(READ, "", read, own_lines),
        Program(JUDGED, "", judge(), own_lines),
    ]
    makers = {"trafilatura": trafilatura, "readability": readability, "newspaper": newspaper}
    return found + [program for name, make in makers.items() if find_spec(name) for program in make()]


def judge() -> Callable[[str, str], Reading]:
    """Reading and every rule for articles. No portal is there to search; no article is too old to be judged."""
    policy, context = default_policy(), Context(DAY, since=date.min)
    waivers = policy.waivers_on(DAY)

    def run(html: str, url: str) -> Reading:
        reading = read(html, url)
        if reading.article is not None:
            lint(reading.article, policy.rules, context, waivers)
        return reading

    return run


def trafilatura() -> list[Program]:
    module: Any = importlib.import_module("trafilatura")
    return [
        Program(
            f"trafilatura, {name}",
            "trafilatura",
            functools.partial(module.extract, fast=fast, include_comments=False),  # they are no part of a body
            lambda text: (text or "").splitlines(),
        )
        for name, fast in (("fast", True), ("default", False))
    ]


def readability() -> list[Program]:
    module: Any = importlib.import_module("readability")

    def run(html: str, url: str) -> str:
        return str(module.Document(html, url=url).summary())

    return [Program("readability-lxml", "readability-lxml", run, stripped)]


def newspaper() -> list[Program]:
    module: Any = importlib.import_module("newspaper")

    def run(html: str, url: str) -> str:
        article = module.Article(url, language="vi", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return str(article.text)

    return [Program("newspaper4k", "newspaper4k", run, str.splitlines)]


def own_lines(reading: Reading) -> list[str]:
    blocks = reading.article.blocks if reading.article else ()
    return [block.text for block in blocks if block.kind not in _NOT_BODY]


def stripped(html: str) -> list[str]:
    """The lines of an extract in HTML: only its blocks part words."""
    body = LexborHTMLParser(_BLOCK.sub("\n<", html)).body
    return body.text().splitlines() if body is not None else []


Marks = dict[tuple[str, str], list[tuple[float, bool]]]  # by program and group: token F1, exact, of each page


def marks(entered: Sequence[Program], groups: Groups) -> Marks:
    given = ((program, group) for program in entered for group in groups if program.lines)
    return {(program.name, group): [mark(program, sample) for sample in groups[group]] for program, group in given}


def mark(program: Program, sample: Sample) -> tuple[float, bool]:
    """The token F1 of the body, and whether it is exactly the label's."""
    assert program.lines is not None
    given = tokens(program.lines(program.run(sample.html, sample.truth.url)))
    true = tokens(sample.truth.body)
    less, more = Counter(true) - Counter(given), Counter(given) - Counter(true)
    return _f1(len(true), len(given), less.total(), more.total()), given == true


def tokens(lines: Iterable[str]) -> list[str]:
    """Composed first: nobody's words are other ones because the page has their marks apart."""
    return _words(normalize("NFC", " ".join(_MARKER.sub("", line) for line in lines)))


def seconds(program: Program, samples: Sequence[Sample]) -> float:
    """Of the processor, for one pass over the pages: the median of as many passes as make a time that can be told."""
    passes: list[float] = []
    while sum(passes) < PASS_S:
        forget()
        start = time.process_time()
        for sample in samples:
            program.run(sample.html, sample.truth.url)
        passes.append(time.process_time() - start)
    return median(passes)


def forget() -> None:
    """Nobody has seen the pages before: what any program keeps of words and addresses is dropped before a pass."""
    gc.collect()
    for cached in caches():
        cached.cache_clear()


@functools.cache
def caches() -> list[Any]:
    gc.unfreeze()  # what a command has frozen is not among the objects that are told
    found = [thing for thing in gc.get_objects() if isinstance(thing, functools._lru_cache_wrapper)]
    return [cached for cached in found if (cached.cache_parameters()["maxsize"] or 0) >= REUSED]


Rounds = dict[tuple[str, str], list[tuple[float, float]]]  # by program and group: in each round, its time and a parse's


def race(entered: Sequence[Program], groups: Groups) -> Rounds:
    """The bare parse goes right before each program: the machine is as busy with others for both."""
    taken: Rounds = defaultdict(list)
    parse = next(program for program in entered if program.name == PARSE)
    for number in range(ROUNDS):
        turn = number % len(entered)
        for program in (*entered[turn:], *entered[:turn]):
            for group, samples in groups.items():
                bare = seconds(parse, samples)
                taken[program.name, group].append((seconds(program, samples), bare))
    return taken


def in_rounds(taken: Rounds, groups: Iterable[str], program: str) -> list[tuple[float, float]]:
    """In each round, the seconds of a program and those of the bare parse over all pages of the groups."""
    rounds = zip(*(taken[program, group] for group in groups), strict=True)
    return [(sum(own for own, _ in spent), sum(bare for _, bare in spent)) for spent in rounds]


def times_parse(taken: Rounds, groups: Iterable[str], program: str) -> float:
    return median(own / bare for own, bare in in_rounds(taken, groups, program))


def table(entered: Sequence[Program], taken: Rounds, marked: Marks, groups: Groups) -> str:
    pages = sum(map(len, groups.values()))
    rows = [f"\n{' and '.join(groups)}: {pages} pages".ljust(56) + "× parse   pages/s   body F1   exact"]
    for program in entered:
        rate = pages / median(own for own, _ in in_rounds(taken, groups, program.name))
        row = f"  {program.name:51}{times_parse(taken, groups, program.name):9.1f}{rate:10,.0f}"
        if program.lines:
            given = [each for group in groups for each in marked[program.name, group]]
            row += f"{fmean(f1 for f1, _ in given):10.3f}{fmean(exact for _, exact in given):8.0%}"
        rows.append(row)
    return "\n".join(rows) + "\n"


def promises(taken: Rounds, groups: Groups) -> str:
    rows = ["\npromised".ljust(57) + " target  measured"]
    for group, most in ((KNOWN, 8), (GENERAL, 15)):
        if group in groups:
            measured = f"{times_parse(taken, [group], JUDGED):.1f} ×"
            rows.append(f"  read and judged, {group:36}{f'≤ {most} ×':>10}{measured:>10}")
    measured = "missing"
    if any(name == DEFAULT for name, _ in taken):
        measured = f"{times_parse(taken, groups, DEFAULT) / times_parse(taken, groups, JUDGED):.1f} ×"
    rows.append(f"  {'read and judged, as fast as ' + DEFAULT:53}{'≥ 12 ×':>10}{measured:>10}")
    return "\n".join(rows) + "\n"


def told(samples: Sequence[Sample]) -> str:
    sizes = sorted(len(sample.html.encode()) for sample in samples)
    told = len({sample.family for sample in samples})
    return (
        f"{len(samples)} pages of {told} families, none under {REALISTIC:,} bytes (served: 30,000 to 120,000)\n"
        f"bytes: {sizes[0]:,} at least, {median(sizes):,.0f} median, {sizes[-1]:,} at most, {sum(sizes):,} in all\n"
    )


def versions(entered: Sequence[Program]) -> str:
    found = sorted({program.package for program in entered} - {""})
    missing = sorted({"trafilatura", "readability-lxml", "newspaper4k"} - set(found))
    lines = "; ".join(f"{package} {version(package)}" for package in found)
    return lines + (f"\nmissing, not measured: {', '.join(missing)}\n" if missing else "\n")


def alone(event: str, _: tuple[Any, ...]) -> None:
    """No program asks the network for anything."""
    if event in {"socket.connect", "socket.getaddrinfo"}:
        raise OSError("the benchmark has no network")


def main() -> None:
    sys.addaudithook(alone)
    samples, entered = chosen(families()), programs()
    groups: Groups = {KNOWN: [], GENERAL: []}
    for sample in samples:
        groups[KNOWN if read(sample.html, sample.truth.url).family else GENERAL].append(sample)
    groups = {name: group for name, group in groups.items() if group}
    sys.stdout.write(told(samples) + versions(entered))
    marked = marks(entered, groups)  # first: what is read once is read by then
    forget()  # finds the caches, which it could not once they are frozen
    gc.freeze()  # the modules of one program are no burden to the others
    gc.set_threshold(GARBAGE_EVERY)  # as the commands do, here for all programs
    taken = race(entered, groups)
    for name, group in groups.items():
        sys.stdout.write(table(entered, taken, marked, {name: group}))
    sys.stdout.write(table(entered, taken, marked, groups) + promises(taken, groups))


if __name__ == "__main__":
    main()

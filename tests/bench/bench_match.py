"""How well and how fast the copies of a school's articles are found on a portal, beside other searches, in one run.

    python tests/bench/bench_match.py [--sizes 1000,10000] [--only ours]      (`make bench-match` installs the others)

Portals of 1,000, 10,000 and 100,000 invented items are asked for articles that they carry, edited in nine ways, and
for others that only look alike, a third of all (`portal_cases`). Each method runs in a process of its own on each
portal. Time is that of the processor, on one core. Memory is what the process grew by while it built its index, as
the system counts resident pages; items come from a file, so that what a method keeps of them is counted. Recall is
over the pairs of an article and an item that carries it, precision over the pairs that were named.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import pickle
import random
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from portal_cases import DECOYS, EDITS, Case, Copy, Question, copy, round_of
from portal_figures import Figures, Score, by_kind, promises, table, versions
from portal_methods import ENTRIES, OURS, Method, entered
from portal_texts import filler

from linter.text.shingle import hashes as shingle  # what is timed as shingling

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 222  # of cases: 3,000 questions
PLANTED = 0.7  # of a portal's items at most belong to cases: a small portal is asked less
BATCH, PASSES = 500, 3
GARBAGE_EVERY = 50_000  # objects, as the commands have it
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
Round = list[Case]
Named = list[tuple[Question, frozenset[str]]]  # what a method said carries the article


# --- the portal -----------------------------------------------------------------------------------------


def fitting(cases: Iterable[Round], size: int) -> list[Round]:
    """As many rounds of cases as a portal has room for."""
    kept, planted = [], 0
    for each in cases:
        planted += sum(len(case.items) for case in each)
        if planted > PLANTED * size:
            break
        kept.append(each)
    return kept


def portal(cases: Sequence[Round], others: Iterable[Copy], size: int) -> Iterator[Copy]:
    """The items of the cases, spread evenly among others."""
    planted = [item for each in cases for case in each for item in case.items]
    random.Random(size).shuffle(planted)
    step, rest = size / max(1, len(planted)), iter(others)
    due = [int(number * step) for number in range(len(planted))]
    following = iter(zip(due, planted, strict=True))
    at, item = next(following, (size, None))
    for number in range(size):
        if number == at and item is not None:
            yield item
            at, item = next(following, (size, None))
        else:
            yield next(rest)


def questions(cases: Iterable[Round]) -> list[Question]:
    return [question for each in cases for case in each for question in case.questions]


def lay(folder: Path, most: int) -> None:
    """Write what all methods are given. The work is shared among the cores: here nothing is timed."""
    starts = range(0, most, BATCH)
    with (
        ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool,
        (folder / "items").open("w", encoding="utf-8") as file,
        (folder / "cases").open("wb") as binary,
    ):
        for lines in pool.map(partial(_lines, most), starts):
            file.writelines(lines)
        for each in pool.map(round_of, range(ROUNDS), chunksize=8):
            pickle.dump(each, binary)


def _lines(most: int, start: int) -> list[str]:
    copies = (copy(filler(number), str(number)) for number in range(start, min(most, start + BATCH)))
    return [json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in copies]


def _items(folder: Path) -> Iterator[Copy]:
    with (folder / "items").open(encoding="utf-8") as file:
        for line in file:
            yield Copy(**json.loads(line))


def _cases(folder: Path) -> Iterator[Round]:
    """One by one: no more is read than is used, which would be room to grow in, unseen."""
    with (folder / "cases").open("rb") as file:
        for _ in range(ROUNDS):
            yield pickle.load(file)


# --- measuring ------------------------------------------------------------------------------------------


def measured(name: str, folder: Path, size: int) -> Figures:
    """One method on one portal; in a process of its own, for the memory."""
    cases = fitting(_cases(folder), size)
    gc.set_threshold(GARBAGE_EVERY)
    return race(name, cases, _items(folder), size)


def race(name: str, cases: Sequence[Round], others: Iterable[Copy], size: int) -> Figures:
    entry, asked = ENTRIES[name], questions(cases)
    asked = random.Random(size).sample(asked, entry.questions(size, len(asked)))
    warm(entry.make(), asked)
    method = entry.make()
    before = resident()
    build, shingling = built(method, portal(cases, others, size))
    put_off, _ = timed(method.found, method.query(asked[0].post))
    grown = (resident() - before) / size if before else None
    build += put_off
    gc.freeze()
    taken, named = answers(method, asked)
    own = {}
    if name == OURS:
        own = beside_shingling(method, asked)
        own |= {"item_shingling_us": shingling / size / 1000, "build_beyond": build / shingling - 1}
    scores = {kind: score([each for each in named if each[0].kind == kind]) for kind in (*EDITS, *DECOYS)}
    return Figures(name, size, score(named), taken, build / size / 1000, grown, scores, **own)


def warm(method: Method, asked: Sequence[Question]) -> None:
    """Whatever is loaded or kept once, for all indexes and whatever their size, is there before memory is counted."""
    for question in asked:
        shingle(question.post.text)
    for number, question in enumerate(asked[:20]):
        method.put(method.item(copy(question.post, str(number))))
    method.found(method.query(asked[0].post))


def built(method: Method, items: Iterator[Copy]) -> tuple[int, int]:
    """The nanoseconds of putting all items in, and of shingling their texts alone, in turns. What either keeps of
    words is there for both: the texts are gone through before."""
    build = shingling = 0
    while batch := list(islice(items, BATCH)):
        made, texts = [method.item(each) for each in batch], [each.text for each in batch]
        _all(shingle, texts)
        shingling += timed(_all, shingle, texts)[0]
        build += timed(_all, method.put, made)[0]
    return build, shingling


def _all(run: Callable[[Any], object], given: Iterable[Any]) -> None:
    for each in given:
        run(each)


def timed(run: Callable[..., Any], *given: Any) -> tuple[int, Any]:
    """The nanoseconds of the processor, and what was returned."""
    start = time.process_time_ns()
    result = run(*given)
    return time.process_time_ns() - start, result


def answers(method: Method, asked: Sequence[Question]) -> tuple[float, Named]:
    """The microseconds of the median question, and the answers to all."""
    taken, named = [], []
    for question in asked:
        query = method.query(question.post)
        spent, urls = timed(method.found, query)
        taken.append(spent)
        named.append((question, frozenset(urls)))
    return median(taken) / 1000, named


def beside_shingling(method: Method, asked: Sequence[Question]) -> dict[str, float]:
    """Of the median question, the shingling alone and how many times that it takes: passes over all in turn."""
    alone, times = [], []
    for _ in range(PASSES):
        alone.append(median(timed(shingle, question.post.text)[0] for question in asked) / 1000)
        times.append(answers(method, asked)[0] / alone[-1])
    return {"shingling_us": median(alone), "times_shingling": median(times)}


def resident() -> int:
    """Bytes of this process in memory; 0 where the system does not tell."""
    gc.collect()
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * PAGE_BYTES if told.exists() else 0


def score(named: Collection[tuple[Question, frozenset[str]]]) -> Score:
    return Score(
        wanted=sum(len(question.carriers) for question, _ in named),
        right=sum(len(question.carriers & urls) for question, urls in named),
        named=sum(len(urls) for _, urls in named),
        questions=len(named),
        quiet=sum(not urls for _, urls in named),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How well copies of articles are found.")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="of the portals")
    parser.add_argument("--only", help="the first word of one method's name")
    options = parser.parse_args()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    names = [name for name in entered() if not options.only or name.startswith(options.only)]
    sys.stdout.write(versions(names))
    figures: list[Figures] = []
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        lay(Path(folder), sizes[-1])
        for size in sizes:
            for name in names:
                with ProcessPoolExecutor(1, mp_context=context) as alone:
                    figures.append(alone.submit(measured, name, Path(folder), size).result())
            sys.stdout.write(table(figures, size))
            sys.stdout.flush()
    if OURS in names:
        sys.stdout.write(by_kind(figures) + promises(figures))


if __name__ == "__main__":
    main()

"""The matcher: its parts against naive ones, and what it must never do."""

from __future__ import annotations

import random
import time
from array import array
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.match.align import common_words
from linter.match.index import Index, Item
from linter.match.postings import PENDING, Postings
from linter.match.rarity import Rarity
from linter.match.relation import align
from linter.match.sample import ONE_IN, SHORT, Sample
from linter.match.spool import Spool
from linter.model import Article, Block, BlockKind, Run
from linter.text.dates import VIETNAM
from linter.text.shingle import Hashes, hashes

PORTAL, OTHER = "http://pgd.example/", "http://xa.example/"
KEYS = st.lists(st.integers(0, 50), max_size=12, unique=True)


def keys(*found: int) -> Hashes:
    return np.array(sorted(found), np.uint32)


def words(count: int, seed: int, start: int = 0) -> str:
    rng = random.Random(seed)
    return " ".join(f"chữ{rng.randrange(100_000)}n{start + place}" for place in range(count))


def article(text: str, url: str = "http://th-a.example/bai") -> Article:
    blocks = tuple(Block(BlockKind.PARAGRAPH, (Run(line),)) for line in text.split("\n"))
    return Article("x", "Hội thi", blocks, url=url, published_at=datetime(2026, 10, 5, tzinfo=VIETNAM))


def filled(*texts: str, portal: str = PORTAL) -> Index:
    index = Index()
    for number, text in enumerate(texts):
        index.put(Item(portal, f"{portal}{number}", f"Tin {number}", text))
    return index


def relations(index: Index, text: str) -> list[tuple[str, str]]:
    return [(match.item.url, match.relation) for match in index.matches(article(text))]


# --- the parts ------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(KEYS, st.booleans()), max_size=20), KEYS)
def test_postings_find_what_a_dictionary_finds(entries: list[tuple[list[int], bool]], wanted: list[int]) -> None:
    postings, plain = Postings(), Counter[tuple[int, int]]()
    for number, (found, look) in enumerate(entries):
        postings.add(number, keys(*found))
        plain.update((key, number) for key in found)
        if look:  # looking up in between sorts what waits, and merges
            postings.find(keys(1), 10)
    numbers, places, _ = postings.find(keys(*wanted), 10**9)
    asked = sorted(wanted)
    seen = Counter((asked[place], number) for number, place in zip(numbers.tolist(), places.tolist(), strict=True))
    assert seen == {entry: count for entry, count in plain.items() if entry[0] in wanted}


def test_of_many_postings_the_rare_ones_are_looked_at() -> None:
    postings = Postings()
    for number in range(1000):
        postings.add(number, keys(0, 1, 2, 3, 4, 5, *([7] if number == 500 else [])))
    numbers, places, passed = postings.find(keys(0, 1, 2, 3, 4, 5, 7), 1500)
    assert len(passed) == 3
    assert 500 in numbers[places == 6]
    assert len(numbers) <= 4001  # the rarest four at least


def test_postings_sort_by_themselves_when_much_waits() -> None:
    postings = Postings()
    some = np.arange(PENDING // 3, dtype=np.uint32)
    for number in range(5):
        postings.add(number, some)
    assert sorted(postings.find(keys(7), 99)[0].tolist()) == [0, 1, 2, 3, 4]


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30))
def test_common_words_are_the_longest_common_subsequence(one: list[str], other: list[str]) -> None:
    table = [[0] * (len(other) + 1)]
    for here in one:
        row = [0]
        for place, there in enumerate(other):
            row.append(table[-1][place] + 1 if here == there else max(row[-1], table[-1][place + 1]))
        table.append(row)
    assert common_words(one, other) == table[-1][-1]


def test_what_stands_in_many_texts_weighs_little() -> None:
    rarity = Rarity()
    formula, own = hashes(words(20, 1)), hashes(words(20, 2))
    for _ in range(400):
        rarity.add(formula)
    rarity.add(own)
    assert float(rarity.weights(formula).max()) < 0.02
    assert float(rarity.weights(own).min()) == 1
    rarity.drop(own)
    assert float(rarity.weights(own).min()) == 1


def test_an_index_that_grows_counts_its_texts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.match.rarity.FEWEST_BITS", 16)
    formula = words(40, 1)
    index = Index()
    capacity = index._rarity.capacity
    for number in range(capacity // 300 + 5):
        index.put(Item(PORTAL, f"{PORTAL}{number}", "Tin", f"{formula} {words(300, number, 100)}"))
    assert index._rarity.capacity == 2 * capacity
    assert float(index._rarity.weights(hashes(formula)).max()) < 0.1


def test_a_spool_gives_back_what_was_laid_down() -> None:
    spool = Spool()
    items = [
        Item(PORTAL, f"{PORTAL}{n}", "Tin", "chữ\ud800\x00" * n, datetime(2026, 1, 1, tzinfo=VIETNAM), ("http://x/",))
        for n in range(5)
    ]
    laid = [spool.add(item, hashes(item.text)) for item in items]
    for key, item in reversed(list(zip(laid, items, strict=True))):
        assert spool.item(key) == item
        assert spool.hashes(key).tolist() == hashes(item.text).tolist()


def test_a_short_text_is_a_candidate_for_a_long_one_and_a_long_one_for_a_short() -> None:
    long, piece = words(1200, 3), " ".join(words(1200, 3).split()[300:330])
    for held, asked in ((long, piece), (piece, long)):
        sample = Sample()
        found, own = hashes(held), hashes(asked)
        sample.add(0, found)
        shares = sample.alike(own, np.ones(len(own), np.float32), array("I", [len(found)]))
        assert [number for _, number in shares] == [0]
    assert len(hashes(long)) > SHORT > 30 > ONE_IN


def test_left_out_and_put_in_words_do_not_break_a_stretch_and_other_words_do() -> None:
    own = words(200, 4).split()
    shorter = own[:60] + own[100:]
    assert align(own, shorter).stretch == pytest.approx(160 / 200)
    longer = own[:60] + words(40, 5).split() + own[60:]
    assert align(own, longer).stretch == 1
    template = [*own[:60], *words(40, 5).split(), *own[100:]]
    assert align(own, template).stretch == pytest.approx(100 / 200)


# --- the index ------------------------------------------------------------------------------------------


def test_put_replaces_and_remove_forgets() -> None:
    old, new = words(120, 1), words(120, 2)
    index = filled(old, words(120, 3))
    index.put(Item(PORTAL, f"{PORTAL}0", "Tin", new))
    assert len(index) == 2
    assert relations(index, old) == []
    assert relations(index, new) == [(f"{PORTAL}0", "pushed")]
    index.remove(f"{PORTAL}0")
    index.remove("http://never.example/")
    assert (len(index), relations(index, new)) == (1, [])


def test_places_limit_a_search() -> None:
    text = words(120, 1)
    index = filled(text)
    index.put(Item(OTHER, f"{OTHER}7", "Tin", text))
    index.put(Item("th-b", "http://th-b.example/7", "Tin", text))
    index.put(Item("th-a", "http://th-a.example/bai", "Tin", text))

    def found(on: frozenset[str] | None, without: str | None = None) -> list[str]:
        return [match.item.portal for match in index.matches(article(text), on, without=without)]

    assert found(None) == [PORTAL, "th-b", OTHER]  # the article itself is no copy of itself
    assert found(frozenset({OTHER})) == [OTHER]
    assert found(frozenset({"th-a", "th-b"}), "th-b") == []
    assert found(frozenset({"nobody"})) == []


def test_one_text_in_a_thousand_places_is_found_on_the_portal_all_the_same() -> None:
    text = words(200, 1)
    index = Index()
    for number in range(1000):
        index.put(Item(f"th-{number}", f"http://th-{number}.example/", "Tin", text))
    index.put(Item(PORTAL, f"{PORTAL}1", "Tin", text))
    assert [m.relation for m in index.matches(article(text), frozenset({PORTAL}))] == ["pushed"]


def test_formulae_alone_never_match() -> None:
    formulae = [words(25, seed) for seed in range(12)]
    rng = random.Random(1)

    def report(seed: int, share: int) -> str:
        lines = rng.sample(formulae, share) + [words(20, 1000 + seed * 20 + n) for n in range(12 - share)]
        rng.shuffle(lines)
        return "\n".join(lines)

    index = filled(*(report(seed, 7) for seed in range(300)))
    for seed in range(300, 340):
        assert relations(index, report(seed, 7)) == []


def test_copies_are_found_among_texts_that_share_their_formulae() -> None:
    formulae = [words(25, seed) for seed in range(12)]
    texts = ["\n".join([*formulae[:5], words(150, 100 + seed)]) for seed in range(300)]
    index = filled(*texts)
    assert relations(index, texts[7])[0] == (f"{PORTAL}7", "pushed")
    rng = random.Random(7)
    reworded = [word if rng.random() > 0.2 else f"khác{place}" for place, word in enumerate(texts[7].split())]
    assert relations(index, " ".join(reworded)) == [(f"{PORTAL}7", "pushed")]


def test_the_same_items_in_another_order_give_the_same_matches() -> None:
    texts = [words(60, seed) for seed in range(40)] + [words(60, 3) + " " + words(60, 4)]
    forth, back = filled(*texts), Index()
    for number, text in reversed(list(enumerate(texts))):
        back.put(Item(PORTAL, f"{PORTAL}{number}", f"Tin {number}", text))
    for text in texts:
        assert forth.matches(article(text)) == back.matches(article(text))


@pytest.mark.parametrize("url", ["https://www.th-a.example/bai/", "http://th-a.example/bai?utm_source=zalo&fbclid=1"])
def test_a_link_in_another_spelling_is_a_link(url: str) -> None:
    index = Index()
    index.put(Item(PORTAL, f"{PORTAL}1", "Tin", "", None, (url,)))
    assert [m.relation for m in index.matches(article(words(80, 1)))] == ["linked"]
    assert index.matches(article(words(80, 1), "http://th-a.example/bai?p=2")) == ()


# --- bad input ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n ", "Tin", "chữ\x00nữa", "…", "Buổi lễ kết thúc tốt đẹp"])
def test_next_to_nothing_proves_nothing(text: str) -> None:
    index = filled(text, f"{words(200, 1)} {text} {words(200, 2)}", words(50, 3))
    assert all(match.relation == "similar" or match.item_in_article > 0.7 for match in index.matches(article(text)))
    assert index.matches(article(words(100, 9))) == ()


def test_a_portal_that_shows_one_text_everywhere_repeats() -> None:
    index = filled(*[words(80, 1)] * 50)
    assert index.repeats(frozenset({PORTAL}))
    assert index.repeats()
    assert not index.repeats(frozenset({OTHER}))
    assert len(index.matches(article(words(80, 1)))) <= 8
    assert not filled(words(80, 1), words(80, 1), words(80, 2)).repeats()
    assert not filled(words(80, 1)).repeats()


@pytest.mark.slow
def test_five_megabytes_of_text_are_compared_in_time() -> None:
    texts: Sequence[str] = [words(150_000, 1), "cùng một câu lặp lại mãi không thôi " * 150_000]
    began = time.process_time()
    index = filled(*texts, words(300, 2))
    for text in texts:
        assert [m.relation for m in index.matches(article(text))][:1] == ["pushed"]
        assert index.matches(article(f"{words(200, 3)} {text[:3000]}")) is not None
    assert time.process_time() - began < 60

"""The portal on which matching is measured: always the same, and every edit and look-alike what it is said to be."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from unicodedata import normalize

import pytest
from bench.bench_match import fitting, portal, questions, race
from bench.portal_cases import DECOYS, EDITS, Case, copy, decoy, edited, round_of
from bench.portal_figures import Figures, by_kind, promises, table
from bench.portal_methods import OURS
from bench.portal_texts import LONGEST, SHORTEST, Post, filler

from linter.text.shingle import fold

OVERSHOOT = 40  # words: a post ends with a sentence


def pair(kind: str, number: int = 0) -> tuple[Post, str]:
    """An article and the text of the item that carries it."""
    case = edited(kind, number)
    assert {question.carriers for question in case.questions} == {frozenset({case.items[0].url})}
    return case.questions[0].post, case.items[0].text


def kept(before: str, after: str) -> float:
    """The share of the words of the first that stand in the second, in their order."""
    first, second = before.split(), after.split()
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(first)


def carried(post: Post, text: str) -> float:
    """The share of its words in sentences that stand, as they are, in the text as well."""
    sentences = [sentence.text for paragraph in post.paragraphs for sentence in paragraph]
    return sum(len(s.split()) for s in sentences if s in text) / len(post.text.split())


def test_the_data_are_the_same_in_every_run_and_every_order() -> None:
    assert filler(7) == filler(7) != filler(8)
    assert edited("rewritten words", 3) == edited("rewritten words", 3)
    late = filler(20)
    assert [filler(number) for number in (19, 20)][1] == late


def test_posts_are_as_long_and_as_formal_as_said() -> None:
    posts = [filler(number) for number in range(100)]
    lengths = sorted(len(post.text.split()) for post in posts)
    assert lengths[0] >= SHORTEST
    assert lengths[-1] <= LONGEST + OVERSHOOT
    assert 300 <= lengths[50] <= 420
    formal = sorted(1 - post.told_share for post in posts)
    assert formal[5] >= 0.05
    assert formal[95] <= 0.45
    assert 0.18 <= formal[50] <= 0.32
    assert not any(re.search(r"[{}\[\]|]", post.title + post.text) for post in posts)


def test_formulae_recur_and_what_is_told_does_not() -> None:
    posts = [filler(number) for number in range(150)]
    told = [s.text for post in posts for paragraph in post.paragraphs for s in paragraph if s.told]
    runs = [tuple(fold(s.text)[:5]) for post in posts for p in post.paragraphs for s in p if not s.told]
    assert len(set(told)) > 0.9 * len(told)
    assert len(set(runs)) < 0.5 * len(runs)


def test_verbatim_and_retitled_leave_the_text_alone() -> None:
    for kind in ("verbatim", "retitled"):
        post, text = pair(kind)
        assert text == post.text
    assert edited("retitled", 0).items[0].title != edited("retitled", 0).questions[0].post.title


def test_trimmed_keeps_the_first_third_at_most_and_enough_to_tell() -> None:
    for number in range(10):
        post, text = pair("trimmed", number)
        assert 45 <= len(text.split()) <= 0.35 * len(post.text.split()) + 1
        assert post.text.startswith(text.rstrip(".")[:100])


@pytest.mark.parametrize("kind", ["tone marks", "decomposed"])
def test_another_spelling_is_the_same_once_folded(kind: str) -> None:
    post, text = pair(kind)
    assert text != post.text
    assert fold(text) == fold(post.text)
    assert (normalize("NFC", text) == post.text) is (kind == "decomposed")


def test_every_number_is_another() -> None:
    post, text = pair("numbers")
    before, after = (re.findall(r"\d+", each) for each in (post.text, text))
    assert before
    assert [len(one) for one in before] == [len(one) for one in after]
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert re.sub(r"\d", "", post.text) == re.sub(r"\d", "", text)


def test_boilerplate_stands_around_and_between_the_paragraphs() -> None:
    post, text = pair("boilerplate")
    lines = text.split("\n")
    assert [line for line in lines if line in post.lines] == list(post.lines)
    assert lines[0] not in post.lines
    assert lines[-1] not in post.lines
    assert any(line not in post.lines for line in lines[2 : lines.index(post.lines[-1])])


def test_a_round_up_carries_a_part_of_each_of_three_to_five() -> None:
    for number in range(0, 12, 4):
        case = edited("merged", number)
        assert 3 <= len(case.questions) <= 5
        for question in case.questions:
            assert carried(question.post, case.items[0].text) >= 0.25
        assert len({question.post.url for question in case.questions}) == len(case.questions)


@pytest.mark.parametrize("kind", ["rewritten words", "rewritten sentences"])
def test_rewritten_touches_a_fifth_of_the_words(kind: str) -> None:
    shares = []
    for number in range(4):
        post, text = pair(kind, number)
        shares.append(kept(post.text, text))
        assert text != post.text
        assert shares[-1] >= 0.75  # 1 where other sentences were only put in
    assert min(shares) < 0.92
    whole = sum(len(line.split()) for line in post.lines if line in text)
    assert (whole == 0) is (kind == "rewritten words")


@pytest.mark.parametrize("kind", DECOYS)
def test_look_alikes_keep_to_their_rule(kind: str) -> None:
    for number in range(5):
        case = decoy(kind, number)
        post = case.questions[0].post
        assert not case.questions[0].carriers
        assert post.told_share >= (0.3 if kind == "formulae" else 0.5)
        told = [s.text for paragraph in post.paragraphs for s in paragraph if s.told]
        assert not any(sentence in item.text for sentence in told for item in case.items if len(sentence.split()) > 8)
        assert all(kept(post.text, item.text) < 0.8 for item in case.items)


def test_look_alikes_look_alike() -> None:
    formal = [1 - decoy("formulae", number).questions[0].post.told_share for number in range(8)]
    assert all(0.4 <= share <= 0.7 for share in formal)
    assert sum(formal) / len(formal) >= 0.5
    same = decoy("same title", 0)
    assert same.items[0].title == same.questions[0].post.title
    templates = decoy("template", 0)
    assert len({item.text for item in templates.items}) == 4
    last = decoy("last year", 0)
    assert all(last.questions[0].post.school in item.text for item in last.items)
    assert len({item.published[:4] for item in last.items}) == 2


@pytest.fixture(scope="module")
def cases() -> list[list[Case]]:
    return [round_of(number) for number in range(4)]


@pytest.fixture(scope="module")
def figures(cases: list[list[Case]]) -> Figures:
    fit = fitting(cases, 60)
    return race(OURS, fit, (copy(filler(number), str(number)) for number in range(60)), 60)


def test_edits_and_look_alikes_come_in_their_shares(cases: list[list[Case]]) -> None:
    asked = questions(cases)
    assert {question.kind for question in asked} == {*EDITS, *DECOYS}
    assert 0.28 <= sum(not question.carriers for question in asked) / len(asked) <= 0.38


def test_the_portal_holds_every_planted_item_once_and_nothing_twice(cases: list[list[Case]]) -> None:
    others = [copy(filler(number), str(number)) for number in range(60)]
    items = list(portal(fitting(cases, 60), others, 60))
    urls = [item.url for item in items]
    assert len(set(urls)) == len(urls) == 60
    planted = {item.url for each in fitting(cases, 60) for case in each for item in case.items}
    assert planted < set(urls)
    assert {url for question in questions(fitting(cases, 60)) for url in question.carriers} <= planted


def test_the_whole_benchmark_gives_all_its_figures(figures: Figures) -> None:
    assert figures.size == 60
    assert figures.score.recall is not None
    assert figures.score.recall > 0.8
    assert min(figures.query_us, figures.build_us, figures.shingling_us, figures.item_shingling_us) > 0
    assert figures.times_shingling > 0
    assert sum(each.questions for each in figures.kinds.values()) == figures.score.questions
    told = table([figures], 60) + by_kind([figures]) + promises([figures])
    assert all(word in told for word in (*EDITS, *DECOYS, "rensa", "promised", "bytes an item"))

"""The pages on which reading is timed: always the same, of every family, each the page of a labelled article."""

from __future__ import annotations

from collections import Counter

import pytest
from bench.bench_read import PAGES, REALISTIC, Sample, chosen, families, forget, stripped
from corpus import Labelled

from linter.crawl.address import canonical


@pytest.fixture(scope="module")
def corpus() -> list[Labelled]:
    return list(families())


@pytest.fixture(scope="module")
def samples(corpus: list[Labelled]) -> list[Sample]:
    return chosen(corpus)


def test_the_choice_does_not_depend_on_the_order_of_the_sites(corpus: list[Labelled], samples: list[Sample]) -> None:
    assert chosen(reversed(corpus)) == samples


def test_it_is_spread_evenly_over_all_families(corpus: list[Labelled], samples: list[Sample]) -> None:
    assert len(samples) == PAGES == 80
    counts = Counter(sample.family for sample in samples)
    assert set(counts) == {site.family for site in corpus if site.articles}
    assert max(counts.values()) - min(counts.values()) <= 1


def test_every_page_is_that_of_one_labelled_article(corpus: list[Labelled], samples: list[Sample]) -> None:
    pages = {url: page for site in corpus for url, page in site.pages.items()}
    assert len({sample.truth.url for sample in samples}) == len(samples)
    for sample in samples:
        assert sample.html == pages[sample.truth.url]
        assert not sample.truth.parts
        assert len(sample.html.encode()) >= REALISTIC


def test_only_blocks_part_words() -> None:
    assert " ".join(stripped("<p>Ng<b>ày</b> hội</p><p>Lớp 5A</p><ul><li>một<br>hai</ul>")).split() == (
        "Ngày hội Lớp 5A một hai".split()
    )


def test_no_page_is_known_from_an_earlier_pass() -> None:
    canonical("https://truong-mau.edu.example/tin-tuc/")
    assert canonical.cache_info().currsize
    forget()
    assert not canonical.cache_info().currsize

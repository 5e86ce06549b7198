"""The bench of whole crawls: the sites it invents, what it reckons with, and a small crawl of ours over them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import median
from urllib.parse import urljoin, urlsplit

import pytest
from bench.bench_crawl import cost, polite, served
from bench.crawl_figures import Polite, Run, ideal, pages_read, promises, ratio, soonest, span
from bench.crawl_markup import pages
from bench.crawl_programs import ENTRIES, FILES, OURS, SCRAPY, Program, Task
from bench.crawl_sites import FEWEST, PORTAL, School, layout, school, school_list
from selectolax.lexbor import LexborHTMLParser

from linter import schools
from linter.crawl.address import left_alone
from linter.read.html import read

PORT = 8180
TRUE = Program("true", lambda _: ["/bin/sh", "-c", "exit 0"])


@pytest.fixture(scope="module", params=[2, 3], ids=["wordpress", "nukeviet"])
def site(request: pytest.FixtureRequest) -> School:
    return school(request.param, 50, PORT)


@pytest.mark.parametrize("count", [FEWEST, 10, 20, 37, 38, 39, 50, 200])
def test_a_site_has_the_pages_that_it_says(count: int) -> None:
    written = dict(pages(school(2, count, PORT)))
    assert len(written) == count
    posts, spare = layout(count)
    assert 0 <= spare <= 3
    assert len(school(2, count, PORT).entries) == posts


def test_a_site_of_fewer_pages_than_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        layout(FEWEST - 1)


def test_sites_are_always_the_same_and_each_another(site: School) -> None:
    assert dict(pages(site)) == dict(pages(school(site.number, 50, PORT)))
    other = school(site.number + 2, 50, PORT)
    assert {entry.lines for entry in site.entries}.isdisjoint(entry.lines for entry in other.entries)


def test_pages_weigh_what_real_ones_do(site: School) -> None:
    sizes = [len(html.encode()) for _, html in pages(site)]
    assert 50_000 < median(sizes) < 70_000
    tree = LexborHTMLParser(dict(pages(site))[site.entries[9].path])
    assert 500 < len(tree.css("*")) < 1000
    assert 100 < len(tree.css("a")) < 150


def test_links_of_a_site_lead_to_its_pages_and_reach_them_all(site: School) -> None:
    known = dict(pages(site))
    reached, waiting = {"/"}, ["/"]
    while waiting:
        at = urljoin(site.home, waiting.pop())
        for link in LexborHTMLParser(known[urlsplit(at).path]).css("a[href]"):
            url = urljoin(at, link.attributes["href"] or "")
            path = urlsplit(url).path
            if url.startswith(site.home) and not path.startswith(tuple(f"/{name}/" for name in FILES[2:-2].split("|"))):
                assert path in known, url
                assert left_alone(url) is None, "and we read what the others read"
                waiting += [path] if path not in reached else []
                reached.add(path)
    assert reached == set(known)


def test_our_readers_know_the_families_and_find_the_articles(site: School) -> None:
    known = dict(pages(site))
    for entry in site.entries[:10]:
        reading = read(known[entry.path], urljoin(site.home, entry.path))
        assert reading.family == site.family
        assert reading.article is not None
        assert reading.article.title == entry.title
        assert reading.article.published_at is not None
        assert reading.article.published_at.date() == entry.at.date()
        shown = {word for block in reading.article.blocks for word in block.text.split()}
        written = " ".join(entry.lines).split()
        assert sum(word in shown for word in written) > len(written) * 0.95, "but pictograms and the dashes of lists"


def test_the_portal_carries_an_article_of_each_of_the_schools() -> None:
    carried = {entry.lines for entry in school(PORTAL, 20, PORT).entries}
    newest = {school(number, 20, PORT).entries[0].lines for number in range(PORTAL + 1, PORTAL + 1 + len(carried))}
    assert carried == newest


def test_the_school_list_is_one_of_ours() -> None:
    listed = schools.load([("schools.yaml", school_list(80, PORT).encode())])
    assert not listed.refused
    assert len(listed.schools) == 79
    assert len(listed.loopback) == 80


# --- arithmetic -----------------------------------------------------------------------------------------

LOG = {
    "127.0.0.1": [(10.0, 10.1, "/"), (10.5, 10.6, "/a"), (11.1, 11.2, "/b"), (11.1, 11.2, "/robots.txt")],
    "127.0.0.2": [(10.2, 10.3, "/"), (10.7, 10.8, "/a"), (10.8, 10.9, "/a")],
}


def test_the_ideal_is_that_of_the_host_that_was_asked_most() -> None:
    assert ideal(LOG, 0.5) == pytest.approx(3 * 0.5 + 0.1)
    assert ideal({"127.0.0.1": [(0, 0.2, "/")]}, 0.5) == pytest.approx(0.2)


def test_an_answer_that_takes_longer_than_the_pause_is_waited_for() -> None:
    assert ideal({"127.0.0.1": [(0, 2, "/"), (2, 4, "/a"), (4, 6, "/b")]}, 0.5) == pytest.approx(6)


def test_the_span_is_from_the_first_request_to_the_last_answer() -> None:
    assert span(LOG) == pytest.approx(1.2)
    assert soonest(LOG) == pytest.approx(0.0)


def test_pages_are_counted_once_and_other_answers_not() -> None:
    assert pages_read(LOG, {"127.0.0.1": ["/", "/a", "/b", "/c"], "127.0.0.2": ["/", "/a"]}) == 5


def of(program: str, cpu: float, pages: int = 1000) -> Run:
    return Run(program, 10.0, cpu, 50e6, pages, pages)


def test_ratios_are_of_one_round_and_their_median_counts() -> None:
    runs = [of(OURS, 4), of(SCRAPY, 10), of(OURS, 8), of(SCRAPY, 10), of(OURS, 6), of(SCRAPY, 20)]
    assert ratio(runs, OURS, SCRAPY) == pytest.approx(0.4)
    assert ratio([*runs, of("slow", 30)], "slow", SCRAPY) == pytest.approx(3)
    assert ratio(runs, "nobody", SCRAPY) is None


def test_a_program_that_leaves_pages_out_gains_nothing() -> None:
    assert ratio([of(OURS, 4, pages=500), of(SCRAPY, 8)], OURS, SCRAPY) == pytest.approx(1)


def test_a_missed_promise_is_said_to_be_missed() -> None:
    slow = [Polite(OURS, 10.5, 10, 12, 100, 100, 0.5)]
    said = promises([of(OURS, 3), of(SCRAPY, 10)], slow, {10: 100e6, 50: 110e6})
    lines = {line.split("≤")[0].strip(): "missed" in line for line in said.splitlines() if "≤" in line}
    assert list(lines.values()) == [False, False, True, False]
    assert "–" in said, "what was not measured is not kept"


# --- running --------------------------------------------------------------------------------------------


def test_what_a_program_costs_is_its_own_not_its_parents(tmp_path: Path) -> None:
    held = bytearray(300_000_000)
    told = cost(TRUE, Task(1, 1, 0.0, tmp_path))
    assert told["peak"] < 60e6 < len(held)
    assert told["cpu"] < 5


def test_a_program_that_fails_is_no_measurement(tmp_path: Path) -> None:
    failing = Program("false", lambda _: ["/bin/sh", "-c", "echo what went wrong; exit 3"])
    with pytest.raises(ValueError, match="what went wrong"):
        cost(failing, Task(1, 1, 0.0, tmp_path))


def test_a_program_that_does_not_end_is_ended_with_its_children(tmp_path: Path) -> None:
    endless = Program("endless", lambda _: ["/bin/sh", "-c", "echo $$ > pid; exec sleep 600"])
    assert cost(endless, Task(1, 1, 0.0, tmp_path), limit=0.5) == {}
    pid = int((tmp_path / "pid").read_text("ascii"))
    for _ in range(300):
        if not _runs(pid):
            return
        time.sleep(0.01)
    raise AssertionError("the program outlived its bench")


def _runs(pid: int) -> bool:
    try:
        return "(zombie)" not in Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return False


def test_our_crawl_reads_every_page_and_the_server_counts_them(tmp_path: Path) -> None:
    ours = next(program for program in ENTRIES if program.name == OURS)
    with served(3, 10) as server:
        server.begin()
        cost(ours, Task(3, server.port, 0.0, tmp_path))
        log = server.log()
        assert pages_read(log, server.known) == 30
        assert sum(map(len, log.values())) < 30 + 3 * 6
        told = json.loads((tmp_path / "run.json").read_text("utf-8"))
    crawls = [each["crawl"] for each in (*told["portals"], *told["schools"])]
    assert [crawl["status"] for crawl in crawls] == ["completed"] * 3
    assert sum(crawl["pages_read"] for crawl in crawls) == 30
    assert all(len(each["articles"]) == 3 for each in told["schools"])


def test_a_polite_run_is_measured_by_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.bench_crawl.LATENCY_S", 0.02)
    monkeypatch.setattr("bench.bench_crawl.POLITE_S", 0.05)
    monkeypatch.setattr("bench.bench_crawl.PATIENCE", 1000)
    ours = next(program for program in ENTRIES if program.name == OURS)
    with served(2, FEWEST) as server:
        measured = polite(ours, server)
    assert measured.pages == 2 * FEWEST
    assert measured.soonest > 0
    assert measured.times_ideal > 0.9
    assert measured.span < measured.seconds, "the start of the program and the judging are not of the span"

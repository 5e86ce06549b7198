"""Hostile servers and sites through the whole of it, from the request to the verdicts: C01–C38, C53–C58 and C65–C68
of the hostile cases. What the door alone makes of them is tested in test_fetch*.py.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest
from click.testing import CliRunner
from crawling import (
    ABOUT,
    DAY,
    FLOOD,
    HOME,
    NAME,
    PORTAL,
    Portal,
    Web,
    about,
    crawled,
    html,
    judged,
    listing,
    lost,
    moved,
    page,
    plan,
    post,
    posts,
    prose,
    robots,
    school_list,
    sitemap,
    urls,
    verdict,
)  # fmt: skip
from rawserver import Play, RawServer, dripping, reply, reset, silent
from weekly import Weeks

from cli import main
from linter.audit import judge_district
from linter.crawl import Caps, Fetcher, Pace, Silent, fetch, frontier
from linter.crawl.fetch import Limits
from linter.crawl.headers import read_headers
from linter.crawl.pulse import LAST_TRIES, MOST_MISSED
from linter.crawl.reasons import MANY_LINKS
from linter.match.archive import Memory
from linter.reported import Report, Summary
from linter.schools import load
from linter.text.dates import VIETNAM

QUICK = Limits(request_s=1.2, read_s=0.4, connect_s=0.4, body_bytes=100_000, wire_bytes=100_000)
HTTPS = HOME.replace("http:", "https:")
OTHER = "http://truong-khac.edu.example/"
LONG = f"<title>Giới thiệu</title><h1>Giới thiệu</h1>{ABOUT * 3}".encode()


def statuses(report: Report) -> set[str]:
    """Those of the rules on the site."""
    return {outcome.verdict.status.value for outcome in report.outcomes}


def accused(report: Report) -> list[str]:
    outcomes = [*report.outcomes, *(outcome for article in report.articles for outcome in article.outcomes)]
    return [outcome.rule for outcome in outcomes if outcome.verdict.status.value == "fail"]


# --- C01–C18: answers that are none ----------------------------------------------------------------------


def served(section: Play | list[Play]) -> tuple[Report, RawServer]:
    """The report on a site on loopback whose menu leads to an introduction that is answered so."""
    home = page("Trang chủ", prose("hội thi", 3), menu={"Giới thiệu": "/gioi-thieu/"}).encode()

    async def run() -> tuple[Summary, RawServer]:
        async with RawServer({"/": reply(home, keep=False), "/gioi-thieu/": section}) as server:
            rows = f"schools: [{{id: th-a, name: {NAME}, level: TH, home: '{server.origin}/'}}]"
            listed = load([("schools.yaml", rows.encode())])
            fetcher = Fetcher(user_agent="test", listed=listed.loopback, pace=Pace(2.1, 0), limits=QUICK)
            async with fetcher:
                return await judge_district(listed, plan(), fetcher, Silent(), Silent(), archive=Memory()), server

    summary, server = asyncio.run(run())
    return summary.reports[0], server


def head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *lines, "", ""]).encode()


def coded(body: bytes, coding: str) -> bytes:
    return reply(body, "Content-Type: text/html", f"Content-Encoding: {coding}", keep=False)


NO_ANSWERS: dict[str, Play | list[Play]] = {
    "c01 a gzip bomb": coded(gzip.compress(bytes(3_000_000)), "gzip"),
    "c02 brotli that nobody asked for": coded(b"\x8b\x00\x80", "br"),
    "c03 zstd that nobody asked for": coded(b"\x28\xb5\x2f\xfd\x00", "zstd"),
    "c04 gzip twice": coded(gzip.compress(gzip.compress(LONG)), "gzip, gzip"),
    "c05 gzip cut off": coded(gzip.compress(LONG)[:-40], "gzip"),
    "c06 plain under the name of brotli": coded(LONG, "br"),
    "c08 a body that drips": dripping(head() + LONG[:300], b"x", every=0.2),
    "c09 headers that drip": dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", every=0.2),
    "c10 silence": silent,
    "c11 fewer bytes than announced": head("Content-Length: 90000") + LONG,
    "c12 chunks without an end": head("Transfer-Encoding: chunked") + b"%x\r\n" % len(LONG) + LONG + b"\r\n",
    "c12 a chunk of no size": head("Transfer-Encoding: chunked") + b"ZZ\r\nabc\r\n",
    "c13 two lengths": head(f"Content-Length: {len(LONG)}", "Content-Length: 5") + LONG,
    "c13 a length below nothing": head("Content-Length: -5") + LONG,
    # The HTTP library ends the answer and does not say which line it was: so does the report, and names the page.
    "c14 a zero byte in a header": head("X-A: a\0b") + LONG,
    "c14 a header without a colon": head("khong co dau hai cham") + LONG,
    "c15 two thousand headers": head(*(f"X-{n}: {'c' * 40}" for n in range(2000))) + LONG,
    "c15 continue for ever": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n", every=0),
    "c16 a page without a head": LONG,
    "c16 nothing": b"",
    "c16 bytes of TLS": b"\x15\x03\x01\x00\x02\x02\x46",
    "c16 a reset": reset,
    "c17 status 999": reply(LONG, status="999 X", keep=False),
    "c17 status 299": reply(LONG, status="299 X", keep=False),
    "c17 status 418": reply(LONG, status="418 X", keep=False),
    "c17 status 520": reply(LONG, status="520 X", keep=False),
    "c17 status 526": reply(LONG, status="526 X", keep=False),
    "c18 status 204": b"HTTP/1.1 204 No Content\r\n\r\n",
    "c18 a page of no bytes": reply(b"", keep=False),
}


@pytest.mark.parametrize("section", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_a_section_that_did_not_come_whole_is_not_judged(section: Play | list[Play]) -> None:
    report, server = served(section)
    status, reason = verdict(report.outcomes, "section-about")
    assert status == "not-checked"
    assert reason.startswith("không đọc được “Giới thiệu” (")
    assert report.crawl.failed == 1
    assert sum(asked.target == "/gioi-thieu/" for asked in server.requests) <= 2


WHOLE: dict[str, list[Play]] = {
    "c05 gzip cut off once": [coded(gzip.compress(LONG)[:-40], "gzip"), reply(LONG, keep=False)],
    "c07 plain under the name of gzip": [coded(LONG, "gzip")],
    "c11 fewer bytes than announced, once": [head("Content-Length: 90000") + LONG, reply(LONG, keep=False)],
    "c16 a reset, once": [reset, reply(LONG, keep=False)],
    "c17 status 520, once": [reply(b"", status="520 X", keep=False), reply(LONG, keep=False)],
}


@pytest.mark.parametrize("section", WHOLE.values(), ids=WHOLE)
def test_a_section_that_comes_whole_at_the_second_try_is_judged(section: list[Play]) -> None:
    report, server = served(section)
    assert verdict(report.outcomes, "section-about")[0] == "pass"
    assert report.crawl.failed == 0
    assert sum(asked.target == "/gioi-thieu/" for asked in server.requests) == 2


@pytest.mark.parametrize("home", [httpx.Response(204), "", "<html><body></body></html>"])
def test_c18_an_empty_home_page_is_said_of_the_crawl_and_is_no_fault(home: Any) -> None:
    """Not a finding after two runs either: what belongs to no duty of the dispatch is a note of the crawl."""
    own = ABOUT.replace(NAME, "Trường Tiểu học Th-B")
    neighbour = {OTHER: page("Trang chủ", own, menu={"Giới thiệu": "/gt/"}), f"{OTHER}gt/": page("Giới thiệu", own)}
    listed = school_list(homes={"th-kenh-nho": HOME, "th-b": OTHER})
    empty, sound = judged(Web({"/": home, **neighbour}), listed).reports
    assert empty.crawl.status in {"empty", "error"}
    assert empty.crawl.reason
    assert statuses(empty) == {"not-checked"}
    assert verdict(sound.outcomes, "section-about")[0] == "pass"


# --- C19–C29: where addresses lead -----------------------------------------------------------------------

_ASTRAY = {
    "c19 to itself": "/gioi-thieu/",
    "c20 to this machine": "http://127.0.0.1/",
    "c20 to this machine, as a number": "http://2130706433/",
    "c21 to the metadata of a cloud": "http://169.254.169.254/latest/",
    "c24 to the port of mail": f"{HOME[:-1]}:25/",
    "c24 to no port": f"{HOME[:-1]}:abc/",
    "c25 to a file": "file:///etc/passwd",
    "c25 to a script": "javascript:alert(1)",
    "c25 to a mailbox": "mailto:a@b.example",
    "c25 to a telephone": "tel:0900000000",
    "c26 to a name that cannot be": "http://xn--zzzzzz99999/",
    "c26 to a name with a gap": "http://a..b/",
    "c26 to a long name": f"http://{'a' * 70}.example/",
    "c26 to bytes that are no text": "http://tr\xe9\xfc..x/",
}


@pytest.mark.parametrize("location", _ASTRAY.values(), ids=_ASTRAY)
def test_a_section_that_leads_astray_is_neither_followed_nor_called_missing(location: str) -> None:
    astray = httpx.Response(302, headers=[(b"Location", location.encode("latin-1"))])
    web = about(astray)
    report = judged(web).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "not-checked"
    assert report.crawl.status == "completed", "the run goes on"
    assert {url.split("/")[2] for url in web.asked} == {HOME.split("/")[2], PORTAL.split("/")[2]}


def test_c25_c26_links_that_are_no_addresses_of_pages_are_not_asked_for() -> None:
    # fmt: off
    hrefs = ("javascript:x()", "data:text/html,x", "mailto:a@b.example", "tel:0900000000", "ftp://a.example/x",
             "file:///etc/passwd", "http://[", "http://a..b/", "http://xn--zzzzzz99999/", f"{HOME[:-1]}:99999/")
    # fmt: on
    home = page("Trang chủ", prose("x") + "".join(f'<a href="{href}">x</a>' for href in hrefs) + '<a href="/a/">a</a>')
    web = Web({"/": home, "/a/": page("A", prose("a"))})
    seen = crawled(web)
    assert web.paths() == ["/", "/a/"]
    assert (seen.record.status, seen.unreached) == ("completed", ())


@pytest.mark.parametrize(
    "gone", [moved(OTHER), page(head=f'<meta http-equiv="refresh" content="0;url={OTHER}">')], ids=["server", "page"]
)
def test_c27_a_site_that_has_moved_is_noted_and_strangers_are_not_crawled(gone: Any) -> None:
    web = Web({"/": gone, OTHER: page("Cửa hàng", prose("hàng"))})
    report = judged(web).reports[0]
    assert [(note.code, note.url) for note in report.crawl.notes] == [("moved", OTHER)]
    assert OTHER in report.crawl.reason
    assert statuses(report) == {"not-checked"}
    assert not [url for url in web.asked if url.startswith(OTHER)]


def test_c27_a_host_that_the_list_names_is_the_school_s() -> None:
    web = Web({"/": moved(OTHER), OTHER: page("Trang chủ", prose("x"), menu={"Giới thiệu": f"{OTHER}gt/"}),
               f"{OTHER}gt/": page("Giới thiệu", ABOUT)})  # fmt: skip
    report = judged(web, school_list(extra=", hosts: [truong-khac.edu.example]")).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "pass"
    assert report.crawl.notes == ()


def test_c28_a_flip_flop_between_http_and_https_ends_and_accuses_nobody() -> None:
    web = Web({"/": moved(HTTPS), HTTPS: moved(HOME)})
    report = judged(web).reports[0]
    assert report.crawl.status == "too-many-redirects"
    assert statuses(report) == {"not-checked"}
    assert sum(url in {HOME, HTTPS} for url in web.asked) == 2


def test_c28_a_page_is_one_under_http_and_under_https() -> None:
    menu = {"Một": f"{HOME}tin/", "Hai": f"{HTTPS}tin/", "Ba": f"{HTTPS}gioi-thieu/", "Bốn": "/gioi-thieu/"}
    answers: dict[str, Any] = {"/": moved(HTTPS), HTTPS: page("Trang chủ", prose("x"), menu=menu)}
    answers |= {"/tin/": moved(f"{HTTPS}tin/"), f"{HTTPS}tin/": post("Hội thi", prose("hội thi"))}
    answers |= {"/gioi-thieu/": moved(f"{HTTPS}gioi-thieu/"), f"{HTTPS}gioi-thieu/": page("Giới thiệu", ABOUT)}
    web = Web(answers)
    seen = crawled(web)
    assert [article.url for article in seen.articles] == [f"{HTTPS}tin/"]
    assert all(web.asked.count(f"{HTTPS}{path}") == 1 for path in ("", "tin/", "gioi-thieu/"))
    assert (seen.record.status, seen.unreached) == ("completed", ())


def test_c28_a_site_of_http_alone_is_no_worse_for_it() -> None:
    report = judged(about(page("Giới thiệu", ABOUT))).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "pass"
    assert report.crawl.notes == ()


@pytest.mark.parametrize(
    "dead", [httpx.RemoteProtocolError("x"), httpx.ConnectError("x"), httpx.ReadError("x")], ids=str
)
@pytest.mark.parametrize("home", [HOME, HTTPS])
def test_c16_c28_a_site_that_speaks_one_scheme_alone_is_read_by_it_and_that_is_told(home: str, dead: Exception) -> None:
    other = HTTPS if home == HOME else HOME
    menu = {"Giới thiệu": f"{home}gioi-thieu/"}  # written as the site once was

    def answer(request: httpx.Request) -> Any:
        path = str(request.url).removeprefix(other)
        if str(request.url).startswith(home):
            raise dead
        told = {"": page("Trang chủ", prose("x"), menu=menu), "gioi-thieu/": page("Giới thiệu", ABOUT)}
        return told.get(path, 404)

    web = Web({f"{home}robots.txt": answer, f"{other}robots.txt": 404}, missing=answer)
    report = judged(web, school_list(None, {"th-kenh-nho": home})).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "pass"
    assert [(note.code, note.url) for note in report.crawl.notes] == [(f"{other.partition(':')[0]}-only", other)]
    first = next(n for n, url in enumerate(web.asked) if url.startswith(other))
    assert all(url.startswith(other) for url in web.asked[first:]), "the scheme is remembered"
    assert first <= 4


def test_c16_a_site_that_speaks_no_scheme_is_told_of_in_the_words_of_the_list() -> None:
    report = judged(Web({"/robots.txt": httpx.ReadError("x")}, missing=httpx.ReadError("x"))).reports[0]
    assert report.crawl.status == "connection-reset"
    assert [note.code for note in report.crawl.notes] == ["robots"]
    assert statuses(report) == {"not-checked"}


def test_c29_a_site_with_a_bad_certificate_is_not_read_without_any() -> None:
    expired = ssl.SSLCertVerificationError(1, "certificate verify failed")
    web = Web({f"{HTTPS}robots.txt": httpx.ConnectError(expired)}, missing=page("Trang chủ", prose("x")))  # type: ignore[arg-type]
    report = judged(web, school_list(None, {"th-kenh-nho": HTTPS})).reports[0]
    assert report.crawl.status == "tls-error"
    assert not [url for url in web.asked if url.startswith(HOME)]


@pytest.mark.parametrize(("verify", "codes"), [("true", []), ("false", ["tls-unverified"])])
def test_c29_reading_without_a_look_at_the_certificate_is_told(verify: str, codes: list[str]) -> None:
    checked: list[bool] = []

    def home(request: httpx.Request) -> Any:
        checked.append(request.extensions["verify"])
        return page("Trang chủ", prose("x"), menu={"Giới thiệu": "/gioi-thieu/"})

    web = Web({HTTPS: home, f"{HTTPS}gioi-thieu/": page("Giới thiệu", ABOUT)})
    listed = school_list(None, {"th-kenh-nho": HTTPS}, extra=f", verify_tls: {verify}")
    report = judged(web, listed).reports[0]
    assert [note.code for note in report.crawl.notes] == codes
    assert checked == [verify == "true"]
    assert verdict(report.outcomes, "section-about")[0] == "pass"


def test_c29_a_bad_certificate_is_named_and_is_no_fault() -> None:
    expired = ssl.SSLCertVerificationError(1, "certificate verify failed")
    expired.verify_code = 10
    report = judged(Web({"/": moved(HTTPS), HTTPS: httpx.ConnectError(expired)})).reports[0]  # type: ignore[arg-type]
    assert report.crawl.status == "tls-error"
    assert "chứng chỉ đã hết hạn" in report.crawl.reason
    assert statuses(report) == {"not-checked"}


def by_name(addresses: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[Report, list[str]]:
    """The report on a school whose name has these addresses one time after the other, and what was connected to."""
    connected: list[str] = []
    rest = [*addresses, addresses[-1]]

    async def resolver(_host: str, _port: int) -> list[str]:
        return (rest.pop(0) if len(rest) > 1 else rest[0]).split()

    async def connect(_: object, host: str, *__: object, **___: object) -> None:
        connected.append(host)
        raise httpcore.ConnectError

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)

    async def run() -> Summary:
        async with Fetcher(user_agent="test", pace=Pace(1e-6), resolver=resolver) as fetcher:
            listed = school_list(None)
            return await judge_district(listed, plan(), fetcher, Silent(), Silent(), archive=Memory())

    return asyncio.run(run()).reports[0], connected


def test_c22_a_name_that_changes_its_address_is_connected_where_it_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    report, connected = by_name(["93.184.216.34", "127.0.0.1"], monkeypatch)
    assert set(connected) == {"93.184.216.34"}
    assert statuses(report) == {"not-checked"}


def test_c23_of_a_name_with_a_private_address_only_the_public_one_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(by_name(["10.0.0.8 93.184.216.34"], monkeypatch)[1]) == {"93.184.216.34"}
    report, connected = by_name(["10.0.0.8 192.168.1.1"], monkeypatch)
    assert connected == []
    assert "nội bộ" in report.crawl.reason
    assert statuses(report) == {"not-checked"}


def test_c67_of_a_name_with_a_dead_ipv6_address_the_other_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert by_name(["2606:4700::1111 93.184.216.34"], monkeypatch)[1][0] == "93.184.216.34"
    assert set(by_name(["2606:4700::1111"], monkeypatch)[1]) == {"2606:4700::1111"}


# --- C30–C34: robots.txt ---------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [500, 503, 520, httpx.ReadTimeout("x"), FLOOD, 429], ids=str)
def test_c31_a_site_whose_robots_txt_fails_is_left_for_another_time(answer: Any) -> None:
    web = about(page("Giới thiệu", ABOUT), **{"/robots.txt": answer})
    report = judged(web).reports[0]
    assert web.paths() == []
    assert statuses(report) == {"not-checked"}
    assert report.crawl.status in {"error", "timeout", "blocked"}


@pytest.mark.parametrize("answer", [401, 403, 404, 410, page("Trang chủ")], ids=["401", "403", "404", "410", "page"])
def test_c31_a_site_without_a_robots_txt_is_read(answer: Any) -> None:
    report = judged(about(page("Giới thiệu", ABOUT), **{"/robots.txt": answer})).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "pass"
    noted = [note.code for note in report.crawl.notes]
    assert noted == ([] if answer in {404, 410} else ["robots"])


def test_c32_a_site_that_forbids_all_is_asked_nothing_more() -> None:
    web = about(page("Giới thiệu", ABOUT), **{"/robots.txt": robots("User-agent: *\nDisallow: /\n")})
    report = judged(web).reports[0]
    assert [url for url in web.asked if url.startswith(HOME)] == [f"{HOME}robots.txt"]
    assert report.crawl.status == "robots-denied"
    assert "robots.txt" in report.crawl.reason
    assert statuses(report) == {"not-checked"}


def test_c33_a_delay_of_a_day_is_kept_up_to_thirty_seconds_and_told() -> None:
    text = robots("User-agent: *\nCrawl-delay: 86400\n")
    web = Web({"/robots.txt": text, "/": listing("/a/"), "/a/": page("A", prose("a"))})
    seen = crawled(web)
    assert {round(later - sooner) for sooner, later in pairwise(web.times)} == {30}
    assert ["86400 giây" in note.message for note in seen.record.notes] == [True]


def test_c30_of_an_endless_robots_txt_the_first_half_mebibyte_is_obeyed() -> None:
    rules = "User-agent: *\nDisallow: /tin-tuc/\n" + "# lời ghi\n" * 80_000 + "Disallow: /gioi-thieu/\n"
    web = about(page("Giới thiệu", ABOUT), **{"/robots.txt": robots(rules)})
    report = judged(web).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "pass"
    assert "/tin-tuc/" not in web.paths()
    assert "512 KiB" in report.crawl.notes[0].message


@pytest.mark.parametrize(
    "body",
    [
        "\ufeffUser-agent: *\r\nDisallow: /tin-tuc/\r\n".encode(),
        b"User-agent: *\rDisallow: /tin-tuc/\r",
        "User-agent: *\nDisallow: /tin-tuc/\n".encode("utf-16"),
    ],
    ids=["mark and CRLF", "CR", "utf-16"],
)
def test_c34_a_robots_txt_is_obeyed_however_it_is_written(body: bytes) -> None:
    text = httpx.Response(200, content=body, headers={"Content-Type": "text/plain"})
    web = about(page("Giới thiệu", ABOUT), **{"/robots.txt": text})
    assert verdict(judged(web).reports[0].outcomes, "section-about")[0] == "pass"
    assert "/tin-tuc/" not in web.paths()


def test_c34_ten_thousand_wildcards_are_ignored_and_told() -> None:
    rules = "User-agent: *\n" + "".join(f"Disallow: /*{n}*/*a*$\n" for n in range(10_000))
    report = judged(about(page("Giới thiệu", ABOUT), **{"/robots.txt": robots(rules)})).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "pass"
    assert [note.code for note in report.crawl.notes] == ["robots"]


# --- C35–C38: sites without end --------------------------------------------------------------------------


def endless(link: str) -> Web:
    """A site each of whose pages leads to one more, `link` with a number that rises from page to page."""
    home = page("Trang chủ", f'<p>Chào</p><a href="{link.format(n=1, n2="01")}">x</a>', menu={"Giới thiệu": "/gt/"})
    pages = {"n": 1}

    def more(request: httpx.Request) -> Any:
        if "khong-co-trang" in str(request.url):
            return 404
        n = pages["n"] = pages["n"] + 1
        return page(f"Ô {n}", f'{prose(f"ô {n}", 2)}<a href="{link.format(n=n, n2=f"{n % 28 + 1:02}")}">x</a>')

    return Web({"/": home, "/gt/": page("Giới thiệu", ABOUT)}, missing=more)


@pytest.mark.parametrize("link", ["/lich?d=2020-01-{n2}", "/lich/2020/{n}/", "/su-kien/?ngay={n}", "/?month={n}"])
def test_c35_a_calendar_is_left_alone_and_the_site_judged(link: str) -> None:
    web = endless(link)
    report = judged(web).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "pass"
    assert report.crawl.status == "completed"
    assert len(web.paths()) <= 4
    assert report.crawl.skipped.get("trang lịch", 0) >= 1 or "{n}/" in link, "the trap is told"


def test_c35_a_filter_without_end_is_cut_and_what_was_cut_is_not_called_read() -> None:
    web = endless("/xem?loai={n}x&kieu=b")
    report = judged(web).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "pass"
    assert len(web.paths()) <= frontier.QUERIES_PER_PATH + 2
    assert (report.crawl.status, report.crawl.failed) == ("completed", 1)


@pytest.mark.parametrize("link", ["a/b/", "a/", "../x/y/a/"])
def test_c36_a_relative_link_in_itself_ends(link: str) -> None:
    web = endless(link)
    report = judged(web).reports[0]
    assert report.crawl.status == "completed"
    assert len(web.paths()) < 12
    assert verdict(report.outcomes, "section-about")[0] == "pass"


@pytest.mark.parametrize(
    "session",
    [";jsessionid=A{n}", "?PHPSESSID=a{n}", "?sid=0123456789abcdef{n}", "?_t=170000000{n}", "?utm_source=z{n}"],
)
def test_c37_a_page_under_many_sessions_is_one(session: str) -> None:
    links = [f"/a/{session.format(n=n)}" for n in range(9)]
    seen = crawled(Web({"/": listing(*links), "/a/": post("A", prose("a"))}))
    assert urls(seen) == ["/a/"]
    assert seen.record.found == 2


def test_c38_links_beyond_a_bound_are_not_followed_and_that_is_said() -> None:
    many = "".join(f'<a href="/b{n}/">bài {n}</a>' for n in range(10_000))
    seen = crawled(Web({"/": page("Trang chủ", many)}), caps=Caps(pages=5))
    assert seen.record.found <= 3001, "3,000 links of a page and not 2,000: menus of real sites need them"
    assert MANY_LINKS in lost(seen).values()


@pytest.mark.parametrize("link", [f"/{'x' * 1_000_000}", f"/tim?q={'y' * 3000}"], ids=["a megabyte", "a query"])
def test_c38_addresses_without_end_are_counted_and_not_asked_for(link: str) -> None:
    web = Web({"/": page("Trang chủ", f'{prose("x")}<a href="{link}">x</a><a href="/a/">a</a>'), "/a/": page("A")})
    seen = crawled(web)
    assert web.paths() == ["/", "/a/"]
    assert sum(seen.record.skipped.values()) == 1
    assert max(map(len, web.asked)) < 2000


# --- C53–C58: what sites send along ----------------------------------------------------------------------


def test_c53_cookies_are_sent_to_no_page_of_a_site() -> None:
    baked = [("Set-Cookie", f"c{n}={'x' * 3000}; Domain=.edu.vn; Max-Age=1e23") for n in range(20)]
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.extend(name for name in request.headers if name == "cookie")
        return httpx.Response(200, headers=[("Content-Type", "text/html"), *baked], text=listing("/a/", "/b/"))

    seen = crawled(Web({"/": answer, "/a/": answer, "/b/": answer}))
    assert seen.record.status == "completed"
    assert sent == []


def test_c54_a_page_that_refreshes_to_itself_is_read_once() -> None:
    refreshing = page("A", prose("a"), head='<meta http-equiv="refresh" content="0;url=/a/">')
    web = Web({"/": listing("/a/"), "/a/": refreshing})
    seen = crawled(web)
    assert web.paths() == ["/", "/a/"]
    assert (len(seen.pages), seen.unreached) == (2, ())


def test_c54_pages_that_refresh_to_each_other_end() -> None:
    to = '<meta http-equiv="refresh" content="0;url={}">'
    web = Web({"/": listing("/a/"), "/a/": page(head=to.format("/b/")), "/b/": page(head=to.format("/a/"))})
    assert crawled(web).record.status == "completed"
    assert web.paths() == ["/", "/a/", "/b/"]


def test_c54_a_refresh_to_another_host_is_not_followed_and_proves_nothing() -> None:
    web = about(page(head=f'<meta http-equiv="refresh" content="0;url={OTHER}">'))
    assert verdict(judged(web).reports[0].outcomes, "section-about")[0] == "not-checked"
    assert not [url for url in web.asked if url.startswith(OTHER)]


def test_c54_a_base_on_another_host_leads_to_no_request_there() -> None:
    home = page("Trang chủ", f'{prose("x")}<a href="bai/">x</a>', head=f'<base href="{OTHER}">')
    web = Web({"/": home, "/bai/": post("Bài", prose("bài"))})
    assert urls(crawled(web)) == ["/bai/"]
    assert all(url.startswith(HOME) for url in web.asked)


def test_c55_entities_of_a_sitemap_are_not_resolved() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = (
        f'<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY l0 "ha">{laughs}]><urlset>'
        f"<url><loc>{HOME}&f;</loc></url><url><loc>{HOME}&l9;</loc></url><url><loc>{HOME}a/</loc></url></urlset>"
    )
    answer = httpx.Response(200, text=text, headers={"Content-Type": "text/xml"})
    web = Web({"/": page("Trang chủ", prose("x")), "/sitemap.xml": answer, "/a/": page("A", prose("a"))})
    seen = crawled(web)
    assert "/a/" in web.paths()
    assert max(map(len, web.asked)) < 100
    assert not [url for url in web.asked if "root:" in url or "haha" in url]
    assert seen.record.read == 2


def test_c55_indexes_that_name_themselves_are_read_once_each() -> None:
    """However deep they lie: their number has a bound and not their depth, since real ones nest three deep."""
    names = [f"{HOME}{name}" for name in ("sitemap.xml", "s1.xml", "s2.xml")]
    index = "<sitemapindex>" + "".join(f"<sitemap><loc>{name}</loc></sitemap>" for name in names) + "</sitemapindex>"
    web = Web({"/": page("T", prose("x")), "/sitemap.xml": index, "/s1.xml": index, "/s2.xml": sitemap("/a/"),
               "/a/": page("A", prose("a"))})  # fmt: skip
    seen = crawled(web)
    assert [url for url in web.asked if url.endswith(".xml")] == names
    assert (seen.record.read, seen.unreached) == (2, ())


@pytest.mark.slow
def test_c55_a_sitemap_of_a_hundred_thousand_addresses_is_cut_and_proves_no_absence() -> None:
    big = "<urlset>" + "".join(f"<url><loc>{HOME}b{n}</loc></url>" for n in range(100_000)) + "</urlset>"
    answers = {"/": page("Trang chủ", prose("x")), "/sitemap.xml": httpx.Response(200, text=big)}
    report = judged(Web(answers, missing=404)).reports[0]
    assert report.crawl.found <= 50_001
    assert "fail" not in statuses(report)


ABSURD = ("2026-02-31", "31/02/2020", "0001-01-01", "9999-12-31", "7 giờ trước", "05/10/2569", "", "rác")


@pytest.mark.parametrize("day", ABSURD)
def test_c56_a_day_that_cannot_be_is_an_unknown_day(day: str) -> None:
    listed = {f"/tin-tuc/bai-{n}.html": DAY for n in range(9)}
    site = Portal(listed).answers()
    portal = {PORTAL + key.lstrip("/"): answer for key, answer in Portal(posts(9, "/cong-{}.html")).answers().items()}
    odd = post("Hội thi", prose("hội thi", 14)).replace("2026-10-05T08:00:00+07:00", day).replace("2026-10-05", day)
    report = judged(Web({**site, **portal, "/tin-tuc/bai-0.html": odd})).reports[0]
    assert report.crawl.status == "completed"
    found = [told for told in report.articles if told.article.url == f"{HOME}tin-tuc/bai-0.html"]
    for told in found:
        assert told.article.published_at is None
        for rule in ("portal-crosspost", "timeliness"):
            assert verdict(told.outcomes, rule)[0] in {"not-checked", "not-applicable"}


def test_c56_absurd_days_in_sitemaps_and_feeds_change_nothing() -> None:
    def seen_with(days: tuple[str, ...]) -> Any:
        rows = "".join(f"<url><loc>{HOME}{n}/</loc><lastmod>{day}</lastmod></url>" for n, day in enumerate(days))
        items = "".join(f"<item><link>{HOME}{n}/</link><pubDate>{day}</pubDate></item>" for n, day in enumerate(days))
        home = page("T", prose("x"), head='<link rel="alternate" type="application/rss+xml" href="/feed/">')
        pages = {f"/{n}/": post(f"Bài {n}", prose(str(n))) for n in range(len(days))}
        web = Web({"/": home, "/sitemap.xml": f"<urlset>{rows}</urlset>", "/feed/": f"<rss>{items}</rss>", **pages})
        seen = crawled(web)
        return seen.articles, seen.record, seen.unreached

    assert seen_with(ABSURD) == seen_with(("2026-10-05",) * len(ABSURD))


def test_c56_a_post_of_the_future_is_not_missed_on_the_portal() -> None:
    portal = {PORTAL + key.lstrip("/"): answer for key, answer in Portal(posts(9, "/cong-{}.html")).answers().items()}

    def crosspost(day: str) -> str:
        own = post("Hội thi", prose("hội thi", 14), day=day)
        (told,) = judged(Web({"/": listing("/bai-1.html"), "/bai-1.html": own, **portal})).reports[0].articles
        return verdict(told.outcomes, "portal-crosspost")[0]

    assert crosspost((DAY - timedelta(30)).isoformat()) == "fail", "of the past it is"
    assert crosspost((DAY + timedelta(30)).isoformat()) == "not-checked"


def test_c56_posts_of_the_future_are_told_of() -> None:
    late = {f"/bai-{n}.html": DAY + timedelta(days=n) for n in range(4)}
    web = Web({"/": listing(*late)} | {path: post(path, prose(path), day=str(day)) for path, day in late.items()})
    (note,) = judged(web, school_list(None)).reports[0].crawl.notes
    assert (note.code, note.url) == ("future-date", f"{HOME}bai-2.html"), "tomorrow is today somewhere"
    assert note.message.startswith("2 bài ghi ngày sau ngày kiểm tra, thí dụ ngày 18/11/2026")


@pytest.mark.parametrize("asked", ["86400", "-5", "rac", "Mon, 23 Nov 2026 07:01:30 GMT", None])
@pytest.mark.parametrize("status", [429, 503])
def test_c57_a_host_that_refuses_all_is_asked_ever_less_and_then_no_more(status: int, asked: str | None) -> None:
    refusal = httpx.Response(status, headers={"Retry-After": asked} if asked else {})
    many = {f"/{n}/": refusal for n in range(40)}
    web = Web({"/": page("T", "".join(f'<a href="{path}">x</a>' for path in many), menu={"Giới thiệu": "/gt/"}), **many,
               "/gt/": refusal})  # fmt: skip
    report = judged(web).reports[0]
    ours = [time for url, time in zip(web.asked, web.times, strict=True) if url.startswith(HOME)]
    after = [later - sooner for sooner, later in pairwise(ours)][-5:]
    assert max(after) <= 300.1
    assert verdict(report.outcomes, "section-about")[0] == "not-checked"
    # A 429 is meant for us and ends the crawl; a 503 may be one broken page, so each is asked once, a minute apart.
    assert len(ours) < 12 if status == 429 else min(after) >= 59.9


DEAF = {
    "c10 silence": httpx.ReadTimeout("x"),
    "c16 resets": httpx.ReadError("x"),
    "c17 status 520": 520,
    "c57 status 503": 503,
}


@pytest.mark.parametrize("answer", DEAF.values(), ids=DEAF)
def test_a_host_that_answers_for_its_home_page_alone_accuses_nobody(answer: Any) -> None:
    """The organisation may well stand on the page "Giới thiệu", which was lost with all the others."""
    many = {f"/{n}/": answer for n in range(20)}
    home = page("T", "".join(f'<a href="{path}">tin</a>' for path in many), menu={"Giới thiệu": "/gt/", "Tin": "/tin/"})
    report = judged(Web({"/": home, **many, "/gt/": answer, "/tin/": answer})).reports[0]
    assert accused(report) == []
    assert report.crawl.status != "completed"


@dataclass
class OneServer:
    """Many sites on one machine, or on those that `address` names, asked over a toy clock as a machine is."""

    web: Web
    address: Callable[[str], str] = lambda _: "93.184.216.34"

    def judged(self, homes: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Summary:
        async def exchange(_: Fetcher, journey: Any, **__: object) -> fetch._Answer:
            answer = self.web(httpx.Request("GET", journey.at.url))
            return fetch._Answer(answer.status_code, read_headers(answer.headers.raw), answer.content)

        async def resolver(host: str, _port: int) -> list[str]:
            return [self.address(host)]

        async def run() -> Summary:
            pace = Pace(2.1, clock=self.web.clock, sleep=self.web.clock.sleep)
            async with Fetcher(user_agent="test", pace=pace, resolver=resolver, share_addresses=True) as fetcher:
                listed = school_list(None, homes)
                return await judge_district(listed, plan(), fetcher, Silent(), Silent(), archive=Memory())

        monkeypatch.setattr(Fetcher, "_exchange", exchange)
        return asyncio.run(run())


def small_site(home: str) -> dict[str, Any]:
    menu = {"Giới thiệu": f"{home}gioi-thieu/"}
    return {home: page("Trang chủ", prose("x"), menu=menu), f"{home}gioi-thieu/": page("Giới thiệu", ABOUT)}


def is_read(report: Report) -> bool:
    return (report.crawl.status, report.crawl.read, report.crawl.failed) == ("completed", 2, 0)


def test_c58_eighty_schools_on_one_server_are_asked_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    homes = {f"th-{n}": f"http://th-{n}.edu.example/" for n in range(80)}
    web = Web({key: answer for home in homes.values() for key, answer in small_site(home).items()})
    summary = OneServer(web).judged(homes, monkeypatch)
    assert min(later - sooner for sooner, later in pairwise(web.times)) >= 2.1 - 1e-6
    assert all(map(is_read, summary.reports))
    most = max(sum(a <= t <= a + 300 for t in web.times) for a in web.times[::50])
    assert most <= 150, "what the most used system lets through in five minutes"


def test_c10_a_server_that_has_fallen_silent_is_not_asked_for_every_school_on_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    homes = {f"th-{n}": f"http://th-{n}.edu.example/" for n in range(30)}
    answers: dict[str, Any] = {f"{home}robots.txt": httpx.ReadTimeout("x") for home in list(homes.values())[1:]}
    web = Web(answers | small_site(homes["th-0"]))
    server = OneServer(web, lambda host: "93.184.216.34" if f"http://{host}/robots.txt" in answers else "93.184.216.35")
    well, *silent = server.judged(homes, monkeypatch).reports
    assert is_read(well)
    assert {report.crawl.status for report in silent} == {"timeout"}
    assert all(statuses(report) == {"not-checked"} for report in silent)
    assert sum(url in answers for url in web.asked) == MOST_MISSED + LAST_TRIES


def test_c10_a_server_that_was_silent_is_asked_once_more_when_all_others_are_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    homes = {f"th-{n}": f"http://th-{n}.edu.example/" for n in range(3)}
    answers = {key: answer for home in homes.values() for key, answer in small_site(home).items()}
    ill = [httpx.ReadTimeout("x"), httpx.ReadTimeout("x"), 404]
    web = Web(answers | {f"{homes['th-0']}robots.txt": ill})
    server = OneServer(web, lambda host: f"93.184.216.{host[3]}")
    reports = server.judged(homes, monkeypatch).reports
    assert all(map(is_read, reports))
    third = [n for n, url in enumerate(web.asked) if url == f"{homes['th-0']}robots.txt"][2]
    assert max(n for n, url in enumerate(web.asked) if "th-0" not in url) < third


# --- C65–C68: caches, clocks, networks -------------------------------------------------------------------


def test_c65_a_304_that_nobody_asked_for_is_no_page() -> None:
    sent: list[str] = []

    def unmodified(request: httpx.Request) -> httpx.Response:
        sent.extend(name for name in request.headers if name.startswith("if-"))
        return httpx.Response(304)

    report = judged(about(unmodified)).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "not-checked"
    assert sent == [], "we hold no body of it, so there is nothing to compare"


def test_c65_the_first_304_of_a_run_is_looked_into() -> None:
    """Only a server that gives the same body without validators means what it says."""
    weeks, sent = Weeks(), []
    text = page("Giới thiệu", ABOUT)

    def section(request: httpx.Request) -> Any:
        sent.append(request.headers.get("if-none-match"))
        return httpx.Response(304) if sent[-1] else html(text, ETag='"1"')

    web = about(section)
    weeks.crawled(web)
    text = page("Giới thiệu", ABOUT.replace("1990", "1975"))
    seen = weeks.crawled(web)
    assert sent == [None, '"1"', None]
    assert any("1975" in block.text for found in seen.pages for block in found.blocks)


def test_c65_a_body_that_is_lost_is_asked_for_without_validators() -> None:
    weeks, sent = Weeks(), []

    def section(request: httpx.Request) -> Any:
        sent.append(request.headers.get("if-none-match"))
        return httpx.Response(304) if sent[-1] else html(page("Giới thiệu", ABOUT), ETag='"1"')

    web = about(section)
    weeks.crawled(web)
    weeks.before.clear()
    assert len(weeks.crawled(web).pages) == 3
    assert sent == [None, None]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"ETag": '"1"', "Last-Modified": "Mon, 16 Nov 2026 08:00:00 GMT"}, {"if-none-match": '"1"'}),
        ({"Last-Modified": "Fri, 16 Nov 2029 08:00:00 GMT"}, {"if-modified-since": "Fri, 16 Nov 2029 08:00:00 GMT"}),
        ({"ETag": "khong dung", "Last-Modified": "hom qua"}, {}),
    ],
)
def test_c66_a_tag_is_preferred_and_a_date_goes_back_as_it_came(given: dict[str, str], sent: dict[str, str]) -> None:
    weeks, told = Weeks(), []

    def section(request: httpx.Request) -> Any:
        told.append({name: value for name, value in request.headers.items() if name.startswith("if-")})
        return html(page("Giới thiệu", ABOUT), **given)

    web = about(section)
    weeks.crawled(web)
    weeks.crawled(web)
    assert told == [{}, sent]


@pytest.mark.parametrize("years", [-3, 3])
def test_c66_the_clock_of_a_server_changes_nothing(years: int) -> None:
    def report(**headers: str) -> Report:
        home = html(listing("/a/"), **headers)
        return judged(Web({"/": home, "/a/": html(post("Hội thi", prose("hội thi", 14)), **headers)})).reports[0]

    told = plan().clock().astimezone(VIETNAM) + timedelta(days=365 * years)
    off = format_datetime(told)
    assert report(Date=off, Last_Modified=off) == report()


@contextmanager
def names(monkeypatch: pytest.MonkeyPatch, answer: Callable[[str], Exception]) -> Iterator[list[str]]:
    """Every name is answered with an error; what was asked comes back."""
    asked: list[str] = []

    def resolve(host: str, *_: object, **__: object) -> None:
        asked.append(host)
        raise answer(host)

    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", resolve)
        yield asked


def crawl_of(folder: Path, homes: list[str]) -> tuple[int, str, str]:
    """Exit status, stderr and the JSON of a crawl."""
    rows = "".join(
        f"  - {{id: th-{n}, name: Trường Tiểu học {n}, level: TH, home: '{home}'}}\n" for n, home in enumerate(homes)
    )
    (folder / "schools.yaml").write_text(f"crawl: {{contact: 'https://a.example/'}}\nschools:\n{rows}", "utf-8")
    words = ("--schools", str(folder / "schools.yaml"), "--data", str(folder / "data"), "-q", "-f", "json")
    result = CliRunner().invoke(main, ["crawl", *words, "-o", str(folder / "o.json")])
    out = folder / "o.json"
    return result.exit_code, result.stderr, out.read_text("utf-8") if out.exists() else ""


def test_c68_without_a_network_the_run_is_incomplete_and_nobody_is_accused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are asked once and not the first twenty alone: a name costs a moment, and the report names each school."""
    homes = [f"http://th{n}.edu.example/" for n in range(25)]
    with names(monkeypatch, lambda _: socket.gaierror(socket.EAI_AGAIN, "x")) as asked:
        status, said, told = crawl_of(tmp_path, homes)
    assert status == 3
    assert "mất mạng" in said
    assert len(asked) == len(homes)
    assert '"status": "fail"' not in told
    assert told.count("dns-error") == len(homes)


def test_c68_a_name_that_is_gone_is_told_from_name_servers_that_are_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = {True: socket.EAI_NONAME, False: socket.EAI_AGAIN}
    with names(monkeypatch, lambda host: socket.gaierror(error[host.startswith("mat")], "x")):
        status, _, told = crawl_of(tmp_path, ["http://mat.edu.example/", "http://im.edu.example/"])
    assert status == 0
    assert "Tên miền mat.edu.example không tồn tại." in told
    assert "Chưa tra được tên miền im.edu.example" in told
    assert '"status": "fail"' not in told


def test_c68_names_that_are_gone_are_no_lost_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That a name does not exist is an answer: somebody gave it."""
    with names(monkeypatch, lambda _: socket.gaierror(socket.EAI_NONAME, "x")):
        status, said, told = crawl_of(tmp_path, [f"http://th{n}.edu.example/" for n in range(5)])
    assert status == 0
    assert "mất mạng" not in said
    assert told.count('"code": "no-such-name"') == 5
    assert '"status": "fail"' not in told

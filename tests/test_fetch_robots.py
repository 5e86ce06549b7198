"""robots.txt: C30–C34 of the hostile cases, and what real hosts answer in its place."""

from __future__ import annotations

import asyncio
import time

import pytest
from rawserver import Play, RawServer, redirect, reply, silent

from linter.crawl.fetch import Fetcher, Limits, Pace
from linter.crawl.robots import MAX_BYTES, Robots, load, product_token

AGENT = "school-site-linter/1.0 (+https://noi-kiem-tra.example)"
WAIT = (
    "<!DOCTYPE html><html><head><title>Hãy đợi</title></head>"
    '<body><div class="floodblocker">Hãy đợi ít giây rồi thử lại</div></body></html>'
).encode()
PLAIN = "Content-Type: text/plain"


def robots(play: Play | list[Play], more: dict[str, Play] | None = None) -> Robots:
    return asking(play, more)[0]


def asking(play: Play | list[Play], more: dict[str, Play] | None = None) -> tuple[Robots, float]:
    """What is understood, and the seconds until the host's next turn."""

    async def run() -> tuple[Robots, float]:
        async with RawServer({"/robots.txt": play, **(more or {})}) as server:
            listed, pace = frozenset({server.origin}), Pace(2.1, 0)
            limits = Limits(request_s=0.5, read_s=0.2)
            async with Fetcher(user_agent=AGENT, listed=listed, pace=pace, limits=limits) as fetcher:
                got = await load(fetcher, server.origin + "/vi/trang-chu.html")
                assert got.url == server.origin + "/robots.txt"
                return got, pace.wait(Pace.key("127.0.0.1", server.port))

    return asyncio.run(run())


def rules(text: str) -> Robots:
    got = robots(reply(text.encode(), PLAIN))
    assert got.state == "read"
    return got


def test_rules_of_our_own_group_count_before_those_for_all() -> None:
    ours = "User-agent: School-Site-Linter\nDisallow: /rieng/\nAllow: /rieng/tin/\n"
    text = f"User-agent: *\nDisallow: /\n\n{ours}"
    got = rules(text)
    assert [got.allowed(f"http://a.example{path}") for path in ("/", "/rieng/a", "/rieng/tin/b")] == [
        True,
        False,
        True,
    ]


def test_groups_of_others_do_not_count() -> None:
    got = rules("User-agent: a\nUser-agent: b\nDisallow: /\nUser-agent: *\nDisallow: /an\n")
    assert got.allowed("http://a.example/tin")
    assert not got.allowed("http://a.example/an")
    got = rules("User-agent: *\nDisallow: /an\nUser-agent: c\nDisallow: /\n")
    assert got.allowed("http://a.example/tin")


def test_product_is_the_first_token_of_the_user_agent() -> None:
    assert product_token(AGENT) == "school-site-linter"
    assert product_token("  ") == "*"


def test_sitemaps_are_absolute_each_once_and_only_web_addresses() -> None:
    got = rules("Sitemap: /sitemap.xml\nSitemap: /sitemap.xml\nSitemap: ftp://a.example/s\nSitemap: http://[\n")
    assert got.sitemaps == (got.url.replace("robots.txt", "sitemap.xml"),)


def test_allowed_never_raises() -> None:
    got = rules("User-agent: *\nDisallow: /an\n")
    assert [got.allowed(url) for url in ("", "http://[", "mailto:a", "http://a.example/\ud800")] == [False] * 4


def test_c30_half_a_mebibyte_is_read_and_half_a_line_dropped() -> None:
    start = b"User-agent: *\nDisallow: /an\n"
    line = b"Disallow: /khong-co-trang-nay/%06d\n"
    text = start + b"".join(line % n for n in range(40_000))
    cut = text[:MAX_BYTES]
    partial = cut[cut.rfind(b"\n") + 1 :].partition(b": ")[2].decode()
    assert len(text) > 2 * MAX_BYTES
    started = time.process_time()
    got = robots(reply(text + b"Disallow: /\n", PLAIN))
    assert time.process_time() - started < 12
    assert got.state == "read"
    assert "512 KiB" in got.note
    assert not got.allowed("http://a.example/an")
    assert got.allowed("http://a.example/")
    assert not got.allowed("http://a.example/khong-co-trang-nay/000000")
    if partial:
        assert got.allowed("http://a.example" + partial + "zzz")


@pytest.mark.parametrize("status", ["404 X", "410 X", "401 X", "403 X", "418 X"])
def test_c31_no_file_allows_all(status: str) -> None:
    got = robots(reply(b"<html>khong co</html>", status=status))
    assert got.state == "absent"
    assert got.allowed("http://a.example/")
    assert bool(got.note) is (status[:3] in {"401", "403"})


@pytest.mark.parametrize(
    "play",
    [
        reply(b"", status="500 X"),
        reply(b"", status="503 X"),
        reply(b"User-agent: *\n", status="999 X"),
        silent,
        b"",
    ],
)
def test_c31_server_fault_and_silence_allow_nothing_for_now(play: Play) -> None:
    got = robots(play)
    assert got.state == "unreachable"
    assert not got.allowed("http://a.example/")
    assert not got.blocked
    assert got.note.endswith(".")


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/plain", "application/octet-stream"])
def test_c31_home_page_in_its_place_is_ignored(kind: str) -> None:
    page = b"\n<!DOCTYPE html>\n<html><body>" + b"<p>Tin nha truong</p>" * 200 + b"</body></html>"
    home = reply(page, f"Content-Type: {kind}")
    for got in (robots(home), robots(redirect("/"), {"/": home})):
        assert (got.state, got.blocked) == ("ignored", False)
        assert got.allowed("http://a.example/")


def test_c31_real_file_called_html_is_obeyed() -> None:
    got = robots(reply(b"User-agent: *\nDisallow: /an\n"))
    assert got.state == "read"
    assert not got.allowed("http://a.example/an")


@pytest.mark.parametrize("target", ["/robots.txt", "mailto:a@b.example"])
def test_c31_redirects_that_lead_nowhere_are_no_file(target: str) -> None:
    assert robots(redirect(target)).state == "absent"


@pytest.mark.parametrize(
    ("status", "state"), [("200 OK", "ignored"), ("403 X", "unreachable"), ("503 X", "unreachable")]
)
def test_flood_page_in_its_place_is_a_block(status: str, state: str) -> None:
    got = robots(reply(WAIT, status=status))
    assert (got.state, got.blocked) == (state, True)
    assert "chặn" in got.note
    assert not got.allowed("http://a.example/")


def test_too_many_requests_is_a_block() -> None:
    got = robots(reply(b"", "Retry-After: 86400", status="429 X"))
    assert (got.state, got.blocked) == ("unreachable", True)


def test_c32_disallow_all_allows_nothing() -> None:
    got = rules("User-agent: *\nDisallow: /\n")
    assert not got.allowed("http://a.example/")
    assert not got.blocked


@pytest.mark.parametrize(
    ("written", "delay", "kept"), [("10", 10.0, 10.0), ("86400", 86400.0, 30.0), ("1e9", 1e9, 30.0)]
)
def test_c33_crawl_delay_is_shown_as_written_and_kept_to_up_to_a_cap(written: str, delay: float, kept: float) -> None:
    got, wait = asking(reply(f"User-agent: *\nCrawl-delay: {written}\n".encode(), PLAIN))
    assert got.crawl_delay == delay
    assert kept - 1 < wait <= kept
    assert ("30 giây" in got.note) is (delay > 30)


@pytest.mark.parametrize("written", ["-1", "NaN", "inf", "mot phut", ""])
def test_c33_crawl_delay_without_sense_is_ignored(written: str) -> None:
    got, wait = asking(reply(f"User-agent: *\nCrawl-delay: {written}\nDisallow: /an\n".encode(), PLAIN))
    assert got.crawl_delay is None
    assert wait == 0
    assert not got.allowed("http://a.example/an")


TEXT = "User-agent: *\nDisallow: /an\nDisallow: /kín\n"


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
    ],
    ids=["mark", "crlf", "cr", "utf-16", "utf-16-without-mark"],
)
def test_c34_marks_line_ends_and_wide_letters(body: bytes) -> None:
    got = robots(reply(body, PLAIN))
    assert got.state == "read"
    assert [got.allowed(f"http://a.example/{path}") for path in ("an", "k%C3%ADn/x", "tin")] == [
        False,
        False,
        True,
    ]


def test_c34_ten_thousand_wildcards_are_ignored_quickly() -> None:
    text = "User-agent: *\n" + "".join(f"Disallow: /*a{n}*b*c$\n" for n in range(10_000))
    started = time.process_time()
    got = robots(reply(text.encode(), PLAIN))
    for _ in range(100):
        assert got.allowed("http://a.example/" + "a1b/" * 300)
    assert time.process_time() - started < 4
    assert got.state == "ignored"


def test_c34_thousands_of_names_over_thousands_of_rules_stay_small() -> None:
    """Each rule is kept once for every name above it: 10,000 times 20,000 would be gigabytes."""
    text = "".join(f"User-agent: robot{n}\n" for n in range(10_000)) + "Disallow: /a\n" * 20_000
    started = time.process_time()
    got = rules(text + "User-agent: *\nDisallow: /an\n")
    assert time.process_time() - started < 12
    assert got.allowed("http://a.example/a")
    assert not got.allowed("http://a.example/an")

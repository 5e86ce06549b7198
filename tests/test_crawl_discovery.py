"""Sitemaps and feeds as servers write them. C55."""

from __future__ import annotations

import gzip
import time
import tracemalloc
from collections.abc import Callable

import pytest

from linter.crawl.discovery import SITEMAP_BYTES, SITEMAP_URLS, Sitemap, read_feed, read_sitemap, text_of

HOST = "http://th-a.edu.example"


def urlset(*urls: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"


@pytest.mark.parametrize(
    "text",
    [
        f"<?xml version='1.0'?>\n<urlset xmlns='x'><url><loc>\n {HOST}/a?x=1&amp;y=2 \n</loc></url></urlset>",
        f"<URLSET><url><LOC><![CDATA[{HOST}/a?x=1&y=2]]></LOC></url></URLSET>",
        f"<s:urlset xmlns:s='x'><s:url><s:loc>{HOST}/a?x=1&amp;y=2</s:loc></s:url></s:urlset>",
        f"<urlset><url><loc>{HOST}/a?x=1&#38;y=2</loc><lastmod>2026",
        f"{HOST}/a?x=1&y=2\n\n",
        "<!-- " + "x" * 5000 + f" --><urlset><loc>{HOST}/a?x=1&amp;y=2</loc>",
    ],
)
def test_the_addresses_of_a_sitemap(text: str) -> None:
    assert read_sitemap(text) == Sitemap((f"{HOST}/a?x=1&y=2",), is_index=False)


def test_an_index_names_sitemaps() -> None:
    named = "".join(f"<sitemap><loc>{HOST}/{number}.xml</loc></sitemap>" for number in (1, 2))
    text = f"<sitemapindex>{named}</sitemapindex>"
    assert read_sitemap(text) == Sitemap((f"{HOST}/1.xml", f"{HOST}/2.xml"), is_index=True)


@pytest.mark.parametrize(
    "text", ["", "<html><body>Trang chủ</body></html>", "không có", "http://a.example/ là một trang"]
)
def test_what_is_no_sitemap(text: str) -> None:
    assert read_sitemap(text) is None


def test_pictures_in_a_sitemap_are_no_pages() -> None:
    text = f"<urlset><url><loc>{HOST}/a</loc><image:image><image:caption>x</image:caption></image:image></url></urlset>"
    assert read_sitemap(text) == Sitemap((f"{HOST}/a",), is_index=False)


def test_no_entity_is_ever_resolved() -> None:
    text = (
        '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;&x;">]>'
        f"<urlset><url><loc>{HOST}/&x;&y;</loc></url></urlset>"
    )
    assert read_sitemap(text) == Sitemap((f"{HOST}/&x;&y;",), is_index=False)


def test_more_addresses_than_the_protocol_allows_are_cut_and_said_so() -> None:
    whole = read_sitemap(urlset(*(f"{HOST}/{n}" for n in range(SITEMAP_URLS))))
    more = read_sitemap(urlset(*(f"{HOST}/{n}" for n in range(SITEMAP_URLS + 1))))
    assert whole
    assert more
    assert len(whole.urls) == len(more.urls) == SITEMAP_URLS
    assert not whole.cut
    assert more.cut


def test_a_packed_sitemap_is_unpacked() -> None:
    text = urlset(f"{HOST}/gi%E1%BB%9Bi", f"{HOST}/thiệu")
    assert text_of(gzip.compress(text.encode()), "application/x-gzip") == text


def test_a_damaged_or_endless_package_is_none() -> None:
    packed = gzip.compress(urlset(f"{HOST}/a").encode() * 100)
    assert text_of(packed[:-20], "application/gzip") is None
    assert text_of(b"\x1f\x8bkhong phai", "") is None


def test_a_bomb_is_unpacked_to_its_bound() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (64 * 1024 * 1024))
    tracemalloc.start()
    text = text_of(bomb, "application/gzip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert text is None or len(text) <= SITEMAP_BYTES
    assert peak < 6 * SITEMAP_BYTES


def test_feeds_of_both_kinds() -> None:
    rss = (
        f"<rss><channel><link>{HOST}/</link><item><title>Một</title><link>{HOST}/1</link></item>"
        f"<item><link><![CDATA[ {HOST}/2?a=1&b=2 ]]></link></item><item><title>Không có</title></item></channel></rss>"
    )
    atom = f"<feed><link href='{HOST}/'/><entry><link rel='alternate' href='{HOST}/1?a=1&amp;b=2'/></entry></feed>"
    assert read_feed(rss) == (f"{HOST}/1", f"{HOST}/2?a=1&b=2")
    assert read_feed(atom) == (f"{HOST}/1?a=1&b=2",)
    assert read_feed("<html><item><link>x</link></item></html>") == ()


HOSTILE = [
    "<urlset>" + "<loc>" + " " * 8_000_000, "<urlset>" + "<loc>" * 1_500_000, "<urlset>" + "<loc> " * 1_300_000,
    "<urlset>" + "<loc" * 2_000_000, "<urlset>" + "<loc" + " " * 8_000_000,
    "<urlset>" + "<a:bbbbbbbbbbbbbbbb" * 400_000,
    "<rss>" + "<item " * 1_300_000, "<rss><item>" + "<link " * 1_300_000, "<rss>" + "<item><link " * 500_000,
    "<rss><item><link>" + " " * 8_000_000, "<feed><entry><link " + "h" * 8_000_000,
]  # fmt: skip


@pytest.mark.parametrize("reader", [read_sitemap, read_feed], ids=lambda f: f.__name__)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_eight_megabytes_of_anything_are_read_once(reader: Callable[[str], object], text: str) -> None:
    began = time.process_time()
    reader(text)
    assert time.process_time() - began < 5, "not linear"

"""The invented district: it answers as truth.yaml says, it has no dead corner, and it stops."""

from __future__ import annotations

import re
import socket
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import pytest

from linter.demo import DEMO_PORTS, DemoDistrict, serve
from linter.demo.body import paragraphs_of
from linter.demo.content import SiteContent, read_site, read_yaml
from linter.demo.families.wordpress import texturised
from linter.demo.flood import Flood
from linter.demo.places import paths_of
from linter.errors import ConfigError, LinterError

ROOT = Path(__file__).parent.parent / "fixtures" / "sites"
TRUTH: dict[str, Any] = read_yaml(ROOT / "truth.yaml")
LISTING: dict[str, Any] = read_yaml(ROOT / "district.yaml")
IDS: list[str] = [LISTING["portal"], *LISTING["schools"]]
SITES: dict[str, SiteContent] = {id_: read_site(ROOT / id_ / "site.yaml") for id_ in IDS}
PORTAL = TRUTH["portal"]
SILENT = "th-kinh-moi"
STATUSES = {"pass", "fail", "needs-review", "not-applicable", "not-checked"}
POSTS = [(id_, post) for id_, site in TRUTH["sites"].items() for post in site["posts"]]
NEVER = [(id_, item) for id_, site in TRUTH["sites"].items() for item in site["never"]]

Get = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def district() -> Iterator[DemoDistrict]:
    with serve(ROOT) as running:
        yield running


@pytest.fixture(scope="module")
def get(district: DemoDistrict) -> Iterator[Get]:
    with httpx.Client(timeout=10, headers={"User-Agent": "test/1.0"}) as client:
        yield lambda site, path, **options: client.get(district.homes[site].rstrip("/") + path, **options)


def as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def words_of(markup: str) -> list[str]:
    text = unicodedata.normalize("NFC", unescape(re.sub(r"<[^>]+>", " ", markup)))
    return re.findall(r"\w+", text.lower())


def five_words(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


# --- the truth file itself ----------------------------------------------------------------------------------


def test_the_truth_names_every_post_of_every_school_and_no_other() -> None:
    for id_ in LISTING["schools"]:
        told = [post["path"] for post in TRUTH["sites"][id_]["posts"]]
        assert sorted(told) == sorted(paths_of(SITES[id_]).values()), id_
    assert len(POSTS) > 50


@pytest.mark.parametrize(("site", "post"), POSTS, ids=[p["path"] for _, p in POSTS])
def test_the_truth_of_a_post_is_well_formed(site: str, post: dict[str, Any]) -> None:
    assert set(post["expect"]) == {
        "article-length",
        "prose-form",
        "portal-crosspost",
        "repost-source",
        "timeliness",
    }
    assert all(set(as_list(status)) <= STATUSES for status in post["expect"].values())
    states = as_list(post["portal"]["state"])
    assert set(states) <= {"pushed", "pushed-partly", "linked", "absent"}
    assert bool(post["portal"]["paths"]) == (states != ["absent"])
    assert site in SITES


def test_every_section_has_an_expected_status() -> None:
    for site in TRUTH["sites"].values():
        assert set(site["sections"]) == {"section-about", "section-organisation", "section-contact"}
        assert all(set(as_list(status)) <= STATUSES for status in site["sections"].values())


# --- what the sites answer ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("site", "post"), POSTS, ids=[p["path"] for _, p in POSTS])
def test_a_post_answers_and_shows_its_date_author_and_source(site: str, post: dict[str, Any], get: Get) -> None:
    answer = get(site, post["path"])
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    text = unescape(answer.text)
    assert post["published"].strftime("%d/%m/%Y") in text
    assert (post["author"] or "") in text
    assert (post["source"] or "") in text


@pytest.mark.parametrize(("site", "item"), NEVER, ids=[f"{s}{i['path']}" for s, i in NEVER])
def test_an_address_that_is_no_article_answers_as_said(site: str, item: dict[str, Any], get: Get) -> None:
    if item["status"] == 0:
        with pytest.raises(httpx.RemoteProtocolError):
            get(site, item["path"])
        return
    answer = get(site, item["path"])
    assert answer.status_code == item["status"]
    if "to" in item:
        assert urlsplit(urljoin(str(answer.url), answer.headers["location"])).path == item["to"]


def portal_texts(get: Get) -> dict[str, str]:
    """Lead and body of every entry of the portal, by path; an entry that redirects has none."""
    texts = {}
    for path in paths_of(SITES[PORTAL]).values():
        page = get(PORTAL, path).text
        found = re.search(r'<div (class="hometext|id="news-bodyhtml).*?<div class="news_column', page, re.DOTALL)
        texts[path] = found[0] if found else ""
    return texts


def test_the_portal_carries_what_the_truth_says_and_nothing_else(district: DemoDistrict, get: Get) -> None:
    texts = portal_texts(get)
    on_portal = {path: five_words(text) for path, text in texts.items()}
    for site, post in POSTS:
        content = next(p for p in SITES[site].posts if paths_of(SITES[site])[p.id] == post["path"])
        own = five_words(content.lead + "\n" + " ".join(paragraphs_of(content.text)))
        url = district.homes[site].rstrip("/") + post["path"]
        shares = {path: len(own & other) / len(own) for path, other in on_portal.items()} if own else {}
        allowed = as_list(post["portal"]["state"])
        for path in post["portal"]["paths"]:
            entry = get(PORTAL, path)
            if "linked" in allowed:
                assert url in texts[path] or entry.headers.get("location") == url, post["path"]
                assert shares[path] < 0.75, post["path"]
            elif content.carries:
                assert entry.status_code == 200  # the same text by way of a third place
            else:
                lowest = 0.2 if allowed == ["pushed-partly"] else 0.6 if len(allowed) > 1 else 0.85
                assert shares[path] > lowest, (post["path"], shares[path])
        for path, share in shares.items():
            if path not in post["portal"]["paths"]:
                assert share < 0.1, (post["path"], path, share)


def links_of(answer: httpx.Response) -> set[str]:
    found = re.findall(r'(?:href|src|data-src)=["\']([^"\']*)["\']', answer.text)
    found += re.findall(r"<loc>([^<]*)</loc>", answer.text)
    urls = {urldefrag(urljoin(str(answer.url), unescape(link)))[0] for link in found}
    home = str(answer.url.copy_with(path="/", query=None))
    return {url for url in urls if url.startswith(home)}


@pytest.mark.parametrize("site", [id_ for id_ in IDS if id_ != SILENT])
def test_no_link_of_any_page_leads_to_a_server_error(site: str, district: DemoDistrict, get: Get) -> None:
    home = district.homes[site]
    waiting, seen, tokens = [home, home + "robots.txt", home + "sitemap.xml"], set[str](), 0
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        answer = get(site, url[len(home) - 1 :])
        assert answer.status_code < 500, url
        if answer.status_code in (301, 302):
            assert answer.headers["location"], url
        if answer.status_code != 200 or not answer.headers["content-type"].startswith(("text/html", "text/xml")):
            continue
        for link in links_of(answer):
            endless = re.search(r"nvvithemever|banners/click|second=cronjobs|scaptcha", link)
            tokens += bool(endless)
            if not endless or tokens < 20:
                waiting.append(link)
    reached = {urlsplit(url).path for url in seen}
    assert set(paths_of(SITES[site]).values()) <= reached  # every post can be found by its links


def test_every_answer_of_the_broken_school_is_busy_or_a_closed_connection(get: Get) -> None:
    assert get(SILENT, "/gioi-thieu").status_code == 503
    assert get(SILENT, "/sitemap.xml").status_code == 503
    began = time.monotonic()
    with pytest.raises(httpx.RemoteProtocolError):
        get(SILENT, "/")
    assert 1 < time.monotonic() - began < 8


# --- how the real systems behave ----------------------------------------------------------------------------


def test_nukeviet_pages_are_never_unmodified_but_its_robots_and_files_are(get: Get) -> None:
    page = get("th-rach-dua", "/")
    assert "etag" not in page.headers
    assert page.headers["cache-control"].endswith("must-revalidate")
    again = get("th-rach-dua", "/", headers={"If-Modified-Since": page.headers["last-modified"]})
    assert again.status_code == 200
    for path in ("/robots.txt", "/uploads/news/2026_09/khai-giang-1.jpg"):
        etag = get("th-rach-dua", path).headers["etag"]
        assert get("th-rach-dua", path, headers={"If-None-Match": etag}).status_code == 304, path


def test_wordpress_feeds_answer_304_and_its_pages_do_not(get: Get) -> None:
    feed = get("thcs-giong-sao", "/feed/")
    assert "<content:encoded>" in feed.text
    since = {"If-Modified-Since": feed.headers["last-modified"]}
    assert get("thcs-giong-sao", "/feed/", headers=since).status_code == 304
    assert get("thcs-giong-sao", "/feed/", headers={"If-None-Match": '"other"'}).status_code == 200
    assert not {"etag", "last-modified"} & set(get("thcs-giong-sao", "/").headers)


def test_feeds_are_zipped_for_those_who_take_it(get: Get) -> None:
    zipped = get("th-rach-dua", "/rss/")
    plain = get("th-rach-dua", "/rss/", headers={"Accept-Encoding": "identity"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert zipped.text == plain.text
    assert "content-encoding" not in get("th-rach-dua", "/").headers


def test_the_nukeviet_feed_has_the_month_for_the_minutes(get: Get) -> None:
    feed = get(PORTAL, "/rss/khoi-tieu-hoc/").text
    entry = feed[feed.index("news_32") :]  # published 2026-09-07 09:10 in Vietnam
    assert "<pubDate>Mon, 07 Sep 2026 02:09:00 GMT</pubDate>" in entry


def test_tokens_and_counters_are_new_on_every_view(get: Get) -> None:
    def tokens() -> set[str]:
        return set(re.findall(r"nv_redirect=([\w-]+)|click/\?id=\d&amp;s=(\w+)", get("th-rach-dua", "/").text))

    assert tokens()
    assert not tokens() & tokens()
    assert get("th-rach-dua", "/").text != get("th-rach-dua", "/").text


def test_lists_go_on_and_a_page_beyond_the_end_leads_back(get: Get) -> None:
    last = max(int(n) for n in re.findall(r"/tin-tu-cac-truong/page-(\d+)/", get(PORTAL, "/tin-tu-cac-truong/").text))
    assert last >= 3
    assert get(PORTAL, f"/tin-tu-cac-truong/page-{last}/").status_code == 200
    assert get(PORTAL, "/tin-tu-cac-truong/page-99/").headers["location"] == "/tin-tu-cac-truong/"


def test_the_second_page_of_a_post_holds_what_the_first_lacks(get: Get) -> None:
    path = "/mot-tuan-khong-dien-thoai-lop-8a2-duoc-gi/"
    first, second = get("thcs-giong-sao", path), get("thcs-giong-sao", path + "2/")
    assert "Luật chơi đơn giản" in first.text
    assert "Luật chơi đơn giản" not in second.text
    assert "Hai ngày đầu là khó nhất" in second.text
    assert "Hai ngày đầu là khó nhất" not in first.text


def test_wordpress_sets_type_and_takes_slugs_in_any_case(get: Get) -> None:
    assert texturised('<p class="a">Nói "vâng" - 3x4...</p>') == '<p class="a">Nói “vâng” – 3×4…</p>'
    assert get("thcs-giong-sao", "/Gioi-Thieu/").status_code == 200
    assert get("thcs-giong-sao", "/mot-tuan-khong").headers["location"].startswith("/mot-tuan-khong-dien-thoai")


def test_the_vhv_slug_is_cut_at_60_characters_and_a_taken_one_gets_a_digit() -> None:
    slugs = [path.rsplit("/", 1)[1].removesuffix(".html") for path in paths_of(SITES["mn-bong-sung"]).values()]
    assert max(map(len, slugs)) == 60
    assert len(set(slugs)) == len(slugs)
    assert sum(slug.startswith("dem-hoi-trang-ram-o-truong-mam-non-bong-sung") for slug in slugs) == 2


def test_the_latest_nukeviet_hides_mail_addresses_in_character_references(get: Get) -> None:
    text = get("mg-dong-say", "/contact/").text
    assert "<a" in text
    assert ">customer@mysite.com<" not in text
    assert ">customer@mysite.com<" in unescape(text)


def test_the_decomposed_post_stays_decomposed(get: Get) -> None:
    text = get("th-rach-dua", "/hoat-dong-doi/cau-hoc-tro-lop-ba-va-chiec-vi-cua-ba-ban-ve-so-24.html").text
    assert unicodedata.normalize("NFD", "triệu hai trăm nghìn đồng") in text
    assert "triệu hai trăm nghìn đồng" not in text


def test_absolute_links_hold_the_port_that_is_served(district: DemoDistrict, get: Get) -> None:
    for site in ("th-rach-dua", "thcs-giong-sao", PORTAL):
        text = get(site, "/sitemap.xml", follow_redirects=True).text
        homes = set(re.findall(r"http://127\.0\.0\.1:\d+/", text))
        assert homes == {district.homes[site]}


# --- the flood limiter --------------------------------------------------------------------------------------


def test_the_flood_limiter_counts_each_client_and_forgets() -> None:
    flood = Flood()
    assert not any(flood.refuses("10.0.0.1", float(n)) for n in range(40))
    assert flood.refuses("10.0.0.1", 41.0)
    assert not flood.refuses("10.0.0.2", 41.0)
    assert not flood.refuses("10.0.0.1", 141.0)


def test_a_steady_client_meets_the_limit_of_five_minutes() -> None:
    flood = Flood()
    refused = [flood.refuses("10.0.0.1", n * 1.6) for n in range(160)]  # never more than 38 in a minute
    assert not any(refused[:150])
    assert refused[150]


def test_with_flood_the_forty_first_request_is_refused_as_its_edition_does() -> None:
    with serve(ROOT, flood=True) as district, httpx.Client() as client:
        for site in ("th-rach-dua", "mg-dong-say", PORTAL):
            home = district.homes[site]
            client.get(home + "uploads/a.jpg")  # files are not counted
            answers = [client.get(home) for _ in range(41)]
            assert {a.status_code for a in answers[:40]} == {200}
            assert "Hãy đợi" not in answers[39].text
            assert "Hãy đợi" in answers[40].text
            assert answers[40].status_code == (200 if site == PORTAL else 429)
            assert ("retry-after" in answers[40].headers) == (site != PORTAL)
            robots = client.get(home + "robots.txt")
            assert robots.headers["content-type"].startswith("text/html")
            assert client.get(home + "uploads/a.jpg").headers["content-type"] == "image/jpeg"


def test_without_flood_nobody_is_refused(get: Get) -> None:
    assert {get(PORTAL, "/").status_code for _ in range(45)} == {200}
    assert "Hãy đợi" not in get(PORTAL, "/").text


# --- the district as a whole --------------------------------------------------------------------------------


def test_the_school_list_has_the_homes_that_are_served(district: DemoDistrict, tmp_path: Path) -> None:
    file = tmp_path / "schools.yaml"
    file.write_text(district.schools_yaml, encoding="utf-8")
    listing = read_yaml(file)
    assert [school["id"] for school in listing["schools"]] == LISTING["schools"]
    for school in listing["schools"]:
        assert school["home"] == district.homes[school["id"]]
        assert school["name"] == SITES[school["id"]].name
        assert school["level"] in {"MN", "TH", "THCS", "TH&THCS"}
    (unit,) = listing["units"]
    assert {school["unit"] for school in listing["schools"]} == {unit["id"]}
    assert unit["portals"][0]["url"] == district.homes[PORTAL]


def test_the_log_holds_every_request() -> None:
    with serve(ROOT) as district, httpx.Client(headers={"User-Agent": "reader/2"}) as client:
        client.get(district.homes["th-rach-dua"] + "khong-co/?a=1")
        client.head(district.homes["thcs-giong-sao"])
        (first, second) = district.log
    assert (first.site, first.path, first.status) == ("th-rach-dua", "/khong-co/?a=1", 301)
    assert (second.site, second.path, second.status) == ("thcs-giong-sao", "/", 200)
    assert first.user_agent == "reader/2"
    assert first.at <= second.at


def refused(home: str) -> bool:
    try:
        socket.create_connection((urlsplit(home).hostname or "", urlsplit(home).port or 0), timeout=2).close()
    except ConnectionRefusedError:
        return True
    return False


def fail_while_serving(homes: list[str]) -> None:
    with serve(ROOT) as district:
        homes += district.homes.values()
        raise ZeroDivisionError


def test_the_servers_stop_when_the_context_ends_and_when_it_fails() -> None:
    before = threading.active_count()
    with serve(ROOT) as district, httpx.Client() as client:
        assert all(not refused(home) for home in district.homes.values())
        client.get(district.homes["th-rach-dua"])  # leaves a connection open
        homes = list(district.homes.values())
    assert all(refused(home) for home in homes)
    homes.clear()
    with pytest.raises(ZeroDivisionError):
        fail_while_serving(homes)
    assert len(homes) == len(IDS)
    assert all(refused(home) for home in homes)
    assert threading.active_count() == before


def test_an_answer_that_hangs_does_not_hold_up_the_stop() -> None:
    with serve(ROOT) as district:
        url = urlsplit(district.homes[SILENT])
        waiting = socket.create_connection((url.hostname or "", url.port or 0), timeout=5)
        waiting.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        while not district.log:
            time.sleep(0.01)
        began = time.monotonic()
    assert time.monotonic() - began < 6
    waiting.close()


def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LinterError, match=f"Cổng {port}"), serve(ROOT, {"th-rach-dua": port}):
            pytest.fail("the port was taken")


def test_a_port_that_is_asked_for_is_used() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serve(ROOT, {PORTAL: port}) as district:
        assert district.homes[PORTAL] == f"http://127.0.0.1:{port}/"


def test_a_folder_without_texts_is_an_error_of_the_program_not_of_a_school(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"district\.yaml"), serve(tmp_path):
        pytest.fail("there was nothing to serve")


def test_the_demo_ports_are_those_of_the_district() -> None:
    assert set(DEMO_PORTS) == set(IDS)
    assert len(set(DEMO_PORTS.values())) == len(DEMO_PORTS)


# --- the texts ----------------------------------------------------------------------------------------------


def test_no_two_posts_share_a_paragraph_that_was_not_carried_over() -> None:
    seen: dict[str, str] = {}
    for id_, site in SITES.items():
        for post in site.posts:
            for paragraph in set(paragraphs_of(post.text)) - {post.lead}:
                if len(paragraph.split()) > 12:
                    assert seen.setdefault(paragraph, f"{id_} {post.id}") == f"{id_} {post.id}", paragraph


INVENTED = re.compile(r"\(?0299\)?[ .]3000[ .]\d{3}|0900 000 \d{3}|\(08\) 38\.000\.000|\(024\) 3000 0999")


def test_telephone_numbers_and_mail_addresses_are_invented() -> None:
    for file in ROOT.rglob("site.yaml"):
        text = file.read_text(encoding="utf-8")
        for number in re.findall(r"\(?0\d{1,3}\)?[ .]\d{2,4}[ .]\d{3,4}(?:[ .]\d{3})?", text):
            assert INVENTED.fullmatch(number), (file.parent.name, number)
        for mail in re.findall(r"[\w.]+@[\w.]+", text):
            assert mail.endswith((".example", "@mysite.com")), (file.parent.name, mail)


def test_the_district_is_small() -> None:
    assert sum(file.stat().st_size for file in ROOT.rglob("*") if file.is_file()) < 700_000

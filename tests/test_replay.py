"""A run that goes on where it was ended, and one that is judged again: both come to what an undisturbed run came to."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
from click.testing import CliRunner, Result
from crawling import ABOUT, HOME, PORTAL, Web, html, listing, moved, page, post, prose, robots, sitemap
from districts import ROOT
from stores import database
from weekly import site

from cli import main
from linter.commands import running, shared
from linter.crawl import Caps, Fetcher
from linter.crawl.recall import Recall
from linter.errors import DiskFull
from linter.store import Answers, Where, open_store

OTHER = "http://th-b.edu.example/"
LIST = f"""\
crawl: {{contact: "https://kiem-tra.example/"}}
units:
  - {{id: pgd, name: Phòng GD&ĐT huyện Rạch Sậy, portals: [{{url: '{PORTAL}'}}]}}
schools:
  - {{id: th-a, name: Trường Tiểu học Kênh Nhỏ, level: TH, home: '{HOME}', unit: pgd}}
  - {{id: th-b, name: Trường Tiểu học B, level: TH, home: '{OTHER}', unit: pgd}}
"""
FLOODED = html('<title>Hãy đợi...</title><div class="floodblocker">Hệ thống đang từ chối truy cập của bạn.</div>')


def tagged(text: str) -> Callable[[httpx.Request], Any]:
    """A page that says truly when it has not changed."""
    tag = f'"{hash(text) & 0xFFFF:x}"'

    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers.get("if-none-match") == tag:
            return httpx.Response(304, headers={"ETag": tag})
        return html(text, etag=tag)

    return answer


def district(**others: Any) -> dict[str, Any]:
    """Two schools and their portal, with all that a crawl meets: what is gone, moved, broken, blocked and unchanged."""
    home = page("Trang chủ", prose("hội thi", 3), menu={"Giới thiệu": "/gioi-thieu/", "Tin tức": "/tin/"})
    school = {
        "robots.txt": robots("User-agent: *\nDisallow: /admin/\nSitemap: /sitemap.xml\n"),
        "sitemap.xml": sitemap("/tin/0/", "/tin/1/"),
        "": tagged(home),
        "gioi-thieu/": page("Giới thiệu", ABOUT),
        "tin/": [FLOODED, tagged(listing(*(f"/tin/{n}/" for n in range(8)), "/cu/", "/mat/", "/hong/", "/tep/"))],
        **{f"tin/{n}/": tagged(post(f"Tin {n}", prose(f"tin {n}", 3 + n))) for n in range(8)},
        "cu/": moved("/tin/3/"),
        "hong/": [httpx.ReadTimeout("x")],
        "tep/": moved("/van-ban.pdf"),
    }
    portal = {
        "": listing("/tin-1/", "/tin-2/", "/loi/"),
        "tin-1/": post("Hội thi", prose("tin 7", 10)),
        "tin-2/": post("Hội trại", prose("hội trại", 9)),
        "loi/": 503,
    }
    answers = {HOME + path: answer for path, answer in school.items()}
    answers |= {PORTAL + path: answer for path, answer in portal.items()}
    answers |= {OTHER: listing("/a/"), f"{OTHER}a/": post("Hội trại", prose("hội trại", 9))}
    return answers | others


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command over a web in memory; all of it is below the test's folder."""

    def crawl(web: Web, *words: str, data: str = "data", incremental: bool = True) -> Result:
        listed = tmp_path / "schools.yaml"
        if not listed.exists():
            listed.write_text(LIST, "utf-8")
        monkeypatch.setattr("linter.commands.crawl._fetcher", lambda *_: web.fetcher())
        where = data if "://" in data else str(tmp_path / data)
        given = ("--schools", str(listed), "--data", where, "-q", "-f", "json", "--as-of", "2026-11-16")
        return CliRunner().invoke(main, ["crawl", *given, *words, *["--incremental"] * incremental])

    return crawl


def replay(folder: Where, *words: str) -> Result:
    return CliRunner().invoke(main, ["replay", "--data", str(folder), "-f", "json", *words])


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code in {0, 1, 3}, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def judged(result: Result) -> str:
    """What was told of schools and portals, byte for byte."""
    found = told(result)
    return json.dumps([found["schools"], found["portals"]], ensure_ascii=False)


def ended_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The disk is full when so many answers have been kept."""
    usual, left = Answers.keep, [number]

    async def keep(self: Answers, *rest: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise DiskFull("đĩa đầy")
        await usual(self, *rest)

    monkeypatch.setattr(Answers, "keep", keep)


def test_the_district_of_these_tests_has_something_of_everything(run: Run) -> None:
    ((school, other),) = (told(run(Web(district())))["schools"],)
    assert (school["crawl"]["status"], school["crawl"]["pages_failed"]) == ("completed", 1)
    statuses = {o["status"] for a in school["articles"] for o in a["outcomes"]}
    assert {"pass", "fail", "not-checked"} <= statuses
    assert other["crawl"]["pages_read"] == 2


# --- a run that was ended -------------------------------------------------------------------------------


def test_t01_a_run_ended_at_any_moment_goes_on_and_comes_to_the_same(run: Run, tmp_path: Path) -> None:
    whole = Web(district())
    undisturbed = judged(run(whole, data="whole"))
    asked = Counter(whole.asked)
    for moment in range(0, len(whole.asked), 4):
        web = Web(district())
        with pytest.MonkeyPatch.context() as patch:
            ended_at(patch, moment)
            first = run(web, data=f"d{moment}")
        if first.exit_code != 3:
            break  # there are fewer answers than requests: some were asked for twice
        assert "đĩa đầy" in first.stderr
        second = run(web, data=f"d{moment}")
        assert second.stderr.startswith("Lượt 2")
        assert "chưa xong. Lần này đọc tiếp từ chỗ đã dừng." in second.stderr
        assert judged(second) == undisturbed, moment
        again = Counter(web.asked) - asked
        assert again.total() <= 3 + asked[f"{HOME}hong/"] * 2 + asked[f"{PORTAL}loi/"] * 2, again
        assert not {url for url in again if "/tin/" in url and again[url] > 1}
    else:
        pytest.fail("it never came to its end")
    assert moment > 20


def test_t01_a_run_ended_while_it_judged_asks_for_nothing_any_more(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = judged(run(Web(district()), data="whole"))
    web = Web(district())
    with monkeypatch.context() as patch:
        patch.setattr("linter.commands.running.json.summary", lambda _: 1 / 0)
        assert run(web).exit_code == 2
    asked = len(web.asked)
    assert judged(run(web)) == undisturbed
    assert set(web.asked[asked:]) <= {f"{HOME}hong/", f"{PORTAL}loi/"}, "only what had failed"
    store = open_store(tmp_path / "data")
    assert len(store.portals().known(PORTAL, date.max)) == 2, "taken in once"
    store.close()


def test_a_run_of_another_list_policy_or_option_begins_anew(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, words in enumerate((("--only", "th-a"), ("--max-pages", "3"), ("--ignore", "timeliness"), ("LIST",))):
        data = f"d{number}"
        with monkeypatch.context() as patch:
            ended_at(patch, 9)
            run(Web(district()), data=data)
        if words == ("LIST",):
            (tmp_path / "schools.yaml").write_text(LIST.replace("Trường Tiểu học B", "Trường Tiểu học C"), "utf-8")
            words = ()
        web = Web(district())
        result = run(web, *words, data=data)
        assert "nay đã khác nên bắt đầu lượt mới" in result.stderr
        assert f"{HOME}robots.txt" in web.asked


@pytest.mark.parametrize(("days", "taken_up"), [(5, True), (7, False), (-5, True), (-7, False)])
def test_t08_a_run_of_another_week_begins_anew_whichever_way_the_clock_jumped(
    run: Run, monkeypatch: pytest.MonkeyPatch, days: int, taken_up: bool
) -> None:
    with monkeypatch.context() as patch:
        ended_at(patch, 9)
        run(Web(district()))
    monkeypatch.setattr(running, "now", lambda: shared.now() + timedelta(days=days))
    result = run(Web(district()))
    assert ("đọc tiếp từ chỗ đã dừng" in result.stderr) == taken_up
    assert ("đã cũ nên bắt đầu lượt mới" in result.stderr) != taken_up


def test_a_run_that_is_not_finished_is_the_first_thing_that_is_said(run: Run, tmp_path: Path) -> None:
    run(Web(district()))
    with pytest.MonkeyPatch.context() as patch:
        ended_at(patch, 9)
        run(Web(district()))
    again = replay(tmp_path / "data")
    assert again.exit_code == 1
    assert again.stderr.splitlines()[0].endswith("chưa xong. Chạy lại lệnh crawl để đọc tiếp.")
    store = open_store(tmp_path / "data")
    left = store.runs.unfinished()
    store.close()
    assert left is not None
    result = replay(tmp_path / "data", "--run", left.id)
    assert result.exit_code == 2
    assert "chưa xong nên không xét lại được" in result.stderr.splitlines()[-1]


# --- judged again ---------------------------------------------------------------------------------------


def test_a_stored_run_judged_again_is_the_same_byte_for_byte(run: Run, tmp_path: Path) -> None:
    first = told(run(Web(district())))
    second = told(run(Web(district())))
    for run_told in (first, second):
        again = told(replay(tmp_path / "data", "--run", run_told["run"]["id"]))
        assert json.dumps(again, ensure_ascii=False) == json.dumps(run_told, ensure_ascii=False)
    assert told(replay(tmp_path / "data"))["run"] == second["run"]


def test_a_run_in_a_database_on_a_server_is_the_same(run: Run) -> None:
    url = database()
    in_file = judged(run(Web(district())))
    first = run(Web(district()), data=url)
    assert judged(first) == in_file
    with pytest.MonkeyPatch.context() as patch:
        ended_at(patch, 20)
        assert run(Web(district()), data=url).exit_code == 3
    second = run(Web(district()), data=url)
    assert "đọc tiếp từ chỗ đã dừng" in second.stderr
    assert judged(second) == in_file
    assert told(replay(url)) == told(second)
    said = CliRunner().invoke(main, ["report", "--data", url, "--compare", "-f", "json"])
    assert json.loads(said.stdout)["schools"] == []


def test_an_unchanged_week_is_judged_again_without_the_week_before(run: Run, tmp_path: Path) -> None:
    """Its pages are those of the first week: the server said that they had not changed."""
    run(Web(district()))
    second = told(run(Web(district()), "--as-of", "2026-11-23"))
    store = open_store(tmp_path / "data")
    with store.engine.begin() as connection:
        assert connection.exec_driver_sql("select count(*) from answer where run=2 and place=-2").scalar_one() > 5
        connection.exec_driver_sql("delete from answer where run=1")
    store.close()
    again = replay(tmp_path / "data")
    assert again.stderr == ""
    assert told(again) == second


def test_a_post_that_was_mended_after_the_report_is_seen_the_next_week(run: Run, tmp_path: Path) -> None:
    """Old posts of which the site says nothing stand, but not against the school."""
    short, long = prose("tin cũ", 2), prose("tin cũ", 30)
    old = {f"{HOME}tin-cu/{n}/": post(f"Tin cũ {n}", long, day="2026-02-01") for n in range(30)}
    old[f"{HOME}tin-cu/7/"] = post("Tin cũ 7", short, day="2026-02-01")
    old[f"{HOME}tin/"] = listing(*(f"/tin-cu/{n}/" for n in range(30)))

    def length_of(result: Result, path: str) -> str:
        (found,) = [a for school in told(result)["schools"] for a in school["articles"] if a["url"] == HOME + path]
        return next(str(o["status"]) for o in found["outcomes"] if o["rule"] == "article-length")

    only = ("--select", "article-length")  # or all would be accused, for the portal has none of them
    assert length_of(run(Web(district(**old)), *only), "tin-cu/7/") == "fail"
    old[f"{HOME}tin-cu/7/"] = post("Tin cũ 7", long, day="2026-02-01")
    web = Web(district(**old))
    second = run(web, *only, "--as-of", "2026-11-23")
    assert length_of(second, "tin-cu/7/") == "pass"
    assert [url for url in web.asked if "/tin-cu/" in url] == [f"{HOME}tin-cu/7/"]
    assert judged(replay(tmp_path / "data", *only)) == judged(second)


def test_a_usual_run_reads_every_page_anew_whatever_is_said_of_it(run: Run, tmp_path: Path) -> None:
    """A sitemap may give the days of publication for those of the last changes."""
    (tmp_path / "schools.yaml").write_text(ALONE, "utf-8")
    short, long = (post("Tin", prose("tin", n), day="2026-11-10") for n in (2, 30))
    statuses = []
    for day, page_now in (("2026-11-16", short), ("2026-11-23", long)):
        web = Web(weekly(**{"/tin/3/": page_now}))
        (school,) = told(run(web, "--as-of", day, incremental=False))["schools"]
        (found,) = [article for article in school["articles"] if article["url"].endswith("/tin/3/")]
        statuses += [o["status"] for o in found["outcomes"] if o["rule"] == "article-length"]
        assert len(web.asked) > len(POSTED)
    assert statuses == ["fail", "pass"]
    assert not [note for note in school["crawl"]["notes"] if note["code"] == "read-before"]


def test_another_policy_judges_otherwise_and_is_named(run: Run, tmp_path: Path) -> None:
    first = told(run(Web(district())))
    written = (ROOT / "rules.yaml").read_text("utf-8")
    other = tmp_path / "rules.yaml"
    other.write_text(f"{written}\n# khác\n", "utf-8")
    result = replay(tmp_path / "data", "--config", str(other))
    again = told(result)
    assert again["tool"]["policy"] != first["tool"]["policy"]
    assert again["tool"]["policy"] in result.stderr
    assert again["schools"] == first["schools"], "a remark is no other rule"
    some = told(replay(tmp_path / "data", "--select", "article-length"))
    rules = {o["rule"] for s in some["schools"] for a in s["articles"] for o in a["outcomes"]}
    assert rules == {"article-length"}


@pytest.mark.parametrize("moment", ["asking", "reading"])
def test_a_crawl_whose_time_was_over_ends_there_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """While it waited for an answer, and while it looked at one."""
    if moment == "asking":
        usual = Fetcher.get

        async def get(self: Fetcher, url: str, **rest: Any) -> Any:
            if url == f"{HOME}tin/5/" and not isinstance(self, Recall):
                await asyncio.sleep(30)
            return await usual(self, url, **rest)

        monkeypatch.setattr(Fetcher, "get", get)
    else:
        to_thread = asyncio.to_thread

        async def slow(work: Any, *rest: Any, **named: Any) -> Any:
            if any(getattr(value, "url", "") == f"{HOME}tin/5/" for value in rest):
                await asyncio.sleep(30)
            return await to_thread(work, *rest, **named)

        monkeypatch.setattr(asyncio, "to_thread", slow)
    monkeypatch.setattr("linter.commands.crawl.Caps", lambda **_: Caps(seconds=1.5))
    first = told(run(Web(district())))
    monkeypatch.undo()
    (school, _) = first["schools"]
    assert school["crawl"]["status"] == "partial"
    assert "quá thời gian" in school["crawl"]["reason"]
    assert 3 < school["crawl"]["pages_read"] < 11
    assert told(replay(tmp_path / "data")) == first


def test_a_run_whose_pages_are_gone_says_so(run: Run, tmp_path: Path) -> None:
    run(Web(district()))
    store = open_store(tmp_path / "data")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("delete from answer")
    store.close()
    result = replay(tmp_path / "data")
    assert result.exit_code == 2
    (said,) = result.stderr.splitlines()
    assert "không còn giữ" in said


def test_an_answer_that_is_not_there_accuses_nobody(run: Run, tmp_path: Path) -> None:
    first = told(run(Web(district())))
    store = open_store(tmp_path / "data")
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"delete from answer where asked='{HOME}gioi-thieu/'")
    store.close()
    result = replay(tmp_path / "data")
    assert "địa chỉ không có trong dữ liệu đã lưu" in result.stderr
    (school, _), (before, _) = told(result)["schools"], first["schools"]
    assert [o["status"] for o in before["outcomes"] if o["rule"] == "section-about"] == ["pass"]
    assert [o["status"] for o in school["outcomes"] if o["rule"] == "section-about"] == ["not-checked"]


def test_a_mistyped_folder_is_no_new_store(tmp_path: Path) -> None:
    result = replay(tmp_path / "khong-co")
    assert result.exit_code == 2
    assert "không có dữ liệu đã lưu" in result.stderr
    assert not (tmp_path / "khong-co").exists()


# --- week after week --------------------------------------------------------------------------------------

ALONE = f"""\
crawl: {{contact: "https://kiem-tra.example/"}}
schools:
  - {{id: th-a, name: Trường Tiểu học Kênh Nhỏ, level: TH, home: '{HOME}'}}
"""
POSTED = {f"/tin/{n}/": date(2026, 1, 5) + timedelta(days=n) for n in range(40)}


def weekly(**others: Any) -> dict[str, Any]:
    """A school that announces its posts of long ago, and what else is named."""
    return {urljoin(HOME, path): answer for path, answer in (site(POSTED) | others).items()}


def test_the_second_week_of_an_unchanged_site_costs_little_and_is_judged_again_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "schools.yaml").write_text(ALONE, "utf-8")
    first, second, third = (Web(weekly()) for _ in range(3))
    once = told(run(first, "--as-of", "2026-11-16"))
    again = told(run(second, "--as-of", "2026-11-23"))
    assert len(second.asked) < len(first.asked) / 3
    assert again["schools"][0]["articles"] == once["schools"][0]["articles"]
    assert [note["code"] for note in again["schools"][0]["crawl"]["notes"]] == ["read-before"]
    with pytest.MonkeyPatch.context() as patch:
        ended_at(patch, 3)
        assert run(third, "--as-of", "2026-11-30").exit_code == 3
    last = told(run(third, "--as-of", "2026-11-30"))
    assert last["schools"][0]["articles"] == once["schools"][0]["articles"]
    assert len(third.asked) <= len(second.asked) + 1, "what was safe is not asked for again"
    store = open_store(tmp_path / "data")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("delete from answer where run<3")
    store.close()
    result = replay(tmp_path / "data")
    assert result.stderr == ""
    assert told(result) == last


def test_a_new_post_is_seen_in_the_second_week_and_nothing_else_changes(run: Run, tmp_path: Path) -> None:
    run(Web(weekly()))
    posted = POSTED | {"/tin/moi/": date(2026, 11, 18)}
    new = Web({urljoin(HOME, path): answer for path, answer in site(posted).items()})
    articles = told(run(new, "--as-of", "2026-11-23"))["schools"][0]["articles"]
    assert f"{HOME}tin/moi/" in {article["url"] for article in articles}
    said = CliRunner().invoke(main, ["report", "--data", str(tmp_path / "data"), "--compare", "-f", "json"])
    (school,) = [school for school in json.loads(said.stdout)["schools"] if school["id"] == "th-a"]
    assert school["new_articles"] == [f"{HOME}tin/moi/"]
    assert school["gone_articles"] == []


# --- answers in front of the network --------------------------------------------------------------------


def test_everything_that_a_fetcher_can_do_goes_by_way_of_what_is_kept() -> None:
    """What is not overridden would meet a fetcher that was never made."""
    public = {name for name in vars(Fetcher) if callable(getattr(Fetcher, name)) and not name.startswith("_")}
    assert public | {"__aenter__", "__aexit__", "__init__"} <= set(vars(Recall))


SHARED = "http://chung.edu.example"
NEIGHBOURS = f"""\
crawl: {{contact: "https://kiem-tra.example/"}}
schools:
  - {{id: th-a, name: Trường Tiểu học A, level: TH, home: '{SHARED}/a/'}}
  - {{id: th-b, name: Trường Tiểu học B, level: TH, home: '{SHARED}/b/'}}
"""


def test_what_two_sites_ask_for_is_each_its_own_but_for_the_way_in(run: Run, tmp_path: Path) -> None:
    """A redirect into the one school's part is followed for that school alone."""
    (tmp_path / "schools.yaml").write_text(NEIGHBOURS, "utf-8")
    answers = {
        f"{SHARED}/robots.txt": robots("User-agent: *\nSitemap: /chung.xml\n"),
        f"{SHARED}/chung.xml": sitemap(f"{SHARED}/a/1/", f"{SHARED}/b/1/"),
        **{f"{SHARED}/{n}/": listing(f"/{n}/1/", f"/{n}/cu/") for n in "ab"},
        **{f"{SHARED}/{n}/1/": post(f"Tin {n}", prose(n)) for n in "ab"},
        **{f"{SHARED}/{n}/cu/": moved("/a/2/") for n in "ab"},
        f"{SHARED}/a/2/": post("Tin 2", prose("hai")),
    }
    web = Web(answers)
    first = run(web)
    assert Counter(web.asked)[f"{SHARED}/robots.txt"] == 1
    a, b = told(first)["schools"]
    assert {x["url"] for x in a["articles"]} == {f"{SHARED}/a/1/", f"{SHARED}/a/2/"}
    assert {x["url"] for x in b["articles"]} == {f"{SHARED}/b/1/"}
    assert told(replay(tmp_path / "data")) == told(first)

"""The pages that a principal and an officer hold in their hands."""

from __future__ import annotations

import html as standard
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html
from samples import (
    PAGES,
    TOOL,
    a_draft,
    bau_sen,
    district,
    fault,
    hoa_sung,
    judged,
    kenh_tram,
    large,
    outcome,
    too_short,
    unread,
)

from linter.model import Article, CrawlNote, CrawlRecord, Verdict
from linter.report import html, words
from linter.reported import ArticleReport, Report, Summary
from linter.rule import met, not_applicable, not_checked, not_met, showing, unclear
from linter.rules.article_length import Options
from linter.text.length import Layouts, length_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ATTACK = '<title>"><script>document.title="owned"</script><img src=x onerror=alert(1)>'


def page(report: Report) -> str:
    return html.school(report, district(), PAGES)


def tree(text: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(text)


def words_of(text: str) -> str:
    body = tree(text).find("body")
    assert body is not None
    return " ".join(body.text_content().split())


def hostile() -> Report:
    """A school whose site is an attack in every field that a stranger can write."""
    base = kenh_tram()
    bad = judged("javascript:alert(1)", ATTACK, {"article-length": not_met([fault(ATTACK, ATTACK, ATTACK, ATTACK)])})
    bad = replace(bad, article=replace(bad.article, url="javascript:alert(1)"))
    long = judged("//evil.example/x", "\u202e" + "dài" * 2000 + "e" + "\u0301" * 200, {"timeliness": unclear(ATTACK)})
    look = showing(unclear(ATTACK), sides=(ATTACK, ATTACK))
    return replace(
        base,
        school=replace(base.school, name=ATTACK + "\ud800\x00", home="data:text/html,x"),
        crawl=CrawlRecord("partial", ATTACK, skipped={ATTACK: 3}, notes=(CrawlNote("x", ATTACK, "vbscript:x"),)),
        outcomes=(outcome("section-about", look, waived=ATTACK), outcome("<b>", met(ATTACK))),
        articles=(bad, long),
    )


def everything() -> list[str]:
    told = replace(district(), reports=(*district().reports, hostile()), refused=(ATTACK,))
    return [html.summary(told, PAGES), *(html.school(report, told, PAGES) for report in told.reports)]


@pytest.mark.parametrize("number", range(7))
def test_r01_nothing_runs_and_nothing_comes_from_elsewhere(number: int) -> None:
    text = everything()[number]
    root = tree(text)
    assert root.get("lang") == "vi"
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in root.xpath(
        "//meta[@http-equiv='Content-Security-Policy']/@content"
    )
    assert not root.xpath("//script | //img | //iframe | //link | //object | //form | //base | //*[@src]")
    assert not root.xpath("//@*[starts-with(name(), 'on')] | //@style")
    assert "url(" not in text
    assert "@import" not in text
    assert len(root.xpath("//title")) == 1


@pytest.mark.parametrize("number", range(7))
def test_r02_only_http_and_our_own_pages_are_links(number: int) -> None:
    links = tree(everything()[number]).xpath("//@href")
    assert links
    assert all(re.fullmatch(r"https?://.+|#bai-\d+|[\w-]+\.html", link) for link in links)


def test_r03_the_page_embeds_no_data_that_could_end_a_script() -> None:
    text = page(hostile())
    assert "</script" not in text.lower()
    assert standard.escape(ATTACK, quote=True).replace("&quot;", "&#34;") in text


def test_r05_and_r07_hostile_text_is_cleaned_cut_and_set_apart() -> None:
    text = page(hostile())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    text.encode("utf-8")
    assert "dài" * 70 not in text
    assert "\u0301" * 4 not in text
    titles = tree(text).xpath("//summary/span[@class='title']")
    assert titles
    assert all(title.find("bdi") is not None for title in titles)


def test_r08_no_school_one_school_all_failed_and_many() -> None:
    nobody = replace(district(), reports=(), refused=(), portals=())
    assert "Danh sách không có trường nào." in words_of(html.summary(nobody, PAGES))
    dark = replace(district(), reports=(unread("th-x", "Trường X", "timeout", "không trả lời"),))
    text = html.summary(dark, PAGES)
    assert not tree(text).xpath("//table[contains(@class, 'grid')]")
    assert "Trường X" in words_of(text)
    many = tree(html.summary(large(60, 2), PAGES))
    assert len(many.xpath("//table[contains(@class, 'grid')]//tr/th/a")) == 60


def test_r11_numbers_and_mail_are_masked() -> None:
    said = unclear("ghi 0900 000 123 và cogiao@truong.edu.example")
    told = replace(kenh_tram(), outcomes=(outcome("section-organisation", said),))
    index = html.summary(replace(district(), reports=(told,)), PAGES)
    assert "09••••••23" in index
    assert "c•••@truong.edu.example" in index
    assert "0900 000 123" not in index + page(kenh_tram())
    assert "09••••••23" in page(kenh_tram())
    assert "(0299) 3000 456" in page(kenh_tram()), "the school's own number is its own proof"


def test_the_head_says_who_when_how_many_and_what_first() -> None:
    root = tree(page(kenh_tram()))
    head = " ".join(root.xpath("//section[@class='verdict']")[0].xpath(".//text()[normalize-space()]"))
    head = " ".join(head.split()).replace("3 /7", "3/7")
    assert root.xpath("string(//h1)") == "Trường Tiểu học Kênh Tràm"
    assert "xét tới ngày 23/11/2026" in root.xpath("string(//header)")
    assert head.startswith("3/7 nhiệm vụ đạt 2 chưa đạt 1 nhắc nhở 1 cần xem xét Nên làm trước Thêm địa chỉ thư")
    assert len(root.xpath("//section[@class='verdict']//ol/li")) == 3


def test_every_duty_has_symbol_and_word_clause_proof_and_advice() -> None:
    rows = tree(page(kenh_tram())).xpath("//table[contains(@class, 'duties')]/tbody/tr")
    assert len(rows) == len(PAGES)
    for row in rows:
        assert row.xpath("string(.//*[contains(@class, 'mark')]/*[@class='symbol'])")
        assert row.xpath("string(.//*[contains(@class, 'mark')]/*[@class='word'])") in words.LEGEND
        assert "khoản 1.2." in row.text_content()
        assert row.xpath(".//details//dt")
    contact = " ".join(rows[2].text_content().split())
    assert "✗ Chưa đạt" in contact
    assert "Điện thoại: (0299) 3000 456" in contact
    assert "Thêm địa chỉ thư điện tử" in contact
    assert rows[2].xpath(".//a/@href") == ["https://th-kenh-tram.rachsay.edu.example/lien-he"]


def test_what_was_not_checked_stands_apart_with_its_reason() -> None:
    root = tree(page(bau_sen()))
    apart = " ".join(root.xpath("//section[@class='unchecked']")[0].text_content().split())
    assert "không phải lỗi của trường" in apart
    assert "Chưa đọc hết trang: 6 trang trong mục này không trả lời: Cơ cấu tổ chức, Thông tin liên hệ." in apart
    assert "Chưa khai báo cổng: Đưa bài lên cổng cấp trên (1 bài)." in apart
    assert not tree(page(hoa_sung())).xpath("//section[@class='unchecked']")


def test_a_site_that_was_not_read_is_not_called_failing() -> None:
    text = page(unread("th-x", "Trường X", "dns-error", "không có máy chủ tên này"))
    body = words_of(text).split("Chú giải")[0]
    assert "Chưa đọc được trang của trường" in body
    assert "Đây không phải là kết quả chưa đạt." in body
    assert "✗" not in body
    assert "0/" not in body


def test_articles_open_to_findings_and_those_to_mend_come_first() -> None:
    root = tree(page(kenh_tram()))
    headings = [" ".join(h.text_content().split()) for h in root.xpath("//h3")]
    assert headings == ["Bài cần sửa (1)", "Bài cần người xem (1)", "Các bài khác (3)"]
    first = root.xpath("//details[contains(@class, 'article')]")[0]
    assert "✗ Chưa đạt Dài tối thiểu ½ trang A4" in " ".join(first.find("summary").text_content().split())
    assert first.xpath("string(.//blockquote)").startswith("Sáng nay, thầy và trò")
    assert "Nên làm: Viết thêm" in " ".join(first.text_content().split())
    old = root.xpath("//details[@class='outside']")[0].text_content()
    assert "Khai giảng năm học 2019-2020" in old
    assert "bài đăng trước ngày 07/09/2020" in old


def test_every_link_inside_the_page_leads_somewhere() -> None:
    root = tree(page(kenh_tram()))
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in root.xpath("//@href") if link.startswith("#")} <= set(ids)


def test_two_texts_stand_side_by_side() -> None:
    cells = tree(page(kenh_tram())).xpath("//div[@class='sides']//tbody/tr[1]/td")
    assert [cell.text_content().split()[0] for cell in cells] == ["Trường", "Ngày"]
    wrong = replace(kenh_tram(), articles=(judged("https://x.example/1", "T", {"x": showing(met("a"), sides=3)}),))
    assert not tree(page(wrong)).xpath("//div[@class='sides']")


def test_the_two_texts_of_a_passing_article_are_put_away() -> None:
    verdict = showing(met("thấy trên cổng"), sides=("bài trường", "bài cổng"))
    told = replace(kenh_tram(), articles=(judged("https://x.example/1", "T", {"portal-crosspost": verdict}),))
    (away,) = tree(page(told)).xpath("//details[@class='compare']")
    assert "bài cổng" in away.text_content()
    assert away.get("open") is None


def test_a_waiver_is_shown_with_its_reason() -> None:
    text = words_of(page(hoa_sung()))
    assert "– Được miễn" in text
    assert "trang mới lập, miễn đến hết năm 2026" in text
    assert "7/7 nhiệm vụ đạt" in text


def test_the_report_tells_what_the_tool_read_and_what_it_is() -> None:
    text = words_of(page(kenh_tram()))
    assert "tìm thấy 61 trang, đọc 54, bỏ qua 6, đọc hỏng 1" in text
    assert "ngoài tên miền của trường (2); trùng địa chỉ (4)." in text
    assert "Trang đã chuyển sang địa chỉ mới." in text
    assert "school-site-linter 0.1.0 · bộ quy định 4be1c0ffee5a · lượt kiểm tra 2026-w47" in text


def test_a_read_site_without_any_verdict_is_not_called_unread() -> None:
    told = Report(kenh_tram().school, CrawlRecord(), (outcome("section-about", not_applicable("không đặt ra")),), ())
    text = words_of(page(told))
    assert "Chưa có gì để kết luận" in text
    assert "Chưa đọc được trang của trường" not in text


def test_the_summary_keeps_the_unread_apart_and_ranks_nobody() -> None:
    root = tree(html.summary(district(), PAGES))
    schools = root.xpath("//table[contains(@class, 'grid')]//tr/th/a/@href")
    assert schools == ["th-kenh-tram.html", "mn-hoa-sung.html", "thcs-bau-sen.html"]
    apart = root.xpath("//section[@aria-labelledby='chua-doc']")[0]
    assert apart.xpath(".//a[@href='th-ao-sau.html']")
    assert "Không tìm thấy tên miền: không có máy chủ tên này" in " ".join(apart.text_content().split())
    total = " ".join(root.xpath("//tr[@class='total']")[0].text_content().split())
    assert "1/2 (50,0%) 1 chưa có dữ liệu" in total
    looks = " ".join(root.xpath("//section[@aria-labelledby='can-xem']")[0].text_content().split())
    assert "sơ đồ tổ chức chỉ là ảnh" in looks
    assert "Ngày hội đọc sách của học sinh" in looks
    portals = " ".join(root.xpath("//section[@aria-labelledby='cong']")[0].text_content().split())
    assert "Phòng GD&ĐT huyện Rạch Sậy" in portals
    assert "tìm thấy 420 trang, đọc 415" in portals
    assert "dòng 7: thiếu địa chỉ trang chủ" in root.text_content()


def test_every_cell_of_the_summary_has_symbol_and_word() -> None:
    cells = tree(html.summary(district(), PAGES)).xpath(
        "//table[contains(@class, 'grid')]/tbody/tr/td[.//span[@class='word']]"
    )
    assert len(cells) == 3 * len(PAGES)
    assert all(cell.xpath("string(.//span[@class='symbol'])") for cell in cells)


def test_links_of_the_summary_follow_the_names_of_the_files() -> None:
    base = kenh_tram()
    twins = tuple(replace(base, school=replace(base.school, id=code)) for code in ("a/b", "index", "A", "a"))
    told: Summary = replace(district(), reports=twins)
    names = html.file_names(report.school.id for report in twins)
    links = tree(html.summary(told, PAGES)).xpath("//table[contains(@class, 'grid')]//tr/th/a/@href")
    assert links == [names[report.school.id] for report in twins]


def test_the_pages_are_the_same_each_time() -> None:
    assert html.summary(district(), PAGES) == html.summary(district(), PAGES)
    assert page(kenh_tram()) == page(kenh_tram())


def test_reports_work_without_the_pages_of_the_rules() -> None:
    assert "section-contact" in html.school(kenh_tram(), district(), {})
    assert "section-contact" in html.summary(district(), {})


# --- the page of A4, and the page of a draft ------------------------------------------------------------

PROSE = "Sáng nay, thầy và trò nhà trường chào mừng ngày hội đọc sách giữa sân trường rợp bóng phượng. "


def showing_page(verdict: Verdict, *paragraphs: str) -> Verdict:
    chosen = Options()
    layouts = Layouts(chosen.nominal, chosen.lenient, chosen.strict, chosen.lenient_extra_lines)
    return showing(verdict, page=length_of(paragraphs, "Tựa bài", layouts, chosen.min_fraction))


def one_article(verdict: Verdict, **more: str) -> str:
    url = "https://th-kenh-tram.rachsay.edu.example/tin/1"
    told = judged(url, "Ngày hội đọc sách", {})
    return page(replace(kenh_tram(), articles=(replace(told, outcomes=(outcome("article-length", verdict, **more),)),)))


def draft(told: ArticleReport) -> str:
    return html.draft(told, TOOL, PAGES)


def pictured_draft(*paragraphs: str) -> ArticleReport:
    told = a_draft()
    measured = tuple(
        replace(o, verdict=showing_page(o.verdict, *paragraphs)) if o.rule == "article-length" else o
        for o in told.outcomes
    )
    return replace(told, outcomes=measured)


def hostile_draft() -> ArticleReport:
    article = replace(a_draft().article, source=ATTACK + "\ud800", title="\u202e" + ATTACK)
    bad = showing_page(not_met([fault(ATTACK, ATTACK, ATTACK, ATTACK, 3)]), ATTACK * 9, "e" + "\u0301" * 999)
    outcomes = (
        outcome("article-length", bad),
        outcome("<b>", unclear(ATTACK)),
        outcome("x", met(ATTACK), waived=ATTACK),
    )
    return ArticleReport(article, outcomes)


@pytest.mark.parametrize("verdict", [too_short("x"), unclear("sát ngưỡng"), unclear("tệp đọc chưa chắc")])
def test_an_article_too_short_or_unclear_shows_its_page(verdict: Verdict) -> None:
    root = tree(one_article(showing_page(verdict, PROSE * 3)))
    (picture,) = root.xpath("//details[contains(@class, 'article')]//figure[@class='paper']/svg")
    assert picture.get("role") == "img"
    assert "còn thiếu khoảng" in picture.text_content()
    assert "Sáng nay, thầy và trò nhà trường" in picture.text_content()


@pytest.mark.parametrize(
    "text",
    [
        one_article(showing_page(met("0,80 trang A4"), PROSE * 9)),
        one_article(showing_page(not_applicable("bài đăng trước ngày 07/09/2020"), PROSE)),
        one_article(showing_page(too_short("x"), PROSE), waived="trang mới lập"),
        one_article(showing(too_short("x"), page="<svg></svg>")),
        one_article(too_short("x")),
    ],
)
def test_no_other_article_makes_the_file_larger(text: str) -> None:
    assert "<svg" not in text


def test_the_page_of_a_school_with_pictures_is_as_safe_as_without() -> None:
    verdict = showing_page(too_short("x"), *[ATTACK * 5] * 3, "gọi 0900 000 123 nhé")
    told = replace(
        kenh_tram(),
        articles=tuple(judged(f"https://x.example/{n}", ATTACK, {"article-length": verdict}) for n in range(3)),
    )
    text = page(told)
    root = tree(text)
    assert len(root.xpath("//svg")) == 3
    assert not root.xpath("//script | //img | //*[@src] | //@*[starts-with(name(), 'on')] | //@style")
    assert "url(" not in text
    assert "0900 000 123" not in text
    assert len(root.xpath("//title[not(ancestor::svg)]")) == 1
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "told", [a_draft(), pictured_draft(PROSE * 3), pictured_draft(*[PROSE * 9] * 20), hostile_draft()]
)
def test_the_page_of_a_draft_is_whole_in_itself_and_safe(told: ArticleReport) -> None:
    text = draft(told)
    root = tree(text)
    assert root.get("lang") == "vi"
    assert root.xpath("//meta[@http-equiv='Content-Security-Policy']")
    assert not root.xpath("//script | //img | //iframe | //link | //object | //form | //base | //*[@src] | //@href")
    assert not root.xpath("//@*[starts-with(name(), 'on')] | //@style")
    assert "url(" not in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    assert len(root.xpath("//title[not(ancestor::svg)]")) == 1
    assert draft(told) == text


def test_an_editor_reads_first_what_to_mend_first() -> None:
    root = tree(draft(pictured_draft(PROSE * 3)))
    assert root.xpath("string(//h1)") == "Lễ chào mừng Ngày Nhà giáo Việt Nam"
    assert "bai-le-20-11.docx" in root.xpath("string(//header)")
    head = " ".join(root.xpath("//section[@class='verdict']")[0].text_content().split())
    assert head.startswith("3 việc cần sửa")
    assert "1 cần xem xét 1 nhắc nhở 1 mục đạt 1 chưa có dữ liệu, không tính" in head
    first = [" ".join(item.text_content().split()) for item in root.xpath("//section[@class='verdict']//ol/li")]
    assert len(first) == 3
    assert first[0].startswith("Kể thành đoạn văn. Viết dưới dạng văn xuôi: Danh sách dài")
    headings = [heading.text_content() for heading in root.xpath("//h2")]
    assert headings == [
        "Nên làm trước", "Bài dài bao nhiêu trên giấy A4", "Cần sửa", "Cần người xem", "Các mục khác", "Chú giải",
    ]  # fmt: skip


def test_every_rule_on_a_draft_has_its_reason_its_place_and_its_clause() -> None:
    root = tree(draft(a_draft()))
    rows = [" ".join(" ".join(row.itertext()).split()) for row in root.xpath("//div[starts-with(@class, 'outcome')]")]
    assert len(rows) == len(a_draft().outcomes)
    (short,) = (row for row in rows if "Dài tối thiểu ½ trang A4" in row)
    assert short.startswith("✗ Chưa đạt Dài tối thiểu ½ trang A4 khoản 1.2.c")
    assert "Đoạn 2: Sáng nay, thầy và trò" in short
    assert "Nên làm: Viết thêm về diễn biến" in short
    assert "Căn cứ: “dài tối thiểu ½ trang giấy A4, cỡ chữ 14pt”" in short
    assert "Kiểm tra gì Bài dàn trên trang A4" in short
    assert "09••••••23" in short
    (listed,) = (row for row in rows if "Viết dưới dạng văn xuôi" in row)
    assert listed.count("Kể thành đoạn văn.") == 1, "many places of one fault are not many sermons"
    assert listed.count("Đoạn 4:") == 5
    (unread_row,) = (row for row in rows if "bản thảo chưa đăng" in row)
    assert unread_row.startswith("○ Chưa có dữ liệu Đưa bài lên cổng cấp trên khoản 1.2.c : bản thảo chưa đăng")


def test_a_draft_shows_its_page_whatever_came_of_it() -> None:
    for verdict in (too_short("x"), met("0,80 trang A4")):
        told = replace(a_draft(), outcomes=(outcome("article-length", showing_page(verdict, PROSE * 4)),))
        root = tree(draft(told))
        assert len(root.xpath("//svg")) == 1
        told_length = " ".join(root.xpath("//div[@class='measure']")[0].text_content().split())
        assert re.search(r"0,\d\d trang A4", told_length)
        assert "cần ½ trang" in told_length
        assert "Còn thiếu khoảng" in told_length
    assert "<svg" not in draft(a_draft())


def test_a_draft_without_anything_to_mend_and_one_of_which_nothing_is_known() -> None:
    clean = draft(replace(a_draft(), outcomes=(outcome("article-length", met("dài 20 dòng")),)))
    assert "Không có việc phải sửa." in words_of(clean)
    assert "Nên làm trước" not in words_of(clean)
    dark = words_of(draft(replace(a_draft(), outcomes=(outcome("article-length", not_checked("chưa đo được")),))))
    assert "Chưa có dữ liệu để kết luận" in dark
    assert "Không có việc phải sửa" not in dark
    nothing: Article = replace(a_draft().article, title="")
    assert tree(draft(ArticleReport(nothing, ()))).xpath("string(//h1)") == "bai-le-20-11.docx"


def test_a_clause_is_cited_as_people_do() -> None:
    cited = {
        rule: replace(known, clause="1.2.c (gạch đầu dòng 1), công văn 642/PGDĐT") for rule, known in PAGES.items()
    }
    assert "khoản 1.2.c (gạch đầu dòng 1), công văn 642/PGDĐT" in words_of(html.draft(a_draft(), TOOL, cited))
    assert "khoản 1.2.c (gạch đầu dòng 1), công văn 642/PGDĐT" in words_of(html.school(kenh_tram(), district(), cited))


# --- in a real browser ----------------------------------------------------------------------------------


def dom(file: Path, folder: Path) -> str:
    assert CHROMIUM is not None
    told = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
            "--dump-dom", file.as_uri(),
        ],
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    return told.stdout.decode("utf-8")


@pytest.mark.extended
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_r01_in_a_browser_no_script_of_a_stranger_runs(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(hostile()), encoding="utf-8")
    root = tree(dom(file, tmp_path))
    assert not root.xpath("//script | //img")
    assert root.xpath("string(//title)").startswith('<title>"><script>')


@pytest.mark.extended
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
@pytest.mark.parametrize("number", [0, 1, 6])
def test_r07_in_a_browser_the_page_fits_360_pixels(number: int, tmp_path: Path) -> None:
    inner = everything()[number].replace("<details", "<details open")
    harness = tmp_path / "harness.html"
    harness.write_text(
        f'<iframe style="border:0;width:360px;height:900px" srcdoc="{standard.escape(inner)}"></iframe>'
        "<script>onload = () => { document.title = "
        "document.querySelector('iframe').contentDocument.documentElement.scrollWidth }</script>",
        encoding="utf-8",
    )
    width = int(tree(dom(harness, tmp_path)).xpath("string(//title)"))
    assert 300 <= width <= 360


@pytest.mark.extended
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
@pytest.mark.parametrize("told", [pictured_draft(PROSE * 3), hostile_draft()], ids=["usual", "hostile"])
def test_r07_in_a_browser_the_page_of_a_draft_fits_360_pixels(told: ArticleReport, tmp_path: Path) -> None:
    inner = draft(told).replace("<details", "<details open")
    harness = tmp_path / "harness.html"
    harness.write_text(
        f'<iframe style="border:0;width:360px;height:900px" srcdoc="{standard.escape(inner)}"></iframe>'
        "<script>onload = () => { const page = document.querySelector('iframe').contentDocument; document.title = "
        "page.documentElement.scrollWidth + ' ' + page.querySelector('svg').getBoundingClientRect().width }</script>",
        encoding="utf-8",
    )
    width, picture = map(float, tree(dom(harness, tmp_path)).xpath("string(//title)").split())
    assert 300 <= width <= 360
    assert 300 <= picture <= width, "the picture is as wide as the telephone"

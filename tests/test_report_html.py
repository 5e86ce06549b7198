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
    bau_sen,
    district,
    fault,
    hoa_sung,
    judged,
    kenh_tram,
    large,
    outcome,
    unread,
)

from linter.model import CrawlNote, CrawlRecord, Report, Summary
from linter.report import html, words
from linter.rule import met, not_applicable, not_met, showing, unclear

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
    sides = tree(page(kenh_tram())).xpath("//div[@class='sides']//blockquote")
    assert [side.text_content().split()[0] for side in sides] == ["Trường", "Ngày"]
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

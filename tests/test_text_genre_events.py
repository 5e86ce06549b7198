"""What sort of item a post is, what only announces content, the day of an event, working days."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model import Article, ArticleKind, Block, BlockKind, Run
from linter.text.events import event_of
from linter.text.genre import NAMES, kind_of, outside
from linter.text.legacy import is_legacy
from linter.text.placeholders import is_placeholder, is_sample, is_sample_page
from linter.text.shingle import fold, hashes
from linter.text.workdays import working_days_between

NEWS, NOTICE, DOCUMENT, SCHEDULE, GALLERY, OTHER = ArticleKind

KINDS = {
    # Where it is filed.
    ("tin-truong", "Hội thi vẽ tranh"): NEWS,
    ("thong bao", "Hội thi vẽ tranh"): NOTICE,
    ("tin tuc thong bao|hoat dong doan doi", "Hội thi vẽ tranh"): NEWS,  # the name of a category of news and notices
    ("Tin tức - Thông báo", "Thông báo nghỉ lễ"): NOTICE,
    ("Thông tin công khai", "Năm học 2026-2027"): DOCUMENT,  # "tin" of "thông tin" is no news
    ("Văn bản - Công văn", "Về việc nghỉ lễ"): DOCUMENT,
    ("Thực đơn tuần", "Tuần 3"): SCHEDULE,
    ("Thư viện ảnh", "Hội trại"): GALLERY,
    ("Góc sáng tác", "Mùa nước nổi"): OTHER,
    ("gioi thieu", "Hội thi kể chuyện gương tốt"): NEWS,  # news that is filed with the introduction
    # How it is titled.
    ("", "[Thông báo] Lịch nghỉ Tết"): NOTICE,
    ("", "TKB học kỳ 1"): SCHEDULE,
    ("", "Lịch công tác tuần 5"): SCHEDULE,
    ("", "Kế hoạch năm học 2026-2027"): DOCUMENT,
    ("", "Kế hoạch nhỏ – việc làm lớn"): NEWS,  # a campaign of pupils
    ("", "Số 12/KH-TH"): DOCUMENT,
    ("", "Công khai dự toán"): DOCUMENT,
    ("", "Một số hình ảnh hoạt động của bé"): GALLERY,
    # A page of the school's own that is kept as a post.
    ("tin-truong", "Giới thiệu chung"): OTHER,
    ("", "GIỚI THIỆU VỀ NHÀ TRƯỜNG"): OTHER,
    ("", "Lịch sử hình thành và phát triển"): OTHER,
    ("", "Sơ đồ tổ chức"): OTHER,
    ("", "Tầm nhìn – Sứ mệnh"): OTHER,
    ("", "Đội ngũ giáo viên"): OTHER,
    ("", "Giới thiệu sách tháng 11"): NEWS,
    ("", "Tổ chức hội thi vẽ tranh"): NEWS,
    ("", "Lịch sử ngày 20/11"): NEWS,
    ("", "Công đoàn thăm giáo viên"): NEWS,
    ("", ""): NEWS,
}


@pytest.mark.parametrize(("filed", "kind"), KINDS.items(), ids=[f"{f} · {t}" for f, t in KINDS])
def test_kind(filed: tuple[str, str], kind: ArticleKind) -> None:
    categories, title = filed
    assert kind_of(categories.split("|"), title) is kind


def test_every_kind_has_a_name_for_people() -> None:
    assert set(NAMES) == set(ArticleKind)
    notice = Article("bai", "Thông báo", (), kind=NOTICE, filed=NEWS)
    assert outside(notice, (NEWS,)) == "mục này là thông báo, không phải bài viết, bản tin"
    assert outside(replace(notice, kind=NEWS), (NEWS,)) == ""
    album = replace(notice, kind=ArticleKind.GALLERY)
    assert outside(album, (NEWS,)) == ""
    assert outside(replace(album, filed=None), (NEWS,)) != ""


# --- placeholders ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Nội dung đang được cập nhật",
        "Nội dung đang được cập nhật ..........",
        "ĐANG CẬP NHẬT…",
        "Chưa cập nhật nội dung!",
        "Nội dung này hiện đang được cập nhật",
        "Đ A N G  C Ậ P  N H Ậ T",
        "Đang update",
        "Updating...",
        "Coming soon!",
        "Website đang xây dựng",
        "Trang web đang trong quá trình xây dựng",
        "Trang này đang được hoàn thiện, mời quay lại sau",
        "Chuyên mục chưa có bài viết",
        "Chưa có bài viết nào",
        "Không có dữ liệu",
        "Điện thoại: đang cập nhật",
        "Sẽ cập nhật sau",
        "Số học sinh năm học 2026-2027: đang cập nhật.",
        "tests",
        "Tets",
        "test 123",
        "aaaa",
        "Bài viết thử nghiệm",
        "...",
        "",
    ],
)
def test_what_only_announces_content(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nhà trường đang xây dựng trường chuẩn quốc gia mức độ 2.",
        "Trường đang hoàn thiện hồ sơ kiểm định chất lượng.",
        "Đang xây dựng trường chuẩn quốc gia, thầy và trò luôn cố gắng.",
        "Giáo viên thường xuyên cập nhật kiến thức mới.",
        "Nội dung buổi họp gồm ba phần",
        "Trang trí lớp học",
        "12 lớp",
        "1991",
        "Lớp 1A",
        "Thu",
        "Thông tin liên hệ",
        "chữ " * 30 + "nội dung đang được cập nhật",
    ],
)
def test_what_is_content(text: str) -> None:
    assert not is_placeholder(text)


def test_what_came_with_the_cms() -> None:
    assert is_sample("Lorem ipsum dolor sit amet, consectetur")
    assert is_sample("Hello world!\nChào mừng bạn đến với WordPress.")
    assert is_sample("NukeViet là phần mềm dựng trang. Cảm ơn bạn đã chọn NukeViet.")
    # What a school writes of it is its own.
    training = (
        "Chiều nay, các thầy cô dự tập huấn quản trị trang web trên NukeViet. "
        + "Thầy cô thực hành rất hăng say. " * 20
    )
    assert not is_sample(training + "Từ nay mỗi tổ tự đăng bài lên NukeViet.")
    assert not is_sample("Tiết học đầu tiên, cả lớp cùng nói Hello world bằng tiếng Anh.")
    assert not is_sample("Các em viết thư theo nội dung mẫu của cô.")
    assert not is_sample_page("Trường TH Kênh Nhỏ dùng NukeViet, NukeViet", "Trường Tiểu học Kênh Nhỏ")


CODES = {
    "TCVN3": "Tr­êng TiÓu häc Kªnh Nhá ®­îc thµnh lËp n¨m 1991, ®Õn nay cã m­êi b¶y líp",
    "VNI": "Tröôøng Tieåu hoïc Keânh Nhoû ñöôïc thaønh laäp naêm 1991, ñeán nay coù möôøi baûy lôùp",
    "decoded twice": "Trường Tiểu học Kênh Nhỏ được thành lập năm 1991, đến nay có mười bảy lớp".encode().decode(
        "latin-1"
    ),
}


@pytest.mark.parametrize("text", CODES.values(), ids=CODES)
def test_an_old_code_is_seen(text: str) -> None:
    assert is_legacy(text)
    assert not is_legacy("Trường Tiểu học Kênh Nhỏ được thành lập. " * 30 + text[:12]), "a word of it is no text of it"


def test_no_vietnamese_text_is_taken_for_an_old_code() -> None:
    assert not is_legacy("Hoà, thuý, quý, ĐẠT CHUẨN, Ðịa chỉ, Ân, ưỡn, ngoằn ngoèo, 50m², 25°C, ½ trang, © 2026 «Kênh»")


# --- events ---------------------------------------------------------------------------------------------

PUBLISHED = date(2026, 11, 10)
EVENTS = {
    "Sáng ngày 09/11/2026, trường tổ chức hội thi.": date(2026, 11, 9),
    "Vào lúc 13h30 ngày 18/10/2026.": date(2026, 10, 18),
    "Chiều 20/10/2026, trường tổ chức.": date(2026, 10, 20),
    "Từ ngày 01/10 đến ngày 05/10/2026, trường tổ chức tuần lễ.": date(2026, 10, 5),
    "Thực hiện Kế hoạch số 12/KH ngày 05/10/2026, sáng ngày 9/11, trường tổ chức.": date(2026, 11, 9),
    "Sáng ngày 20/11/2026, trường sẽ tổ chức họp mặt.": date(2026, 11, 20),
    # A day that begins something still going on, that is cited, that is a feast, or that is none.
    "Nghị định có hiệu lực từ ngày 01/10/2026.": None,
    "Sau khi phát động từ ngày 01/10/2026, đến nay hội thi có hai mươi bài.": None,
    "Từ ngày 01/10/2026 đến nay, học sinh đi học lại.": None,
    "Từ ngày 01/10/2026, học sinh đi học lại.": None,
    "Quyết định ban hành ngày 01/10/2026.": None,
    "Thầy sinh ngày 01/10/2026.": None,
    "Chào mừng ngày 20/11, trường phát động thi đua.": None,
    "Ngày 15/8 (âm lịch), các bé rước đèn.": None,
    "Lớp 4/2 thắng 3/1.": None,
}


@pytest.mark.parametrize(("text", "day"), EVENTS.items())
def test_the_day_of_an_event(text: str, day: date | None) -> None:
    event = event_of([Block(BlockKind.PARAGRAPH, (Run(text),))], PUBLISHED)
    assert (event and event.day) == day
    if event:
        assert text[event.start : event.end] == event.written


@pytest.mark.parametrize("written", ["20/11/20265", "31/02/2026", "09/11/2025", "09/11/2062"])
def test_a_day_that_cannot_be_meant_is_told_and_not_judged(written: str) -> None:
    event = event_of([Block(BlockKind.PARAGRAPH, (Run(f"Sáng ngày {written}, trường tổ chức."),))], PUBLISHED)
    assert event is not None
    assert (event.day, event.written) == (None, written)


@given(st.text(alphabet="0123456789/. ngàysángtừđến,", max_size=50))
def test_no_event_raises(text: str) -> None:
    event_of([Block(BlockKind.PARAGRAPH, (Run(text),))], PUBLISHED)
    is_placeholder(text)
    is_sample(text)
    kind_of([text], text)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 11, 9), date(2026, 11, 9), 0),
        (date(2026, 11, 10), date(2026, 11, 9), 0),
        (date(2026, 11, 6), date(2026, 11, 9), 1),  # a Friday and the Monday after it
        (date(2020, 8, 28), date(2020, 9, 7), 5),  # over the national day
        (date(2026, 2, 12), date(2026, 2, 26), 5),  # over the lunar new year
    ],
)
def test_working_days(start: date, end: date, days: int) -> None:
    assert working_days_between(start, end) == days


def test_fingerprints_see_one_text_in_two_spellings() -> None:
    assert fold("Hòa thuý khoẻ, QUÝ – “quy”") == fold("hoà thúy khỏe quý quy")
    assert fold("ho\u0323c ba\u0300i") == ["học", "bài"]
    assert list(hashes("Hòa, thuý; khoẻ. QUÝ “quy”!")) == list(hashes("hoa\u0300 thúy khỏe quý quy"))
    assert len(hashes("một hai ba")) == 1
    assert len(hashes("")) == 0
    assert len(hashes("a b c d e f")) == 2
    assert len(hashes("a b c d e a b c d e")) == 5


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["nội dung ", "test ", "aaa", "đang ", "từ ngày 01/10/2026, ", "lịch sử hình thành ", "va ", "tin "]
)
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "x"
    start = time.process_time()
    event_of([Block(BlockKind.PARAGRAPH, (Run(text),))], PUBLISHED)
    is_placeholder(text)
    is_sample(text)
    kind_of([text], text)
    hashes(text)
    assert time.process_time() - start < 16

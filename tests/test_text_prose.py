"""The form of a text: prose, verse, list, table, document, album. To call prose a list or a list verse accuses."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model import Block, BlockKind, Region, Run
from linter.text.prose import form_of, running_prose
from linter.text.verse import shape_of

P, L, V, T, IMG, H, C, Q = (
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.VERSE_LINE,
    BlockKind.TABLE,
    BlockKind.IMAGE,
    BlockKind.HEADING,
    BlockKind.CAPTION,
    BlockKind.QUOTE,
)
SENTENCE = "Sáng nay cả trường cùng xuống sân dọn lá, tưới cây và lau lại từng chiếc ghế đá dưới gốc bàng già."  # 22


def block(kind: BlockKind, text: str, region: Region = Region.MAIN) -> Block:
    return Block(kind, (Run(text),), region)


def blocks(*pairs: tuple[BlockKind, str]) -> list[Block]:
    return [block(kind, text) for kind, text in pairs]


SHAPES = {
    "six and eight": (
        "verse",
        "",
        [
            "Trống trường vang khắp bến sông",
            "Em theo bước mẹ qua đồng lúa xanh",
            "Áo hoa mới giặt nắng hanh",
            "Thầy cô đứng đợi bên cành phượng xưa",
        ],
    ),
    "four and four": ("verse", "", ["Sáng ra bến nước", "Cô đón em vào", "Tay cầm nhành lá", "Miệng cười xôn xao"]),
    "free, and announced": (
        "verse",
        "Xin giới thiệu bài thơ của em Lúa lớp 5A:",
        ["Tháng Chín", "Nước bò qua bờ ruộng", "Con đường tới trường chìm dưới chân em", "Cha chống xuồng"],
    ),
    "free, and long": (
        "verse",
        "",
        [
            "Tháng Chín",
            "Nước bò qua bờ ruộng",
            "Con đường tới trường chìm dưới chân em",
            "Cha chống xuồng",
            "Mẹ gói cặp sách",
            "Cô giáo đứng đầu cầu",
            "Đếm từng cái đầu ướt sũng",
            "Vàng như ai thắp nắng",
        ],
    ),
    "a programme": (
        "list",
        "Chương trình gồm:",
        ["Văn nghệ chào mừng", "Diễn văn khai mạc", "Trao thưởng học sinh", "Bế mạc buổi lễ"],
    ),
    "headings of free length": (
        "list",
        "",
        ["Góc sách truyện", "Góc vẽ tranh của các em khối Hai", "Góc dân gian", "Trò chơi vận động ngoài trời"],
    ),
    "names": ("list", "", ["Nguyễn Văn Lau", "Trần Thị Bần", "Thạch Sa Rương", "Danh Út"]),
    "names with forms of address": (
        "list",
        "",
        ["Ông Nguyễn Văn Lau", "Bà Trần Thị Bần", "Cô Thạch Sa Rương", "Thầy Danh Út"],
    ),
    "one word at the head of each": (
        "list",
        "",
        ["Cô Lau dạy hát", "Cô Bần dạy múa", "Cô Sậy kể chuyện", "Thầy Tràm đánh trống"],
    ),
    "hours": ("list", "", ["7h00: Đón khách", "7h30: Văn nghệ", "8h00: Khai mạc", "9h30: Bế mạc"]),
    "a letterhead": (
        "list",
        "",
        [
            "ỦY BAN NHÂN DÂN XÃ",
            "TRƯỜNG TIỂU HỌC KÊNH NHỎ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
        ],
    ),
    "a dialogue": ("prose", "", ["Em nhặt được gì vậy?", "Dạ, cái ví ạ!", "Của ai thế con?", "Con không biết."]),
    "sentences that nobody closed": (
        "prose",
        "",
        [
            "Sáng nay trường em vui như ngày hội lớn",
            "Các em khối Một được cô giáo dắt tay",
            "Sân trường có sáu góc sách rất đẹp",
            "Phụ huynh ở lại đọc truyện với con",
            "Cuối buổi ai cũng được tặng một quyển vở",
        ],
    ),
    "three lines": ("prose", "", ["Văn nghệ", "Diễn văn", "Trao thưởng"]),
}


@pytest.mark.parametrize(("shape", "announced", "lines"), SHAPES.values(), ids=SHAPES)
def test_the_shape_of_short_lines(shape: str, announced: str, lines: list[str]) -> None:
    assert shape_of(lines, announced) == shape


def test_as_many_lines_as_pictures_before_them_are_captions() -> None:
    lines = ["Các em múa", "Cô trao quà", "Lớp 5A kéo co", "Trại của khối Bốn"]
    assert shape_of(lines, "", pictures=4) == "captions"
    assert shape_of(SHAPES["six and eight"][2], "", pictures=1) == "verse"


DIALOGUE = [(L, "Thưa cô, em nhặt được cái ví!"), (L, "Của ai vậy em?"), (L, "Dạ em không biết."), (L, "Em ngoan lắm.")]
HEAD = [
    (P, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (P, "Độc lập - Tự do - Hạnh phúc"),
    (P, "Số: 12/KH-TH"),
    (P, "Căn cứ Công văn số 5;"),
]
FORMS = {
    "prose": ([(P, SENTENCE)] * 3, "prose", 1.0),
    "prose quoted by an editor's indent": ([(Q, SENTENCE)] * 3, "prose", 1.0),
    "a dialogue is prose": ([(P, SENTENCE), *DIALOGUE], "prose", 1.0),
    "a list that neither asks nor exclaims": ([(P, "Kết quả:"), *[(L, "Lớp 5A: giải Nhất.")] * 6], "list", 1 / 7),
    "a plan told in whole sentences": ([(L, SENTENCE)] * 4, "prose", 1.0),
    "verse": ([(P, "Bài thơ của em:"), *[(V, "Trống trường vang khắp bến sông")] * 6], "verse", 1 / 7),
    "a table": ([(P, "Kết quả:"), (T, "1\tLúa\n2\tBần\n3\tSậy")], "table", 0.25),
    "a document": ([*HEAD, (P, "Điều 1. Thành lập ban tổ chức."), (P, "Nơi nhận:")], "document", None),
    "a long report with a document below it": ([*[(P, SENTENCE)] * 10, *HEAD, (P, "Nơi nhận:")], "prose", None),
    "an album": ([(P, "Một số hình ảnh của buổi lễ"), *[(IMG, "")] * 4], "gallery", None),
    "nothing but headings": ([(H, "Ngày hội")], "empty", 0.0),
}


@pytest.mark.parametrize(("body", "name", "share"), FORMS.values(), ids=FORMS)
def test_the_form_of_a_body(body: list[tuple[BlockKind, str]], name: str, share: float | None) -> None:
    form = form_of(blocks(*body))
    assert form.name == name
    assert share is None or form.prose == pytest.approx(share)


def test_what_counts_for_the_length() -> None:
    title = "Ngày hội đọc sách"
    body = [
        (P, title),
        (H, "I. Mở đầu"),
        (P, SENTENCE),
        (P, SENTENCE),  # said twice by the editor
        (IMG, "DSC_0012"),
        (C, "Cô đọc sách cùng các em"),
        (L, "Lớp 5A: giải Nhất"),
        (V, "Trống trường vang khắp bến sông"),
        (T, "1\tLúa"),
        (P, "#ngayhoi #docsach"),
        (P, "Dưới đây là một số hình ảnh của buổi lễ"),
        (Q, "Sách là bạn của em."),
    ]
    assert running_prose(blocks(*body), title) == [SENTENCE, "Lớp 5A: giải Nhất", "Sách là bạn của em."]


def test_the_items_of_a_list_count_only_inside_prose_but_sentences_always() -> None:
    items = [(L, f"Lớp {n}A: giải Nhất") for n in range(1, 8)]
    assert running_prose(blocks((P, "Kết quả:"), *items)) == ["Kết quả:"]
    assert running_prose(blocks((P, "Kết quả:"), *items, (L, SENTENCE))) == ["Kết quả:", SENTENCE]
    assert len(running_prose(blocks((P, "Cô hỏi:"), *DIALOGUE))) == 5


def test_the_frame_does_not_count() -> None:
    assert running_prose([block(P, SENTENCE, Region.FOOTER)]) == []
    assert form_of([block(P, SENTENCE, Region.ASIDE)]).name == "empty"


KINDS = st.sampled_from(list(BlockKind))


@given(st.lists(st.tuples(KINDS, st.text(max_size=40)), max_size=12), st.text(max_size=20))
def test_nothing_raises_and_shares_are_shares(pairs: list[tuple[BlockKind, str]], title: str) -> None:
    form = form_of(blocks(*pairs))
    assert 0 <= form.prose <= 1
    assert form.prose + form.verse + form.listed + form.table == pytest.approx(1) or form.name in {"empty", "gallery"}
    running_prose(blocks(*pairs), title)


@given(st.lists(st.text(min_size=1, max_size=20).filter(str.strip), max_size=9), st.text(max_size=20))
def test_every_run_of_lines_has_a_shape(lines: list[str], announced: str) -> None:
    assert shape_of(lines, announced) in {"verse", "list", "captions", "prose"}


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["#a", "#a ", "một số ", "Điều 1. Có. ", ".", "hình ảnh ", "Em đi! "])
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + " x"
    start = time.process_time()
    form_of(blocks((P, text), (L, text)))
    running_prose(blocks((P, text), (L, text)))
    assert time.process_time() - start < 12

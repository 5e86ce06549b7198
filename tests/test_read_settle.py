"""From paragraphs as they were typed to blocks: what a line break means."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model import Block, BlockKind, Region, Run
from linter.read.raw import Raw
from linter.read.settle import settle
from linter.text.vietnamese import clean

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
LONG = "Sáng nay cả trường cùng xuống sân dọn lá, tưới cây và lau lại từng chiếc ghế đá dưới gốc bàng già trước cổng."


def raw(*lines: str, kind: BlockKind = P, region: Region = Region.MAIN, path: str = "") -> Raw:
    return Raw(tuple((Run(line),) for line in lines), kind, region, path)


def settled(*raws: Raw) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in settle(raws)]


CASES = {
    "empty paragraphs vanish": ([raw(""), raw("\u00a0 \u00a0"), raw("Có.")], [(P, "Có.")]),
    "a text that was broken at the edge of a sheet is one paragraph": (
        [raw("Sáng ngày 15/10/2026, Liên đội Trường Tiểu học", "Kênh Nhỏ tổ chức lễ kết nạp đội viên", "cho 42 em.")],
        [(P, "Sáng ngày 15/10/2026, Liên đội Trường Tiểu học Kênh Nhỏ tổ chức lễ kết nạp đội viên cho 42 em.")],
    ),
    "and so are its lines when each is an element": (
        [raw("Sáng ngày 15/10/2026, liên đội đã kết nạp đội viên mới"), raw("cho 42 em học sinh lớp Ba.")],
        [(P, "Sáng ngày 15/10/2026, liên đội đã kết nạp đội viên mới cho 42 em học sinh lớp Ba.")],
    ),
    "a break after a sentence parts paragraphs": ([raw("Em đi.", "Cô về.")], [(P, "Em đi."), (P, "Cô về.")]),
    "an empty line parts them too": ([raw("Em đi", "", "Cô về")], [(P, "Em đi"), (P, "Cô về")]),
    "dashes, signs and numbers make a list": (
        [raw("- Lớp 5A", "+ Lớp 5B", "• Lớp 5C", "1. Lớp 4A", "a) Lớp 4B")],
        [(L, "Lớp 5A"), (L, "Lớp 5B"), (L, "Lớp 5C"), (L, "Lớp 4A"), (L, "Lớp 4B")],
    ),
    "a date and a price are no number of a list": (
        [raw("20.11 là ngày vui."), raw("1.600 em dự.")],
        [(P, "20.11 là ngày vui."), (P, "1.600 em dự.")],
    ),
    "verse in one paragraph": (
        [
            raw(
                "Trống trường vang khắp bến sông",
                "Em theo bước mẹ qua đồng lúa xanh",
                "Áo hoa mới giặt nắng hanh",
                "Thầy cô đứng đợi bên cành phượng xưa",
            )
        ],
        [
            (V, "Trống trường vang khắp bến sông"),
            (V, "Em theo bước mẹ qua đồng lúa xanh"),
            (V, "Áo hoa mới giặt nắng hanh"),
            (V, "Thầy cô đứng đợi bên cành phượng xưa"),
        ],
    ),
    "a couplet is a quotation": (
        [raw("Trống trường vang khắp bến sông.", "Em theo bước mẹ qua đồng.")],
        [(P, "Trống trường vang khắp bến sông."), (P, "Em theo bước mẹ qua đồng.")],
    ),
    "names one a line are a list": (
        [raw("Nguyễn Văn Lau"), raw("Trần Thị Bần"), raw("Thạch Sa Rương"), raw("Danh Út")],
        [(L, "Nguyễn Văn Lau"), (L, "Trần Thị Bần"), (L, "Thạch Sa Rương"), (L, "Danh Út")],
    ),
    "the fields of a form are no sentence": (
        [raw("Địa chỉ: ấp Kênh Nhỏ", "Điện thoại: 0299 3000 123", "Email: a@b.example")],
        [(P, "Địa chỉ: ấp Kênh Nhỏ"), (P, "Điện thoại: 0299 3000 123"), (P, "Email: a@b.example")],
    ),
    "a speech in a broken text is no field": (
        [raw("Bác dạy các cháu phải chăm ngoan và cô giáo", "Bần nói: em hãy nhớ.")],
        [(P, "Bác dạy các cháu phải chăm ngoan và cô giáo Bần nói: em hãy nhớ.")],
    ),
    "the lines of a foot stay apart": (
        [raw("Trường TH Kênh Nhỏ", "Ấp Kênh Nhỏ", region=Region.FOOTER)],
        [(P, "Trường TH Kênh Nhỏ"), (P, "Ấp Kênh Nhỏ")],
    ),
    "a text that is dressed as a heading": ([raw(LONG, kind=H), raw("Ngày hội", kind=H)], [(P, LONG), (H, "Ngày hội")]),
    "a heading with a full stop stays one when it is short": ([raw("Ngày hội.", kind=H)], [(H, "Ngày hội.")]),
    "a text in an element that is named caption": (
        [raw(LONG * 3, kind=C), raw("Cô đọc sách", kind=C)],
        [(P, LONG * 3), (C, "Cô đọc sách")],
    ),
    "a short line under a picture says what it shows": (
        [raw("", kind=IMG), raw("Cô Lau đọc sách cùng các em"), raw("", kind=IMG), raw(LONG)],
        [(IMG, ""), (C, "Cô Lau đọc sách cùng các em"), (IMG, ""), (P, LONG)],
    ),
    "a broken text under a picture does not": (
        [
            raw("", kind=IMG),
            raw("Sáng nay, Trường Tiểu học", "Kênh Nhỏ dọn lá và lau lại từng chiếc ghế đá dưới gốc bàng."),
        ],
        [(IMG, ""), (P, "Sáng nay, Trường Tiểu học Kênh Nhỏ dọn lá và lau lại từng chiếc ghế đá dưới gốc bàng.")],
    ),
    "captions below a row of pictures": (
        [*[raw("", kind=IMG)] * 4, raw("Các em múa"), raw("Cô trao quà"), raw("Lớp 5A kéo co"), raw("Trại khối Bốn")],
        [*[(IMG, "")] * 4, (C, "Các em múa"), (C, "Cô trao quà"), (C, "Lớp 5A kéo co"), (C, "Trại khối Bốn")],
    ),
    "a table is one block": ([raw(" STT\tTên ", "", "1\tLúa\u00a0Bần", kind=T)], [(T, "STT\tTên\n1\tLúa Bần")]),
    "an empty table vanishes": ([raw("\t", "", kind=T)], []),
    "marked kinds keep their lines together": (
        [raw("Một,", "hai", kind=Q), raw("Ba", "bốn", kind=L)],
        [(Q, "Một, hai"), (L, "Ba bốn")],
    ),
}


@pytest.mark.parametrize(("raws", "expected"), CASES.values(), ids=CASES)
def test_settle(raws: list[Raw], expected: list[tuple[BlockKind, str]]) -> None:
    assert settled(*raws) == expected


def test_styles_follow_the_words() -> None:
    (block,) = settle([Raw(((Run("  Em "), Run("yêu", bold=True), Run("  trường\u00a0", italic=True)),))])
    assert block.runs == (Run("Em "), Run("yêu", bold=True), Run(" trường", italic=True))


def source(raws: list[Raw], block: Block) -> str:
    """The texts of the elements that a block's origin names, one after the other."""
    named = block.origin.path.split(" | ")
    texts = {raw.path: "\n".join("".join(run.text for run in line) for line in raw.lines) for raw in raws}
    return "\n".join(texts[path] for path in named)


LINES = st.lists(st.text(alphabet="aạ Bê\u0301\u00a0\u200b.,:-1\t", max_size=16), min_size=1, max_size=4)
RAWS = st.lists(st.tuples(LINES, st.sampled_from([P, P, P, L, H, Q, C, IMG, T])), max_size=6)


@given(RAWS)
def test_every_origin_points_to_the_character_it_came_from(pairs: list[tuple[list[str], BlockKind]]) -> None:
    raws = [raw(*lines, kind=kind, path=f"main:{n}") for n, (lines, kind) in enumerate(pairs)]
    for block in settle(raws):
        if block.kind in {T, IMG}:
            continue
        typed, offsets = source(raws, block), block.origin.offsets or range(len(block.text))
        assert len(offsets) == len(block.text)
        for character, place in zip(block.text, offsets, strict=True):
            # A blank may stand for a break, and a mark comes from where its letter does.
            assert character == " " or character in clean(typed[place : place + 6])[:3], (block, typed)


@given(RAWS)
def test_no_word_is_lost_or_added(pairs: list[tuple[list[str], BlockKind]]) -> None:
    raws = [raw(*lines, kind=kind) for lines, kind in pairs]
    given_words = [
        w for r in raws for line in r.lines for run in line for w in clean(run.text.replace("\t", " ")).split()
    ]
    letters = "".join(c for w in given_words for c in w if c.isalpha())
    kept = "".join(c for block in settle(raws) for c in block.text if c.isalpha())
    assert kept == letters
    assert all(block.text == clean(block.text) for block in settle(raws) if block.kind is not T)


@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.sampled_from(list(BlockKind)), st.sampled_from(list(Region))), max_size=8
    )
)
def test_nothing_raises(pairs: list[tuple[str, BlockKind, Region]]) -> None:
    settle([raw(*text.split("\n"), kind=kind, region=region) for text, kind, region in pairs])


@pytest.mark.slow
@pytest.mark.parametrize(
    "raws",
    [
        [raw(*["chữ"] * 50_000)],
        [raw("chữ")] * 50_000,
        [raw(*["Chữ nghĩa"] * 30_000)],
        [raw("a\u0301\u0323" * 60_000)],
        [raw("", kind=IMG)] * 50_000,
    ],
    ids=["soft breaks", "elements", "short lines", "marks", "pictures"],
)
def test_hostile_texts_take_no_longer_than_their_length(raws: list[Raw]) -> None:
    start = time.process_time()
    settle(raws)
    assert time.process_time() - start < 24

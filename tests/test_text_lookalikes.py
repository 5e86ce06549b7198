"""Letters in disguise are read as they look, and honest Russian, Greek and Chinese is left alone. C49."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.text.lookalikes import unmasked
from linter.text.plain import plain
from linter.text.vietnamese import clean, clean_with_offsets


@pytest.mark.parametrize(
    ("typed", "shown"),
    {
        "Cơ cấu tổ сhức": "Cơ cấu tổ chức",  # the с of "сhức" is Cyrillic
        "СƠ СẤU ТỔ СHỨС": "CƠ CẤU TỔ CHỨC",
        "сао со\u0323р": "cao cọp",  # a word of look-alikes alone, beside one with a mark of ours
        "Тrường ăn сао": "Trường ăn cao",
        "ΚẾ HΟẠCH ΝĂM": "KẾ HOẠCH NĂM",  # Greek
        "ｎhà trường：０２９９": "nhà trường:0299",
        "𝐓𝐫ườ𝐧𝐠 𝗵𝗼\u0323𝗰": "Trường học",
        "Тr\u200bường": "Trường",
    }.items(),
)
def test_letters_in_disguise_are_read_as_they_look(typed: str, shown: str) -> None:
    assert clean(typed) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Bài hát Подмосковные вечера của nước Nga",
        "Я еду с тобой, о нас",
        "Đọc bài thơ А. С. Пушкин cho các em nghe",
        "Góc α, Δx = 3, hν, 10 μm, 5 kΩ, tam giác ΑΒΓ",
        "Ο Σωκράτης και ο Πλάτων",
        "中文，你好！（二）",
        "한국어 １２ 中文，".replace("１２", "12"),
    ],
)
def test_honest_words_of_other_scripts_stay(text: str) -> None:
    assert clean_with_offsets(text) == (text, ())


@pytest.mark.parametrize("label", ["Cơ cấu tổ chức", "Giới thiệu", "Liên hệ"])
@pytest.mark.parametrize(
    ("ours", "theirs"), [("aceopxyi", "асеорхуі"), ("OTHKMABENPXI", "ΟΤΗΚΜΑΒΕΝΡΧΙ"), ("ACEOPTHKMB", "АСЕОРТНКМВ")]
)
def test_labels_are_compared_as_they_look(label: str, ours: str, theirs: str) -> None:
    for text in (label, label.upper()):
        assert plain(unicodedata.normalize("NFD", text).translate(str.maketrans(ours, theirs))) == plain(label)
    assert plain("\u034f\u200b".join(label)) == plain(label)


MIXED = st.text(alphabet=st.sampled_from("aoxơđTH сохТНжΟΝΔοａ：１𝐓中\u200b\u0323\u0302\u0301 \n"), max_size=40)


@given(MIXED)
def test_done_once_and_one_for_one(text: str) -> None:
    assert len(unmasked(text)) == len(text)
    done, offsets = clean_with_offsets(text)
    assert clean(done) == done
    assert len(offsets) in {0, len(done)}
    assert list(offsets) == sorted(offsets)


def test_a_long_text_in_disguise_is_read_once() -> None:
    began = time.process_time()
    for text in ("сtт" * 300_000, "с т " * 300_000, "ａ" * 1_000_000, "с\u0323" * 300_000):
        unmasked(text)
    assert time.process_time() - began < 5, "not linear"

"""Clause 1.2.c: an article fills at least half an A4 page at 14 pt."""

from __future__ import annotations

from dataclasses import dataclass, field

from linter.model import Article, ArticleKind, Finding, Location, Verdict
from linter.rule import Context, Explanation, Rule, met, not_applicable, not_met, showing, unclear
from linter.text.as_typed import as_typed
from linter.text.genre import outside
from linter.text.length import Layouts, Length, length_of
from linter.text.prose import running_prose, words_elsewhere
from linter.text.typeset import Profile


@dataclass(frozen=True, slots=True)
class Options:
    kinds: tuple[ArticleKind, ...] = (ArticleKind.NEWS,)
    min_fraction: float = field(default=0.5, metadata={"min": 0.05, "max": 5.0})  # of the text area
    nominal: Profile = Profile()
    lenient: Profile = Profile(line_spacing=1.5, margins_mm=(25, 25, 35, 20))
    strict: Profile = Profile(line_spacing=1.0)
    lenient_extra_lines: int = field(default=1, metadata={"min": 0, "max": 10})


def check(article: Article, options: Options, context: Context) -> Verdict:
    beside = outside(article, options.kinds)
    if beside:
        return not_applicable(beside)
    prose = running_prose(article.blocks, article.title)
    hidden = words_elsewhere(article, prose)
    if hidden:
        return unclear(hidden, band="chưa đo")
    layouts = Layouts(options.nominal, options.lenient, options.strict, options.lenient_extra_lines)
    length = length_of(prose, article.title, layouts, options.min_fraction)
    exhibits: dict[str, object] = {"page": length}
    if article.layout:
        exhibits["as_typed"] = as_typed(prose, article.blocks, article.layout, options.nominal)
    return showing(_verdict(article, length), **exhibits)


def _verdict(article: Article, length: Length) -> Verdict:
    if length.band == "đạt":
        return met(length.told, **length.facts)
    if length.missing_lines == 0:
        return unclear(
            "sát ngưỡng: bài bị xé thành nhiều đoạn rất ngắn; nối lại thì chưa đủ ½ trang A4", [], **length.facts
        )
    if length.band == "sát ngưỡng":
        reason = f"sát ngưỡng: {length.told}; dàn thoáng hơn thì đủ"
        return unclear(reason, [_finding(article, length)], **length.facts)
    return not_met([_finding(article, length)], **length.facts)


def _finding(article: Article, length: Length) -> Finding:
    lines, words = length.missing_lines, length.missing_syllables
    return Finding(
        f"Bài còn thiếu khoảng {lines} dòng (≈ {words} chữ) để đủ ½ trang A4.",
        f"phần văn xuôi dài {length.told}, cỡ chữ 14",
        "Kể thêm diễn biến, người tham gia, kết quả, cảm nghĩ; chú thích ảnh, bảng và thơ không tính vào độ dài.",
        Location(article.source),
    )


PAGE = Explanation(
    what="Phần văn xuôi của bài, dàn trên giấy A4 bằng chữ 14 như Word, dài từ nửa trang trở lên (khoảng 280 chữ).",
    why="Khoản 1.2.c: bài viết “dài tối thiểu ½ trang giấy A4, cỡ chữ 14pt”.",
    wrong="Một đoạn ba câu (60 chữ) kèm tám tấm ảnh có chú thích: 0,12 trang A4.",
    right="Bốn, năm đoạn kể đủ việc gì, ở đâu, khi nào, ai làm, kết quả ra sao: 0,55 trang A4.",
)

RULE = Rule(
    id="article-length",
    clause="cv642/1.2.c.1",
    title="Bài dài tối thiểu ½ trang A4",
    subject=Article,
    options=Options,
    check=check,
    page=PAGE,
)

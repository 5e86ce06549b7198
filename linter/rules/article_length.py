"""Clause 1.2.c: an article fills at least half an A4 page at 14 pt."""

from __future__ import annotations

from dataclasses import dataclass, field

from linter.model import Article, ArticleKind, BlockKind, Fact, Finding, Location, Verdict
from linter.rule import Context, Explanation, Rule, met, not_applicable, not_met, unclear
from linter.text.genre import outside
from linter.text.prose import running_prose
from linter.text.typeset import Measured, Profile, measure
from linter.text.vietnamese import decimal, syllables

SYLLABLES_PER_LINE = 13.9  # of school prose at 14 pt on the nominal page, measured
PICTURE_SYLLABLES = 20  # fewer words beside a picture or a file: what it tells may stand in there
TORN_PARAGRAPHS = 6
TORN_SYLLABLES = 12  # in the mean: less than a line each


@dataclass(frozen=True, slots=True)
class Options:
    kinds: tuple[ArticleKind, ...] = (ArticleKind.NEWS,)
    min_fraction: float = field(default=0.5, metadata={"min": 0.05, "max": 5.0})  # of the text area
    nominal: Profile = Profile()
    lenient: Profile = Profile(line_spacing=1.5, margins_mm=(25, 25, 35, 20))  # the airiest that is allowed
    lenient_extra_lines: int = field(default=1, metadata={"min": 0, "max": 10})  # no error of ours accuses


def check(article: Article, options: Options, context: Context) -> Verdict:
    beside = outside(article.kind, options.kinds)
    if beside:
        return not_applicable(beside)
    prose = running_prose(article.blocks, article.title)
    words = sum(map(syllables, prose))
    elsewhere = _elsewhere(article) if words < PICTURE_SYLLABLES else ""
    if elsewhere:
        return unclear(elsewhere, band="chưa đo")
    nominal = measure(prose, options.nominal)
    torn = _torn(prose) and measure([" ".join(prose)], options.nominal).fraction < options.min_fraction
    if torn and nominal.fraction >= options.min_fraction:
        reason = f"bài bị xé thành {len(prose)} đoạn rất ngắn; nối lại thì chưa đủ ½ trang A4"
        return unclear(reason, [], **_facts(nominal, options, "sát ngưỡng"))
    if nominal.fraction >= options.min_fraction:
        return met(_size(nominal, options), **_facts(nominal, options, "đạt"))
    lenient = measure([article.title, *prose], options.lenient)
    extra = options.lenient_extra_lines * options.lenient.pitch_pt / options.lenient.text_height_pt
    finding = _finding(article, nominal, options)
    if lenient.fraction + extra >= options.min_fraction:
        reason = f"sát ngưỡng: {_size(nominal, options)}; dàn thoáng hơn thì đủ"
        return unclear(reason, [finding], **_facts(nominal, options, "sát ngưỡng"))
    return not_met([finding], **_facts(nominal, options, "chưa đạt"))


def _elsewhere(article: Article) -> str:
    """Where the text may be when there is next to none in the body."""
    if any(block.kind is BlockKind.IMAGE for block in article.blocks):
        return "bài gần như chỉ có ảnh, máy không đọc được chữ trong ảnh"
    if article.attachments:
        return "nội dung nằm trong tệp đính kèm, máy chưa đọc"
    return "" if article.blocks else "thân bài không có chữ, có thể trang nhúng nội dung theo cách máy chưa đọc được"


def _torn(prose: list[str]) -> bool:
    """Whether a text stands in so many scraps that its height says nothing about its length."""
    return len(prose) >= TORN_PARAGRAPHS and sum(map(syllables, prose)) < TORN_SYLLABLES * len(prose)


def _missing(nominal: Measured, options: Options) -> tuple[int, int]:
    lines = nominal.missing_lines(options.min_fraction)
    return lines, max(5, round(lines * SYLLABLES_PER_LINE / 5) * 5) if lines else 0


def _facts(nominal: Measured, options: Options, band: str) -> dict[str, Fact]:
    missing, words = _missing(nominal, options)
    lines = sum(nominal.lines)
    return {
        "lines": lines,
        "pages": round(nominal.fraction, 2),
        "needed_lines": lines + missing,
        "syllables_missing": words,
        "band": band,
    }


def _size(nominal: Measured, options: Options) -> str:
    lines = sum(nominal.lines)
    needed = lines + nominal.missing_lines(options.min_fraction)
    counted = f"{lines}/{needed} dòng" if needed > lines else f"{lines} dòng"
    return f"{decimal(nominal.fraction)} trang A4 ({counted})"


def _finding(article: Article, nominal: Measured, options: Options) -> Finding:
    lines, words = _missing(nominal, options)
    return Finding(
        f"Bài còn thiếu khoảng {lines} dòng (≈ {words} chữ) để đủ ½ trang A4.",
        f"phần văn xuôi dài {_size(nominal, options)}, cỡ chữ 14",
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

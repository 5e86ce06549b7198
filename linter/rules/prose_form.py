"""Clause 1.2.c: an article is written in prose."""

from __future__ import annotations

from dataclasses import dataclass, field

from linter.model import Article, ArticleKind, BlockKind, Finding, Location, Verdict
from linter.rule import Context, Explanation, Rule, met, not_applicable, not_met, unclear
from linter.text.genre import outside
from linter.text.prose import Form, form_of

NAMES = {"verse": "thơ, vè", "list": "danh sách", "table": "bảng", "document": "văn bản hành chính"}
NAMES |= {"script": "lời dẫn, kịch bản", "test": "đề kiểm tra", "gallery": "một loạt ảnh"}
KNOWN = frozenset({"document", "script", "test", "gallery"})


@dataclass(frozen=True, slots=True)
class Options:
    kinds: tuple[ArticleKind, ...] = (ArticleKind.NEWS,)
    prose_share: float = field(default=0.7, metadata={"min": 0.0, "max": 1.0})  # of the lines: enough
    doubt_share: float = field(default=0.6, metadata={"min": 0.0, "max": 1.0})  # below this: not prose
    enough_syllables: int = 280  # of prose, half a page of its own: between the two shares that is enough


def check(article: Article, options: Options, context: Context) -> Verdict:
    if beside := outside(article, options.kinds):
        return not_applicable(beside)
    form = form_of(article.blocks, article.title)
    share = round(form.prose, 2)
    if form.name == "empty" or (form.name == "gallery" and form.prose == 0):
        return unclear(_unread(article, form), form=form.name, prose_share=share)
    if form.name in KNOWN:
        return not_met([_finding(article, form)], form=form.name, prose_share=share)
    own = form.prose_syllables >= options.enough_syllables
    if form.prose >= (options.doubt_share if own else options.prose_share):
        return met(f"{round(form.prose * 100)}% số dòng là văn xuôi", form="prose", prose_share=share)
    if form.prose < options.doubt_share:
        return not_met([_finding(article, form)], form=form.name, prose_share=share)
    reason = f"chỉ {round(form.prose * 100)}% số dòng là văn xuôi, phần còn lại là {NAMES[form.other]}"
    return unclear(reason, [_finding(article, form)], form=form.name, prose_share=share)


def _unread(article: Article, form: Form) -> str:
    if form.name == "gallery":
        return "bài chỉ có ảnh, không có chữ; máy không đọc được chữ trong ảnh"
    return "thân bài không có chữ" + ("; nội dung nằm trong tệp đính kèm" if article.attachments else "")


def _finding(article: Article, form: Form) -> Finding:
    name = NAMES.get(form.name) or NAMES[form.other]
    kinds = {"verse": BlockKind.VERSE_LINE, "list": BlockKind.LIST_ITEM, "table": BlockKind.TABLE}
    told = [n for n, block in enumerate(article.blocks) if block.kind is not BlockKind.IMAGE]
    alike = [n for n in told if article.blocks[n].kind is kinds.get(form.other)] or told
    lines = [article.blocks[n].text.split("\n")[0][:80] for n in alike[:2]]
    share, album = f"{round((1 - form.prose) * 100)}% số dòng là {name}", f"{len(article.blocks) - len(told)} ảnh"
    proof = {"gallery": album}.get(form.name, f"có các phần của {name}" if form.name in KNOWN else share)
    return Finding(
        f"Bài viết dưới dạng {name}, chưa phải văn xuôi.",
        f"{proof}: “{' / '.join(lines)}”",
        "Viết lại thành các đoạn văn gồm những câu đầy đủ; thơ, danh sách, bảng, ảnh chỉ để minh họa.",
        Location(article.source, alike[0] if alike else 0, 0, len(lines[0]) if lines else 0),
    )


PAGE = Explanation(
    what="Phần lớn bài (từ 70% số dòng) là văn xuôi: câu nối câu thành đoạn.",
    why="Khoản 1.2.c: bài viết, bản tin “đều được viết dưới dạng văn xuôi”.",
    wrong="Cả bài là một bài vè; là danh sách học sinh đạt giải; là bảng kết quả, một kế hoạch.",
    right="“Sáng ngày 05/9, Trường Tiểu học Kênh Nhỏ tổ chức lễ khai giảng. Mở đầu, …” (có thể kèm bốn câu thơ).",
)

RULE = Rule(
    id="prose-form",
    clause="cv642/1.2.c.1",
    title="Bài viết dưới dạng văn xuôi",
    subject=Article,
    options=Options,
    check=check,
    page=PAGE,
)

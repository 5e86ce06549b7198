"""Clause 1.2.c: what is taken from elsewhere names its source."""

from __future__ import annotations

from dataclasses import dataclass, field

from linter.match.index import Match, body_text
from linter.match.origin import carries_link, credit_of, of_all
from linter.model import Article, ArticleKind, Fact, Finding, Location, Verdict
from linter.rule import Context, Explanation, Rule, met, not_applicable, not_checked, not_met, showing, unclear
from linter.text.attribution import hints_at_source
from linter.text.byline import is_vague
from linter.text.vietnamese import syllables

COPIED = 0.5  # of the article: below that it quotes, or they share formulae
MOSTLY = 0.7  # between the two a school's own words make up much of it
COMMON = 3  # places that carry one text: nobody can tell whose it is


@dataclass(frozen=True, slots=True)
class Options:
    exempt: tuple[ArticleKind, ...] = (ArticleKind.DOCUMENT, ArticleKind.NOTICE, ArticleKind.SCHEDULE)
    short_news_syllables: int = field(default=60, metadata={"min": 0})


def check(article: Article, options: Options, context: Context) -> Verdict:
    if article.kind in options.exempt:
        return not_applicable("văn bản, thông báo và lịch không thuộc diện bảo hộ bản quyền")
    search = context.corpus.search(article)
    copies = [match for match in search.matches if match.relation != "linked" and match.article_in_item >= COPIED]
    credit = credit_of(article)
    if credit and not is_vague(credit):
        return met(f"bài ghi nguồn “{credit}”", source=credit)
    if copies and syllables(body_text(article)) <= options.short_news_syllables:
        return not_applicable("tin ngắn chỉ đưa tin, không thuộc diện bảo hộ bản quyền")
    if copies:
        return showing(_copied(article, copies, context), sides=(body_text(article), copies[0].item.text))
    if credit:
        return unclear(f"bài ghi “{credit}” nhưng không nói rõ nguồn nào", source=credit)
    if not search.complete:
        return not_checked(search.reason)
    return met("không thấy bài trùng ở trang nào khác đã đọc")


def _copied(article: Article, copies: list[Match], context: Context) -> Verdict:
    copy, who = of_all(article, copies, context.school)
    where, own = copy.item.url, [context.school.name] if context.school else []
    facts: dict[str, Fact] = {"original_url": where, "containment": round(copy.article_in_item, 2)}
    if any(carries_link(article, match.item) for match in copies):
        return met(f"bài dẫn liên kết tới bài gốc {where}", **facts)
    if who.name == "ours":
        return met(f"{who.why}: {where}", **facts)
    if len({match.item.portal for match in copies}) >= COMMON:
        return unclear(f"nội dung này có ở nhiều nơi ({len(copies)} bài), chưa rõ nguồn gốc", [], **facts)
    if who.name == "unknown":
        return unclear(f"trùng với {where}: {who.why}", [], **facts)
    if hint := hints_at_source([block.text for block in article.blocks], own):
        return unclear(f"trùng với {where}; dòng “{hint}” có thể là ghi nguồn", [], **facts)
    if copy.article_in_item < MOSTLY:
        return unclear(f"hơn nửa bài có ở {where}, phần còn lại là lời của trường", [_finding(article, copy)], **facts)
    return not_met([_finding(article, copy)], **facts)


def _finding(article: Article, copy: Match) -> Finding:
    day = f" (đăng ngày {copy.item.published:%d/%m/%Y})" if copy.item.published else ""
    seen = f"{round(copy.article_in_item * 100)}% nội dung bài đã có ở {copy.item.url}{day}"
    advice = f"Thêm dòng “Nguồn: …” kèm liên kết {copy.item.url} ở cuối bài, và chỉ đăng lại khi được phép."
    return Finding("Bài đăng lại từ nơi khác mà chưa ghi nguồn.", seen, advice, Location(article.source))


PAGE = Explanation(
    what="Bài trùng nội dung với trang khác đã đăng trước thì phải ghi nguồn hoặc dẫn liên kết tới bài gốc.",
    why="Khoản 1.2.c: “Việc đăng lại các bài viết từ các nguồn khác phải thực hiện đúng các quy định về bản quyền”.",
    wrong="Chép nguyên bài của trường khác, không có dòng “Nguồn: …”; hoặc chỉ ghi “Sưu tầm”.",
    right="Cuối bài ghi “Nguồn: Trang thông tin điện tử Trường THCS Bãi Bồi” kèm liên kết tới bài gốc.",
)

RULE = Rule("repost-source", "cv642/1.2.c.2", "Bài đăng lại có ghi nguồn", Article, Options, check, PAGE)

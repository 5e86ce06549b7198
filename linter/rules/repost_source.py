"""Clause 1.2.c: what is taken from elsewhere names its source."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from linter.match.index import SENT_AHEAD_DAYS, Match, body_text
from linter.model import Article, ArticleKind, Fact, Finding, Location, Verdict
from linter.rule import Context, Explanation, Rule, met, not_applicable, not_checked, not_met, showing, unclear
from linter.text.byline import is_vague

COPIED = 0.5  # of either text: below that they share formulae, or a quotation
COMMON = 3  # places that carry one text: nobody can tell whose it is


@dataclass(frozen=True, slots=True)
class Options:
    exempt: tuple[ArticleKind, ...] = (ArticleKind.DOCUMENT, ArticleKind.NOTICE, ArticleKind.SCHEDULE)


def check(article: Article, options: Options, context: Context) -> Verdict:
    if article.kind in options.exempt:
        return not_applicable("văn bản, thông báo và lịch không thuộc diện bảo hộ bản quyền")
    search = context.corpus.search(article)
    copies = [match for match in search.matches if max(match.article_in_item, match.item_in_article) >= COPIED]
    credit = (article.credited_source or "").strip(" .")
    if credit and not is_vague(credit):
        return met(f"bài ghi nguồn “{credit}”", source=credit)
    if copies:
        return showing(_copied(article, copies), sides=(body_text(article), copies[0].item.text))
    if credit:
        return unclear(f"bài ghi “{credit}” nhưng không nói rõ nguồn nào", source=credit)
    if not search.complete:
        return not_checked(search.reason)
    return met("không thấy bài trùng ở trang nào khác đã đọc")


def _copied(article: Article, copies: list[Match]) -> Verdict:
    copy = copies[0]
    facts: dict[str, Fact] = {"original_url": copy.item.url, "containment": round(copy.article_in_item, 2)}
    if any(urlsplit(link.url).netloc == urlsplit(copy.item.url).netloc for link in article.links):
        return met(f"bài dẫn liên kết tới bài gốc {copy.item.url}", **facts)
    if len({match.item.portal for match in copies}) >= COMMON:
        return unclear(f"nội dung này có ở nhiều nơi ({len(copies)} bài), chưa rõ nguồn gốc", [], **facts)
    lag = copy.days_after(article)
    if lag is None or lag == 0:
        reason = f"trùng với {copy.item.url} nhưng ngày đăng không cho biết bên nào đăng trước"
        return unclear(reason, [], **facts)
    if lag > 0:
        return met(f"bài của trường đăng trước; nơi khác đăng lại: {copy.item.url}", **facts)
    if copy.item.on_portal and lag >= -SENT_AHEAD_DAYS:
        reason = f"cổng đăng trước {-lag} ngày: có thể trường gửi bài cho cổng rồi mới đăng ({copy.item.url})"
        return unclear(reason, [], **facts)
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

RULE = Rule(
    id="repost-source",
    clause="cv642/1.2.c.2",
    title="Bài đăng lại có ghi nguồn",
    subject=Article,
    options=Options,
    check=check,
    page=PAGE,
)

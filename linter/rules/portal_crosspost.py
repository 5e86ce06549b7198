"""Clause 1.2.c: every article is pushed to the portal of the parent body."""

from __future__ import annotations

from dataclasses import dataclass, field

from linter.match.index import SENT_AHEAD_DAYS, Match, body_text
from linter.model import Article, ArticleKind, Confidence, Fact, Finding, Location, Verdict
from linter.rule import Context, Explanation, Rule, met, not_applicable, not_checked, not_met, showing, unclear
from linter.text.genre import outside


@dataclass(frozen=True, slots=True)
class Options:
    kinds: tuple[ArticleKind, ...] = (ArticleKind.NEWS,)
    grace_days: int = field(default=7, metadata={"min": 0, "max": 365})


def check(article: Article, options: Options, context: Context) -> Verdict:
    if article.url is None:
        return not_applicable("bản nháp chưa đăng")
    if beside := outside(article, options.kinds):
        return not_applicable(beside)
    search = context.portal.search(article)
    if search.matches:
        return _found(article, search.matches[0])
    if not search.complete:
        return not_checked(search.reason, state="unknown")
    if article.published_at is None:
        return not_checked("không đọc được ngày đăng nên chưa biết đã hết hạn đẩy bài hay chưa", state="unknown")
    waited = (context.as_of - article.published_at.date()).days
    if waited <= options.grace_days:
        return not_checked(f"chưa hết hạn đẩy bài ({options.grace_days} ngày kể từ ngày đăng)", state="unknown")
    if search.reason:
        return unclear(search.reason, state="unknown")
    return not_met([_absent(article, waited)], state="absent", portal_url=None, containment=0.0)


def _found(article: Article, match: Match) -> Verdict:
    where, share, lag = match.item.url, round(match.article_in_item * 100), match.days_after(article)
    facts: dict[str, Fact] = {"state": match.relation, "portal_url": where, "containment": share / 100, "lag_days": lag}
    if match.relation == "similar":
        verdict = unclear(f"trên cổng có bài gần giống nhưng khác nhiều: {where}", [], **(facts | {"state": "unknown"}))
    elif match.relation == "linked":
        verdict = met(f"trên cổng có liên kết tới bài: {where}", **facts)
    elif lag is not None and lag < -SENT_AHEAD_DAYS:
        reason = f"cổng có nội dung này từ trước {-lag} ngày: có thể bài lấy từ cổng về, hoặc là bài cũ ({where})"
        verdict = unclear(reason, [], **facts)
    elif match.relation == "pushed":
        verdict = met(f"cổng có {share}% nội dung bài: {where}", **facts)
    elif match.item_in_article < 0.5:
        verdict = unclear(f"cổng chỉ đăng một phần bài, gộp trong bài khác: {where}", [], **facts)
    else:
        verdict = met(f"cổng đăng bản rút gọn ({share}% nội dung bài): {where}", **facts)
    return showing(verdict, sides=(body_text(article), match.item.text))


def _absent(article: Article, waited: int) -> Finding:
    message = "Chưa thấy bài trên Cổng thông tin điện tử của cấp trên."
    seen = f"đã đọc hết cổng; bài đăng cách đây {waited} ngày, không có bài nào trùng nội dung hoặc liên kết tới bài"
    advice = "Gửi bài lên cổng, hoặc cho biết địa chỉ của bài trên cổng nếu đã gửi."
    return Finding(message, seen, advice, Location(article.source), Confidence.MEDIUM)


PAGE = Explanation(
    what="Bài của trường có trên cổng của cấp trên: trùng nội dung, hoặc cổng có liên kết tới bài.",
    why="Khoản 1.2.c: “Bài viết phải được đẩy lên Cổng thông tin điện tử Phòng Giáo dục và Đào tạo”.",
    wrong="Bài đăng trên trang trường đã quá 7 ngày mà cổng không có bài nào trùng nội dung.",
    right="Cổng đăng lại bài (có thể đổi tên, rút gọn) hoặc đăng tin dẫn liên kết về trang trường.",
)

RULE = Rule(
    id="portal-crosspost",
    clause="cv642/1.2.c.3",
    title="Bài được đẩy lên cổng của cấp trên",
    subject=Article,
    options=Options,
    check=check,
    page=PAGE,
)

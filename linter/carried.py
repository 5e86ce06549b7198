"""What it says of an article that a portal carries it or does not: reasons, verdicts with both texts beside."""

from __future__ import annotations

from datetime import date

from linter.match.index import Match, body_text
from linter.match.origin import credits_portal
from linter.model import Article, Fact, Verdict
from linter.rule import Search, met, not_applicable, showing, unclear

YEARLY, SAME = 180, 0.95  # days; of the article: a report of the same feast in another year is another article
PART = 0.5  # of the article, or of the portal's post: less is a mention in a round-up


def unproved(search: Search, published: date | None, as_of: date, grace_days: int) -> str:
    """Why not finding an article proves nothing yet; "" when it does."""
    if not search.complete:
        return search.reason
    if published is None:
        return "không đọc được ngày đăng nên chưa biết đã hết hạn đẩy bài hay chưa"
    if (as_of - published).days <= grace_days:
        return f"chưa hết hạn đẩy bài ({grace_days} ngày kể từ ngày đăng)"
    return ""


def state_of(search: Search) -> str:
    """What is known of an article where nothing carries it."""
    return "absent" if search.complete and not search.titled and not search.matches else "unknown"


def found_on(article: Article, match: Match) -> Verdict:
    """The verdict on an article that a portal carries in some way."""
    where, share, told = match.item.url, round(match.article_in_item * 100), facts(article, match)
    years = abs(match.days_after(article) or 0) > YEARLY and match.article_in_item < SAME
    part = max(match.article_in_item, match.item_in_article) < PART
    if match.relation == "similar":
        verdict = unclear(f"trên cổng có bài gần giống nhưng khác nhiều: {where}", [], **told | {"state": "unknown"})
    elif years:
        verdict = unclear(f"bài gần giống trên cổng cách nhiều tháng, có thể là của năm khác: {where}", [], **told)
    elif match.relation == "linked":
        verdict = met(f"trên cổng có liên kết tới bài: {where}", **told)
    elif match.relation == "pushed":
        verdict = met(f"cổng có {share}% nội dung bài: {where}", **told)
    elif part:
        verdict = unclear(f"cổng chỉ đăng một phần bài, gộp trong bài khác: {where}", [], **told)
    else:
        verdict = met(f"cổng đăng bản rút gọn ({share}% nội dung bài): {where}", **told)
    return showing(verdict, sides=(body_text(article), match.item.text))


def taken(article: Article, match: Match) -> Verdict:
    """The verdict on an article that the portal had long before the school: not the school's to push."""
    where, told = match.item.url, facts(article, match) | {"state": "unknown"}
    if credits_portal(article, match.item):
        return not_applicable(f"bài đăng lại từ cổng, có ghi nguồn: {where}", **told)
    reason = f"cổng có nội dung này từ trước nhiều ngày: có thể bài lấy từ cổng về, hoặc là bài cũ ({where})"
    return showing(unclear(reason, [], **told), sides=(body_text(article), match.item.text))


def facts(article: Article, match: Match) -> dict[str, Fact]:
    """What a report says of a match beside the verdict."""
    share, lag = round(match.article_in_item, 2), match.days_after(article)
    return {"state": match.relation, "portal_url": match.item.url, "containment": share, "lag_days": lag}

"""Clause 1.2.c: every article is pushed to the portal of the parent body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from linter.carried import facts, found_on, state_of, taken, unproved
from linter.match.origin import is_taken
from linter.model import Article, ArticleKind, Confidence, Finding, Location, Verdict
from linter.rule import Context, Explanation, Rule, not_applicable, not_checked, not_met, unclear
from linter.text.genre import outside


@dataclass(frozen=True, slots=True)
class Options:
    kinds: tuple[ArticleKind, ...] = (ArticleKind.NEWS,)
    grace_days: int = field(default=7, metadata={"min": 0, "max": 365})
    portals: str = "any"  # that must carry it, of those valid on its day: any, all, or how many

    def __post_init__(self) -> None:
        if self.portals not in {"any", "all"} and not re.fullmatch("[1-9][0-9]?", self.portals):
            raise ValueError(f"portals là any, all hoặc một số từ 1 đến 99, không phải “{self.portals}”")

    def needed(self, valid: int) -> int:
        return {"any": 1, "all": valid}.get(self.portals) or min(int(self.portals), valid)


def check(article: Article, options: Options, context: Context) -> Verdict:
    if article.url is None:
        return not_applicable("bản nháp chưa đăng")
    search = context.portal.search(article, options.grace_days)
    carrying = [match for match in search.matches if match.relation != "similar"]
    if beside := outside(article, options.kinds):
        return not_applicable(beside, **(facts(article, carrying[0]) if carrying else {"state": state_of(search)}))
    pushed = [match for match in carrying if not is_taken(article, match, context.school)]
    if carrying and not pushed:
        return taken(article, carrying[0])
    found, needed = len({match.item.portal for match in pushed}), options.needed(max(1, len(search.portals)))
    if found >= needed:
        return found_on(article, pushed[0])
    so_far = f"mới thấy bài trên {found}/{needed} cổng cần có; " if pushed else ""
    day = article.published_at.date() if article.published_at else None
    if reason := unproved(search, day, context.as_of, options.grace_days):
        return not_checked(so_far + reason, state=state_of(search))
    if not pushed and search.matches:
        return found_on(article, search.matches[0])
    if search.reason:
        return unclear(search.reason, state=state_of(search))
    return not_met([_absent(article, f"{so_far}bài đăng ngày {day:%d/%m/%Y}")], state="absent", containment=0.0)


def _absent(article: Article, since: str) -> Finding:
    seen = f"{since}; đã đọc phần cổng của những ngày ấy, không có bài nào trùng nội dung hoặc liên kết tới bài"
    advice = "Gửi bài lên cổng, hoặc cho biết địa chỉ của bài trên cổng nếu đã gửi."
    place = Location(article.source)
    return Finding("Chưa thấy bài trên Cổng thông tin điện tử của cấp trên.", seen, advice, place, Confidence.MEDIUM)


PAGE = Explanation(
    what="Bài của trường có trên cổng của cấp trên: trùng nội dung, hoặc cổng có liên kết tới bài.",
    why="Khoản 1.2.c: “Bài viết phải được đẩy lên Cổng thông tin điện tử Phòng Giáo dục và Đào tạo”.",
    wrong="Bài đăng trên trang trường đã quá 7 ngày mà cổng không có bài nào trùng nội dung.",
    right="Cổng đăng lại bài (có thể đổi tên, rút gọn) hoặc đăng tin dẫn liên kết về trang trường.",
)

RULE = Rule("portal-crosspost", "cv642/1.2.c.3", "Bài được đẩy lên cổng của cấp trên", Article, Options, check, PAGE)

"""Clause 1.2.b: the site says how to reach the school."""

from __future__ import annotations

from dataclasses import dataclass

from linter.model import Finding, Location, Site, Verdict
from linter.rule import Context, Explanation, Rule, met, not_checked, not_met, unclear
from linter.text import contact
from linter.text.placeholders import is_sample_page
from linter.text.sections import Place, evidence, frame_texts, missing, page_texts, places, unread
from linter.text.told import perhaps_ours

WORDS = {"address": "địa chỉ", "phone": "số điện thoại", "mail": "thư điện tử"}


@dataclass(frozen=True, slots=True)
class Options:
    labels: tuple[str, ...] = ("Liên hệ",)
    picture_syllables: int = 40  # a page with a picture and fewer words than this may say it in the picture


def check(site: Site, options: Options, context: Context) -> Verdict:
    found = places(site, options.labels)
    told = [place.shown for place in found if not is_sample_page(place.text, site.school.name)]
    others = [lines for lines in page_texts(site) if _tells(lines)]
    split = [contact.split_owners(lines, site.school.name) for lines in (*told, *frame_texts(site), *others)]
    shown = contact.shown(ours for ours, _ in split)
    keys = WORDS.keys() - shown
    lacking = [WORDS[key] for key in WORDS if key in keys]
    if not lacking:
        return met("; ".join(str(shown[key]) for key in WORDS), **shown)
    reason = missing(site, options.labels)
    if reason:
        return not_checked(reason)
    finding = _finding(site, found, lacking, [theirs for _, theirs in split if theirs])
    if len(lacking) == 1:
        return unclear(f"chưa thấy {lacking[0]}", [finding], **shown)
    if why := unread(found, options.picture_syllables):
        return unclear(f"trang liên hệ: {why}", [finding])
    if any(perhaps_ours(text, site.school.name, keys) for _, text in split):
        return unclear("liên hệ ghi dưới tên cơ quan quản lý, có thể là của trường", [finding], **shown)
    return not_met([finding], **shown)


def _tells(lines: list[str]) -> bool:
    """Whether a page under any label tells how to reach somebody: its school, most of the time."""
    shown = contact.shown(["\n".join(lines)])
    return len(shown) > 1 and "address" in shown


def _finding(site: Site, found: list[Place], lacking: list[str], theirs: list[str]) -> Finding:
    demo = next((d for d in (contact.demo_contact(place.text) for place in found) if d), "")
    seen = [f"trang còn thông tin liên hệ mẫu của phần mềm “{demo}”"] if demo else []
    telling = [text for text in theirs if len(contact.shown([text])) > 1]
    seen += [f"có liên hệ của nơi khác: “{' '.join(text.split()[:30])}”" for text in telling[:1]]
    message = f"Thông tin liên hệ còn thiếu {', '.join(lacking)} của trường."
    advice = "Ghi địa chỉ, số điện thoại và thư điện tử của trường ở trang Liên hệ hoặc chân trang."
    where = Location(found[0].url if found else site.school.home)
    return Finding(message, "; ".join([*seen, evidence(site, found)]), advice, where)


PAGE = Explanation(
    what="Có địa chỉ, số điện thoại và thư điện tử của trường, ở trang Liên hệ, trang Giới thiệu hoặc chân trang.",
    why="Khoản 1.2.b yêu cầu cập nhật “thông tin liên hệ”.",
    wrong="Trang Liên hệ chỉ có biểu mẫu trống, hoặc còn “customer@mysite.com”, địa chỉ của nhà cung cấp phần mềm.",
    right="“Địa chỉ: ấp Kênh Giữa, xã Tràm Xanh. Điện thoại: (0299) 3000 123. Email: th-kenh-nho@rachsay.edu.example”",
)

RULE = Rule(
    id="section-contact",
    clause="cv642/1.2.b",
    title="Thông tin liên hệ",
    subject=Site,
    options=Options,
    check=check,
    page=PAGE,
)

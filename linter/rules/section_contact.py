"""Clause 1.2.b: the site says how to reach the school."""

from __future__ import annotations

from dataclasses import dataclass

from linter.model import Fact, Finding, Location, Site, Verdict
from linter.rule import Context, Explanation, Rule, met, not_checked, not_met, unclear
from linter.text import contact
from linter.text.names import names_school, other_schools
from linter.text.sections import Place, frame_texts, looked_at, missing, places

WORDS = {"address": "địa chỉ", "phone": "số điện thoại", "mail": "thư điện tử"}


@dataclass(frozen=True, slots=True)
class Options:
    labels: tuple[str, ...] = ("Liên hệ",)
    about_labels: tuple[str, ...] = ("Giới thiệu",)


def check(site: Site, options: Options, context: Context) -> Verdict:
    found = places(site, options.labels)
    told = [place.text for place in (*found, *places(site, options.about_labels))]
    shown = _facts([text for text in (*told, *frame_texts(site)) if _ours(text, site)])
    lacking = [WORDS[key] for key in WORDS if not shown.get(key)]
    if not lacking:
        return met("; ".join(str(shown[key]) for key in WORDS), **shown)
    reason = missing(site, options.labels)
    if reason:
        return not_checked(reason)
    finding = _finding(site, found, lacking)
    if shown:
        return unclear(f"chưa thấy {', '.join(lacking)}", [finding], **shown)
    if any(place.pictures and not place.text.strip() for place in found):
        return unclear("trang liên hệ chỉ có ảnh, máy không đọc được chữ trong ảnh", [finding])
    return not_met([finding])


def _ours(text: str, site: Site) -> bool:
    """A contact text counts unless it is the vendor's, or names another body and not this school."""
    if names_school(text, site.school.name):
        return True
    elsewhere = other_schools(text, site.school.name) or "phòng giáo dục" in text.lower()
    return not elsewhere and not contact.names_vendor(text)


def _facts(texts: list[str]) -> dict[str, Fact]:
    shown: dict[str, Fact] = {}
    for text in texts:
        readers = {"address": contact.addresses, "phone": contact.phones, "mail": contact.mails}
        for key, read in readers.items():
            for value in read(text):
                shown.setdefault(key, value)
    return shown


def _finding(site: Site, found: list[Place], lacking: list[str]) -> Finding:
    sample = any(contact.has_demo_contact(text) for text in (*(p.text for p in found), *frame_texts(site)))
    demo = "trang còn để thông tin liên hệ mẫu của phần mềm; " if sample else ""
    where = "; ".join(f"{place.led_by} ({place.url})" for place in found) or looked_at(site)
    return Finding(
        f"Thông tin liên hệ còn thiếu {', '.join(lacking)} của trường.",
        f"{demo}đã xem: {where}, đầu trang và chân trang",
        "Ghi địa chỉ, số điện thoại và thư điện tử của trường ở trang Liên hệ hoặc chân trang.",
        Location(found[0].url if found else site.school.home),
    )


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

"""Clause 1.2.b: the site tells about the school."""

from __future__ import annotations

from dataclasses import dataclass

from linter.model import Confidence, Finding, Site, Verdict
from linter.rule import Context, Explanation, Rule, met, not_checked, not_met, unclear
from linter.text.placeholders import is_sample_page
from linter.text.sections import Place, finding, missing, openings, places
from linter.text.told import beside, doubt_of, introductions, is_in_menu, is_of, told_anywhere, told_in
from linter.text.vietnamese import syllables


@dataclass(frozen=True, slots=True)
class Options:
    labels: tuple[str, ...] = ("Giới thiệu",)
    min_syllables: int = 50
    few_syllables: int = 25


def check(site: Site, options: Options, context: Context) -> Verdict:
    known = openings(site)
    found = places(site, options.labels)
    parts = (place for place in introductions(site, known, options.min_syllables) if is_in_menu(place, site))
    labelled = (*found, *beside(site, options.labels), *parts)
    told = [(place, told_in(place, site, known)) for place in labelled]
    for place, text in told:
        length = syllables(text)
        if length >= options.min_syllables and is_of(place, text, site.school.name):
            return met(f"{place.led_by}: {length} chữ giới thiệu về trường ({place.url})", url=place.url)
    if reason := missing(site, options.labels):
        return not_checked(reason)
    doubts = [
        doubt
        for place, text in told
        if (doubt := doubt_of(place, text, site, options.min_syllables, options.few_syllables))
    ]
    doubts += told_anywhere(site, known, options.min_syllables)
    if doubts:
        return unclear(doubts[0], [_finding(site, found, Confidence.MEDIUM)])
    return not_met([_finding(site, found, Confidence.HIGH)], places=len(found))


def _finding(site: Site, found: list[Place], confidence: Confidence) -> Finding:
    sample = any(is_sample_page(place.text, site.school.name) for place in found)
    message = "Chưa thấy phần giới thiệu về nhà trường có nội dung"
    why = " (trang còn nguyên nội dung mẫu của phần mềm)" if sample else ""
    advice = "Viết phần Giới thiệu: tên trường, quá trình hình thành, quy mô, thành tích, bằng vài đoạn văn."
    return finding(site, found, f"{message}{why}.", advice, confidence)


PAGE = Explanation(
    what="Trang có phần giới thiệu về nhà trường, viết thành câu, nêu tên trường, từ 50 chữ trở lên.",
    why="Khoản 1.2.b yêu cầu cập nhật “Thông tin về nhà trường”.",
    wrong="Mục Giới thiệu chỉ ghi “Nội dung đang được cập nhật”, còn bài mẫu của phần mềm, hoặc nói về trường khác.",
    right="“Trường Tiểu học Kênh Nhỏ được thành lập năm 1990… Trường hiện có 13 lớp với 430 học sinh…”",
)

RULE = Rule(
    id="section-about",
    clause="cv642/1.2.b",
    title="Thông tin về nhà trường",
    subject=Site,
    options=Options,
    check=check,
    page=PAGE,
)

"""Clause 1.2.b: the site tells about the school."""

from __future__ import annotations

from dataclasses import dataclass

from linter.model import Confidence, Finding, Site, Verdict
from linter.rule import Context, Explanation, Rule, met, not_checked, not_met, unclear
from linter.text.names import about_another, names_school
from linter.text.placeholders import is_sample_page
from linter.text.sections import Place, finding, introductions, missing, places, told_in
from linter.text.vietnamese import syllables


@dataclass(frozen=True, slots=True)
class Options:
    labels: tuple[str, ...] = ("Giới thiệu",)
    min_syllables: int = 80
    few_syllables: int = 25


def check(site: Site, options: Options, context: Context) -> Verdict:
    found = places(site, options.labels)
    for place in found:
        told = syllables(told_in(place, site))
        if told >= options.min_syllables and _named(place, site):
            return met(f"{place.led_by}: {told} chữ giới thiệu về trường ({place.url})", url=place.url)
    if reason := missing(site, options.labels):
        return not_checked(reason)
    doubts = [doubt for place in found if (doubt := _doubt(place, site, options))]
    doubts += [f"có lời giới thiệu ở {place.led_by}" for place in introductions(site, options.min_syllables)]
    if doubts:
        return unclear(doubts[0], [_finding(site, found, Confidence.MEDIUM)])
    return not_met([_finding(site, found, Confidence.HIGH)], places=len(found))


def _named(place: Place, site: Site) -> bool:
    return names_school(f"{place.title}\n{place.text}", site.school.name)


def _doubt(place: Place, site: Site, options: Options) -> str:
    """Why a person must look at the place; "" when it plainly is no introduction of this school."""
    text, named = told_in(place, site), _named(place, site)
    told = syllables(text if named else "\n".join(line for line in text.split("\n") if "\t" not in line))
    if is_sample_page(place.text, site.school.name) or about_another(f"{place.title}\n{text}", site.school.name):
        return ""
    if told < options.few_syllables:
        return "phần giới thiệu chỉ có ảnh hoặc tệp, máy không đọc được chữ trong đó" if place.pictures else ""
    return f"phần giới thiệu còn ngắn ({told} chữ)" if named else "phần giới thiệu không nêu tên trường"


def _finding(site: Site, found: list[Place], confidence: Confidence) -> Finding:
    sample = any(is_sample_page(place.text, site.school.name) for place in found)
    message = "Chưa thấy phần giới thiệu về nhà trường có nội dung"
    return finding(
        site,
        found,
        f"{message} (trang còn nguyên nội dung mẫu của phần mềm)." if sample else f"{message}.",
        "Viết phần Giới thiệu: tên trường, quá trình hình thành, quy mô, thành tích, bằng vài đoạn văn.",
        confidence,
    )


PAGE = Explanation(
    what="Trang có phần giới thiệu về nhà trường, viết thành câu, nêu tên trường, từ 80 chữ trở lên.",
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

"""Clause 1.2.b: the site tells about the school."""

from __future__ import annotations

from dataclasses import dataclass

from linter.model import BlockKind, Confidence, Finding, Location, Site, Verdict
from linter.rule import Context, Explanation, Rule, met, not_checked, not_met, unclear
from linter.text.names import names_school, other_schools
from linter.text.placeholders import is_placeholder, is_sample
from linter.text.sections import Place, looked_at, missing, places
from linter.text.vietnamese import syllables


@dataclass(frozen=True, slots=True)
class Options:
    labels: tuple[str, ...] = ("Giới thiệu",)
    min_syllables: int = 80
    few_syllables: int = 25


def check(site: Site, options: Options, context: Context) -> Verdict:
    found = places(site, options.labels)
    for place in found:
        words = _told(place)
        if syllables(words) >= options.min_syllables and names_school(words, site.school.name):
            return met(
                f"{place.led_by}: {syllables(words)} chữ giới thiệu về trường ({place.url})", url=place.url
            )
    reason = missing(site, options.labels)
    if reason:
        return not_checked(reason)
    doubtful = next((p for p in found if _doubt(p, site, options)), None)
    if doubtful is not None:
        return unclear(
            _doubt(doubtful, site, options), [_finding(site, found, Confidence.MEDIUM)], url=doubtful.url
        )
    return not_met([_finding(site, found, Confidence.HIGH)], places=len(found))


def _told(place: Place) -> str:
    """What the page tells in sentences: no headings, no announcements of content, nothing of the CMS."""
    if is_sample(place.text):
        return ""
    told = (
        b.text for b in place.own if b.kind not in {BlockKind.HEADING, BlockKind.IMAGE, BlockKind.CAPTION}
    )
    return "\n".join(text for text in told if not is_placeholder(text))


def _doubt(place: Place, site: Site, options: Options) -> str:
    words = _told(place)
    others = other_schools(words, site.school.name)
    if syllables(words) < options.few_syllables:
        return (
            "phần giới thiệu chỉ có ảnh, máy chưa đọc được"
            if place.pictures and not is_placeholder(words)
            else ""
        )
    if others and not names_school(words, site.school.name):
        return ""  # it tells about another school, and says so by name
    if syllables(words) >= options.min_syllables:
        return "phần giới thiệu không nêu tên trường"
    return f"phần giới thiệu còn ngắn ({syllables(words)} chữ)"


def _finding(site: Site, found: list[Place], confidence: Confidence) -> Finding:
    return Finding(
        "Chưa thấy phần giới thiệu về nhà trường có nội dung.",
        "; ".join(_seen(place, site) for place in found) or looked_at(site),
        "Viết phần Giới thiệu: tên trường, quá trình hình thành, quy mô, thành tích, bằng vài đoạn văn.",
        Location(found[0].url if found else site.school.home),
        confidence,
    )


def _seen(place: Place, site: Site) -> str:
    if is_sample(place.text):
        said = "nội dung mẫu có sẵn của phần mềm"
    elif not _told(place).strip():
        said = f"chỉ có “{place.text.strip()[:60]}”" if place.text.strip() else "trang trống"
    else:
        others = (
            []
            if names_school(_told(place), site.school.name)
            else other_schools(_told(place), site.school.name)
        )
        said = f"nói về {others[0]}" if others else f"{syllables(_told(place))} chữ"
    return f"{place.led_by}: {said} ({place.url})"


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

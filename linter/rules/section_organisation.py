"""Clause 1.2.b: the site shows how the school is organised."""

from __future__ import annotations

from dataclasses import dataclass

from linter.model import Confidence, Finding, Site, Verdict
from linter.rule import Context, Explanation, Rule, met, not_checked, not_met, unclear
from linter.text.names import about_another
from linter.text.people import groups, has_post, leaders, named_groups
from linter.text.placeholders import is_sample_page
from linter.text.sections import Place, charted, finding, main_part, missing, openings, places, sides, unread


@dataclass(frozen=True, slots=True)
class Options:
    labels: tuple[str, ...] = ("Cơ cấu tổ chức",)
    picture_syllables: int = 40  # a page with a picture and fewer words than this is a chart as an image


def check(site: Site, options: Options, context: Context) -> Verdict:
    labelled = places(site, options.labels)
    found = [place for place in labelled if not _foreign(place, site)]
    everywhere = [*found, *_unlabelled(site)]
    led = leaders([line for place in everywhere for line in (*place.lines, "")])
    teams = list(dict.fromkeys(team for place in everywhere for team in named_groups(place.title, place.text)))
    if led and teams:
        seen = f"{', '.join(f'{who.name} ({who.post})' for who in led[:3])}; {', '.join(teams[:4])}"
        return met(seen, leaders=len(led), groups=len(teams), url=everywhere[0].url)
    reason = missing(site, options.labels)
    if reason:
        return not_checked(reason)
    listed = any(groups(line, opening=True) for place in found for line in place.lines)
    if led or listed or any(has_post(place.text) for place in found):
        lacking = "tổ chuyên môn" if led else "họ tên kèm chức vụ của lãnh đạo trường"
        proof = _finding(site, labelled, lacking, Confidence.MEDIUM)
        return unclear(f"chưa thấy {lacking}", [proof], leaders=len(led), groups=len(teams))
    if chart := charted(site):
        return unclear(f"sơ đồ tổ chức chỉ là ảnh ({chart})", leaders=len(led), groups=len(teams))
    if why := unread(found, options.picture_syllables):
        return unclear(f"phần cơ cấu tổ chức: {why}")
    lacking = "lãnh đạo trường và tổ chuyên môn"
    return not_met([_finding(site, labelled, lacking, Confidence.HIGH)], leaders=0, groups=0)


def _foreign(place: Place, site: Site) -> bool:
    name = site.school.name
    return bool(about_another(f"{place.title}\n{place.text}", name)) or is_sample_page(place.text, name)


def _unlabelled(site: Site) -> list[Place]:
    """Pages that name leaders, or are of one group, under whatever label: what a page says decides. What a page
    shows of news does not."""
    known = openings(site)
    pages = [Place(page.url, page.title, page.title, main_part(page)) for page in site.pages]
    told = [place.without(known) for place in (*pages, sides(site))]
    return [p for p in told if (leaders(p.lines) or groups(p.title, opening=True)) and not _foreign(p, site)]


def _finding(site: Site, labelled: list[Place], lacking: str, confidence: Confidence) -> Finding:
    advice = "Nêu họ tên, chức vụ của Ban Giám hiệu và tên các tổ chuyên môn, bằng chữ hoặc bảng (không chỉ bằng ảnh)."
    return finding(site, labelled, f"Phần cơ cấu tổ chức chưa nêu {lacking}.", advice, confidence)


PAGE = Explanation(
    what="Trang nêu họ tên, chức vụ của lãnh đạo trường và ít nhất một tổ chuyên môn, bằng chữ hoặc bảng.",
    why="Khoản 1.2.b yêu cầu cập nhật “Cơ cấu tổ chức của trường”.",
    wrong="Trang Cơ cấu tổ chức chỉ có số liệu (38 cán bộ, 13 lớp) mà không có tên ai, hoặc còn ghi “Đang cập nhật”.",
    right="Bảng: “1 | Nguyễn Văn A | Hiệu trưởng”, “Tổ Bốn – Năm: tổ trưởng Trần Thị B”.",
)

RULE = Rule(
    id="section-organisation",
    clause="cv642/1.2.b",
    title="Cơ cấu tổ chức của trường",
    subject=Site,
    options=Options,
    check=check,
    page=PAGE,
)

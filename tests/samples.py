"""An invented district for the tests of the reports: no school, person, number or address here exists.

PYTHONPATH=. python tests/samples.py      writes the golden files of fixtures/reports anew
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from rich.console import Console

from linter.model import (
    Article,
    ArticleKind,
    Block,
    BlockKind,
    Confidence,
    CrawlNote,
    CrawlRecord,
    Finding,
    Location,
    Membership,
    Outcome,
    PortalAddress,
    Run,
    School,
    Severity,
    Unit,
    Verdict,
)
from linter.report import concise, full, json
from linter.report.rulepage import RulePage
from linter.reported import ArticleReport, PortalReport, Report, RunRecord, Summary, Tool
from linter.rule import Explanation, met, not_applicable, not_checked, not_met, showing, unclear

GOLDEN = Path(__file__).parent.parent / "fixtures" / "reports"
VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Known:
    clause: str
    title: str
    text: str
    what: str
    severity: Severity = Severity.ERROR


KNOWN = {
    "section-about": Known(
        "1.2.b",
        "Thông tin về nhà trường",
        "Thông tin về nhà trường",
        "Trang giới thiệu có nội dung thật, nêu tên trường.",
    ),
    "section-organisation": Known(
        "1.2.b",
        "Cơ cấu tổ chức",
        "Cơ cấu tổ chức của trường",
        "Có danh sách lãnh đạo và tổ chuyên môn.",
    ),
    "section-contact": Known(
        "1.2.b",
        "Thông tin liên hệ",
        "thông tin liên hệ",
        "Có địa chỉ, điện thoại và thư điện tử của trường.",
    ),
    "prose-form": Known(
        "1.2.c",
        "Viết dưới dạng văn xuôi",
        "đều được viết dưới dạng văn xuôi",
        "Phần chính của bài là văn xuôi.",
    ),
    "article-length": Known(
        "1.2.c",
        "Dài tối thiểu ½ trang A4",
        "dài tối thiểu ½ trang giấy A4, cỡ chữ 14pt",
        "Bài dàn trên trang A4, chữ 14, dài ít nhất nửa trang.",
    ),
    "timeliness": Known(
        "1.2.c",
        "Tính thời sự",
        "phải đảm bảo tính thời sự",
        "Bài đăng gần với ngày của sự việc.",
        Severity.INFO,
    ),
    "repost-source": Known(
        "1.2.c",
        "Đăng lại có ghi nguồn",
        "phải thực hiện đúng các quy định về bản quyền",
        "Bài lấy từ nơi khác có ghi nguồn.",
        Severity.WARNING,
    ),
    "portal-crosspost": Known(
        "1.2.c",
        "Đưa bài lên cổng cấp trên",
        "Bài viết phải được đẩy lên Cổng thông tin điện tử",
        "Bài có trên cổng của cấp trên.",
    ),
}

PAGES: Mapping[str, RulePage] = {
    rule: RulePage(
        known.title,
        Explanation(known.what, "Công văn yêu cầu như vậy.", "Ví dụ chưa đúng.", "Ví dụ đúng."),
        known.clause,
        known.text,
    )
    for rule, known in KNOWN.items()
}

UNIT = Unit(
    "pgd-rach-say",
    "Phòng GD&ĐT huyện Rạch Sậy",
    (PortalAddress("https://rachsay.edu.example/", date(2020, 1, 1)),),
)
TOOL = Tool("school-site-linter", "0.1.0", "sha256:4be1c0ffee5a1ad0000000000000000000000000000000000000000000000642")
RUN = RunRecord(
    "2026-w47",
    datetime(2026, 11, 23, 0, 5, 30, tzinfo=UTC),
    datetime(2026, 11, 23, 8, 41, 2, tzinfo=VIETNAM),
    date(2026, 11, 23),
)


def school(number: str, name: str, level: str = "TH") -> School:
    home = f"https://{number}.rachsay.edu.example/"
    return School(number, name, level, home, memberships=(Membership(UNIT),))  # type: ignore[arg-type]


def outcome(rule: str, verdict: Verdict, subject: str = "", *, waived: str | None = None) -> Outcome:
    known = KNOWN.get(rule, Known("9.9", rule, "", ""))
    return Outcome(rule, known.clause, known.severity, subject, verdict, waived)


def fault(message: str, evidence: str, suggestion: str, source: str, block: int | None = None) -> Finding:
    where = Location(source) if block is None else Location(source, block, 0, len(evidence))
    return Finding(message, evidence, suggestion, where)


def article(url: str, title: str, day: date | None = date(2026, 11, 18), **more: object) -> Article:
    published = None if day is None else datetime(day.year, day.month, day.day, 9, 30, tzinfo=VIETNAM)
    block = Block(BlockKind.PARAGRAPH, (Run("Sáng nay nhà trường tổ chức buổi lễ."),))
    return Article(url, title, (block,), url=url, published_at=published, **more)  # type: ignore[arg-type]


def too_short(source: str, lines: int = 6, syllables: int = 85) -> Verdict:
    return not_met(
        [
            fault(
                f"Bài còn thiếu khoảng {lines} dòng (≈ {syllables} chữ) để đủ ½ trang A4.",
                "Sáng nay, thầy và trò nhà trường chào mừng ngày hội. Chi tiết xin gọi 0900 000 123.",
                "Viết thêm về diễn biến, ý nghĩa của buổi lễ và cảm nghĩ của học sinh.",
                source,
                1,
            )
        ],
        lines=10,
        pages=0.31,
        needed_lines=16,
        syllables_missing=syllables,
        band="short",
    )


def judged(url: str, title: str, verdicts: Mapping[str, Verdict], day: date = date(2026, 11, 18)) -> ArticleReport:
    return ArticleReport(article(url, title, day), tuple(outcome(r, v, url) for r, v in verdicts.items()))


LONG_ENOUGH = met("bài dài 22 dòng, 0,68 trang A4", lines=22, pages=0.68, needed_lines=16, band="long")
PROSE = met("96% số dòng là văn xuôi", form="prose", prose_share=0.96)
IN_TIME = met("đăng cùng ngày với sự việc", event_date="2026-11-18", lag_days=0)
OWN = not_applicable("bài của trường")
OLD = not_applicable("bài đăng trước ngày 07/09/2020")


def pushed(home: str) -> Verdict:
    return met("thấy trên cổng sau 1 ngày", state="pushed", portal_url=f"{home}tin/421", containment=0.98, lag_days=1)


def kenh_tram() -> Report:
    """A usual school: some duties met, one not, one that waits for a person, one without data."""
    told = school("th-kenh-tram", "Trường Tiểu học Kênh Tràm")
    home, portal = told.home, "https://rachsay.edu.example/"
    good = {
        "prose-form": PROSE, "article-length": LONG_ENOUGH, "timeliness": IN_TIME,
        "repost-source": OWN, "portal-crosspost": pushed(portal),
    }  # fmt: skip
    first, second, third = f"{home}tin/101", f"{home}tin/102", f"{home}tin/103"
    late = not_met(
        [
            fault(
                "Bài đăng sau sự việc 41 ngày.",
                "ngày 08/10/2026",
                "Đăng bài trong vòng 7 ngày sau sự việc.",
                third,
                1,
            )
        ],
        event_date="2026-10-08",
        lag_days=41,
    )
    partly = showing(
        unclear(
            "trên cổng có bài gần giống, chỉ chứa 62% nội dung",
            state="pushed-partly",
            portal_url=f"{portal}tin/377",
            containment=0.62,
            lag_days=3,
        ),
        sides=(
            "Trường tổ chức ngày hội đọc sách với 12 gian trưng bày.\nHọc sinh giới thiệu sách.",
            "Ngày hội đọc sách diễn ra với 12 gian trưng bày của các lớp.",
        ),
    )
    return Report(
        told,
        CrawlRecord(
            found=61,
            read=54,
            failed=1,
            skipped={"trùng địa chỉ": 4, "ngoài tên miền của trường": 2},
            notes=(CrawlNote("moved", "Trang đã chuyển sang địa chỉ mới.", home),),
        ),
        (
            outcome("section-about", met("trang Giới thiệu, 412 chữ, nêu đúng tên trường"), told.id),
            outcome(
                "section-organisation",
                unclear("sơ đồ tổ chức chỉ là ảnh, máy không đọc được tên và chức vụ"),
                told.id,
            ),
            outcome(
                "section-contact",
                not_met(
                    [
                        fault(
                            "Trang Liên hệ chưa có thư điện tử của trường.",
                            "Điện thoại: (0299) 3000 456. Địa chỉ: ấp Kênh Tràm, xã Rạch Sậy.",
                            "Thêm địa chỉ thư điện tử của trường vào trang Liên hệ hoặc chân trang.",
                            f"{home}lien-he",
                        )
                    ]
                ),
                told.id,
            ),
        ),
        (
            judged(first, "Lễ chào mừng Ngày Nhà giáo Việt Nam", good | {"article-length": too_short(first)}),
            judged(second, "Ngày hội đọc sách của học sinh", good | {"portal-crosspost": partly}),
            judged(third, "Hội thi viết chữ đẹp cấp trường", good | {"timeliness": late}),
            judged(
                f"{home}tin/104",
                "Tập huấn phòng cháy, chữa cháy",
                good | {"portal-crosspost": not_checked("chưa đọc được cổng trong khoảng ngày này")},
            ),
            judged(f"{home}tin/105", "Học sinh tham quan vườn chim", good),
            judged(f"{home}tin/9", "Khai giảng năm học 2019-2020", dict.fromkeys(good, OLD), date(2019, 9, 5)),
        ),
    )


def hoa_sung() -> Report:
    """A school that meets everything; one duty is waived."""
    told = school("mn-hoa-sung", "Trường Mẫu giáo Hoa Súng", "MN")
    url = f"{told.home}tin/7"
    waived = not_met([fault("Bài chưa ghi nguồn.", "Tranh: st", "Ghi rõ nguồn.", url, 2)])
    good = judged(
        url,
        "Bé vui Tết Trung thu",
        {"prose-form": PROSE, "article-length": LONG_ENOUGH, "timeliness": IN_TIME},
    )
    extra = (
        outcome("repost-source", waived, url, waived="trang mới lập, miễn đến hết năm 2026"),
        outcome("portal-crosspost", pushed("https://rachsay.edu.example/"), url),
    )
    return Report(
        told,
        CrawlRecord(found=18, read=18),
        tuple(
            outcome(rule, met(seen), told.id)
            for rule, seen in (
                ("section-about", "trang Giới thiệu, 180 chữ"),
                ("section-organisation", "3 lãnh đạo và 4 tổ"),
                ("section-contact", "địa chỉ, (0299) 3000 789 và hoasung@rachsay.edu.example ở chân trang"),
            )
        ),
        (replace(good, outcomes=good.outcomes + extra),),
    )


def bau_sen() -> Report:
    """A site that could be read in part: absence is not-checked."""
    told = school("thcs-bau-sen", "Trường Trung học cơ sở Bàu Sen", "THCS")
    url = f"{told.home}bai/33"
    gap = not_checked("chưa đọc hết trang: 6 trang trong mục này không trả lời")
    return Report(
        told,
        CrawlRecord(
            "partial",
            "máy chủ trả lời chậm, đã dừng sau 30 phút",
            210,
            97,
            12,
            {"quá giới hạn thời gian": 101},
        ),
        (
            outcome("section-about", met("trang Giới thiệu, 655 chữ"), told.id),
            outcome("section-organisation", gap, told.id),
            outcome("section-contact", gap, told.id),
        ),
        (
            judged(
                url,
                "Vè an toàn giao thông của lớp 8A",
                {
                    "prose-form": not_met(
                        [
                            replace(
                                fault(
                                    "Phần chính của bài là thơ, vè: 18/20 dòng.",
                                    "Nghe vẻ nghe ve\nNghe vè giao thông",
                                    "Viết thành đoạn văn; có thể giữ lại một khổ để minh họa.",
                                    url,
                                    0,
                                ),
                                confidence=Confidence.MEDIUM,
                            )
                        ],
                        form="verse",
                        prose_share=0.1,
                    ),
                    "article-length": too_short(url, 11, 150),
                    "timeliness": unclear("bài không nêu ngày của sự việc"),
                    "repost-source": OWN,
                    "portal-crosspost": not_checked("chưa khai báo cổng"),
                },
            ),
        ),
    )


def unread(number: str, name: str, status: str, reason: str) -> Report:
    """A school whose site did not answer: nothing is said of it."""
    told = school(number, name)
    crawl = CrawlRecord(status, reason, found=1, failed=1)  # type: ignore[arg-type]
    rules = ("section-about", "section-organisation", "section-contact")
    return Report(told, crawl, tuple(outcome(r, not_checked(reason), told.id) for r in rules), ())


def district() -> Summary:
    return Summary(
        TOOL,
        RUN,
        (PortalReport(UNIT, UNIT.portals[0].url, CrawlRecord(found=420, read=415, skipped={"tệp đính kèm": 5})),),
        (
            kenh_tram(),
            hoa_sung(),
            bau_sen(),
            unread(
                "th-lung-ngoc",
                "Trường Tiểu học Lung Ngọc",
                "timeout",
                "không trả lời sau 3 lần, mỗi lần 30 giây",
            ),
            unread("th-ao-sau", "Trường Tiểu học Ao Sâu", "dns-error", "không có máy chủ tên này"),
        ),
        ("dòng 7: thiếu địa chỉ trang chủ",),
    )


def large(schools: int, articles: int = 20) -> Summary:
    """Many schools, every one failing something (R08)."""
    base = kenh_tram()
    posts = tuple(base.articles[i % len(base.articles)] for i in range(articles))
    reports = tuple(
        replace(base, school=school(f"th-{i}", f"Trường Tiểu học số {i}"), articles=posts) for i in range(schools)
    )
    return replace(district(), reports=reports)


def a_draft(source: str = "bai-le-20-11.docx") -> ArticleReport:
    """A draft with five things to mend, more than a person is shown at once."""
    told = Article(source, "Lễ chào mừng Ngày Nhà giáo Việt Nam", article(source, "").blocks, kind=ArticleKind.NEWS)
    listed = fault("Danh sách dài chiếm 9/16 dòng.", "1. Em A; 2. Em B; 3. Em C", "Kể thành đoạn văn.", source, 3)
    return ArticleReport(
        told,
        (
            outcome(
                "timeliness",
                not_met([fault("Sự việc đã qua 12 ngày.", "ngày 11/11", "Đăng sớm hơn.", source, 0)]),
            ),
            outcome("prose-form", not_met([listed, *[replace(listed, evidence=f"mục {i}") for i in range(4)]])),
            outcome("article-length", too_short(source)),
            outcome(
                "repost-source",
                not_met([fault("Chưa ghi nguồn ảnh.", "Ảnh: st", "Ghi tên người chụp.", source, 5)]),
            ),
            outcome("links", unclear("bài có 2 liên kết không mở được")),
            outcome("spelling", met("không thấy chữ gõ sai phông")),
            outcome("portal-crosspost", not_checked("bản thảo chưa đăng nên chưa xét")),
            outcome("minors", not_applicable("bài không có danh sách học sinh")),
        ),
    )


def printed(width: int = 80, encoding: str = "utf-8") -> tuple[Console, io.BytesIO]:
    """A console into bytes, as when the output is piped."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n", write_through=True)
    return Console(file=stream, width=width, legacy_windows=False, _environ={}), raw


def golden() -> Mapping[str, str]:
    """Every golden file by its name, as the formats write it now."""
    draft, summary = printed(), printed(160)
    full.draft(draft[0], a_draft(), PAGES)
    full.summary(summary[0], district(), PAGES)
    return {
        "summary.json": json.dumps(json.summary(district())),
        "draft.json": json.dumps(json.draft(TOOL, a_draft())),
        "drafts.json": json.dumps(json.drafts(TOOL, [a_draft(), a_draft("bai-2.docx")])),
        "summary-concise.txt": "".join(f"{line}\n" for line in concise.summary(district())),
        "draft-concise.txt": "".join(f"{line}\n" for line in concise.draft(a_draft())),
        "draft-full.txt": draft[1].getvalue().decode("utf-8"),
        "summary-full.txt": summary[1].getvalue().decode("utf-8"),
    }


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, text in golden().items():
        (GOLDEN / name).write_bytes(text.encode("utf-8"))

"""The Vietnamese words of every report, in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from linter.model import ArticleKind, Confidence, CrawlRecord, CrawlStatus, Level, Outcome, Severity, Status
from linter.report.duties import Duty, Standing

VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Mark:
    """How a status is shown: a symbol and a word, never a colour alone. `key` names its style."""

    symbol: str
    word: str
    key: str

    def __str__(self) -> str:
        return f"{self.symbol} {self.word}"


PASS = Mark("✓", "Đạt", "pass")
FAIL = Mark("✗", "Chưa đạt", "fail")
REMIND = Mark("!", "Nhắc nhở", "remind")
REVIEW = Mark("?", "Cần xem xét", "review")
NONE = Mark("–", "Không áp dụng", "none")
NO_DATA = Mark("○", "Chưa có dữ liệu", "unknown")
WAIVED = Mark("–", "Được miễn", "none")
MARKS = (PASS, FAIL, REVIEW, REMIND, NO_DATA, NONE, WAIVED)

LEGEND: Mapping[str, str] = {
    PASS.word: "nhiệm vụ được thực hiện và công cụ đã nhìn thấy",
    FAIL.word: "chưa thực hiện, có minh chứng kèm theo",
    REVIEW.word: "máy không đủ căn cứ để kết luận, cần một người xem và quyết định",
    REMIND.word: "điều nên làm tốt hơn, chỉ để nhắc",
    NO_DATA.word: "chưa đọc được điều cần biết; không phải lỗi của trường và không tính vào số nào",
    NONE.word: "nhiệm vụ này không đặt ra ở đây",
    WAIVED.word: "đơn vị quản lý đã quyết định không tính, có nêu lý do",
}

_OF_STATUS = {
    Status.PASS: PASS,
    Status.FAIL: FAIL,
    Status.NEEDS_REVIEW: REVIEW,
    Status.NOT_APPLICABLE: NONE,
    Status.NOT_CHECKED: NO_DATA,
}
_OF_STANDING = {
    Standing.MET: PASS,
    Standing.NOT_MET: FAIL,
    Standing.TO_REVIEW: REVIEW,
    Standing.NO_DATA: NO_DATA,
    Standing.NOT_APPLICABLE: NONE,
}

SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "Phải sửa",
    Severity.WARNING: "Nên sửa",
    Severity.INFO: "Nhắc nhở",
}
CONFIDENCES: Mapping[Confidence, str] = {
    Confidence.HIGH: "chắc chắn",
    Confidence.MEDIUM: "khá chắc",
    Confidence.LOW: "chưa chắc",
}
KINDS: Mapping[ArticleKind, str] = {
    ArticleKind.NEWS: "Tin, bài",
    ArticleKind.NOTICE: "Thông báo",
    ArticleKind.DOCUMENT: "Văn bản",
    ArticleKind.SCHEDULE: "Lịch",
    ArticleKind.GALLERY: "Chùm ảnh",
    ArticleKind.OTHER: "Khác",
}
LEVELS: Mapping[Level, str] = {
    "MN": "Mầm non",
    "TH": "Tiểu học",
    "THCS": "Trung học cơ sở",
    "TH&THCS": "Tiểu học và Trung học cơ sở",
}
CRAWLS: Mapping[CrawlStatus, str] = {
    "completed": "Đã đọc xong",
    "partial": "Mới đọc được một phần",
    "dns-error": "Không tìm thấy tên miền",
    "tls-error": "Kết nối an toàn (HTTPS) có lỗi",
    "connection-refused": "Máy chủ không nhận kết nối",
    "connection-reset": "Kết nối bị ngắt giữa chừng",
    "timeout": "Chờ quá lâu không thấy trả lời",
    "too-many-redirects": "Chuyển hướng lòng vòng",
    "blocked": "Máy chủ chặn công cụ",
    "robots-denied": "Trang đề nghị không đọc tự động (robots.txt)",
    "parked": "Tên miền đang để trống",
    "login-required": "Phải đăng nhập mới xem được",
    "needs-js": "Nội dung chỉ hiện khi chạy JavaScript",
    "empty": "Trang chủ không có nội dung",
    "error": "Không đọc được",
}


def mark(outcome: Outcome) -> Mark:
    """How one outcome is shown."""
    if outcome.waived is not None:
        return WAIVED
    if outcome.verdict.status == Status.FAIL and outcome.severity == Severity.INFO:
        return REMIND
    return _OF_STATUS[outcome.verdict.status]


def duty_mark(duty: Duty) -> Mark:
    """How a school's duty is shown."""
    if duty.standing == Standing.NOT_MET and duty.severity == Severity.INFO:
        return REMIND
    if duty.standing == Standing.NOT_APPLICABLE and duty.waived and not duty.counts:
        return WAIVED
    return _OF_STANDING[duty.standing]


def articles(duty: Duty) -> str:
    """What stands behind a duty over articles: "7/12 bài đạt"; empty for a duty of the site."""
    judged = duty.counts.get(Status.PASS, 0) + duty.counts.get(Status.FAIL, 0)
    review = duty.counts.get(Status.NEEDS_REVIEW, 0)
    unknown = duty.counts.get(Status.NOT_CHECKED, 0)
    if not duty.over_articles:
        return ""
    parts = (
        f"{count(duty.counts.get(Status.PASS, 0))}/{count(judged)} bài đạt" if judged else "",
        f"{count(review)} bài cần xem xét" if review else "",
        f"{count(unknown)} bài chưa có dữ liệu" if unknown else "",
        f"{count(len(duty.waived))} bài được miễn" if duty.waived else "",
    )
    return "; ".join(part for part in parts if part)


def draft_verdict(outcomes: Sequence[Outcome]) -> str:
    """The first sentence to the editor of a draft."""
    failing, review, remind, unknown = (
        sum(mark(o) == told for o in outcomes) for told in (FAIL, REVIEW, REMIND, NO_DATA)
    )
    parts = (
        f"{failing} việc cần sửa" if failing else "",
        f"{review} việc cần người xem" if review else "",
        f"{remind} điều nhắc nhở" if remind else "",
    )
    told = ", ".join(part for part in parts if part)
    if told:
        return f"Có {told}. Làm theo thứ tự dưới đây."
    if not any(o.verdict.status == Status.PASS for o in outcomes):
        return "Chưa có mục nào được kết luận."
    rest = f" {unknown} mục chưa kiểm tra được, xem dưới đây." if unknown else ""
    return f"Không có việc phải sửa.{rest}"


def crawl(record: CrawlRecord) -> str:
    """What became of a crawl, and why: "Không tìm thấy tên miền: …"."""
    return f"{CRAWLS[record.status]}: {record.reason}" if record.reason else CRAWLS[record.status]


def clause(number: str) -> str:
    return f"khoản {number}" if number else ""


def sentence(text: str) -> str:
    """A reason that stands by itself: with a capital; an address stays as it is."""
    return text if text.startswith("http") else text[:1].upper() + text[1:]


def count(number: int) -> str:
    """With a dot for thousands: 1.234."""
    return f"{number:,}".replace(",", ".")


def points(size: float) -> str:
    """A size of letters: 14, 13,5."""
    return f"{size:g}".replace(".", ",")


def share(part: int, whole: int) -> str:
    """12/15 (80,0%): never a bare percentage."""
    if whole == 0:
        return "–"
    percent = f"{100 * part / whole:.1f}".replace(".", ",")
    return f"{count(part)}/{count(whole)} ({percent}%)"


def day(value: date | None) -> str:
    """As an office writes it: 07/09/2020. A moment is told in Vietnam's time."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(VIETNAM)
    return f"{value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """07:05 ngày 07/09/2020, in Vietnam's time."""
    local = value.astimezone(VIETNAM) if value.tzinfo is not None else value
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}"


def fingerprint(policy: str) -> str:
    """The first twelve letters of the policy's hash: enough to compare two reports by eye."""
    return policy.removeprefix("sha256:")[:12]

"""The nouns: values without behaviour that readers make, rules judge and reports print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

Level = Literal["MN", "TH", "THCS", "TH&THCS"]
Fact = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class PortalAddress:
    """A portal of a unit and the days on which articles are to stand there (both ends included)."""

    url: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A parent body: a district office, a commune, a department."""

    id: str
    name: str
    portals: tuple[PortalAddress, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """The unit a school belongs to between two days (both included)."""

    unit: Unit
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class School:
    """One school of the list. `id` is the list's own code, never the host: hosts move."""

    id: str
    name: str
    level: Level
    home: str
    hosts: tuple[str, ...] = ()
    former_homes: tuple[str, ...] = ()
    memberships: tuple[Membership, ...] = ()
    verify_tls: bool = True
    mail: str | None = None

    def portals_on(self, day: date) -> tuple[PortalAddress, ...]:
        """The portals on which an article of that day is to stand."""
        units = [m.unit for m in self.memberships if _covers(m.since, m.until, day)]
        return tuple(p for u in units for p in u.portals if _covers(p.since, p.until, day))


def _covers(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE = "table"  # rows parted by "\n", cells by "\t"
    CAPTION = "caption"
    QUOTE = "quote"
    VERSE_LINE = "verse-line"
    IMAGE = "image"  # the text is the picture's alternative text, often empty


class Region(StrEnum):
    MAIN = "main"
    MENU = "menu"
    HEADER = "header"
    FOOTER = "footer"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a block stands in its source: `path` names the element, `offsets[i]` is the place of the clean text's
    character i in the element's own text before normalising; empty when nothing was changed."""

    path: str = ""
    offsets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a text in reading order, its text normalised."""

    kind: BlockKind
    runs: tuple[Run, ...]
    region: Region = Region.MAIN
    origin: Origin = field(default=Origin(), compare=False)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class ArticleKind(StrEnum):
    NEWS = "news"
    NOTICE = "notice"
    DOCUMENT = "document"
    SCHEDULE = "schedule"
    GALLERY = "gallery"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    text: str
    region: Region = Region.MAIN


@dataclass(frozen=True, slots=True)
class Attachment:
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The page and paragraphs of a draft as most of its body has them: lengths in millimetres, sizes and gaps in
    points. The defaults are Word's own, for what neither a style nor a paragraph says."""

    width_mm: float | None = None
    height_mm: float | None = None
    margins_mm: tuple[float, float, float, float] | None = None  # top, bottom, left, right
    font: str | None = None
    size_pt: float | None = None
    line_spacing: float = 1.0  # in single lines; 0 where `line_pt` alone says how high a line is
    line_pt: float = 0.0  # the height that a line has at least
    before_pt: float = 0.0
    after_pt: float = 0.0
    first_line_mm: float = 0.0  # below 0 when it hangs
    indents_mm: tuple[float, float] = (0.0, 0.0)  # left, right
    align: Literal["left", "justify", "center", "right"] = "left"
    columns: int = 1
    kern: bool = False
    shrinks_spaces: bool = False  # in justified lines, as Word does from 2013 on (compatibility mode 15)


@dataclass(frozen=True, slots=True)
class Article:
    """A post, or a draft of one: a draft has no `url`. `doubts` say why the reading may be wrong."""

    source: str
    title: str
    blocks: tuple[Block, ...]
    url: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    credited_source: str | None = None
    kind: ArticleKind = ArticleKind.NEWS
    filed: ArticleKind | None = None  # what its category is for; an album may stand among the news
    attachments: tuple[Attachment, ...] = ()
    links: tuple[Link, ...] = ()  # links inside the body
    layout: Layout | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is not an article; `url` is where redirects ended."""

    url: str
    title: str
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()


CrawlStatus = Literal[
    "completed", "partial", "dns-error", "tls-error", "connection-refused", "connection-reset", "timeout",
    "too-many-redirects", "blocked", "robots-denied", "parked", "login-required", "needs-js", "empty", "error",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unreached:
    """An address of the site that was wanted and not read. `labels` are the texts of the links to it."""

    url: str
    reason: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrawlNote:
    """Something the officer should know of a crawl that is no verdict of a rule."""

    code: str
    message: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CrawlRecord:
    """What one crawl did. `skipped` counts the addresses left alone, by reason."""

    status: CrawlStatus = "completed"
    reason: str = ""
    found: int = 0
    read: int = 0
    failed: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[CrawlNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """What one crawl of a school saw, and what it could not see."""

    school: School
    pages: tuple[Page, ...] = ()
    articles: tuple[Article, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    crawl: CrawlRecord = CrawlRecord()


class Status(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    NEEDS_REVIEW = "needs-review"
    NOT_APPLICABLE = "not-applicable"
    NOT_CHECKED = "not-checked"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a subject: the block's index and the characters in its clean text."""

    source: str
    block: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right: what is wrong, the proof, what to do, where."""

    message: str
    evidence: str
    suggestion: str
    where: Location
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule returns. `seen` says what a pass rests on; `exhibits` are for pictures, not for JSON."""

    status: Status
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    seen: str = ""
    exhibits: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rule on one subject. `waived` is the reason for which it does not count, or None."""

    rule: str
    clause: str
    severity: Severity
    subject: str
    verdict: Verdict
    waived: str | None = None

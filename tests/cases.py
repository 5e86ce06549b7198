"""The labelled cases of fixtures/rules: YAML → subject, context, expectation."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import docx as python_docx
from ruamel.yaml import YAML

from linter.lookup import search_portal
from linter.match.index import Index, Item
from linter.model import Article, ArticleKind, BlockKind, CrawlRecord, Link, Page, Region, Run, School, Site, Unreached
from linter.read import docx, html
from linter.read.raw import Raw
from linter.read.settle import settle
from linter.read.tail import cut_tail
from linter.rule import Context, Search
from linter.text.dates import VIETNAM

FIXTURES = Path(__file__).parent.parent / "fixtures"
AS_OF = date(2026, 11, 16)
SINCE = date(2020, 9, 7)
SCHOOL = School("th-kenh-nho", "Trường Tiểu học Kênh Nhỏ", "TH", "http://th-kenh-nho.edu.example/")


@dataclass(frozen=True)
class Case:
    rule: str
    name: str
    subject: Article | Site
    context: Context
    options: dict[str, Any]
    expect: str
    evidence: str | None
    reason: str | None
    facts: dict[str, Any]


def load_cases() -> list[Case]:
    yaml = YAML(typ="safe", pure=True)
    cases = []
    for file in sorted([*FIXTURES.glob("rules/*.yaml"), *FIXTURES.glob("match/*.yaml")]):
        written = yaml.load(file.read_text(encoding="utf-8"))
        cases += [_case(written["rule"], case) for case in written["cases"]]
    return cases


def _case(rule: str, case: dict[str, Any]) -> Case:
    as_of = _date(case.get("as_of")) or AS_OF
    subject: Article | Site = _site(case["site"]) if "site" in case else _article(case)
    school = subject.school if isinstance(subject, Site) else SCHOOL
    context = Context(
        as_of, SINCE, _lookup(case.get("portal"), "portal"), _lookup(case.get("corpus"), "corpus"), school
    )
    return Case(
        rule,
        case["name"],
        subject,
        context,
        case.get("options") or {},
        case["expect"],
        case.get("evidence"),
        case.get("reason"),
        case.get("facts") or {},
    )


# --- articles -------------------------------------------------------------------------------------------


def _article(case: dict[str, Any]) -> Article:
    if "html" in case:
        if case.get("url"):
            return html.read(case["html"], case["url"]).article or html.read_draft(case["html"], case["name"])
        return html.read_draft(case["html"], case["name"])
    if "docx" in case:
        return docx.read(docx_bytes(case["docx"]), f"{case['name']}.docx")
    written = case["article"]
    raws = [raw for entry in _entries(written) for raw in _raws(entry)]
    body, tail = cut_tail(raws)
    return Article(
        source=written.get("url") or written["title"],
        title=written["title"],
        blocks=settle(body),
        url=written.get("url"),
        author=written.get("author") or tail.author,
        published_at=_moment(written.get("published_at")),
        credited_source=written.get("credited_source") or tail.source,
        kind=ArticleKind(written.get("kind", "news")),
        links=tuple(Link(url, "") for url in written.get("links", ())),
        doubts=tuple(written.get("doubts", ())),
    )


def docx_bytes(paragraphs: list[str]) -> bytes:
    document = python_docx.Document()
    for place, text in enumerate(paragraphs):
        document.add_paragraph(text, style="Title" if place == 0 else None)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _entries(written: dict[str, Any]) -> list[Any]:
    return written["blocks"] if "blocks" in written else written.get("text", "").strip("\n").split("\n\n")


def _raws(entry: Any, region: Region = Region.MAIN) -> list[Raw]:
    if isinstance(entry, str):
        return [Raw(tuple((Run(line),) for line in entry.split("\n")), region=region)]
    kind, text = next(iter(entry.items()))
    if kind == "table":
        text = "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in text.split("\n"))
    return [Raw(tuple((Run(line),) for line in (text or "").split("\n")), BlockKind(kind), region)]


# --- sites ----------------------------------------------------------------------------------------------


def _site(written: dict[str, Any]) -> Site:
    school = School(**written["school"])
    crawl = written.get("crawl") or {}
    return Site(
        school,
        tuple(_page(page) for page in written.get("pages", ())),
        tuple(_article({"article": article}) for article in written.get("articles", ())),
        tuple(
            Unreached(lost["url"], lost["reason"], tuple(lost.get("labels", ())))
            for lost in written.get("unreached", ())
        ),
        CrawlRecord(crawl.get("status", "completed"), crawl.get("reason", "")),
    )


def _page(written: dict[str, Any]) -> Page:
    url = written["url"]
    if "html" in written:
        return html.read(written["html"], url).page
    raws = [raw for entry in written.get("main", ()) for raw in _raws(entry)]
    for region in (Region.HEADER, Region.FOOTER, Region.ASIDE):
        raws += [raw for entry in written.get(region.value, ()) for raw in _raws(entry, region)]
    regions = {"menu": Region.MENU, "footer_links": Region.FOOTER, "links": Region.MAIN}
    links = tuple(
        Link(urljoin(url, link["url"]), link["text"], region)
        for key, region in regions.items()
        for link in written.get(key, ())
        if not link["url"].startswith("#")
    )
    return Page(url, written.get("title", ""), settle(raws), links)


# --- portals and other sites ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Lookup:
    """The items of a case behind the real index."""

    index: Index
    complete: bool
    reason: str

    def search(self, article: Article, grace_days: int = 0) -> Search:
        return search_portal(self.index, article, None, self.reason if not self.complete else "")


def _lookup(written: dict[str, Any] | None, place: str) -> Lookup:
    if written is None:
        return Lookup(Index(), complete=False, reason="chưa đọc")
    index = Index()
    for item in written.get("items", ()):
        index.put(
            Item(
                item.get("site", place),
                item["url"],
                item.get("title", ""),
                item.get("text", ""),
                _moment(item.get("published")),
                tuple(item.get("links", ())),
            )
        )
    return Lookup(index, bool(written.get("complete", True)), written.get("reason", ""))


def _date(value: Any) -> date | None:
    return (
        value.date() if isinstance(value, datetime) else date.fromisoformat(value) if isinstance(value, str) else value
    )


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=VIETNAM)
    return datetime.combine(_date(value) or AS_OF, time(8), VIETNAM)

"""The labelled corpus: invented sites of every family, put together from their parts, with what is true of them.

`fixtures/corpus/README.md` tells the format; `python tests/corpus.py fixtures/corpus/<site>` says what is wrong.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent / "fixtures" / "corpus"
KINDS = {"news", "notice", "document", "schedule", "gallery", "other"}
FORMS = {"prose", "verse", "list", "table", "document", "photos", "schedule", "script", "none"}
STATUSES = {"pass", "fail", "needs-review", "not-applicable", None}
ARTICLE_RULES = {"prose-form", "article-length", "timeliness"}
SITE_RULES = {"section-about", "section-organisation", "section-contact"}
MOST_PARTS = 10  # parts within parts

_SLOT = re.compile(r"\{\{\s*(>?)\s*([\w-]+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of one article, by the labels."""

    url: str
    twins: tuple[str, ...]
    parts: tuple[str, ...]
    kind: str
    title: str
    published: date | datetime | None
    author: str | None
    source: str | None
    body: tuple[str, ...]
    form: str
    verdicts: Mapping[str, str | None]
    undecidable: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One site: its pages by absolute address, in order, and its labels."""

    name: str
    school: Mapping[str, str]
    pages: Mapping[str, str]
    articles: tuple[Truth, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)

    @property
    def family(self) -> str:
        return re.sub(r"-s\d+$", "", self.name)


def _conventions() -> Mapping[str, Any]:
    return YAML(typ="safe").load(ROOT / "conventions.yaml")  # type: ignore[no-any-return]


CONVENTIONS = _conventions()


def alike(rule: str, given: str, label: str) -> bool:
    """Whether two statuses say the same of a rule."""
    return given == label or {given, label} <= set(CONVENTIONS["same"].get(rule, ()))


def load(folder: Path) -> Labelled:
    """Read one site. Raises KeyError, ValueError or OSError on a mistake in its files."""
    site = YAML(typ="safe").load(folder / "site.yaml")
    truth = YAML(typ="safe").load(folder / "truth.yaml")
    home = site["school"]["home"]
    pages = {}
    for page in site["pages"]:
        address = urljoin(home, page["url"])
        if address in pages:
            raise ValueError(f"{page['url']} stands in site.yaml twice")
        pages[address] = _page(folder, page["frame"], page.get("slots") or {})
    articles = tuple(_truth(home, entry) for entry in truth.get("articles") or ())
    return Labelled(folder.name, site["school"], pages, articles, truth["sections"])


def _page(folder: Path, frame: str, slots: Mapping[str, object], depth: int = 0) -> str:
    if depth > MOST_PARTS:
        raise ValueError(f"{frame}: parts within parts")

    def filled(found: re.Match[str]) -> str:
        if found[1]:
            return _page(folder, found[2], slots, depth + 1)
        return str(slots[found[2]]) if slots.get(found[2]) is not None else ""

    return _SLOT.sub(filled, (folder / f"{frame}.html").read_text("utf-8"))


def _truth(home: str, entry: Mapping[str, object]) -> Truth:
    def addresses(key: str) -> tuple[str, ...]:
        listed = entry.get(key) or ()
        assert isinstance(listed, Sequence)
        return tuple(urljoin(home, str(url)) for url in listed)

    verdicts = entry.get("verdicts") or {}
    outside = CONVENTIONS["outside"]
    if entry["kind"] in outside["kinds"] or urljoin(home, str(entry["url"])) in outside["articles"]:
        verdicts = dict.fromkeys(ARTICLE_RULES, "not-applicable")
    published = entry.get("published")
    if isinstance(published, str):
        published = datetime.fromisoformat(published)
    assert isinstance(verdicts, Mapping)
    assert published is None or isinstance(published, date)
    return Truth(
        url=urljoin(home, str(entry["url"])),
        twins=addresses("twins"),
        parts=addresses("parts"),
        kind=str(entry["kind"]),
        title=str(entry["title"]),
        published=published,
        author=str(entry["author"]) if entry.get("author") else None,
        source=str(entry["source"]) if entry.get("source") else None,
        body=tuple(line.strip() for line in str(entry.get("body") or "").splitlines() if line.strip()),
        form=str(entry["form"]),
        verdicts=verdicts,
        undecidable=bool(entry.get("undecidable")),
        note=str(entry.get("note") or ""),
    )


def sites(root: Path = ROOT) -> Iterator[Labelled]:
    for folder in sorted(path.parent for path in root.glob("*/truth.yaml")):
        yield load(folder)


def mistakes(site: Labelled) -> Iterator[str]:
    """What does not fit together in the labels of a site."""
    for truth in site.articles:
        yield from (f"{truth.url}: {wrong}" for wrong in _mislabelled(truth, set(site.pages)))
    if set(site.sections) != SITE_RULES or set(site.sections.values()) - STATUSES:
        yield f"sections: {dict(site.sections)}"
    for url, html in site.pages.items():
        if "{{" in html:
            yield f"{url}: an unfilled slot: {html[html.index('{{') :][:40]}"


def _mislabelled(truth: Truth, known: set[str]) -> Iterator[str]:
    for url in {truth.url, *truth.twins, *truth.parts} - known:
        yield f"no such page in site.yaml: {url}"
    for word, allowed in ((truth.kind, KINDS), (truth.form, FORMS)):
        if word not in allowed:
            yield f"{word!r} is none of {sorted(allowed)}"
    if set(truth.verdicts) - ARTICLE_RULES or set(truth.verdicts.values()) - STATUSES:
        yield f"verdicts: {dict(truth.verdicts)}"


def main(folders: list[str]) -> int:
    found = [(site, list(mistakes(site))) for site in map(load, map(Path, folders))]
    for site, wrong in found:
        line = f"{site.name}: {len(site.pages)} pages, {len(site.articles)} articles, {len(wrong)} mistakes"
        sys.stdout.write("\n  ".join((line, *wrong)) + "\n")
    return int(any(wrong for _, wrong in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

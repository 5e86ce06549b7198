"""How right the reading and judging is, over the labelled corpus.

`make accuracy` prints the tables; the floors in `tests/accuracy.yaml` are what `tests/test_accuracy.py` holds.
Every site is crawled as it would be from the web, from its home page on.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from corpus import SITE_RULES, Labelled, Truth, alike, sites
from districts import DAY, default_policy, status
from served import Served

from linter.audit import Plan, judge_sites
from linter.crawl import Crawled, Silent, Target, crawl_all
from linter.crawl.address import site_key
from linter.match.archive import Memory
from linter.model import Article, BlockKind, Outcome, School
from linter.reported import ArticleReport, Report
from linter.text.dates import VIETNAM

_WORD = re.compile(r"\w+")
_MARKER = re.compile(r"^\s*(?:[-–—+•*·]|\(?(?:\d{1,2}|[a-hđ])[.)](?!\d))\s*")  # of a list's item: no word of it
JUDGED = ("prose-form", "article-length", "timeliness")
_NOT_BODY = frozenset({BlockKind.CAPTION, BlockKind.IMAGE})


@dataclass(slots=True)
class Rule:
    """One rule against its labels. A label of needs-review is right only as needs-review; a case that a reader
    can decide and the rule does not is wrong."""

    right: int = 0
    wrong: int = 0
    accused: int = 0  # fail where the label is not: the one thing that must not happen
    missed: int = 0  # not fail where the label is
    failed: int = 0  # labelled fail and found
    doubted: int = 0  # needs-review or not-checked where the label decides
    decidable: int = 0

    @property
    def precision(self) -> float:
        return _share(self.failed, self.failed + self.accused)

    @property
    def recall(self) -> float:
        return _share(self.failed, self.failed + self.missed)

    @property
    def accuracy(self) -> float:
        return _share(self.right, self.right + self.wrong)

    @property
    def doubt(self) -> float:
        return _share(self.doubted, self.decidable, none=0.0)

    def add(self, label: str, given: str, *, same: bool) -> None:
        self.right += same
        self.wrong += not same
        self.accused += given == "fail" != label
        self.missed += label == "fail" != given
        self.failed += label == given == "fail"
        self.decidable += label in {"pass", "fail"}
        self.doubted += label in {"pass", "fail"} and given in {"needs-review", "not-checked"}


@dataclass(slots=True)
class Score:
    """The whole corpus."""

    found: int = 0
    lost: int = 0
    extra: int = 0
    f1: list[float] = field(default_factory=list)
    exact: int = 0
    added: int = 0  # tokens that are no part of the body
    facts: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    rules: dict[str, Rule] = field(default_factory=lambda: defaultdict(Rule))
    wrong: list[str] = field(default_factory=list)

    def reading(self) -> dict[str, float]:
        told = {
            "articles: precision": _share(self.found, self.found + self.extra),
            "articles: recall": _share(self.found, self.found + self.lost),
            "body: token F1": sum(self.f1) / max(1, len(self.f1)),
            "body: exact": _share(self.exact, len(self.f1)),
        }
        return told | {f"{name}: right": _share(seen[True], seen.total()) for name, seen in self.facts.items()}

    def table(self) -> dict[str, float]:
        """The figures that have floors. False accusations, which have a ceiling, count below 0."""
        told = self.reading()
        for name, rule in self.rules.items():
            told |= {f"{name}: right": rule.accuracy, f"{name}: decided": 1 - rule.doubt}
            told[f"{name}: false accusations"] = -rule.accused
        return told


def _share(part: int, whole: int, *, none: float = 1.0) -> float:
    return part / whole if whole else none


def score(labelled: Iterable[Labelled]) -> Score:
    total = Score()
    for site in labelled:
        _compare(site, judged(site), total)
    return total


def judged(site: Labelled) -> Report:
    """Crawl and judge one site of the corpus."""
    school = School(**{key: site.school[key] for key in ("id", "name", "level", "home")})  # type: ignore[arg-type]
    policy = default_policy()
    plan = Plan(policy, DAY, policy.applies_from, "accuracy", lambda: datetime(2026, 11, 16, tzinfo=VIETNAM))
    crawled = _crawl(school, site)
    return judge_sites([school], {school.id: crawled}, [], plan, Memory())[0]


def _crawl(school: School, site: Labelled) -> Crawled:
    target = Target(school.id, school.name, school.home)
    return asyncio.run(crawl_all([target], Served(site.pages), Silent(), Silent()))[school.id]


def _compare(site: Labelled, report: Report, total: Score) -> None:
    by_address = {site_key(a.article.url or ""): a for a in report.articles}
    for truth in site.articles:
        addresses = [site_key(url) for url in (truth.url, *truth.twins)]
        present = [by_address.pop(key) for key in addresses if key in by_address]
        total.found += bool(present)
        total.lost += not present
        total.extra += max(0, len(present) - 1)
        if present:
            total.wrong += _article(truth, present[0], total)
        else:
            total.wrong.append(f"{truth.url}: not found")
    total.extra += len(by_address)
    total.wrong += [f"{a.article.url}: no article ({a.article.title})" for a in by_address.values()]
    for rule in sorted(SITE_RULES):
        given = status(report.outcomes, rule)
        total.rules[rule].add(site.sections[rule], given, same=given == site.sections[rule])
        if given != site.sections[rule]:
            reason = _reason(report.outcomes, rule)
            total.wrong.append(f"{site.name}: {rule} {given}, not {site.sections[rule]} | {reason}")


def _article(truth: Truth, got: ArticleReport, total: Score) -> Iterator[str]:
    article = got.article
    facts = {
        "kind": (article.kind.value, truth.kind),
        "title": (_words(article.title), _words(truth.title)),
        "published": (_day(article.published_at), _day(truth.published)),
        "author": (_words(article.author or ""), _words(truth.author or "")),
        "source": (_words(article.credited_source or ""), _words(truth.source or "")),
    }
    if truth.kind == "other":  # what it is told by its form, not by where it is filed
        del facts["kind"]
    for name, (given, true) in facts.items():
        total.facts[name][given == true] += 1
        if given != true:
            yield f"{truth.url}: {name} {given}, not {true}"
    yield from _body(truth, article, total)
    for rule in JUDGED:
        label = truth.verdicts.get(rule)
        if label is None or (truth.undecidable and rule == "prose-form"):
            continue
        given = status(got.outcomes, rule)
        same = alike(rule, given, label)
        total.rules[rule].add(label, given, same=same)
        if not same:
            reason = _reason(got.outcomes, rule)
            yield f"{truth.url}: {rule} {given}, not {label} ({truth.form}) | {reason[:150]}"


def _reason(outcomes: Iterable[Outcome], rule: str) -> str:
    verdict = next(outcome.verdict for outcome in outcomes if outcome.rule == rule)
    said = verdict.reason or verdict.seen or "; ".join(f"{f.message} {f.evidence}" for f in verdict.findings)
    return said[:150]


def _body(truth: Truth, article: Article, total: Score) -> Iterator[str]:
    given = _words(" ".join(_MARKER.sub("", block.text) for block in article.blocks if block.kind not in _NOT_BODY))
    true = _words(" ".join(_MARKER.sub("", line) for line in truth.body))
    more, less = Counter(given) - Counter(true), Counter(true) - Counter(given)
    total.f1.append(_f1(len(true), len(given), less.total(), more.total()))
    total.exact += given == true
    total.added += more.total()
    if given != true:
        yield (
            f"{truth.url}: body F1 {total.f1[-1]:.3f}, more: {' '.join(more.elements())[:160]!r},"
            f" less: {' '.join(less.elements())[:160]!r}"
        )


def _f1(true: int, given: int, less: int, more: int) -> float:
    return 1.0 if true == given == 0 else 2 * (true - less) / (true + given) if more or less else 1.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _day(moment: date | datetime | None) -> date | None:
    if isinstance(moment, datetime):
        return (moment.astimezone(VIETNAM) if moment.tzinfo else moment).date()
    return moment


def lines_of(total: Score) -> Iterator[str]:
    """The tables, as the README shows them."""
    yield "| reading | |"
    yield "|---|---|"
    for name, value in total.reading().items():
        yield f"| {name} | {value:.3f} |"
    yield ""
    yield "| rule | cases | right | precision of a fail | recall of a fail | false accusations | left to a person |"
    yield "|---|---|---|---|---|---|---|"
    for name, rule in sorted(total.rules.items()):
        cases = rule.right + rule.wrong
        shares = " | ".join(f"{share:.3f}" for share in (rule.accuracy, rule.precision, rule.recall))
        yield f"| `{name}` | {cases} | {shares} | {rule.accused} | {rule.doubt:.1%} |"


def main(names: Sequence[str]) -> int:
    total = score(site for site in sites() if not names or any(site.name.startswith(name) for name in names))
    sys.stdout.write("".join(f"{line}\n" for line in (*total.wrong, "", *lines_of(total))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What `bench_match` finds out, and its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from portal_cases import DECOYS, EDITS
from portal_methods import ENTRIES, OURS, entered


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of articles and items: those to be named, those named of them, all named."""

    wanted: int = 0
    right: int = 0
    named: int = 0
    questions: int = 0
    quiet: int = 0  # questions to which nothing was named

    @property
    def recall(self) -> float | None:
        return self.right / self.wanted if self.wanted else None

    @property
    def precision(self) -> float | None:
        return self.right / self.named if self.named else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one method on one portal. Times are of the processor: of the median question, and the mean of building."""

    method: str
    size: int
    score: Score
    query_us: float
    build_us: float
    item_bytes: float | None
    kinds: dict[str, Score] = field(default_factory=dict)
    # What shingling the same texts costs, and ratios to it; of our own method alone.
    shingling_us: float = 0.0
    item_shingling_us: float = 0.0
    times_shingling: float = 0.0
    build_beyond: float = 0.0


def share(value: float | None, width: int = 9) -> str:
    return ("–" if value is None else f"{value:.3f}").rjust(width)


def table(figures: Sequence[Figures], size: int) -> str:
    heads = ("recall", "precision", "µs/query", "µs/item in", "bytes/item", "asked")
    rows = [f"\na portal of {size:,} items".ljust(35) + "".join(head.rjust(12) for head in heads)]
    of_size = {each.method: each for each in figures if each.size == size}
    for name in ENTRIES:
        if name not in of_size:
            rows.append(f"  {name:32}" + "–".rjust(12) * len(heads))
            continue
        each = of_size[name]
        kept = "–" if each.item_bytes is None else f"{each.item_bytes:,.0f}"
        rows.append(
            f"  {name:32}{share(each.score.recall, 12)}{share(each.score.precision, 12)}"
            f"{each.query_us:12,.0f}{each.build_us:12,.0f}{kept:>12}{each.score.questions:12,}"
        )
    return "\n".join(rows) + "\n"


def by_kind(figures: Sequence[Figures]) -> str:
    """Of our own: recall and precision of every edit, and how many look-alikes were left alone."""
    own = [each for each in figures if each.method == OURS]
    rows = ["\nours, recall and precision by edit".ljust(35) + "".join(f"{each.size:>20,}" for each in own)]
    for kind in EDITS:
        scores = [each.kinds[kind] for each in own]
        rows.append(f"  {kind:32}" + "".join(share(s.recall, 11) + share(s.precision) for s in scores))
    rows.append("ours, look-alikes left alone")
    for kind in DECOYS:
        scores = [each.kinds[kind] for each in own]
        rows.append(f"  {kind:32}" + "".join(f"{f'{s.quiet}/{s.questions}':>20}" for s in scores))
    return "\n".join(rows) + "\n"


def promises(figures: Sequence[Figures]) -> str:
    own = {each.size: each for each in figures if each.method == OURS}
    small, large = own[min(own)], own[max(own)]
    kept = "–" if large.item_bytes is None else f"{large.item_bytes:,.0f}"
    worst = min((s.recall or 0.0 for kind in EDITS if (s := large.kinds[kind]).wanted), default=None)
    lines = [
        (f"recall of the worst kind of edit, {large.size:,} items", "≥ 0.90", share(worst, 0)),
        (f"recall, {large.size:,} items", "≥ 0.98", share(large.score.recall, 0)),
        (f"precision, {large.size:,} items", "≥ 0.98", share(large.score.precision, 0)),
        (f"query ÷ shingling its text, {large.size:,} items", "≤ 4 ×", f"{large.times_shingling:.1f} ×"),
        (f"building beyond shingling ÷ shingling, {large.size:,} items", "≤ 0.5 ×", f"{large.build_beyond:.2f} ×"),
        (f"query at {large.size:,} ÷ at {small.size:,}", "≤ 2 ×", f"{large.query_us / small.query_us:.1f} ×"),
        (f"bytes an item in memory, {large.size:,} items", "≤ 1,000", kept),
    ]
    rows = [f"\nshingling alone, µs: {large.shingling_us:,.0f} a query, {large.item_shingling_us:,.0f} an item"]
    rows.append("promised".ljust(56) + "  target  measured")
    rows += [f"  {what:52}{most:>10}{found:>10}" for what, most, found in lines]
    return "\n".join(rows) + "\n"


def versions(names: Iterable[str]) -> str:
    packages = {name: ENTRIES[name].package for name in names if ENTRIES[name].package}
    missing = sorted(set(ENTRIES) - set(entered()))
    lines = "; ".join(f"{package} {version(package)}" for package in packages.values())
    return f"{lines}\n" + (f"missing, not measured: {', '.join(missing)}\n" if missing else "")

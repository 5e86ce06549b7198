"""What `bench_crawl` finds out of the server's log and of the system's counts, and its tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from crawl_programs import ENTRIES, OURS, SCRAPY, TRAFILATURA

MB = 1e6
MOST_CPU, MOST_TIME, FLAT = 0.4, 1.02, 1.25
POLITE_S = 0.5  # from start to start on one host

Log = Mapping[str, Sequence[tuple[float, float, str]]]  # by host: when it was asked, when it had answered, and for what


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program. `pages` are the pages of the sites that it asked for, each counted once."""

    program: str
    seconds: float
    cpu: float
    peak: float  # bytes
    pages: int
    requests: int

    @property
    def cpu_per_1000(self) -> float:
        return self.cpu / max(1, self.pages) * 1000


@dataclass(frozen=True, slots=True)
class Polite:
    """One run with a pause. `span` is from the first request to the last answer, `ideal` of the same requests."""

    program: str
    span: float
    ideal: float
    seconds: float
    pages: int
    requests: int
    soonest: float  # seconds between two requests to a host, the least

    @property
    def times_ideal(self) -> float:
        return self.span / self.ideal


def pages_read(log: Log, known: Mapping[str, Collection[str]]) -> int:
    """How many of the pages that there are, by host, were asked for."""
    return sum(len({path for *_, path in asked} & set(known.get(host, ()))) for host, asked in log.items())


def span(log: Log) -> float:
    """Seconds from the first request to the last answer."""
    return max(end for asked in log.values() for _, end, _ in asked) - min(at for a in log.values() for at, *_ in a)


def ideal(log: Log, delay: float) -> float:
    """The shortest span of the same requests, one at a time and `delay` apart from start to start on each host: that
    of the host that was asked most, and one response."""
    response = median(end - at for asked in log.values() for at, end, _ in asked)
    return max((len(asked) - 1) * max(delay, response) for asked in log.values()) + response


def soonest(log: Log) -> float:
    """The shortest time between the starts of two requests to one host."""
    gaps = []
    for asked in log.values():
        starts = sorted(at for at, *_ in asked)
        gaps += [later - earlier for earlier, later in pairwise(starts)]
    return min(gaps, default=0.0)


# --- tables ---------------------------------------------------------------------------------------------


def ratio(runs: Sequence[Run], program: str, to: str) -> float | None:
    """The median over the rounds of the ratio of two programs' CPU a page; a program that ran once is compared in
    each."""
    own, other = ([run.cpu_per_1000 for run in runs if run.program == name] for name in (program, to))
    if not own or not other:
        return None
    rounds = max(len(own), len(other))
    return median(own[n % len(own)] / other[n % len(other)] for n in range(rounds))


def table(runs: Sequence[Run], sites: int, pages: int) -> str:
    heads = ("pages/s", "CPU-s/1,000", "× Scrapy CSS", "peak MB", "pages read", "requests", "runs")
    rows = [f"\n{sites} sites × {pages} pages, without a pause".ljust(44) + "".join(head.rjust(14) for head in heads)]
    for program in (entry.name for entry in ENTRIES):
        own = [run for run in runs if run.program == program]
        if not own:
            continue
        times = ratio(runs, program, SCRAPY)
        cells = (
            f"{median(run.pages / run.seconds for run in own):,.0f}",
            f"{median(run.cpu_per_1000 for run in own):.2f}",
            "–" if times is None else f"{times:.2f}",
            f"{median(run.peak for run in own) / MB:,.0f}",
            f"{min(run.pages for run in own):,}",
            f"{median(run.requests for run in own):,.0f}",
            str(len(own)),
        )
        rows.append(f"  {program:42}" + "".join(cell.rjust(14) for cell in cells))
    return "\n".join(rows) + "\n"


def polite_table(runs: Sequence[Polite], sites: int, pages: int) -> str:
    heads = ("× ideal", "span s", "ideal s", "whole s", "least gap s", "pages read", "requests")
    title = f"\n{sites} sites × {pages} pages, {POLITE_S} s apart on a host"
    rows = [title.ljust(44) + "".join(head.rjust(14) for head in heads)]
    for run in runs:
        cells = (f"{run.times_ideal:.3f}", f"{run.span:.1f}", f"{run.ideal:.1f}", f"{run.seconds:.1f}")
        cells += (f"{run.soonest:.2f}", f"{run.pages:,}", f"{run.requests:,}")
        rows.append(f"  {run.program:42}" + "".join(cell.rjust(14) for cell in cells))
    return "\n".join(rows) + "\n"


def memory_table(peaks: Mapping[int, float], sites: int) -> str:
    heads = "".join(f"{f'× {pages} pages':>14}" for pages in peaks)
    cells = "".join(f"{peak / MB:14,.0f}" for peak in peaks.values())
    return f"\n{f'our peak memory in MB, {sites} sites':43}{heads}\n  {OURS:41}{cells}\n"


def promises(runs: Sequence[Run], polite: Sequence[Polite], peaks: Mapping[int, float]) -> str:
    own = [run.times_ideal for run in polite if run.program == OURS]
    small, large = (peaks[min(peaks)], peaks[max(peaks)]) if len(peaks) > 1 else (None, None)
    lines = [
        (f"CPU of everything ÷ that of {name}", MOST_CPU, ratio(runs, OURS, name)) for name in (SCRAPY, TRAFILATURA)
    ]
    lines.append(("time of a polite crawl ÷ ideal", MOST_TIME, median(own) if own else None))
    grown = large / small if small and large else None
    lines.append((f"peak memory, {max(peaks, default=0)} pages a site ÷ {min(peaks, default=0)}", FLAT, grown))
    rows = ["\npromised".ljust(56) + "  target  measured"]
    for what, most, found in lines:
        told = "–" if found is None else f"{found:.3f}" + ("" if found <= most else "   missed")
        rows.append(f"  {what:52}{f'≤ {most:.2f}':>10}  {told}")
    return "\n".join(rows) + "\n"

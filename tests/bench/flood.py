"""Whether a crawl with its usual manners stays inside the limits of real servers: about twenty minutes.

    python tests/bench/flood.py [FOLDER]      (`make flood`)

FOLDER holds the captured sites; without it they are looked for beside the project, in shared/data/cms. They are
crawled twice: without a limit and without a pause, to know what there is; then with NukeViet's own limiter switched
on (40 requests in 60 s, 150 in 300 s) and the pauses that a person gets who asks for none. Exit status 1 when the
second crawl went on before a server that had refused it let it, did not complete, or reports anything else than the
first one and the labels.
"""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared" / "data" / "cms"
SITES = {8101: "NukeViet 4.5, school", 8102: "eGovernment, portal", 8105: "NukeViet 4.6, school"}
LIMITS = ((60.0, 40), (300.0, 150))  # seconds, requests
TOLD_TO_WAIT = 57.5  # seconds: both say 58 or a minute; the server's clock and ours may differ a little
FOUND = 0.97  # of the labelled posts
LABELLED, AS_OF = "th-kenh-tram", "2026-11-23"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server logged it; `at` in seconds."""

    at: float
    site: int
    path: str
    status: int
    refused: bool


def crowd(times: Sequence[float], window: float) -> int:
    """The most requests in any `window` seconds; `times` in their order."""
    most = first = 0
    for last, at in enumerate(times):
        while at - times[first] > window:
            first += 1
        most = max(most, last - first + 1)
    return most


def hasty(log: Sequence[Asked], wait: float = TOLD_TO_WAIT) -> Iterator[str]:
    """Requests to a site that came within `wait` seconds after it had refused one. A second refusal of a crawl that
    waited as it was told is no fault of its manners."""
    until = defaultdict[int, float](float)
    for asked in log:
        if asked.at < until[asked.site]:
            yield f"{asked.site}{asked.path} was asked for before the wait was over"
        if asked.refused:
            until[asked.site] = asked.at + wait


Outcomes = dict[tuple[str, str, str], tuple[str, str]]  # school, address or "", rule → status, portal_state if any


def outcomes(run: Mapping[str, Any]) -> Outcomes:
    found: Outcomes = {}
    for school in run["schools"]:
        told = [("", school["outcomes"]), *((each["url"], each["outcomes"]) for each in school["articles"])]
        for url, judged in told:
            for each in judged:
                key = (school["id"], url, each["rule"])
                found[key] = (each["status"], str(each["facts"].get("state", "")))
    return found


def differences(run: Mapping[str, Any], undisturbed: Mapping[str, Any]) -> Iterator[str]:
    """What a run reports otherwise than one that nobody disturbed."""
    ours, theirs = outcomes(run), outcomes(undisturbed)
    for key in sorted({*ours, *theirs}):
        if ours.get(key) != theirs.get(key):
            yield f"{' '.join(key)}: {ours.get(key)}, undisturbed {theirs.get(key)}"


def unfinished(run: Mapping[str, Any]) -> Iterator[str]:
    for each in (*run["portals"], *run["schools"]):
        if each["crawl"]["status"] != "completed":
            name = each.get("id") or each["url"]
            yield f"{name}: {each['crawl']['status']} ({each['crawl']['reason']})"


def mislabelled(run: Mapping[str, Any], truth: Mapping[str, Any]) -> Iterator[str]:
    """What a run reports otherwise than the labels, as far as a block could be the cause: what it says is missing."""
    posts = {post["url"]: post for post in truth["posts"] if post["kind"] != "external"}
    school = next(school for school in run["schools"] if school["id"] == LABELLED)
    articles = {each["url"]: each for each in school["articles"]}
    if len(posts.keys() & articles.keys()) < FOUND * len(posts):
        yield f"{len(posts.keys() & articles.keys())} of {len(posts)} labelled posts found"
    for each in school["outcomes"]:
        if each["rule"].startswith("section-") and each["status"] != "pass":
            yield f"{LABELLED} {each['rule']}: {each['status']}, and it is there"
    for url in posts.keys() & articles.keys():
        judged = next(each for each in articles[url]["outcomes"] if each["rule"] == "portal-crosspost")
        if judged["status"] == "fail" and posts[url]["portal_state"] != "absent":
            yield f"{url} is on the portal, and said not to be"


# --- running --------------------------------------------------------------------------------------------


@contextlib.contextmanager
def served(sites: Path, log: Path, *options: str) -> Iterator[None]:
    if any(map(answers, SITES)):
        sys.exit("a port of the captured sites is taken on this machine")
    command = [sys.executable, str(Path(__file__).parent / "flood_server.py"), str(sites / "serve_mirror.py"), str(log)]
    server = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)
    try:
        while not all(map(answers, SITES)):
            if server.poll() is not None:
                sys.exit("the captured sites did not come up")
            time.sleep(0.05)
        yield
    finally:
        server.kill()
        server.wait()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def crawled(sites: Path, folder: Path, *options: str) -> dict[str, Any]:
    """The report of one crawl of all sites, as JSON."""
    out = folder / "run.json"
    command = [sys.executable, str(ROOT / "cli.py"), "crawl", "--schools", str(sites / "schools.yaml")]
    command += ["--data", str(folder), "--as-of", AS_OF, "-q", "-f", "json", "-o", str(out), *options]
    status = subprocess.run(command, check=False).returncode
    if status > 1:
        sys.exit(f"the crawl ended with status {status}")
    run: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return run


def read_log(file: Path) -> list[Asked]:
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return sorted((Asked(**json.loads(line)) for line in lines), key=lambda asked: asked.at)


def table(log: Sequence[Asked], run: Mapping[str, Any]) -> str:
    heads = ("requests", "minutes", "refused", *(f"most in {window:.0f} s" for window, _ in LIMITS))
    rows = [f"\n{'site':30}" + "".join(head.rjust(15) for head in heads) + "   status"]
    crawls = {each.get("home_url") or each["url"]: each["crawl"] for each in (*run["portals"], *run["schools"])}
    for site, name in SITES.items():
        times = [asked.at for asked in log if asked.site == site]
        minutes = (times[-1] - times[0]) / 60 if times else 0.0
        cells = (f"{len(times):,}", f"{minutes:.1f}", str(sum(asked.refused for asked in log if asked.site == site)))
        crowds = [f"{crowd(times, window)} of {most}" for window, most in LIMITS]
        crawl = crawls[f"http://127.0.0.1:{site}/"]
        status = f"   {crawl['status']}, {crawl['pages_read']} pages read, {crawl['pages_failed']} not"
        rows.append(f"{site} {name:25}" + "".join(cell.rjust(15) for cell in (*cells, *crowds)) + status)
    return "\n".join(rows) + "\n"


def found(run: Mapping[str, Any], truth: Mapping[str, Any]) -> str:
    posts = {post["url"] for post in truth["posts"] if post["kind"] != "external"}
    school = next(school for school in run["schools"] if school["id"] == LABELLED)
    articles = {each["url"] for each in school["articles"]}
    return f"\n{len(posts & articles)} of {len(posts)} labelled posts found, {len(articles - posts)} others\n"


def main() -> None:
    sites = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    if not (sites / "serve_mirror.py").is_file():
        sys.exit(f"the captured sites are not in {sites}; name their folder")
    truth = json.loads((sites / "truth.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with served(sites, folder / "undisturbed.log"):
            undisturbed = crawled(sites, folder / "undisturbed", "--delay", "0")
        with served(sites, folder / "limited.log", "--flood"):
            run = crawled(sites, folder / "limited")
        log = read_log(folder / "limited.log")
    sys.stdout.write(table(log, run) + found(run, truth))
    wrong = [*hasty(log), *unfinished(run), *mislabelled(run, truth), *differences(run, undisturbed)]
    sys.stdout.write("\n".join(["", *wrong, "all as it should be" if not wrong else f"{len(wrong)} faults", ""]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

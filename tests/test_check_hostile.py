"""Drafts made to harm, through `check` as a person runs it: one sentence or a verdict, within 10 s and 300 MB.

The ids are those of the catalogue of hostile inputs. Both processes count, the command's and the reader's; the
seconds are the processor's, so that a busy machine fails nobody.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx_files as files
import pytest
from districts import ROOT
from docx_files import PROSE, docx, p
from test_read_docx_hostile import BOMBS, swollen

pytest.importorskip("resource")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="a process tells its peak in /proc"),
]

SECONDS, MEGABYTES = 10, 300
# Runs the command, then tells the seconds of this process with the children that it waited for, and the larger
# peak in MB. A child's peak begins with what its parent had, so of this process /proc is asked.
_RUN = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv.pop(1))
from cli import main
try:
    main(sys.argv[1:], standalone_mode=False)
finally:
    own = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(one.ru_utime + one.ru_stime for one in used)
    print(seconds, max(int(own[0].split()[1]), used[1].ru_maxrss) // 1024, file=sys.stderr)
"""
COMPLEX, LONG, WAY_OUT = "quá phức tạp", "quá dài", "Lưu lại dưới dạng .docx"
JUDGED = ""


def page(body: str) -> bytes:
    return f"<!doctype html><html><body><h1>Ngày hội đọc sách</h1>{body}</body></html>".encode()


DOCX: dict[str, tuple[Callable[[], bytes], str]] = {
    "D01": (lambda: swollen("word/document.xml", 320), COMPLEX),
    "D02": (lambda: files.liar(swollen("word/document.xml", 320), "word/document.xml"), "hỏng"),
    "D03": (lambda: swollen("word/media/image1.png", 320), JUDGED),
    "D04": (BOMBS["D04"][0], COMPLEX),
    "D05": (BOMBS["D05"][0], COMPLEX),
    "D05-just-below": (BOMBS["D05-just-below"][0], JUDGED),
    "D06": (BOMBS["D06"][0], JUDGED),
    "D10": (BOMBS["D10"][0], COMPLEX),
    "D11": (BOMBS["D11"][0], COMPLEX),
    "D12-overlap": (BOMBS["D12-overlap"][0], "hỏng"),
    "D12-overlap-of-two": (BOMBS["D12-overlap-of-two"][0], "hỏng"),
    "D12-members": (BOMBS["D12-members"][0], COMPLEX),
    "D12-zip-in-zip": (lambda: files.with_member("word/inner.zip", [swollen("a.xml")], body=p(PROSE)), JUDGED),
    "D23-just-below": (lambda: files.main_of([p("một hai ba bốn " * 6).encode()] * 2_900), JUDGED),
    "one-word": (lambda: docx(p("a" * 299_000)), JUDGED),
}
PAGES: dict[str, tuple[Callable[[], bytes], str]] = {
    "many-tags": (lambda: page("<p>a" * 400_000), COMPLEX),
    "long": (lambda: page(f"<p>{PROSE}</p>" * 4_000), LONG),
    "heavy": (lambda: page("<!-- -->" * 600_000), "4 MB"),
    "honest": (lambda: page(f"<p>{PROSE}</p>" * 1_400), JUDGED),
}
TEXTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "long": (lambda: (PROSE + "\n").encode() * 2_000, LONG),
    "heavy": (lambda: b"a" * (3 << 20), "2 MB"),
    "lines": (lambda: b"a\n" * 4_000, LONG),
    "honest": (lambda: f"{PROSE}\n\n".encode() * 1_400, JUDGED),
}
CASES = [
    pytest.param(f"bai.{kind}", *case, id=f"{kind}-{name}")
    for kind, cases in (("docx", DOCX), ("html", PAGES), ("txt", TEXTS))
    for name, case in cases.items()
]


@pytest.mark.parametrize(("name", "build", "says"), CASES)
def test_a_hostile_draft_ends_in_one_sentence_or_a_verdict(
    name: str, build: Callable[[], bytes], says: str, tmp_path: Path
) -> None:
    draft = tmp_path / name
    draft.write_bytes(build())
    ran = subprocess.run(
        [sys.executable, "-c", _RUN, str(ROOT), "check", str(draft), "-f", "json"],
        capture_output=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
    )
    *said, used = ran.stderr.decode().strip().splitlines()
    seconds, megabytes = used.split()
    assert float(seconds) < SECONDS
    assert int(megabytes) < MEGABYTES
    if says == JUDGED:
        assert ran.returncode in {0, 1}, said
        assert json.loads(ran.stdout)["subject"]["source"] == name
        return
    assert ran.returncode == 2
    (sentence,) = said
    assert says in sentence
    assert WAY_OUT in sentence

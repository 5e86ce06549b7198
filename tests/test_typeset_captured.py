"""Line counts measured in Microsoft Word and LibreOffice, beside those of linter.text.typeset.

python -m pytest tests/test_typeset_captured.py -s     prints what is reached
"""

from __future__ import annotations

import gzip
import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from linter.text.typeset import Profile, break_lines

MEASURED = Path(__file__).parent.parent.parent / "shared" / "data" / "a4"

pytestmark = [
    pytest.mark.captured,
    pytest.mark.skipif(not MEASURED.is_dir(), reason="the measured pages of ../shared/data/a4 are not here"),
]


def printed_chars(line: str) -> int:
    """Characters as read from Word's PDF, where "…" is three full stops."""
    return len("".join(line.replace("…", "...").split()))


@pytest.fixture(scope="module")
def word():
    """Of each paragraph: its record, and its lines by engine "word"."""
    paragraphs = json.loads((MEASURED / "word.json").read_text(encoding="utf-8"))
    return [
        (
            p,
            break_lines(
                p["runs"],
                size_pt=p["size_pt"],
                width=p["width_tw"],
                first_line=p["first_line_tw"],
                left=p["left_tw"],
                tab=p["tab_tw"],
                kern=p["kern"],
                align=p["align"],
            ),
        )
        for p in paragraphs
    ]


@pytest.fixture(scope="module")
def libreoffice():
    """Of each document: its record, its page and the line counts by engine "libreoffice"."""
    documents = json.loads(gzip.decompress((MEASURED / "lo.json.gz").read_bytes()))
    return [(document, *set_document(document)) for document in documents]


def set_document(document):
    margins = document["margins_mm"]
    page = Profile(
        size_pt=document["size_pt"],
        line_spacing=document["line_spacing"],
        margins_mm=(margins["top"], margins["bottom"], margins["left"], margins["right"]),
        engine="libreoffice",
    )
    counts = [
        len(
            break_lines(
                p["runs"],
                size_pt=page.size_pt,
                width=page.text_width_twips,
                first_line=round(p["indent_mm"] * 1440 / 25.4),
                kern=document["kern"],
                align=p["align"],
                engine="libreoffice",
            )
        )
        for p in document["paras"]
    ]
    return page, counts


def say(reached: str) -> None:
    sys.stdout.write(f"\n{reached}\n")


def test_word_line_counts(word):
    wrong = [p for p, lines in word if len(lines) != p["word_lines"]]
    say(f"Word: {len(word) - len(wrong)} of {len(word)} paragraphs with the right number of lines")
    assert [p["src"] for p in wrong if p["align"] == "justify"] == []
    assert len(wrong) <= 3


def test_word_line_ends(word):
    wrong = [p for p, lines in word if [printed_chars(line) for line in lines] != p["word_line_chars"]]
    say(f"Word: {len(word) - len(wrong)} of {len(word)} paragraphs with every line end in its place")
    assert len(wrong) <= 0.02 * len(word)


@pytest.mark.parametrize(("version", "least"), [("lo74", 0.999), ("lo252", 0.9)])
def test_libreoffice_line_counts(libreoffice, version, least):
    """LibreOffice 25.2 shrinks justified text by another rule; its counts are shown, not judged."""
    documents = [(counts, [p[f"{version}_lines"] for p in document["paras"]]) for document, _, counts in libreoffice]
    exact = sum(counts == measured for counts, measured in documents)
    paragraphs = [pair for pairs in documents for pair in zip(*pairs, strict=True)]
    right = sum(count == measured for count, measured in paragraphs)
    say(f"{version}: {right} of {len(paragraphs)} paragraphs, {exact} of {len(documents)} documents")
    assert right >= least * len(paragraphs)


def test_half_page_verdicts(libreoffice):
    wrong, off, judged = [], 0.0, 0
    for document, page, counts in libreoffice:
        truth = document["lo74"]["fraction"]
        if truth is None:  # more than a page
            continue
        gaps = sum(max(above["after_pt"], below["before_pt"]) for above, below in pairwise(document["paras"]))
        fraction = (sum(counts) * page.pitch_pt + gaps) / page.text_height_pt
        judged += 1
        if (fraction >= 0.5) != (truth >= 0.5):
            wrong.append(document["id"])
        if document["theme"] != "stress":  # those hold letters of fonts with taller lines
            off = max(off, abs(fraction - truth))
    say(f"half a page: {judged - len(wrong)} of {judged} verdicts; the fraction is at most {off:.5f} off")
    assert wrong == []
    assert off < 0.0005

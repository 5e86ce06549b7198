"""Texts that are known by their set phrases: official documents, scripts of ceremonies, tests. Compared folded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Marked = Literal["document", "script", "test"]

_DOCUMENT = tuple(
    map(
        re.compile,
        (
            r"^(?:.{0,60} )?cong hoa xa hoi chu nghia viet nam(?: doc lap tu do hanh phuc.{0,60})?$",
            r"^doc lap tu do hanh phuc$|viet nam doc lap tu do hanh phuc",
            r"^so \d* ?(?:[a-z]{1,4} )?(?:kh|qd|tb|bc|cv|tr)\b",
            r"^can cu\b",
            r"^noi nhan\b",
            r"^kinh gui\b",
            r"^(?:tm|kt|tl) (?:hieu truong|truong phong|bgh)",
            r"^dieu \d+\b",
        ),
    )
)
DOCUMENT_MARKS = 3
HEAD_LINES = 6  # in which an official document shows that it is one, by the motto of the state
MOTTO = 2  # of the marks
REPORT_SYLLABLES = 140  # of sentences: a report that a document is only attached to

_SCRIPT_TITLE = re.compile(r"^(?:bai )?(?:loi dan|kich ban|dan chuong trinh|loi gioi thieu chuong trinh)\b")
_STAGE = re.compile(r"^(?:mc|nguoi dan|loi dan|tiet muc \d|nhac|man hinh|am thanh)\b")
_CUE = re.compile(
    r"^(?:kinh thua|thua (?:quy|cac|toan the)|mc\b|nguoi dan|(?:xin |tran trong |chung toi |xin duoc )*"
    r"(?:xin |tran trong )?kinh (?:moi|chuc)|(?:sau day |tiep theo |va sau day )(?:xin|chung|toi)|tiet muc \d"
    r"|(?:nhac|man hinh|am thanh)\b)|\b(?:xin tran trong|xin kinh|xin moi|de nghi tat ca)\b"
)
TITLED_CUES, CUES = 2, 5  # lines of a script with and without a title that says what it is

_TEST_TITLE = re.compile(r"^de (?:kiem tra|thi|on tap|cuong)\b|^(?:bai|phieu) (?:kiem tra|on tap|bai tap)\b|^dap an\b")
_QUESTION = re.compile(r"^(?:cau|bai)(?: so)? \d{1,2}\b")
_OPTION = re.compile(r"^[abcd] \S")
QUESTIONS, OPTIONS = 3, 3


def marked(lines: Sequence[str], title: str, told: int) -> Marked | None:
    """What the folded lines of a text show it to be. `told` are the syllables of its sentences in paragraphs."""
    if _is_document(lines, told):
        return "document"
    cues = sum(1 for line in lines if _CUE.search(line))
    titled = _SCRIPT_TITLE.search(title) is not None
    staged = titled or any(map(_STAGE.search, lines))
    if staged and cues >= (TITLED_CUES if titled else CUES) and cues * 4 >= len(lines):
        return "script"
    questions = sum(1 for line in lines if _QUESTION.search(line))
    options = sum(1 for line in lines if _OPTION.search(line))
    if (questions + options) * 2 < len(lines) and told >= REPORT_SYLLABLES:
        return None  # a report that quotes some questions
    if questions >= QUESTIONS and (_TEST_TITLE.search(title) or options >= OPTIONS):
        return "test"
    return None


def _is_document(lines: Sequence[str], told: int) -> bool:
    found = sum(1 for mark in _DOCUMENT if any(map(mark.search, lines)))
    if found < DOCUMENT_MARKS:
        return False
    headed = any(mark.search(line) for mark in _DOCUMENT[:MOTTO] for line in lines[:HEAD_LINES])
    return headed or told < REPORT_SYLLABLES

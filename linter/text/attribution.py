"""Whom a text names as the one it comes from, beside the last lines that `byline` reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.text.plain import plain

_PAPERS = r"(?:báo|tạp\s+chí|đài|cổng|trang|website|thông\s+tấn\s+xã|TTXVN|VTV|VOV)"
_LEAD = re.compile(rf"\W{{0,3}}(?:Theo|Nguồn|Trích)\s*:?\s+(?P<who>{_PAPERS}\b[^,:;.()]{{2,80}})", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:cong (?:ttdt|thong tin)|trang thong tin|phong (?:gd|giao duc)|pgd|so (?:gd|giao duc)|sgd)")
_LEVEL = re.compile(r"^(?:truong|mn|mamnon|mg|th|tieuhoc|thcs|ththcs|pt|c[012])[-_]?")


def named_in_lead(paragraphs: Sequence[str]) -> str | None:
    """Whom the first two paragraphs credit: "Theo Báo Miệt Cồn, …"."""
    found = (_LEAD.match(paragraph) for paragraph in paragraphs[:2])
    return next((match["who"].strip() for match in found if match), None)


def is_office(credit: str) -> bool:
    """Whether a credit names an education office or its portal."""
    return _OFFICE.search(plain(credit)) is not None


def names_school(credit: str, names: Sequence[str]) -> bool:
    """Whether a credit names a school, by one of its names or by the first part of its host ("th-giong-bac")."""
    said = f" {plain(credit)} "
    short = (plain(_LEVEL.sub("", name)) for name in names)
    return any(len(name) >= 5 and f" {name} " in said for name in short)

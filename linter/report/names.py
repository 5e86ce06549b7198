"""Names of the files of a report."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePath

SUMMARY = "index.html"

_LONGEST = 80
_PLAIN = str.maketrans("đĐ", "dD")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_TAKEN = frozenset(  # the summary's own, and names that Windows keeps for devices
    ["index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """School id → `<id>.html`.

    An id that no file may have, or that differs from an earlier one only in what Windows does not see, gets a
    part of its hash: no school's page overwrites another's, and the same list gives the same names.
    """
    names: dict[str, str] = {}
    taken = set(_TAKEN)
    for school in ids:
        stem = _UNSAFE.sub("-", school).strip("-")[:_LONGEST]
        if stem != school or stem.lower() in taken:
            digest = hashlib.sha256(school.encode("utf-8", "replace")).hexdigest()[:8]
            stem = f"{stem}-{digest}".lstrip("-")
        taken.add(stem.lower())
        names[school] = f"{stem}.html"
    return names


def draft_names(drafts: Sequence[str]) -> list[str]:
    """Names of drafts' files → "kiem-tra-<name>.html", without marks, each once.

    The beginning keeps the page of "bai.html" from taking the place of the draft.
    """
    names: dict[str, None] = {}
    for draft in drafts:
        bare = unicodedata.normalize("NFD", PurePath(draft).stem.translate(_PLAIN)).encode("ascii", "ignore").decode()
        stem, number = _UNSAFE.sub("-", bare).strip("-")[:_LONGEST].lower() or "ban-nhap", 1
        while (name := f"kiem-tra-{stem}{f'-{number}' if number > 1 else ''}.html") in names:
            number += 1
        names[name] = None
    return list(names)

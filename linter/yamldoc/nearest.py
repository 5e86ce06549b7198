"""The right word nearest to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from linter.text.plain import plain

LISTED = 20  # choices that a sentence still bears


def nearest(word: str, choices: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The choice most like `word`, marks and case aside; None when none is like it (ratio below `cutoff`)."""
    by_plain: dict[str, str] = {}
    for choice in choices:
        by_plain.setdefault(plain(choice), choice)
    close = get_close_matches(plain(word), by_plain, n=1, cutoff=cutoff)
    return by_plain[close[0]] if close else None


def hint(word: str, choices: Iterable[str], *, cutoff: float = 0.6) -> str:
    """What to put behind a sentence: "; ý bạn là “…”?", or the choices when none is near, or nothing."""
    known = tuple(choices)
    found = nearest(word, known, cutoff=cutoff)
    if found is not None:
        return f"; ý bạn là “{found}”?"
    listed = [*known[:LISTED], "…"] if len(known) > LISTED else known
    return f"; có thể dùng: {', '.join(listed)}" if known else ""

"""A site of which no more than the home page was found: a small site, or none at all."""

from __future__ import annotations

from linter.crawl.address import Scope, left_alone, site_key
from linter.crawl.entrance import Arrival
from linter.crawl.signs import SHORT_MAIN
from linter.crawl.status import Stop
from linter.read.html import Reading
from linter.text.vietnamese import syllables

OURS = 0.02  # of the letters of a Vietnamese text have marks at least; it is about a third of them
NOTHING = "chỉ có trang chủ, gần như không có chữ và không có liên kết nào tới trang khác của trường"
BY_SCRIPT = f"{NOTHING}; có lẽ nội dung chỉ hiện ra khi chạy JavaScript"
FOREIGN = "chỉ có trang chủ, không có chữ tiếng Việt và không có liên kết nào tới trang khác của trường"


def of_lone(arrival: Arrival, scope: Scope) -> Stop | None:
    """Why a home page that is all there is proves nothing: notices of hosts have a thousand wordings, and all of them
    are short or foreign, and lead nowhere. One page of a school's own text is a site, however small."""
    home = {site_key(url) for url in (arrival.answer.requested, arrival.answer.url)}
    for link in arrival.reading.page.links:
        if scope.holds(link.url) and site_key(link.url) not in home and left_alone(link.url, scope.path) is None:
            return None
    text = _text(arrival.reading)
    if syllables(text) < SHORT_MAIN:
        scripted = b"<script" in arrival.answer.body.lower()
        return Stop("needs-js", BY_SCRIPT) if scripted else Stop("empty", NOTHING)
    letters = [letter for letter in text if letter.isalpha()]
    marked = sum(not letter.isascii() for letter in letters)
    return Stop("parked", FOREIGN) if marked < len(letters) * OURS else None


def _text(reading: Reading) -> str:
    blocks = reading.article.blocks if reading.article else reading.page.blocks
    return "\n".join(block.text for block in blocks)

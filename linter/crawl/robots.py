"""robots.txt, as RFC 9309 says: what a site wants left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from protego import Protego

from linter.crawl.fetch import Failure, Fetcher, Reason, Response
from linter.crawl.pace import LONGEST_CRAWL_DELAY_S
from linter.crawl.signs import read_signs
from linter.crawl.url import join, parse
from linter.read.charset import decode

State = Literal["read", "absent", "unreachable", "ignored"]

MAX_BYTES = 512 * 1024  # RFC 9309 §2.5 asks for 500 KiB at least; 50 MB cost the parser 14 s and a gigabyte
_MAX_SITEMAPS = 50
_MAX_LINE = 2_048  # no address that is asked for is longer
_MAX_WILDCARDS = 1_000  # each costs some 4 µs for each address; real files have a dozen
_AGENT = re.compile(r"\s*user[- ]?agent\b\s*:?(.*)", re.IGNORECASE)
_SIGN_BYTES = 8 * 1024  # a page that says "wait" is short

_PAGE = re.compile(r"\s*<(?:!doctype|!--|html|head|body|meta|title|script|div)\b", re.IGNORECASE)
# Redirects without end count as "no file" (RFC 9309 §2.3.1.2), and so does one that leads nowhere.
_NO_FILE: set[Reason] = {"too-many-redirects", "redirect-loop", "bad-url"}


@dataclass(frozen=True, slots=True)
class Robots:
    """What is known of a site's robots.txt.

    `state`: "read"; "absent" (no such file: all is allowed); "unreachable" (no answer, or the server's own
    fault: nothing is allowed for now); "ignored" (a web page in its place: all is allowed). `blocked` says
    that the server turns us away: nothing is allowed, and that is no wish of the site's. `crawl_delay` is
    as written, in seconds; the pace keeps to it up to 30 s. `note` is a Vietnamese sentence or "".
    """

    url: str
    state: State
    note: str = ""
    sitemaps: tuple[str, ...] = ()
    crawl_delay: float | None = None
    blocked: bool = False
    fault: Failure | None = None  # why it is unreachable, where no answer came
    rules: Protego | None = field(default=None, repr=False, compare=False)
    product: str = "*"

    def allowed(self, url: str) -> bool:
        """Whether an address of this site may be fetched. Never raises."""
        if self.blocked or self.state == "unreachable":
            return False
        if self.rules is None:
            return True
        target = parse(url)
        return target is not None and bool(self.rules.can_fetch(target.url, self.product))


async def load(fetcher: Fetcher, home: str, *, verify: bool = True) -> Robots:
    """Reads the robots.txt of a home page's host and makes the pace keep to its crawl-delay."""
    url = join(home, "/robots.txt")
    answer = await fetcher.get(url, max_bytes=MAX_BYTES, cut=True, verify=verify)
    if isinstance(answer, Failure):
        state: State = "absent" if answer.reason in _NO_FILE else "unreachable"
        return Robots(url, state, f"Chưa đọc được robots.txt. {answer.message}", fault=answer)
    robots = _understand(url, answer, product_token(fetcher.user_agent))
    if robots.crawl_delay is not None:
        await fetcher.slow_down(home, robots.crawl_delay)
    return robots


def product_token(user_agent: str) -> str:
    """The name robots.txt groups are matched with: "school-site-linter/1.0 (+…)" → "school-site-linter"."""
    found = re.match(r"[^\s/;(]+", user_agent.strip())
    return found[0] if found else "*"


def _understand(url: str, answer: Response, product: str) -> Robots:
    text, _ = decode(answer.body, answer.headers.get("content-type", ""))
    sign = read_signs(text[:_SIGN_BYTES]) if _is_page(text, answer) else None
    if answer.status == 429 or (sign is not None and sign.meaning == "blocked"):
        state: State = "unreachable" if answer.status >= 400 else "ignored"
        return Robots(url, state, "Máy chủ trả trang chặn truy cập tự động thay cho robots.txt.", blocked=True)
    if answer.status in (401, 403):
        return Robots(url, "absent", "Máy chủ không cho đọc robots.txt; theo quy ước, trang vẫn được đọc.")
    if 300 <= answer.status < 500:
        return Robots(url, "absent")
    if not 200 <= answer.status < 300:
        return Robots(url, "unreachable", f"Chưa đọc được robots.txt: máy chủ báo lỗi {answer.status}.")
    if _is_page(text, answer):
        return Robots(url, "ignored", "Địa chỉ robots.txt trả về một trang web nên được bỏ qua.")
    return _parse(url, text, product, cut=len(answer.body) >= MAX_BYTES)


def _is_page(text: str, answer: Response) -> bool:
    """A web page in place of the file. Some servers call a real robots.txt text/html: the text decides."""
    if answer.content_type in ("text/html", "application/xhtml+xml"):
        return "<" in text[:200] or not re.search(r"^\s*user-?agent\s*:", text, re.IGNORECASE | re.MULTILINE)
    return _PAGE.match(text) is not None


def _parse(url: str, text: str, product: str, *, cut: bool) -> Robots:
    notes = []
    if cut:
        text = text[: max(text.rfind("\n"), text.rfind("\r"), 0)]  # half a line may forbid too much
        notes.append("robots.txt dài quá 512 KiB nên chỉ phần đầu được đọc.")
    lines = _for_us(text, product.lower())
    if sum("*" in line or "$" in line for line in lines) > _MAX_WILDCARDS:
        return Robots(url, "ignored", "robots.txt có quá nhiều mẫu địa chỉ nên được bỏ qua.")
    try:
        rules = Protego.parse("\n".join(lines))
        delay = rules.crawl_delay(product)
    except Exception:  # noqa: BLE001 -- another's parser on anybody's text; not read means not allowed
        return Robots(url, "unreachable", "Không hiểu được nội dung robots.txt.")
    if delay is not None and delay > LONGEST_CRAWL_DELAY_S:
        notes.append(
            f"robots.txt đòi chờ {delay:.0f} giây giữa hai lần truy cập; "
            f"lần này chỉ chờ {LONGEST_CRAWL_DELAY_S:.0f} giây."
        )
    return Robots(url, "read", " ".join(notes), _sitemaps(url, rules), delay, rules=rules, product=product)


def _for_us(text: str, product: str) -> list[str]:
    """The lines with all groups of other robots made one: the parser repeats a rule for every name above it,
    so that 10,000 names over 10,000 rules would cost gigabytes."""
    lines = []
    for line in text.splitlines():
        if len(line) > _MAX_LINE:
            continue
        agent = _AGENT.match(line)
        name = agent[1].partition("#")[0].strip().lower() if agent else "*"
        lines.append(line if name == "*" or name.replace("*", "") in product else "User-agent: (other)")
    return lines


def _sitemaps(url: str, rules: Protego) -> tuple[str, ...]:
    targets = (parse(join(url, written)) for written in rules.sitemaps)
    return tuple(islice(dict.fromkeys(target.url for target in targets if target is not None), _MAX_SITEMAPS))

"""The crawl: discovery, frontier, robots, guarded fetch, spider. The only asynchronous code."""

from linter.crawl import corpus
from linter.crawl.abreast import crawl_all
from linter.crawl.fetch import Fetcher
from linter.crawl.pace import DELAY_S, Pace
from linter.crawl.reply import Response
from linter.crawl.spider import crawl
from linter.crawl.status import NO_SUCH_NAME
from linter.crawl.target import Caps, Crawled, Earlier, Held, Progress, Silent, Snapshots, Target

__all__ = [
    "DELAY_S",
    "NO_SUCH_NAME",
    "Caps",
    "Crawled",
    "Earlier",
    "Fetcher",
    "Held",
    "Pace",
    "Progress",
    "Response",
    "Silent",
    "Snapshots",
    "Target",
    "corpus",
    "crawl",
    "crawl_all",
]

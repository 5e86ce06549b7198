"""The crawl: discovery, frontier, robots, guarded fetch, spider. The only asynchronous code."""

from linter.crawl import corpus
from linter.crawl.abreast import crawl_all
from linter.crawl.fetch import Fetcher
from linter.crawl.pace import DELAY_S, Pace
from linter.crawl.reply import Response
from linter.crawl.spider import crawl
from linter.crawl.target import Caps, Crawled, Progress, Silent, Snapshots, Target

__all__ = [
    "DELAY_S",
    "Caps",
    "Crawled",
    "Fetcher",
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

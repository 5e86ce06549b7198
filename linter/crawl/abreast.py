"""Many sites side by side: each asks its own host, one request at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from linter.crawl.fetch import Fetcher
from linter.crawl.spider import crawl
from linter.crawl.target import Crawled, Progress, Snapshots, Target
from linter.crawl.view import OUR_FAULT
from linter.errors import LinterError
from linter.model import CrawlRecord

log = logging.getLogger(__name__)

AT_ONCE = 64


async def crawl_all(
    targets: Sequence[Target], fetcher: Fetcher, keep: Snapshots, progress: Progress
) -> dict[str, Crawled]:
    """What each target gave. A crawl that fails by our own fault is that target's alone; a full disk or a
    wish to stop ends them all."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(target: Target) -> Crawled:
        async with gate:
            try:
                return await crawl(target, fetcher, keep, progress)
            except LinterError:
                raise
            except Exception:
                log.exception("the crawl of %s failed", target.id)
                failed = Crawled(record=CrawlRecord(status="error", reason=OUR_FAULT))
                progress.done(target, failed.record)
                return failed

    tasks = [asyncio.ensure_future(one(target)) for target in targets]
    try:
        return dict(zip([target.id for target in targets], await asyncio.gather(*tasks), strict=True))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

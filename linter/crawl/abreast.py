"""Many sites side by side: each server is asked one request at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from linter.crawl.fetch import Fetcher
from linter.crawl.rota import Later, take_turns
from linter.crawl.spider import crawl
from linter.crawl.target import Crawled, Progress, Snapshots, Target
from linter.crawl.view import OUR_FAULT
from linter.errors import LinterError
from linter.model import CrawlRecord

log = logging.getLogger(__name__)


async def crawl_all(
    targets: Sequence[Target], fetcher: Fetcher, keep: Snapshots, progress: Progress
) -> dict[str, Crawled]:
    """What each target gave. A crawl that fails by our own fault is that target's alone; a full disk or a
    wish to stop ends them all."""

    async def work(target: Target, later: Later) -> Crawled:
        try:
            return await crawl(target, fetcher, keep, progress, later)
        except LinterError:
            raise
        except Exception:
            log.exception("the crawl of %s failed", target.id)
            failed = Crawled(record=CrawlRecord(status="error", reason=OUR_FAULT))
            progress.done(target, failed.record)
            return failed

    servers = await asyncio.gather(*(fetcher.queue(target.home) for target in targets))
    crawled = await take_turns(targets, servers, work)
    return dict(zip([target.id for target in targets], crawled, strict=True))

"""QuangIch: known by its addresses (/…/ct/{category}/{article}); the markup differs from site to site."""

import re

from linter.read.cms.profile import Profile

QUANGICH = Profile(
    name="quangich",
    marks='link[rel="canonical"][href*="/ct/"], a[href*="/ctfull/"], meta[property="og:url"][content*="/ct/"]',
    body=(
        '[itemprop="articleBody"]',
        ".news-content",
        ".content-news",
        ".detail-content",
        "#content-detail",
        ".noidung",
    ),
    title=(
        "h1",
        ".title-news",
        ".news-title",
    ),
    date=('[class*="date"]', ".time", '[class*="ngay"]'),
    lead=('[class*="sapo"]', ".lead", ".summary"),
    author=('[class*="author"]', '[class*="tacgia"]'),
    categories=(".breadcrumb a",),
    list_path=re.compile(r"/c/\d+/?$"),
    id_in_path=re.compile(r"/(?:ct|ctfull|ctmb|vbct|vbctmb)/\d+/(\d+)/?$"),
    undated=True,
)

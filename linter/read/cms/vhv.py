"""The VHV platform, sold under several names."""

from linter.read.cms.profile import Profile

VHV = Profile(
    name="vhv",
    marks=".ModuleWrapper[moduleRootId], h1.title-detail, .content-detail[itemprop=articleBody]",
    body=(
        '.content-detail[itemprop="articleBody"]',
        "div.content-detail",
    ),
    title=(
        "h1.title-detail",
        "h1",
    ),
    date=(".post-date",),
    lead=(".brief",),
    author=(
        ".author",
        ".post-author",
    ),
    source=(
        ".source",
        ".post-source",
    ),
    categories=(
        ".breadcrumb a",
        '[itemtype*="BreadcrumbList"] a',
    ),
    drop=".other-news, .related, .rating, .tags",
    not_article="article.page-static",
)

"""NukeViet 3 and 4, its edu themes, the eGovernment edition and the phone theme."""

import re

from linter.read.cms.profile import Profile

NUKEVIET = Profile(
    name="nukeviet",
    said="nv_base_siteurl",
    marks='meta[name="generator"][content*="NukeViet"], #news-bodyhtml, #page-bodyhtml',
    body=(
        "#news-bodyhtml",
        ".news_column .bodytext",
        ".news-detail .bodytext",
        ".bodytext",
    ),
    title=(
        'h1[itemprop="headline"]',
        ".news_column h1",
        "h1.title",
        "h1",
        "h2.title",
    ),
    # The visible line; the hidden microdata can carry another time zone, or the time of input.
    date=(
        ".news_column span.h5",
        ".news_column .time",
        "span.time",
        ".text-muted .h5",
        "em.time",
        ".bodytext ~ .time",
    ),
    lead=(
        ".hometext",
        "#hometext",
    ),
    author=(
        ".news_column p.h5.text-right",
        "p.text-right",
        ".author",
        '[class*="author"]',
    ),
    source=(
        ".news_column p.h5.text-right",
        "p.text-right",
        ".source",
    ),
    files=".news-download-file a[download], .list-group-item a[download]",
    categories=(
        '[itemtype*="BreadcrumbList"] a',
        ".breadcrumb a",
        ".breadcrumbs a",
    ),
    drop=".news-download-file, .related, .other-news, .rating, .comment-form, .fb-like",
    id_in_path=re.compile(r"-(\d+)(?:\.html|/)?$"),
    not_article="#page-bodyhtml, .vieworg",
)

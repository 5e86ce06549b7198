"""Joomla 1.5 to 4, with com_content or K2."""

import re

from linter.read.cms.profile import Profile

JOOMLA = Profile(
    name="joomla",
    marks='meta[name="generator"][content*="Joomla"], .com-content-article, .item-page, #k2Container, .contentpaneopen',
    body=(
        '.item-page [itemprop="articleBody"]',
        ".com-content-article__body",
        ".itemBody",
        ".item-page",
        ".contentpaneopen td[valign=top]",
        ".article-content",
    ),
    title=(
        ".item-page .page-header h1",
        ".item-page .page-header h2",
        '.item-page [itemprop="headline"]',
        '.item-page [itemprop="name"]',
        ".item-page h2",
        ".itemTitle",
        ".contentheading",
    ),
    date=(
        ".item-page .published",
        ".article-info .published",
        ".article-info .create",
        ".itemDateCreated",
        ".createdate",
        ".article-info time",
        ".published time",
        "time[datetime]",
        ".article-info .modified",
    ),
    author=(".createdby", ".itemAuthor", ".contentpaneopen .small"),
    categories=(".category-name a", ".article-info a[href]", ".breadcrumb a", ".itemCategory a", ".pathway"),
    drop=".article-info, .article-info-term, .page-header, .icons, .buttonheading, .pager, .pagenav, .content_rating,"
    " .content_vote, .article-index, #article-index, .pagenavcounter, .pagination, .tags, .actions, .relateditems,"
    " .itemHeader, .itemToolbar, .itemRatingBlock, .itemImageBlock, .itemSocialSharing, .itemLinks, .createdate,"
    " .small, .contentheading, form",
    id_in_path=re.compile(r"/(\d+)(?:-[^/]*|:[^/]*)?(?:\.html)?/?$"),
    id_in_query=re.compile(r"(?=.*\bview=article\b)(?:.*&)?id=(\d+)"),
    undated=True,
)

"""Blogger (Blogspot): an address with year and month is one post."""

import re

from linter.read.cms.profile import Profile

BLOGSPOT = Profile(
    name="blogspot",
    marks='meta[name="generator"][content="blogger" i], meta[content="blogger" i], .blog-posts .post-body,'
    ' link[href*="blogger.com/feeds"], link[href*="blogger.com/static"]',
    body=('.post-body[itemprop="articleBody"]', ".post-body", ".entry-content"),
    title=(".post-title", ".entry-title", ".post h3", "h1.title"),
    date=(".date-header", ".post-timestamp", "abbr.published", "time.published", ".post-meta .date", ".published"),
    author=(".post-author .fn", ".post-author", ".author.vcard .fn"),
    categories=(".post-labels a",),
    drop=".post-footer, .post-share-buttons, .related-posts, #related-posts, .blogger-labels, .reaction-buttons",
    id_in_path=re.compile(r"(/\d{4}/\d{2}/[^/]+\.html)$"),
    undated=True,
)

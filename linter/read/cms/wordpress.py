"""WordPress, classic and block editor."""

from linter.read.cms.profile import Profile

WORDPRESS = Profile(
    name="wordpress",
    marks='meta[name="generator"][content^="WordPress"], link[rel="https://api.w.org/"], link[href*="/wp-content/"],'
    " article .entry-content",
    body=(
        "article .entry-content",
        ".single .entry-content",
        ".post .entry-content",
        ".wp-block-post-content",
        ".elementor-widget-theme-post-content",
        ".td-post-content",
        ".content-inner",
        ".entry-content",
    ),
    title=(
        "h1.entry-title",
        ".elementor-widget-theme-post-title",
        "h1.wp-block-post-title",
        "article h1",
        "h1",
    ),
    date=(
        "time.entry-date",
        ".entry-date",
        ".posted-on time",
        ".wp-block-post-date time",
        ".elementor-post-info__item--type-date",
        ".jeg_meta_date",
        ".td-post-date time",
        ".posted-on",
        ".entry-meta .published",
        "article time[datetime]",
    ),
    author=(
        ".entry-meta .author",
        ".byline .author",
        ".author.vcard",
        ".wp-block-post-author__name",
        ".td-post-author-name a",
        ".wp-block-post-author-name",
        ".posted-by .author",
        "[rel~=author]",
    ),
    categories=(
        ".cat-links a",
        "a[rel~=category]",
        ".wp-block-post-terms a",
        ".breadcrumb a",
    ),
    drop=".sharedaddy, .page-links, .post-navigation, .jp-relatedposts, .yarpp-related, .wp-block-post-comments,"
    " .post-views, .entry-meta, .comments-area, nav",
    article="body.single-post, body[class*=postid-], article.type-post.single, body.single article.type-post",
    not_article="body.page, body.home, body.archive, body.category, body.search",
)

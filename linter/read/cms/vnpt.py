"""The portals of VNPT with controls of Microsoft's: /web/trang-chu/{category}/{slug}.html."""

from linter.read.cms.profile import Profile

VNPT = Profile(
    name="vnpt",
    marks=".ArticleDetailControl, .ArticleHeader",
    body=(".ArticleDetailControl .ArticleContent", ".ArticleContent", "#ArticleContent"),
    title=(".ArticleHeader .Title", ".ArticleDetailControl h1", ".ArticleHeader"),
    date=(".ArticleDetailControl .PostDate", ".PostDate", ".ArticleDate"),
    lead=(".ArticleSummary", ".ArticleHead", ".ArticleLead", '[class*="Summary"]', '[class*="Sapo"]'),
    author=(".ArticleAuthor", ".Author", '[class*="Author"]'),
    source=(".ArticleSource", ".Source", '[class*="Source"]'),
    files='[class*="Attach"] a[href], [class*="FileList"] a[href]',
    categories=('[class*="Breadcrumb"] a', ".breadcrumb a"),
    drop=".ArticleOther, .UIArticleOther_Default",
)

"""A portal that several offices had made with Laravel: /{category}/{slug}."""

from linter.read.cms.profile import Profile

LARAVEL = Profile(
    name="laravel",
    marks=".UIDetailArticle",
    body=(".UIDetailArticle .detail",),
    title=(".UIDetailArticle .title", "h1"),
    date=(".UIDetailArticle .datetime", ".datetime"),
    lead=(".UIDetailArticle .description",),
    author=(".UIDetailArticle .author",),
    source=(".UIDetailArticle .source",),
    categories=(".breadcrumb a", ".UIDetailArticle .category a"),
    drop=".related, .tags, .share, .social",
)

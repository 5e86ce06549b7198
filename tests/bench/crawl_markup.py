"""How the sites of `crawl_sites` look: as NukeViet and WordPress write their pages, with all that stands around a text.

A page of a site of fifty weighs about 60 kB, as the real ones do: menus, the leads of other posts in the attributes of
their links, boxes at both sides, styles and scripts in the page.
"""

# ruff: noqa: E501 -- lines of markup
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from crawl_boxes import (
    TITLES,
    address,
    around,
    box,
    cut,
    documents,
    footer,
    list_path,
    mail,
    menu,
    own_path,
    paragraph,
    phone,
    picture,
    script,
    stamp,
    style,
)
from crawl_sites import CATEGORIES, OWN, Entry, School

LATEST = 10
TEAMS = ("Tổ chuyên môn khối 1", "Tổ chuyên môn khối 2 – 3", "Tổ chuyên môn khối 4 – 5", "Tổ Văn phòng")


@dataclass(frozen=True, slots=True)
class View:
    """One page before it is dressed: what stands in its middle, and what it is called."""

    path: str
    title: str
    main: str
    entry: Entry | None = None


def pages(site: School) -> Iterator[tuple[str, str]]:
    """Path and HTML of every page."""
    dress = _nukeviet if site.family == "nukeviet" else _wordpress
    for view in (*_lists(site), *_own(site), *_posts(site)):
        yield view.path, dress(site, view)


# --- what stands in the middle --------------------------------------------------------------------------


def _lists(site: School) -> Iterator[View]:
    yield View("/", site.name, "".join(_teaser(site, each) for each in site.entries[:12]))
    for slug, title in CATEGORIES.items():
        leaves = site.of(slug)
        for number, leaf in enumerate(leaves, 1):
            turns = "".join(
                f'<li><a class="page-numbers" href="{list_path(site, slug, n)}">{n}</a></li>'
                for n in range(1, len(leaves) + 1)
            )
            main = "".join(_teaser(site, each) for each in leaf) + f'<ul class="pagination">{turns}</ul>'
            yield View(list_path(site, slug, number), title + (f" - Trang {number}" if number > 1 else ""), main)


def _own(site: School) -> Iterator[View]:
    texts = {"gioi-thieu": _about(site), "co-cau-to-chuc": _teams(site), "lien-he": _contact(site)}
    for name, text in texts.items():
        yield View(own_path(site, name), TITLES[name], text)
    for number in range(site.spare):
        yield View(own_path(site, f"noi-quy-{number + 1}"), f"Nội quy {number + 1}", _about(site))


def _posts(site: School) -> Iterator[View]:
    for entry in site.entries:
        yield View(entry.path, entry.title, "".join(paragraph(line) for line in entry.lines), entry)


def _about(site: School) -> str:
    lines = [
        f"{site.name} nằm ở xã {site.place}, được thành lập năm 1986 trên nền một điểm lẻ ba phòng học mái lá.",
        f"Qua nhiều lần xây thêm, {site.name} có mười tám phòng học, một thư viện và một sân chơi có mái che.",
        "Nhà trường có ba mươi hai cán bộ, giáo viên, nhân viên; mọi giáo viên đều đạt chuẩn đào tạo của cấp học.",
        "Sứ mệnh của nhà trường là giúp từng em đọc thông, viết thạo, biết thương quê mình và giữ gìn sức khỏe.",
        "Năm học này nhà trường có mười sáu lớp với bốn trăm chín mươi hai em, phần đông là con em nông dân trong xã.",
    ]
    return "".join(paragraph(line) for line in lines)


def _teams(site: School) -> str:
    rows = [(site.head, "Hiệu trưởng"), (site.head.replace(" ", " Thanh ", 1), "Phó Hiệu trưởng")]
    table = "".join(f"<tr><td>{name}</td><td>{post}</td></tr>" for name, post in rows)
    return f"<table><tr><th>Họ và tên</th><th>Chức vụ</th></tr>{table}</table>" + "".join(
        f"<h3>{team}</h3>" + paragraph("Gồm năm giáo viên, sinh hoạt chuyên môn hai tuần một lần.") for team in TEAMS
    )


def _contact(site: School) -> str:
    lines = (site.name, f"Địa chỉ: ấp 1, xã {site.place}", f"Điện thoại: {phone(site)}", f"Email: {mail(site)}")
    return "".join(paragraph(line) for line in lines)


def _teaser(site: School, entry: Entry) -> str:
    """An entry of a list."""
    title, lead = escape(entry.title), escape(cut(entry.lead))
    image = picture(site, entry.number, 100)
    if site.family == "wordpress":
        return (
            f'<article id="post-{entry.number}" class="post-{entry.number} post type-post status-publish format-standard '
            f'has-post-thumbnail hentry category-{entry.category}">{image}<header class="entry-header"><h2 class='
            f'"entry-title"><a href="{address(site, entry.path)}" rel="bookmark">{title}</a></h2>{stamp(site, entry)}'
            f'</header><div class="entry-summary"><p>{lead} [&hellip;]</p></div></article>\n'
        )
    return (
        f'<div class="panel panel-default"><div class="panel-body featured">{image}<h3><a href="{entry.path}" title='
        f'"{title}">{title}</a></h3><div class="text-muted"><ul class="list-unstyled list-inline"><li><em class="fa '
        f'fa-clock-o">&nbsp;</em> {entry.at:%d/%m/%Y %H:%M:00}</li><li><em class="fa fa-eye">&nbsp;</em> Đã xem: '
        f'{entry.number * 7}</li><li><em class="fa fa-comment-o">&nbsp;</em> Phản hồi: 0</li></ul></div>{lead}</div></div>\n'
    )


# --- the families ---------------------------------------------------------------------------------------


_ITEM = (
    '<li role="presentation" class="dropdown"><a class="dropdown-toggle" href="{href}" role="button" aria-expanded="false" '
    'title="{title}"> {title} <strong class="caret">&nbsp;</strong></a>{below}</li>\n'
)
_BELOW = '<ul class="dropdown-menu">{inner}</ul>'


def _nukeviet(site: School, view: View) -> str:
    links = menu(site, _ITEM, _BELOW)
    latest, oldest = box(site, site.entries[:LATEST]), box(site, site.entries[-LATEST:])
    return (
        f'<!DOCTYPE html><html lang="vi"><head><title>{escape(view.title)}</title><meta charset="utf-8">'
        f'<meta name="description" content="{escape(view.title)} - {site.name}"><meta name="generator" content="NukeViet '
        f'v4.5"><link rel="canonical" href="{address(site, view.path)}"><link rel="stylesheet" href="/themes/default/css/'
        f'style.css?t=1790816400">{style(site, 20)}</head><body><header><div class="logo"><a title="{site.name}" '
        f'href="/"><img src="/uploads/logo.png" alt="{site.name}"></a></div></header><nav class="second-nav" id="menusite">'
        f'<ul class="nav navbar-nav slimmenu">{links}</ul></nav><div class="container" id="body"><div class="row">'
        f'<div class="col-md-13">{_nukeviet_main(site, view)}</div><div class="col-md-6"><div class="panel panel-primary">'
        f'<div class="panel-heading">Tin mới nhất</div><div class="panel-body">{latest}</div></div></div>'
        f'<div class="col-md-5"><aside class="sidebar"><div class="panel-heading">Tin xem nhiều</div>{oldest}</aside>'
        f"{documents(site)}</div></div></div>{footer(site)}"
        '<script>var nv_base_siteurl="/",nv_lang_data="vi",nv_name_variable="nv";</script>'
        f'{script(site, "nv_settings", 60)}<script src="/assets/js/site.js?t=1790816400"></script></body></html>'
    )


def _nukeviet_main(site: School, view: View) -> str:
    entry, title = view.entry, escape(view.title)
    if entry is None:
        inner = view.main
        if view.path.startswith("/about/"):
            inner = f'<h1 class="title">{title}</h1><div id="page-bodyhtml" class="bodytext">{inner}</div>'
        return f'<div class="news_column"><div class="panel panel-default"><div class="panel-body">{inner}</div></div></div>'
    newer, older = around(site, entry)
    days = ("hai", "ba", "tư", "năm", "sáu", "bảy")
    week = f"Thứ {days[entry.at.weekday()]}" if entry.at.weekday() < len(days) else "Chủ nhật"
    return (
        '<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" itemscope><div class="panel-'
        f'body"><h1 class="title margin-bottom-lg" itemprop="headline">{title}</h1><span class="hidden hide d-none" itemprop='
        f'"datePublished">{entry.at.isoformat()}</span><div class="row margin-bottom-lg"><span class="h5">{week} - '
        f'{entry.at:%d/%m/%Y %H:%M}</span></div><div class="hometext m-bottom" itemprop="description">{escape(entry.lead)}'
        f'</div><div id="news-bodyhtml" class="bodytext margin-bottom-lg">{view.main}</div><p class="h5 text-right"><strong>'
        f'Tác giả: </strong>{site.head}</p></div></div><div class="news_column panel panel-default"><div class="panel-body '
        f'other-news"><p class="h3"><strong>Những tin mới hơn</strong></p>{box(site, newer)}<p class="h3"><strong>Những tin '
        f"cũ hơn</strong></p>{box(site, older)}</div></div>"
    )


_WP_ITEM = (
    '<li class="menu-item menu-item-type-taxonomy menu-item-object-category menu-item-has-children"><a href="{href}" title='
    '"{title}"><span class="menu-text">{title}</span></a>{below}</li>\n'
)
_WP_BELOW = '<ul class="sub-menu">{inner}</ul>'


def _wordpress(site: School, view: View) -> str:
    kind = "post-template-default single single-post" if view.entry else "archive category"
    if view.path.strip("/") in {*OWN, *(f"noi-quy-{n + 1}" for n in range(site.spare))}:
        kind = "page-template-default page"
    links = menu(site, _WP_ITEM, _WP_BELOW)
    latest, oldest = box(site, site.entries[:LATEST]), box(site, site.entries[-LATEST:])
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"><title>{escape(view.title)} &#8211; {site.name}</title>'
        f'<meta name="generator" content="WordPress 6.1.7"><link rel="canonical" href="{address(site, view.path)}"><link rel='
        f'"stylesheet" id="theme-css" href="{address(site, "/wp-content/themes/truonghoc/style.css?ver=1.4")}">'
        f'{style(site, 60)}{script(site, "_wpemojiSettings", 30)}</head><body class="{kind}"><div id="page" class="site">'
        f'<header id="masthead" class="site-header"><p class="site-title"><a href="{site.home}" rel="home">{site.name}</a>'
        f'</p><nav id="site-navigation" class="main-navigation"><ul id="primary-menu" class="menu">{links}</ul></nav></header>'
        f'<div id="content" class="site-content"><main id="main" class="site-main">{_wordpress_main(site, view)}</main>'
        f'<aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2 class="widget-title">'
        f'Bài viết mới</h2>{latest}</section><section class="widget"><h2 class="widget-title">Xem nhiều</h2>{oldest}'
        f"</section><section class='widget'>{documents(site)}</section></aside></div>{footer(site)}</div>{script(site, 'wp_settings', 30)}<script src="
        f'"{address(site, "/wp-includes/js/comment-reply.min.js?ver=6.1.7")}"></script></body></html>'
    )


def _wordpress_main(site: School, view: View) -> str:
    entry, title = view.entry, escape(view.title)
    if entry is None:
        if view.main.startswith("<article"):
            return view.main
        return f'<article class="page type-page"><h1 class="entry-title">{title}</h1><div class="entry-content">{view.main}</div></article>'
    newer, older = around(site, entry)
    return (
        f'<article id="post-{entry.number}" class="post-{entry.number} post type-post status-publish format-standard hentry '
        f'category-{entry.category}"><header class="entry-header"><h1 class="entry-title">{title}</h1>{stamp(site, entry)}'
        f'</header><div class="entry-content">{paragraph(entry.lead)}{view.main}{picture(site, entry.number, 1024)}</div>'
        f'<footer class="entry-footer"><span class="cat-links">Chuyên mục: <a href="'
        f'{address(site, list_path(site, entry.category, 1))}" rel="category tag">{CATEGORIES[entry.category]}</a></span></footer>'
        f'</article><div class="yarpp-related"><h3>Bài liên quan</h3>{box(site, newer)}{box(site, older)}</div>'
    )

"""What stands around the texts of the sites of `crawl_sites`: menus, boxes, feet, and the addresses in them."""

# ruff: noqa: E501 -- lines of markup
from __future__ import annotations

import json
import random
from collections.abc import Sequence
from html import escape

from crawl_sites import CATEGORIES, OWN, Entry, School

TITLES = dict(zip(OWN, ("Giới thiệu", "Cơ cấu tổ chức", "Liên hệ"), strict=True))
RELATED, EXCERPT = 10, 300
ELSEWHERE = 48  # links of the menu to other sites
DOCUMENTS = 24


def list_path(site: School, category: str, number: int) -> str:
    if site.family == "nukeviet":
        return f"/{category}/" + (f"page-{number}/" if number > 1 else "")
    return f"/category/{category}/" + (f"page/{number}/" if number > 1 else "")


def own_path(site: School, name: str) -> str:
    return f"/about/{name}.html" if site.family == "nukeviet" else f"/{name}/"


def address(site: School, path: str) -> str:
    """WordPress writes whole addresses, NukeViet paths."""
    return site.home.rstrip("/") + path


def href(site: School, entry: Entry, *, picture: bool = False) -> str:
    root = "" if site.family == "nukeviet" else site.home.rstrip("/")
    folder = "/uploads" if site.family == "nukeviet" else "/wp-content/uploads"
    return f"{root}{folder}/anh-{entry.number}.jpg" if picture else root + entry.path


def paragraph(line: str) -> str:
    return (
        '<p style="text-align:justify;line-height:1.5;"><span style="font-size:14pt;">'
        f"<span style=\"font-family:'Times New Roman',serif;\">{escape(line)}</span></span></p>\n"
    )


def picture(site: School, number: int, width: int) -> str:
    root = "/uploads/news/2026_10" if site.family == "nukeviet" else address(site, "/wp-content/uploads/2026/10")
    sizes = ", ".join(f"{root}/anh-{number}-{w}x{w * 3 // 4}.jpg {w}w" for w in (150, 300, 768, 1024))
    srcset = f' srcset="{sizes}" sizes="(max-width: 1024px) 100vw, 1024px"' if site.family == "wordpress" else ""
    return (
        f'<img src="{root}/anh-{number}.jpg" alt="Ảnh của trường {number}" width="{width}" class="img-thumbnail pull-left '
        f'imghome" loading="lazy"{srcset}>'
    )


def stamp(site: School, entry: Entry) -> str:
    return (
        f'<div class="entry-meta"><span class="posted-on">Đăng vào <a href="{address(site, entry.path)}" rel="bookmark"><time '
        f'class="entry-date published updated" datetime="{entry.at.isoformat()}">{entry.at:%d/%m/%Y}</time></a></span> '
        f'<span class="byline">bởi <span class="author vcard">{escape(site.head)}</span></span></div>'
    )


def menu(site: School, item: str, below: str) -> str:
    """Sections, categories, and addresses elsewhere in folds of six. `item` and `below` are the family's markup."""
    root = "" if site.family == "nukeviet" else site.home.rstrip("/")
    rows = [(f"{root}/", "Trang chủ")]
    rows += [(root + own_path(site, name), title) for name, title in TITLES.items()]
    rows += [(root + own_path(site, f"noi-quy-{n + 1}"), f"Nội quy {n + 1}") for n in range(site.spare)]
    rows += [(root + list_path(site, slug, 1), title) for slug, title in CATEGORIES.items()]
    menu = "".join(item.format(href=href, title=title, below="") for href, title in rows)
    for start in range(0, ELSEWHERE, 6):
        inner = "".join(
            item.format(
                href=f"https://donvi-{n}.edu.example/vi/trang-thong-tin/", title=f"Đơn vị liên kết {n}", below=""
            )
            for n in range(start + 1, start + 7)
        )
        top = f"https://nhom-{start // 6 + 1}.edu.example/"
        menu += item.format(href=top, title=f"Liên kết nhóm {start // 6 + 1}", below=below.format(inner=inner))
    return menu


def box(site: School, entries: Sequence[Entry]) -> str:
    """Links to posts, each with its lead for the pointer that rests on it."""
    rows = []
    for entry in entries:
        title, lead = escape(entry.title), escape(cut(entry.lead))
        rows.append(
            f'<li class="clearfix"><a class="show" href="{href(site, entry)}" data-content="{lead}" data-img="'
            f'/assets/news/2026_10/anh-{entry.number}.jpg" data-rel="block_news_tooltip" title="{title}">'
            f'<img src="{href(site, entry, picture=True)}" alt="{title}" width="70" class="img-thumbnail pull-left '
            f'mr-1">{title}</a> <em>({entry.at:%d/%m/%Y})</em></li>\n'
        )
    return f'<ul class="block_tophits list-none list-items">{"".join(rows)}</ul>'


def around(site: School, entry: Entry) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """The posts before and after one in its category."""
    same = [each for each in site.entries if each.category == entry.category]
    here = same.index(entry)
    return same[max(0, here - RELATED) : here], same[here + 1 : here + 1 + RELATED]


def documents(site: School) -> str:
    """The box of official letters, each a file."""
    folder = "/uploads/van-ban" if site.family == "nukeviet" else address(site, "/wp-content/uploads/van-ban")
    rows = "".join(
        f'<tr><td class="text-center">{n}</td><td><a href="{folder}/so-{n}.pdf">{100 + n}/KH-TH</a></td>'
        f"<td><span>{n % 28 + 1:02}/{n % 12 + 1:02}/2026</span></td><td><em>Kế hoạch tháng {n % 12 + 1}</em></td></tr>"
        for n in range(1, DOCUMENTS + 1)
    )
    return f'<div class="panel-heading">Văn bản</div><table class="table table-bordered">{rows}</table>'


def cut(lead: str) -> str:
    return lead if len(lead) <= EXCERPT else lead[:EXCERPT].rsplit(" ", 1)[0] + "..."


def phone(site: School) -> str:
    return f"(0299) 3000 {site.number:03}"


def mail(site: School) -> str:
    return f"truong{site.number}@vidu.edu.example"


def footer(site: School) -> str:
    return (
        f'<footer class="site-footer section-footer-top" id="footer"><div class="container"><p><strong>{site.name}</strong></p>'
        f"<p>Địa chỉ: ấp 1, xã {site.place}</p><p>Điện thoại: {phone(site)}</p><p>Email: {mail(site)}</p>"
        f"<p>Chịu trách nhiệm nội dung: {site.head}, Hiệu trưởng</p></div></footer>"
    )


def script(site: School, name: str, entries: int) -> str:
    """As a theme leaves its settings in a page."""
    choose = random.Random(f"{site.number} {name}")
    told = {f"opt_{n}": f"{choose.getrandbits(64):x}" for n in range(entries)}
    return f"<script>var {name} = {json.dumps(told)};</script>\n"


def style(site: School, rules: int) -> str:
    lines = (
        f".block-{n} .inner > li{{margin:{n % 7}px 0 {n % 5}px;color:#{(n * 99991) % 0xFFFFFF:06x};padding:{n % 9}px}}"
        for n in range(rules)
    )
    return f"<style>{''.join(lines)}</style>\n"

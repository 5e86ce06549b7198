"""Addresses: one form each, which are a site's own, which are left alone. C36, C37, C38, C63."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.crawl.address import FILE_REASON, LOGIN_REASON, TRAP_REASON, Scope, canonical, left_alone, site_key
from linter.crawl.url import parse

HOST = "http://th-a.edu.example"


@pytest.mark.parametrize(
    ("written", "one_form"),
    [
        ("HTTP://TH-A.EDU.example:80/A/#muc", "http://th-a.edu.example/A/"),
        ("https://th-a.edu.example:443", "https://th-a.edu.example/"),
        ("http://th-a.edu.example:8101/x", "http://th-a.edu.example:8101/x"),
        ("http://th-a.edu.example./", f"{HOST}/"),
        ("http://tên-miền.example/", "http://xn--tn-min-iva0322d.example/"),
        ("http://[::1]:8101/x", "http://[::1]:8101/x"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        (f"{HOST}/a/./b/../c/", f"{HOST}/a/c/"),
        (f"{HOST}/../..", f"{HOST}/"),
        (f"{HOST}\\tin\\a.html", f"{HOST}/tin/a.html"),
        (f"{HOST}/giới thiệu", f"{HOST}/gi%E1%BB%9Bi%20thi%E1%BB%87u"),
        (f"{HOST}/gi%e1%bb%9bi%20thi%e1%bb%87u", f"{HOST}/gi%E1%BB%9Bi%20thi%E1%BB%87u"),
        (f"{HOST}/%7Ea%2Db", f"{HOST}/~a-b"),
        (f"{HOST}/a%2Fb", f"{HOST}/a%2Fb"),
        (f"{HOST}/100%-that", f"{HOST}/100%25-that"),
        (f"{HOST}/a;jsessionid=1F2E?x=1", f"{HOST}/a?x=1"),
        (f"{HOST}/a?PHPSESSID=1&x=1&utm_source=zalo&fbclid=2", f"{HOST}/a?x=1"),
        (f"{HOST}/a?_t=1700000000000", f"{HOST}/a"),
        (f"{HOST}/a?x=1&amp;y=2", f"{HOST}/a?x=1&y=2"),
        (f"{HOST}/a?t=%E1%BA", f"{HOST}/a?t=%E1%BA"),
        (f"{HOST}/index.php?/tin-tuc/12", f"{HOST}/index.php?/tin-tuc/12"),
        (f"{HOST}/a?b", f"{HOST}/a?b"),
    ],
)
def test_one_form(written: str, one_form: str) -> None:
    assert canonical(written) == one_form


def test_decomposed_letters_stay_another_address_as_they_are_for_the_server() -> None:
    assert canonical(f"{HOST}/ta\u0323i") == f"{HOST}/ta%CC%A3i" != canonical(f"{HOST}/t\u1ea1i")


def test_the_number_of_a_post_is_no_session() -> None:
    """NukeViet's forebears address posts as sid=12; a session is long."""
    assert canonical(f"{HOST}/modules.php?name=News&sid=12") != canonical(f"{HOST}/modules.php?name=News&sid=13")
    assert canonical(f"{HOST}/a?sid=0a1b2c3d4e5f60718293") == f"{HOST}/a"


@pytest.mark.parametrize(
    "broken",
    [
        "http://a:b/",
        "http://a:99999/",
        "http://[::1/",
        "http://[/",
        "http://" + "a" * 70 + "ẹ./",
        "",
        "//",
        "\ud800",
        "http://\ud800/",
    ],
)
def test_what_is_no_address_raises_nothing(broken: str) -> None:
    assert isinstance(canonical(broken), str)
    left_alone(broken)
    assert not Scope.of("http://a/").holds(broken) or broken == ""


_PIECES = st.sampled_from(
    [
        "%",
        "%41",
        "%zz",
        "..",
        ".",
        "/",
        "//",
        "?",
        "&",
        "=",
        "ệ",
        "e\u0323",
        " ",
        "[",
        "]",
        ":",
        ";",
        "@",
        "'",
        '"',
        "|",
        "+",
        "a",
        "B",
        "#",
        "\\",
        "~",
        "{",
        "^",
        "`",
        "\t",
        "\ud801",
    ]
)


@given(
    st.lists(_PIECES, max_size=12).map("".join), st.sampled_from([f"{HOST}/", HOST, "https://[::1]:8/", "http:", ""])
)
def test_the_form_is_stable_and_nothing_raises(tail: str, start: str) -> None:
    once = canonical(start + tail)
    assert canonical(once) == once
    left_alone(once)
    Scope.of(f"{HOST}/").holds(start + tail)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_what_is_sent_has_the_same_form(tail: str) -> None:
    """The door normalises as well: a page must not look redirected because of that."""
    form = canonical(f"{HOST}/x{tail}")
    sent = parse(form)
    assert sent is None or canonical(sent.url) == form


def test_the_spellings_of_one_page_share_a_key() -> None:
    spellings = ("http://th-a.edu.example/x", "https://www.th-a.edu.example/x", "HTTPS://TH-A.edu.example:443/x#y")
    assert len({site_key(url) for url in spellings}) == 1
    assert site_key("http://th-a.edu.example:8101/x") != site_key("http://th-a.edu.example/x")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/savefile/tin/a.html", "bản in"), ("/print/tin/a.html", "bản in"), ("/a/?replytocom=4", "bản in"),
        ("/a/amp/", "bản in"), ("/index.php?nv=news&op=savefile/a", "bản in"), ("/a.html?download=1&id=0", "bản in"),
        ("/?nvvithemever=r&nv_redirect=x", "phiên"), ("/index.php?second=cronjobs&p=1", "phiên"),
        ("/banners/click/?id=1&s=0f", "phiên"),
        ("/users/login/?nv_redirect=x", LOGIN_REASON), ("/wp-login.php", LOGIN_REASON),
        ("/dang-nhap.html", LOGIN_REASON),
        ("/user/login", LOGIN_REASON), ("/index.php?option=com_users&view=login", LOGIN_REASON),
        ("/Account/Login?ReturnUrl=%2f", LOGIN_REASON), ("/vi/users/", LOGIN_REASON), ("/admin/", LOGIN_REASON),
        ("/?s=hoi+giang", "tìm kiếm"), ("/seek/?q=a", "tìm kiếm"),
        ("/lich?d=2020-01-01", "trang lịch"), ("/2026/11/", "trang lịch"), ("/2026/11/05/page/2/", "trang lịch"),
        ("/tag/hoi-thi/", "thẻ"), ("/feed/", "RSS"), ("/rss/tin/", "RSS"),
        ("/uploads/so-do.PDF", FILE_REASON), ("/a/so do.docx", FILE_REASON),
        ("/a/b/a/b/a/b/", TRAP_REASON), ("/" + "x/" * 3, TRAP_REASON),
        ("/" + "/".join(map(str, range(21))), TRAP_REASON),
        ("/?x=" + "y" * 2000, TRAP_REASON),
    ],
)  # fmt: skip
def test_left_alone_with_its_reason(address: str, reason: str) -> None:
    assert reason in (left_alone(HOST + address) or "")


@pytest.mark.parametrize(
    "address",
    [
        "/", "/gioi-thieu/", "/about/", "/2026/11/05/hoi-thi/", "/tin-tuc/in-an/", "/adminstration/", "/admin-tin/",
        "/node/12", "/?q=node/12", "/?q=gioi-thieu", "/index.php?s=12", "/chi-tiet.aspx?id=12", "/the-thao/",
        "/nguoi-dang-ky/a.html", "/a/b/a/b/", "/tin/lich-su-truong/", "/users-guide-tin/",
    ],
)  # fmt: skip
def test_pages_are_not_left_alone(address: str) -> None:
    assert left_alone(HOST + address) is None


@pytest.mark.parametrize("address", ["/mn-b/print/tin/a.html", "/mn-b/users/login/", "/mn-b/index.php/savefile/a/b"])
def test_a_site_below_a_path_has_the_same_rules_below_it(address: str) -> None:
    assert left_alone(HOST + address, "/mn-b/") is not None
    assert left_alone(HOST + "/mn-b/gioi-thieu/", "/mn-b/") is None


@pytest.mark.parametrize(
    ("home", "path"),
    [
        ("/", "/"), ("/index.php", "/"), ("/trang-chu.html", "/"), ("/trang-chu", "/"), ("/vi/", "/"), ("/vi", "/"),
        ("/home/index.aspx", "/"), ("/mn-b", "/mn-b/"), ("/mn-b/", "/mn-b/"), ("/mn-b/default.aspx", "/mn-b/"),
        ("/mn-b/Pages/Home.aspx", "/mn-b/"), ("/mn-b/vi/", "/mn-b/"),
    ],
)  # fmt: skip
def test_the_path_of_a_site_is_the_folder_of_its_home(home: str, path: str) -> None:
    assert Scope.of(HOST + home).path == path


def test_a_school_below_a_path_keeps_to_it() -> None:
    scope = Scope.of(f"{HOST}/mn-b")
    assert scope.holds(f"{HOST}/mn-b")
    assert scope.holds("https://www.th-a.edu.example/mn-b/?x=1")
    assert not scope.holds(f"{HOST}/mn-bc/")
    assert not scope.holds(f"{HOST}/mn-c/")
    assert not scope.holds(f"{HOST}/")
    assert scope.same_host(f"{HOST}/sitemap.xml")


def test_the_hosts_of_a_site() -> None:
    scope = Scope.of("http://www.th-a.edu.example/", ("TH-A.example", "th-a.example:8080"))
    for own in (
        "https://th-a.edu.example/x",
        "http://th-a.example/",
        "http://www.th-a.example/",
        "http://th-a.example:8080/",
    ):
        assert scope.holds(own), own
    for other in (
        "http://th-b.edu.example/",
        "http://m.th-a.edu.example/",
        "http://th-a.edu.example:8101/",
        "ftp://th-a.edu.example/",
        "mailto:a@th-a.edu.example",
        "http://th-a.edu.example.evil.example/",
    ):
        assert not scope.holds(other), other

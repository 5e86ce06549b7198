"""The list of schools: YAML, workbooks and CSV; the cases S01 to S05."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from linter.errors import ConfigError
from linter.model import Membership, PortalAddress, School, Unit
from linter.schools import SchoolList, load

UNIT = """\
units:
  - {id: pgd, name: Phòng GD&ĐT huyện Rạch Sậy, portals: [{url: pgd.edu.example, from: 2020-01-01}]}
schools:
"""
PGD = Unit("pgd", "Phòng GD&ĐT huyện Rạch Sậy", (PortalAddress("http://pgd.edu.example/", date(2020, 1, 1)),))
GOOD = "  - {id: good, name: Trường tốt, level: TH, home: good.edu.example}\n"


def yaml(rows: str, head: str = UNIT) -> SchoolList:
    return load([("schools.yaml", (head + rows).encode())])


def row(**cells: str) -> str:
    """One row of the YAML list, on line 5, after a good one."""
    whole = {"id": "a", "name": "Trường A", "level": "TH", "home": "a.edu.example"} | cells
    written = ", ".join(f"{key}: {value}" for key, value in whole.items() if value)
    return GOOD + f"  - {{{written}}}\n"


def the_school(**cells: str) -> School:
    read = yaml(row(**cells))
    assert read.refused == ()
    return read.schools[1]


def the_refusal(**cells: str) -> str:
    read = yaml(row(**cells))
    assert [school.id for school in read.schools] == ["good"]
    assert len(read.refused) == 1
    return read.refused[0]


def csv(text: str, *more: tuple[str, str]) -> SchoolList:
    return load([("truong.csv", text.encode()), *((name, other.encode()) for name, other in more)])


def workbook(**sheets: Sequence[Sequence[Any]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for cells in rows:
            sheet.append(list(cells))
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(book: openpyxl.Workbook) -> SchoolList:
    return load([("danh-sach.xlsx", saved(book))])


HEADER = ("Mã", "Tên trường", "Cấp", "Địa chỉ trang", "Đơn vị")
UNITS = (("Mã", "Tên", "Cổng", "Từ ngày"), ("pgd", PGD.name, "pgd.edu.example", "01/01/2020"))


# --- the YAML list --------------------------------------------------------------------------------------


def test_the_list_of_the_design_is_read_whole() -> None:
    text = """\
crawl: {contact: "https://lien-he.example/bot"}
units:
  - id: pgd-rach-say
    name: Phòng GD&ĐT huyện Rạch Sậy
    portals: [{url: "http://127.0.0.1:8102/", from: 2020-01-01}]
schools:
  - id: th-kenh-tram
    name: Trường Tiểu học Kênh Tràm
    level: TH
    home: "http://127.0.0.1:8101/"
    unit: pgd-rach-say
"""
    read = load([("schools.yaml", text.encode())])
    unit = Unit(
        "pgd-rach-say",
        "Phòng GD&ĐT huyện Rạch Sậy",
        (PortalAddress("http://127.0.0.1:8102/", date(2020, 1, 1)),),
    )
    school = School(
        "th-kenh-tram",
        "Trường Tiểu học Kênh Tràm",
        "TH",
        "http://127.0.0.1:8101/",
        memberships=(Membership(unit),),
    )
    assert read == SchoolList(
        schools=(school,),
        units=(unit,),
        contact="https://lien-he.example/bot",
        loopback=frozenset({"http://127.0.0.1:8101", "http://127.0.0.1:8102"}),
    )


def test_every_optional_key_of_a_school_is_taken() -> None:
    school = the_school(
        hosts="[WWW.A.edu.example, 'a2.edu.example:8080']",
        former_homes="[cu.edu.example/th-a]",
        verify_tls="false",
        mail="vanthu@a.edu.example",
        unit="[{id: pgd, until: 2025-06-30}, {id: Phòng GD&ĐT Huyện Rạch Sậy, from: 2025-07-01}]",
    )
    assert school.hosts == ("www.a.edu.example", "a2.edu.example:8080")
    assert school.former_homes == ("http://cu.edu.example/th-a",)
    assert school.verify_tls is False
    assert school.mail == "vanthu@a.edu.example"
    assert school.memberships == (
        Membership(PGD, None, date(2025, 6, 30)),
        Membership(PGD, date(2025, 7, 1), None),
    )


def test_a_school_without_a_unit_is_allowed() -> None:
    assert the_school().memberships == ()
    assert yaml(GOOD, "schools:\n").units == ()


def test_the_crawl_section_is_strict() -> None:
    assert yaml(GOOD, "crawl: {delay: 2}\nschools:\n").delay == 2.0
    for bad in (
        "delay: -1",
        "contact: 'liên hệ'",
        'contact: "a@b.example\\nHost: x"',
        "contcat: a@b.example",
    ):
        with pytest.raises(ConfigError, match=r"schools\.yaml:1:\d+: "):
            yaml(GOOD, f"crawl: {{{bad}}}\nschools:\n")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"level": "TCHS"}, "không có cấp học “TCHS”; ý bạn là “THCS”?"),
        ({"level": "THPT"}, "chọn một trong: MN, TH, THCS, TH&THCS"),
        ({"level": ""}, "thiếu cấp học"),
        ({"home": ""}, "thiếu địa chỉ trang"),
        ({"id": ""}, "thiếu mã"),
        ({"name": "' '"}, "thiếu tên"),
        ({"id": "../a b"}, "ý bạn là “a-b”?"),
        ({"unit": "pgdd"}, "không có đơn vị “pgdd” trong danh sách đơn vị; ý bạn là “pgd”?"),
        ({"unit": "[{id: pgd, from: 2025-01-01, until: 2024-01-01}]"}, "đứng sau"),
        ({"unit": "[{id: pgd, form: 2025-01-01}]"}, "“form”; ý bạn là “from”?"),
        ({"mail": "vanthu"}, "“vanthu” không phải địa chỉ thư điện tử"),
        ({"hosts": "[a.edu.example/th]"}, "ý bạn là “a.edu.example”?"),
        ({"hoem": "x"}, "không có khóa “hoem”; ý bạn là “home”?"),
        ({"id": "GOOD"}, "mã “GOOD” đã dùng cho trường “Trường tốt”, dòng 4"),
        ({"home": "pgd.edu.example"}, "là cổng của đơn vị"),
    ],
)
def test_a_bad_row_is_refused_with_one_sentence_and_the_others_remain(cells: dict[str, str], said: str) -> None:
    refusal = the_refusal(**cells)
    assert refusal.startswith("schools.yaml:5: ")
    assert said in refusal
    assert "\n" not in refusal


def test_a_row_that_is_no_row_is_refused() -> None:
    assert yaml(GOOD + "  - 5\n").refused[0].startswith("schools.yaml:5: ")


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("TH và THCS", "TH&THCS"), ("TH & THCS", "TH&THCS"), ("THCS-TH", "TH&THCS"), ("th", "TH"),
        ("Trường TH&THCS", "TH&THCS"), ("Tiểu học", "TH"), ("TRUNG HỌC CƠ SỞ", "THCS"), ("Mầm non", "MN"),
        ("Liên cấp Tiểu học - Trung học cơ sở", "TH&THCS"), ("Mẫu giáo", "MN"),
    ],
)  # fmt: skip
def test_the_spellings_of_a_level_are_one(written: str, level: str) -> None:
    assert the_school(level=f"'{written}'").level == level


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (b"", "schools.yaml:1:1: ", "trống"),
        (b"a: 'x", "schools.yaml:1:4: ", "nháy"),
        (b"schols: []", "schools.yaml:1:1: ", "“schols”; ý bạn là “schools”?"),
        (b"units: []", "schools.yaml: ", "chưa có trường nào"),
        (b"schools: []", "schools.yaml: ", "chưa có trường nào"),
        (b"schools: th-a", "schools.yaml:1:10: ", "danh sách"),
        (b"- a", "schools.yaml:1:1: ", "khóa: giá trị"),
    ],
)
def test_a_mistake_in_the_file_itself_ends_the_reading(text: bytes, place: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load([("schools.yaml", text)])
    assert str(caught.value).startswith(place)
    assert said in caught.value.message


def test_no_file_at_all_is_told() -> None:
    with pytest.raises(ConfigError, match="chưa có trường nào"):
        load([])


def test_when_every_row_is_bad_the_first_is_told_and_how_many_more() -> None:
    rows = "".join(f"  - {{id: t{i}, name: T, level: TH, home: localhost}}\n" for i in range(3))
    with pytest.raises(ConfigError, match=r"schools\.yaml:4:\d+: “localhost” .* \(và 2 dòng khác"):
        yaml(rows)


def test_a_unit_with_a_bad_row_keeps_no_portal_since_half_of_them_would_accuse() -> None:
    head = UNIT.replace("from: 2020-01-01}", "from: 2020-01-01}, {url: localhost}")
    read = yaml(row(unit="pgd"), head)
    assert read.units == (Unit("pgd", PGD.name, ()),)
    assert read.schools[1].memberships == (Membership(Unit("pgd", PGD.name, ())),)
    assert read.refused[0].startswith("schools.yaml:2: ")
    assert "chưa dùng cổng nào của đơn vị này" in read.refused[0]


def test_a_unit_twice_keeps_no_portal() -> None:
    second = "  - {id: pgd, name: Phòng khác, portals: [{url: khac.edu.example}]}\nschools:\n"
    read = yaml(GOOD, UNIT.replace("schools:\n", second))
    assert [unit.portals for unit in read.units] == [()]
    assert "viết hai lần, lần đầu ở dòng 2" in read.refused[0]


# --- S01: lists from Excel ------------------------------------------------------------------------------


def test_s01_a_csv_of_excel_is_read() -> None:
    text = (
        "\ufeffPHÒNG GIÁO DỤC VÀ ĐÀO TẠO;;;;;\r\nDANH SÁCH TRƯỜNG;;;;;\r\n;;;;;\r\n"
        "STT;Mã trường;Tên trường ;Cấp học;Trang web;Đơn vị;Ghi chú\r\n"
        "(1);(2);(3);(4);(5);(6);(7)\r\n"
        "I. Cụm phía đông;;;;;\r\n"
        "1;0012; Trường  TH&THCS Kênh Tràm ;Trường TH&THCS;kenhtram.edu.example;pgd;\r\n"
        '2;007;"Trường ""Sao; Mai""";Mầm non;saomai.edu.example;phòng gd&đt huyện rạch sậy;\r\n'
        "3;008;Trường C;XX;c.edu.example;pgd;\r\n"
        "Tổng cộng;;3;;;;\r\n"
    )
    units = "Mã,Tên,Cổng,Từ ngày,Đến ngày\npgd,Phòng GD&ĐT huyện Rạch Sậy,pgd.edu.example,01/01/2020,\n"
    read = csv(text, ("don-vi.csv", units))
    assert [(s.id, s.name, s.level, s.home) for s in read.schools] == [
        ("0012", "Trường TH&THCS Kênh Tràm", "TH&THCS", "http://kenhtram.edu.example/"),
        ("007", 'Trường "Sao; Mai"', "MN", "http://saomai.edu.example/"),
    ]
    assert [s.memberships for s in read.schools] == [(Membership(PGD),)] * 2
    assert read.refused == ("truong.csv:9: không có cấp học “XX”; hãy chọn một trong: MN, TH, THCS, TH&THCS",)


def test_s01_a_workbook_with_titles_merged_cells_and_number_codes_is_read() -> None:
    book = workbook(
        Trường=[
            ("DANH SÁCH TRƯỜNG",),
            (),
            HEADER,
            (7, "Trường A ", "TH", "a.edu.example", "pgd"),
            ("0008", "Trường B", "TH", "b.edu.example", None),
            (9.0, "Trường C", "TH", "c.edu.example", None),
            ("0010", "Trường D", "TH", "d.edu.example", None),
        ],
        Đơn_vị=[UNITS[0], ("pgd", PGD.name, "pgd.edu.example", datetime(2020, 1, 1))],  # noqa: DTZ001
        Hướng_dẫn=[("Mã", "Tên", "Cấp", "Trang web"), ("x", "Thí dụ", "TH", "thi-du.edu.example")],
    )
    sheet = book["Trường"]
    sheet["A4"].number_format = "00000"
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("E4:E6")
    read = xlsx(book)
    assert [school.id for school in read.schools] == ["00007", "0008", "9", "0010"]
    assert [school.memberships for school in read.schools] == [*[(Membership(PGD),)] * 3, ()]
    assert read.refused == ()


def test_s01_a_bad_row_of_a_workbook_is_told_with_sheet_and_row() -> None:
    rows = [("DANH SÁCH",), HEADER, ("1", "A", "TH", "a.edu.example"), ("2", "B", "TH", "b c.edu.example")]
    assert xlsx(workbook(Trường=rows)).refused[0].startswith("danh-sach.xlsx, trang Trường:4: tên miền")


def test_english_headers_and_other_separators_are_read() -> None:
    for mark in ",;\t":
        text = (
            "id,name,level,home,from,until,unit,mail,verify_tls,hosts\n"
            "1,A,TH,a.edu.example,2021-01-01,31/12/2021,pgd,a@a.edu.example,không,"
            "b.edu.example c.edu.example\n"
        )
        units = "id,name,portal\npgd,P,pgd.edu.example\n"
        school = csv(text.replace(",", mark), ("units.csv", units)).schools[0]
        assert school.memberships[0].since == date(2021, 1, 1)
        assert school.memberships[0].until == date(2021, 12, 31)
        assert school.verify_tls is False
        assert school.mail == "a@a.edu.example"
        assert school.hosts == ("b.edu.example", "c.edu.example")


def test_the_portals_of_a_unit_may_stand_in_rows_of_their_own() -> None:
    schools = "Mã,Tên trường,Cấp,Trang web,Đơn vị\n1,A,TH,a.edu.example,pgd\n"
    units = (
        "Mã,Tên,Cổng,Từ ngày,Đến ngày\n"
        "pgd,Phòng,cu.edu.example,01/01/2020,30/06/2025\n"
        "pgd,,moi.edu.example,01/07/2025,\n"
        ",,them.edu.example,,\n"
        "xa,Xã,xa.edu.example,,\n"
    )
    read = csv(schools, ("don-vi.csv", units))
    assert [p.url for p in read.schools[0].portals_on(date(2025, 6, 30))] == [
        "http://cu.edu.example/",
        "http://them.edu.example/",
    ]
    assert [unit.id for unit in read.units] == ["pgd", "xa"]
    assert [len(unit.portals) for unit in read.units] == [3, 1]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Mã;Tên trường;Trang web", "thiếu cột “Cấp”"),
        ("Mã;Tên trường;Cấp;Trang wed", "không rõ cột “Trang wed”; ý bạn là “Địa chỉ trang”?"),
        ("Mã;Tên trường;Cấp;Trang web;Đơn vj", "không rõ cột “Đơn vj”; ý bạn là “Đơn vị”?"),
        ("Mã;Tên trường;Cấp;Trang web;Website", "hai cột cùng nghĩa: “Trang web” và “Website”"),
        ("a;b;c;d", "không tìm thấy dòng tiêu đề"),
    ],
)
def test_a_header_that_does_not_fit_is_told(header: str, said: str) -> None:
    with pytest.raises(ConfigError, match=r"^truong\.csv") as caught:
        csv(f"{header}\n1;A;TH;a.edu.example;x\n")
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"no workbook", "hỏng"),
        ("a.xlsx", saved(workbook(Trường=[HEADER]))[:2000], "hỏng"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mật khẩu"),
        ("a.xls", b"", "đời cũ"),
        ("a.csv", "Mã;Tên trường".encode("utf-16"), "UTF-16"),
        ("a.csv", "Mã;Tên trường;Cấp".encode("cp1252", "replace"), "UTF-8"),
        ("a.csv", 'Mã;Tên trường;Cấp;Trang web\n1;"A;TH;a.edu.example\n'.encode(), "nháy kép"),
        ("a.csv", b"", "tiêu đề"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(name: str, data: bytes, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load([(name, data)])
    assert str(caught.value).startswith(name)
    assert said in caught.value.message


def test_a_workbook_that_unzips_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(workbook(Trường=[HEADER, ("1", "A", "TH", "a.edu.example")]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(part.file_size for part in archive.infolist())
    monkeypatch.setattr("linter.schools.sheet.MAX_UNZIPPED", size)
    assert load([("a.xlsx", data)]).schools
    monkeypatch.setattr("linter.schools.sheet.MAX_UNZIPPED", size - 1)
    with pytest.raises(ConfigError, match="quá lớn"):
        load([("a.xlsx", data)])


# --- S02: addresses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "home"),
    [
        ("a.edu.example", "http://a.edu.example/"),
        ("' HTTP://A.Edu.Example:80 '", "http://a.edu.example/"),
        ("https://a.edu.example:443/th-a", "https://a.edu.example/th-a"),
        ("'a.edu.example:8080/trang chủ'", "http://a.edu.example:8080/trang%20ch%E1%BB%A7"),
        ("'http://a.edu.example/?utm_source=zalo&id=5&fbclid=x#top'", "http://a.edu.example/?id=5"),
        ("trường-học.edu.example", "http://xn--trng-hc-t8b5918dpea.edu.example/"),
        ("'http://127.0.0.1:8101'", "http://127.0.0.1:8101/"),
        ("'http://[::1]:8101/'", "http://[::1]:8101/"),
    ],
)
def test_s02_an_address_is_brought_to_one_form(written: str, home: str) -> None:
    assert the_school(home=written).home == home


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("'http://tr uong.edu.example'", "dấu cách"),
        ("https://www.facebook.com/th.a", "trang Facebook"),
        ("fb.com/th.a", "trang Facebook"),
        ("http://localhost/", "tên nội bộ"),
        ("'http://localhost:8101/'", "tên nội bộ"),
        ("may-chu", "tên nội bộ"),
        ("truong.local", "tên nội bộ"),
        ("http://0.0.0.0:8101/", "nội bộ"),
        ("http://192.168.1.10/", "nội bộ"),
        ("http://10.0.0.1", "nội bộ"),
        ("http://169.254.169.254", "nội bộ"),
        ("'http://[::ffff:127.0.0.1]/'", "nội bộ"),
        ("'http://[fd00::1]/'", "nội bộ"),
        ("'http://[64:ff9b::7f00:1]/'", "nội bộ"),
        ("2130706433", "IP"),
        ("'http://0x7f.1/'", "IP"),
        ("'http://127。0。0。1/'", "nội bộ"),
        ("'http:/a.edu.example'", "ý bạn là “http://a.edu.example”?"),
        ("'https:\\\\a.edu.example'", "ý bạn là “https://a.edu.example”?"),
        ("'htp://a.edu.example'", "ý bạn là “http://a.edu.example”?"),
        ("'http://'", "không có tên miền"),
        ("'ftp://a.edu.example'", "“ftp:”"),
        ("'javascript:alert(1)'", "“javascript:”"),
        ("a@edu.example", "hộp thư"),
        ("'http://u:p@a.edu.example/'", "tên đăng nhập"),
        ("'a.edu.example:99999'", "cổng"),
        ("'http://a..example'", "viết sai"),
        ("'http://xn--zzzzzz99999.example'", "viết sai"),
        ("http://" + "a" * 70 + ".example", "viết sai"),
        ("a.example/" + "x" * 2000, "2000 ký tự"),
    ],
)
def test_s02_an_address_of_no_public_site_is_refused(written: str, said: str) -> None:
    assert said in the_refusal(home=written)


def test_s02_one_home_for_two_schools_is_told_of_both_and_judged_for_none() -> None:
    """Whose page it is we do not know: judging either by it might accuse the wrong school."""
    rows = GOOD + (
        "  - {id: a, name: Trường A, level: TH, home: 'http://ab.edu.example/?utm_source=x'}\n"
        "  - {id: b, name: Trường B, level: THCS, home: 'https://www.ab.edu.example'}\n"
    )
    read = yaml(rows)
    assert [school.id for school in read.schools] == ["good"]
    assert [text.partition(" ")[0] for text in read.refused] == ["schools.yaml:5:", "schools.yaml:6:"]
    assert all("Trường A" in text and "Trường B" in text for text in read.refused)
    assert "(dòng 6)" in read.refused[0]
    assert "(dòng 5)" in read.refused[1]


def test_s02_schools_may_share_a_host() -> None:
    rows = (
        "  - {id: a, name: A, level: TH, home: pgd.edu.example/th-a}\n"
        "  - {id: b, name: B, level: TH, home: pgd.edu.example/th-b}\n"
    )
    assert len(yaml(rows).schools) == 2


def test_s02_loopback_is_only_what_the_usable_list_writes() -> None:
    rows = (
        "  - {id: a, name: A, level: TH, home: 'http://127.0.0.1:8101/x', hosts: ['127.0.0.1:8103'],"
        " former_homes: ['http://[::1]:8104']}\n"
        "  - {id: b, name: B, level: XX, home: 'http://127.0.0.1:9999/'}\n"
    )
    assert yaml(rows).loopback == {"http://127.0.0.1:8101", "http://127.0.0.1:8103", "http://[::1]:8104"}


# --- S03, S04, S05 --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_s03_of_forty_thousand_rows_one_is_bad() -> None:
    rows = [f"{i:05},Trường {i},TH,th{i}.edu.example" for i in range(40_000)]
    rows[776] = "00776,Trường 776,TH,http://localhost/"
    read = csv("Mã,Tên trường,Cấp,Trang web\n" + "\n".join(rows))
    assert len(read.schools) == 39_999
    assert read.refused == ("truong.csv:778: “localhost” là tên nội bộ, không phải tên miền công khai",)
    assert [read.schools[0].id, read.schools[-1].id] == ["00000", "39999"]


FORMULA = '=HYPERLINK("http://xau.example/","Trường A")'


def test_s04_a_formula_in_a_workbook_is_kept_as_text() -> None:
    read = xlsx(workbook(Trường=[HEADER, ("1", FORMULA, "TH", "a.edu.example")]))
    assert read.schools[0].name == FORMULA


def test_s04_a_formula_with_a_result_gives_what_people_see() -> None:
    data = saved(workbook(Trường=[HEADER, ("1", FORMULA, "TH", "a.edu.example")]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"</f><v></v>" in sheet or b"</f><v />" in sheet or b"</f><v/>" in sheet
    for empty in (b"</f><v></v>", b"</f><v />", b"</f><v/>"):
        sheet = sheet.replace(b'<c r="B2">', b'<c r="B2" t="str">').replace(empty, b"</f><v>Lop A</v>")
    parts["xl/worksheets/sheet1.xml"] = sheet
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert load([("a.xlsx", out.getvalue())]).schools[0].name == "Lop A"


def test_s04_a_formula_in_a_csv_or_yaml_is_text() -> None:
    quoted = FORMULA.replace('"', '""')
    assert csv(f'Mã,Tên trường,Cấp,Trang web\n1,"{quoted}",TH,a.edu.example\n').schools[0].name == FORMULA
    assert the_school(name=f"'{FORMULA}'").name == FORMULA


def test_s05_schools_with_one_name_are_parted_by_their_codes() -> None:
    rows = "".join(
        f"  - {{id: {code}, name: {name}, level: TH, home: {code}.edu.example}}\n"
        for code, name in [
            ("01", "Trường Tiểu học Kim Đồng"),
            ("02", "Trường Tiểu học Kim Đồng"),
            ("03", "TRƯỜNG TIỂU HỌC KIM ĐỒNG"),
            ("04", "Truong Tieu hoc Kim Dong"),
        ]
    )
    read = yaml(rows)
    assert [school.id for school in read.schools] == ["01", "02", "03", "04"]
    assert len({school.name for school in read.schools}) == 3
    assert read.refused == ()


def test_a_unit_is_not_found_by_a_name_that_two_units_share() -> None:
    head = """\
units:
  - {id: u1, name: Xã Kim Đồng}
  - {id: u2, name: Xã Kim Đông}
schools:
"""
    read = yaml(GOOD + "  - {id: a, name: A, level: TH, home: a.edu.example, unit: Xã Kim Đồng}\n", head)
    assert "không có đơn vị “Xã Kim Đồng”" in read.refused[0]

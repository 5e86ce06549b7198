"""The strict reading of YAML: hostile files (F01 to F05, F08) and every annotation that decode reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.errors import ConfigError
from linter.yamldoc import MappingNode, Node, ScalarNode, SequenceNode, decode, nearest, parse


def read(text: str | bytes) -> Node:
    return parse(text if isinstance(text, bytes) else text.encode(), file="rules.yaml")


def refusal(text: str | bytes) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        read(text)
    error = caught.value
    assert str(error).startswith(f"rules.yaml:{error.line}:{error.column}: ")
    assert error.line >= 1
    assert error.column >= 1
    assert "\n" not in error.message
    return error


# --- the file as a whole --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line", "column", "said"),
    [
        (b"", 1, 1, "trống"),
        (b"# only a comment\n", 1, 1, "trống"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 1, 1, "UTF-8"),
        ("a: Trường".encode("utf-16"), 1, 1, "UTF-16"),
        (b"a: 1\nb: Tr" + b"\xfd\xf2ng", 2, 6, "UTF-8"),
        (b"a: 1\nb: \x07", 2, 4, "U+0007"),
        (b"a:\n\tb: 1", 2, 1, "Tab"),
        (b"a:\n  \tb: 1", 2, 3, "Tab"),
    ],
)
def test_f01_what_is_no_text_of_yaml_is_refused_with_its_place(data: bytes, line: int, column: int, said: str) -> None:
    error = refusal(data)
    assert (error.line, error.column) == (line, column)
    assert said in error.message


@pytest.mark.parametrize("data", [b"[1, 2]", b"42", b"word"])
def test_f01_a_list_or_a_single_value_is_no_configuration(data: bytes) -> None:
    with pytest.raises(ConfigError, match=r"rules\.yaml:1:1: .*khóa: giá trị"):
        decode(Options, read(data))


def test_f01_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    node = read("\ufeffname: Trường\r\nsize: 2\r\n".encode())
    assert isinstance(node, MappingNode)
    assert {key: (place.line, place.column) for key, place in node.keys.items()} == {
        "name": (1, 1),
        "size": (2, 1),
    }
    assert node.at("name") == ScalarNode(node.at("name").place, "Trường")


def test_letters_typed_as_base_and_mark_are_composed() -> None:
    node = read("name: Tru\u031bo\u031b\u0300ng")
    assert isinstance(node.at("name"), ScalarNode)
    assert decode(Named, node) == Named("Trường")


def test_a_file_beyond_a_mebibyte_is_refused_unread() -> None:
    assert "1 MB" in refusal(b"a: " + b"x" * 1024 * 1024).message


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("a: 'x", 1, 4, "nháy"),
        ("a: 1\nb: c: d", 2, 5, "dấu hai chấm"),
        ("- a\nb: 1", 2, 1, "thẳng"),
        ("a: [1,\n2", 2, 2, "“]”"),
        ("a: {b: 1", 1, 9, "“}”"),
        ("a: @b", 1, 4, "ký tự đặc biệt"),
        ('a: "\\q"', 1, 6, "“\\\\”"),
        ('a: "\\uD800"', 1, 4, "điều khiển"),
        ('a: "\\UFFFFFFFF"', 1, 1, "YAML"),
        ("a: 1\n---\nb: 2", 2, 1, "một phần"),
        ("? [a]\n: b", 1, 3, "tên khóa"),
        ("%YAML 9\n---\na: 1", 1, 8, "YAML"),
    ],
)
def test_mistakes_of_syntax_are_told_in_vietnamese_with_their_place(
    text: str, line: int, column: int, said: str
) -> None:
    error = refusal(text)
    assert (error.line, error.column) == (line, column)
    assert said in error.message


def test_f02_a_duplicate_key_names_both_lines() -> None:
    error = refusal("a: 1\nb:\n  c: 2\n  c: 3\n")
    assert error.line == 4
    assert "“c”" in error.message
    assert "dòng 3 và dòng 4" in error.message


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("no", "str"), ("yes", "str"), ("12:30", "str"), ("1_000", "str"), ("2020-09-18", "str"),
        ("0777", "int"), ("08", "int"), ("0o17", "int"), ("0x1F", "int"), ("-3", "int"),
        ("1e3", "float"), (".5", "float"), (".inf", "float"), (".NaN", "float"),
        ("true", "bool"), ("False", "bool"), ("~", "null"), ("null", "null"),
        ("'1'", "str"), ('"true"', "str"),
    ],
)  # fmt: skip
def test_f03_values_are_of_the_core_schema_of_yaml_1_2(text: str, kind: str) -> None:
    node = read(f"a: {text}").at("a")
    assert isinstance(node, ScalarNode)
    assert node.kind == kind


def test_f03_a_directive_of_yaml_1_1_changes_nothing() -> None:
    node = read("%YAML 1.1\n---\na: no").at("a")
    assert isinstance(node, ScalarNode)
    assert node.kind == "str"


def test_f04_the_alias_bomb_is_stopped_at_load() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert len(bomb) < 410
    assert "dùng lại" in refusal(bomb).message


def test_f04_more_than_a_hundred_aliases_are_refused_and_a_few_are_read() -> None:
    assert "dùng lại" in refusal("a: &a x\nb: [" + ",".join(["*a"] * 101) + "]").message
    node = read("a: &a x\nb: [" + ",".join(["*a"] * 100) + "]").at("b")
    assert isinstance(node, SequenceNode)
    assert len(node.items) == 100


@pytest.mark.parametrize("text", ["a: *b", "a: &b {c: *b}"])
def test_an_alias_of_what_is_not_there_yet_is_refused(text: str) -> None:
    assert "“*b”" in refusal(text).message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: !!python/object/apply:os.system [x]", "!!python/object/apply:os.system"),
        ("a: !mine x", "!mine"),
        ("a: !!str x", "!!str"),
        ("[" * 3000 + "]" * 3000, "32 tầng"),
        ("\n".join(" " * i + "a:" for i in range(40)), "32 tầng"),
        ("a: " + "9" * 5000, "quá dài"),
        ("a: 0x" + "f" * 17, "quá dài"),
    ],
)
def test_f05_tags_deep_nesting_and_absurd_integers_are_refused(text: str, said: str) -> None:
    assert said in refusal(text).message


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab:- \n[]{}&*!|>'\"%#,?@`\\x0U~.<\t1\u0085\u2028ư", max_size=40) | st.binary(max_size=40))
def test_whatever_the_bytes_either_nodes_or_a_config_error(data: str | bytes) -> None:
    try:
        assert isinstance(read(data), Node)
    except ConfigError as error:
        assert error.line >= 1  # noqa: PT017 -- most inputs raise, and some do not


# --- typed reading --------------------------------------------------------------------------------------


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Named:
    name: str


@dataclass(frozen=True, slots=True)
class Options:
    min_pages: float = field(default=0.5, metadata={"min": 0.1, "max": 5})
    lines: int = field(default=3, metadata={"min": 1})
    strict: bool = True
    side: Side = Side.LEFT
    mode: Literal["exact", "near"] = "near"
    version: Literal[1, 2] = 1
    grade: Literal["error", "info"] = field(default="info", metadata={"means": {"high": "error"}})
    since: date | None = field(default=None, metadata={"key": "from"})
    words: tuple[str, ...] = field(default=("a",), metadata={"min_items": 1})
    bounds: tuple[float, ...] = field(default=(), metadata={"max": 1})
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    owners: tuple[Named, ...] = field(default=(), metadata={"unique": "name"})
    raw: Node | None = None


def options(text: str) -> Options:
    return decode(Options, read(text))


def wrong(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        options(text)
    return caught.value


def test_nothing_written_gives_the_defaults() -> None:
    assert options("{}") == Options()


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("min_pages: 2", "min_pages", 2.0),
        ("min_pages: 5", "min_pages", 5.0),
        ("min_pages: 0.1", "min_pages", 0.1),
        ("lines: 0777", "lines", 777),
        ("lines: 08", "lines", 8),
        ("lines: 0o17", "lines", 15),
        ("strict: FALSE", "strict", False),
        ("side: right", "side", Side.RIGHT),
        ("mode: exact", "mode", "exact"),
        ("version: 2", "version", 2),
        ("from: 2020-09-07", "since", date(2020, 9, 7)),
        ('from: "2020-09-07"', "since", date(2020, 9, 7)),
        ("from: null", "since", None),
        ("words: [no, 12:30, 08, 1_000, '(a+)+$']", "words", ("no", "12:30", "08", "1_000", "(a+)+$")),
        ("bounds: [0, .5]", "bounds", (0.0, 0.5)),
        ("sections: {thời khóa biểu: [lịch]}", "sections", {"thời khóa biểu": ("lịch",)}),
        ("owners: [{name: 0012}, {name: 1.10}]", "owners", (Named("0012"), Named("1.10"))),
        ("words:\nlines: 4", "words", ("a",)),
        ("sections:\n", "sections", {}),
    ],
)
def test_each_annotation_is_read(text: str, name: str, value: Any) -> None:
    read_value = getattr(options(text), name)
    assert read_value == value
    assert type(read_value) is type(value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("min_page: 1", "không có khóa “min_page”; ý bạn là “min_pages”?"),
        ("since: 2020-09-07", "không có khóa “since”"),
        ("min-pages: 1", "ý bạn là “min_pages”?"),
        ("zzzz: 1", "có thể dùng: min_pages, lines"),
        ("lines: 2.5", "“lines” phải là số nguyên từ 1 trở lên, không phải “2.5”"),
        ("lines: 1.000", "ý bạn là “1000”?"),
        ("lines: 1_000", "ý bạn là “1000”?"),
        ('lines: "3"', "bỏ dấu nháy"),
        ("lines: true", "số nguyên"),
        ("lines:", "“lines” chưa có giá trị"),
        ("min_pages: 0,5", "ý bạn là “0.5”?"),
        ("strict: no", "“strict” phải là true hoặc false, không phải “no”; ý bạn là “false”?"),
        ("strict: có", "ý bạn là “true”?"),
        ("side: lefft", "một trong: left, right, không phải “lefft”; ý bạn là “left”?"),
        ("mode: Exact", "ý bạn là “exact”?"),
        ("mode: qqq", "một trong: exact, near, không phải “qqq”"),
        ("grade: hihg", "một trong: error, info, không phải “hihg”; ý bạn là “error”?"),
        ("version: 3", "không phải “3”"),
        ('version: "1"', "một trong: 1, 2"),
        ("from: 07/09/2020", "ý bạn là “2020-09-07”?"),
        ("from: 20200907", "2020-09-07"),
        ("from: 2020-02-30", "lịch không có ngày “2020-02-30”"),
        ("from: 31/02/2020", "lịch không có ngày “31/02/2020”"),
        ("words: a", "“words” phải là danh sách, không phải “a”"),
        ("words: [a, [b]]", "“words” phải là chữ, không phải danh sách"),
        ("words: [a, true]", '“"true"”'),
        ("words: ['']", "để trống"),
        ("words: []", "ít nhất 1 mục"),
        ("bounds: [0.5, 2]", "“bounds” phải là số không quá 1, không phải “2”"),
        ("sections: [a]", "không phải danh sách"),
        ("owners: [{name: a}, {}]", "thiếu khóa “name”"),
        ("owners:\n  - name: a\n  - name: b\n  - name: a", "viết hai lần, ở dòng 2 và dòng 4"),
        ("owners: [{name: a}, {name: a}]", "viết hai lần"),
        ("owners: [{name: ~}]", "“name” chưa có giá trị"),
        ("owners: [x]", "khóa: giá trị"),
    ],
)
def test_each_mistake_names_what_is_wanted_and_the_nearest_right_word(text: str, said: str) -> None:
    assert said in wrong(text).message


@pytest.mark.parametrize("value", ["-1", "0", ".inf", "-.inf", ".nan", "1e999", "nửa trang", "5.01", "[1]", "''"])
def test_f08_a_number_out_of_range_is_refused_with_the_allowed_range(value: str) -> None:
    error = wrong(f"lines: 2\nmin_pages: {value}")
    assert (error.line, error.column) == (2, 12)
    assert "“min_pages” phải là số từ 0.1 đến 5" in error.message


def test_a_mistake_has_the_place_of_the_value_deep_in_the_file() -> None:
    error = wrong("words:\n  - a\n  - b\nowners:\n  - name: x\n  - nam: y\n")
    assert (error.line, error.column) == (6, 5)


def test_a_node_is_kept_for_a_later_reading_and_knows_its_place() -> None:
    raw = options("raw:\n  lines: 0\n").raw
    assert raw is not None
    with pytest.raises(ConfigError) as caught:
        decode(Options, raw)
    assert (caught.value.line, caught.value.column) == (2, 10)


def test_a_path_leads_to_the_deepest_node_that_is_there() -> None:
    node = read("a:\n  - b: 1\n  - c: 2\n")
    assert node.at("a", 1, "c").place.line == 3
    assert node.at("a", 1, "x", "y").place.line == 3
    assert node.at("a", 7).place.line == 2
    assert node.at("a", 1).key("c").column == 5


def test_what_the_dataclass_itself_refuses_is_told_at_its_place() -> None:
    @dataclass(frozen=True, slots=True)
    class Span:
        low: int
        high: int

        def __post_init__(self) -> None:
            if self.low > self.high:
                raise ValueError("“low” lớn hơn “high”")

    with pytest.raises(ConfigError, match=r"rules\.yaml:2:3: “low” lớn hơn “high”"):
        decode(Span, read("a:\n  low: 2\n  high: 1").at("a"))


def test_an_annotation_that_decode_cannot_read_is_a_fault_of_the_program() -> None:
    @dataclass(frozen=True, slots=True)
    class Odd:
        value: bytes

    with pytest.raises(TypeError, match="bytes"):
        decode(Odd, read("value: x"))


def test_the_nearest_word_is_found_without_marks_and_none_is_forced() -> None:
    assert nearest("dia chi trang", ["Mã", "Địa chỉ trang"]) == "Địa chỉ trang"
    assert nearest("qqqq", ["Mã", "Địa chỉ trang"]) is None

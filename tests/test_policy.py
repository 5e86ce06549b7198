"""rules.yaml → Policy: the cases F01 to F10, clauses, waivers, choosing rules."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest

from linter.engine import lint
from linter.errors import ConfigError, LinterError
from linter.model import Article, Finding, Location, School, Severity, Verdict
from linter.policy import Policy, load
from linter.rule import AnyRule, Context, Explanation, Rule, met, not_met

HEAD = """\
schema: 1
name: Công văn 99/PGDĐT
applies_from: 2021-02-03
dispatches:
  - id: cv99
    number: 99/PGDĐT
    issued: 2021-02-01
    issuer: Phòng GD&ĐT huyện Rạch Sậy
    subject: V/v đăng bài trên trang thông tin điện tử
    clauses:
      1.2.b: >-
        Mỗi trường đăng bài
        lên cổng của Phòng;
      1.2.c: "Bài dài ít nhất nửa trang."
"""


@dataclass(frozen=True, slots=True)
class Options:
    min_pages: float = field(default=0.5, metadata={"min": 0.1, "max": 5})
    words: tuple[str, ...] = field(default=("a+b",), metadata={"min_items": 1})


def _contains(article: Article, options: Options, _context: Context) -> Verdict:
    for word in options.words:
        if word in article.title:
            return met(f"thấy “{word}”")
    return not_met([Finding("thiếu", article.title, "thêm", Location(article.source))])


def rule(name: str, clause: str) -> AnyRule:
    page = Explanation(what="", why="", wrong="", right="")
    return Rule(name, clause, name, Article, Options, _contains, page, Severity.WARNING)


RULES = (rule("article-length", "cv99/1.2.c"), rule("portal-crosspost", "cv99/1.2.b"))


def policy(tail: str = "", rules: Sequence[AnyRule] = RULES) -> Policy:
    return load((HEAD + tail).encode(), rules)


def refusal(text: str | bytes, rules: Sequence[AnyRule] = RULES) -> ConfigError:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(ConfigError) as caught:
        load(data, rules, file="huyen/rules.yaml")
    assert caught.value.exit_code == 2
    assert str(caught.value).startswith("huyen/rules.yaml:")
    return caught.value


LINE = HEAD.count("\n")  # the last line of the head


def test_what_the_file_leaves_out_is_on_with_its_defaults_in_the_order_of_the_rules() -> None:
    read = policy("rules:\n  portal-crosspost: {severity: error}\n")
    assert read.name == "Công văn 99/PGDĐT"
    assert read.applies_from == date(2021, 2, 3)
    assert [(c.rule.id, c.severity, c.clause) for c in read.rules] == [
        ("article-length", Severity.WARNING, "cv99/1.2.c"),
        ("portal-crosspost", Severity.ERROR, "cv99/1.2.b"),
    ]
    assert [c.options for c in read.rules] == [Options(), Options()]


def test_applies_from_is_the_day_of_the_dispatch_of_2020_when_left_out() -> None:
    text = HEAD.replace("applies_from: 2021-02-03\n", "")
    assert load(text.encode(), RULES).applies_from == date(2020, 9, 7)


def test_every_setting_of_a_rule_is_taken() -> None:
    settings = "{enabled: true, clause: cv99/1.2.b, severity: info, options: {min_pages: 1, words: [x]}}"
    configured = policy(f"rules:\n  article-length: {settings}\n").rules[0]
    assert configured.clause == "cv99/1.2.b"
    assert configured.severity is Severity.INFO
    assert configured.options == Options(1.0, ("x",))


def test_a_rule_switched_off_is_not_there_and_its_clause_need_not_be_either() -> None:
    rules = (*RULES, rule("timeliness", "cv99/9.9"))
    assert [c.rule.id for c in policy("rules: {timeliness: {enabled: false}}", rules).rules] == [
        "article-length",
        "portal-crosspost",
    ]
    assert "cv99/9.9" in refusal(HEAD, rules).message


# --- F: hostile files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"", b"- a", b"7", b"\x00\x01\x02", HEAD.encode("utf-16"), HEAD.replace("  ", "\t").encode()]
)
def test_f01_a_file_that_is_no_policy_is_refused_with_line_and_column(data: bytes) -> None:
    error = refusal(data)
    assert error.line >= 1
    assert error.column >= 1


def test_f01_a_byte_order_mark_and_windows_line_ends_make_no_difference_but_in_the_hash() -> None:
    plain = policy()
    windows = load(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode(), RULES)
    assert windows.dispatches == plain.dispatches
    assert windows.rules == plain.rules
    assert windows.hash != plain.hash


def test_f02_a_duplicate_key_names_both_lines() -> None:
    error = refusal(HEAD + "rules:\n  article-length: {}\n  portal-crosspost: {}\n  article-length: {}\n")
    assert f"“article-length” viết hai lần, ở dòng {LINE + 2} và dòng {LINE + 4}" in error.message


def test_f02_two_dispatches_with_one_id_name_both_lines() -> None:
    second = HEAD[HEAD.index("  - id:") :]
    assert f"“cv99” viết hai lần, ở dòng 5 và dòng {LINE + 1}" in refusal(HEAD + second).message


@pytest.mark.parametrize(
    ("tail", "said"),
    [
        ("rules: {article-length: {enabled: no}}", "true hoặc false, không phải “no”; ý bạn là “false”?"),
        ("rules: {article-length: {options: {min_pages: 12:30}}}", "không phải “12:30”"),
        ("rules: {article-length: {options: {min_pages: 1_000}}}", "không phải “1_000”"),
        ("rules: {article-length: {options: {min_pages: 0777}}}", "không phải “0777”"),
    ],
)
def test_f03_values_are_typed_and_never_turned_into_something_else(tail: str, said: str) -> None:
    assert said in refusal(HEAD + tail).message


def test_f03_a_word_that_older_yaml_reads_as_something_else_stays_a_word() -> None:
    read = policy("rules: {article-length: {options: {words: [no, 12:30, 08, 1_000, 2020-09-18]}}}")
    assert read.rules[0].options == Options(words=("no", "12:30", "08", "1_000", "2020-09-18"))


def test_f04_an_alias_bomb_is_stopped_at_load() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "dùng lại" in refusal(bomb).message


@pytest.mark.parametrize(
    "tail", ["rules: !!python/object:os.system {}", "rules: " + "[" * 3000, "schema2: " + "9" * 5000]
)
def test_f05_tags_nesting_and_absurd_integers_are_refused(tail: str) -> None:
    assert refusal(HEAD + tail).line == LINE + 1


def test_f06_a_pattern_is_a_literal_word() -> None:
    """rules.yaml holds literal lists only: no pattern of it is ever compiled, so none can hang a run."""
    read = policy("rules: {article-length: {options: {words: ['(a+)+$']}}}")
    context = Context(as_of=date(2026, 1, 1), since=date(2020, 1, 1))

    def status(title: str) -> str:
        return lint(Article("x", title, ()), read.rules[:1], context)[0].verdict.status.value

    assert status("a" * 40 + "!") == "fail"
    assert status("bài có (a+)+$ trong tên") == "pass"


@pytest.mark.parametrize(
    ("tail", "line", "said"),
    [
        ("ruls: {}", 1, "“ruls”; ý bạn là “rules”?"),
        ("rules:\n  article-lenght: {}", 2, "“article-lenght”; ý bạn là “article-length”?"),
        ("rules: {article-length: {enable: true}}", 1, "“enable”; ý bạn là “enabled”?"),
        ("rules: {article-length: {severity: hihg}}", 1, "error, warning, info, không phải “hihg”; ý bạn là"),
        ("rules: {article-length: {severity: waring}}", 1, "ý bạn là “warning”?"),
        ("rules: {article-length: {options: {min_page: 1}}}", 1, "“min_page”; ý bạn là “min_pages”?"),
        (
            "rules: {article-length: {clause: cv99/1.2.d}}",
            1,
            "“cv99/1.2.d” trong dispatches; ý bạn là “cv99/1.2",
        ),
        ("waivers:\n- {rule: portal-crospost, reason: x}", 2, "ý bạn là “portal-crosspost”?"),
        ("waivers:\n- {rule: portal-crosspost}", 2, "thiếu khóa “reason”"),
        ("waivers:\n- {rule: portal-crosspost, reason: ' '}", 2, "“reason” đang để trống"),
        ("waivers:\n- {rule: portal-crosspost, reason: x, until: 1/2/2027}", 2, "ý bạn là “2027-02-01”?"),
    ],
)
def test_f07_a_wrong_word_is_answered_with_the_nearest_right_one(tail: str, line: int, said: str) -> None:
    error = refusal(HEAD + tail)
    assert error.line == LINE + line
    assert said in error.message


@pytest.mark.parametrize("value", ["-1", ".inf", "nửa trang", "0"])
def test_f08_a_number_out_of_range_is_refused_with_the_range(value: str) -> None:
    error = refusal(HEAD + f"rules:\n  article-length:\n    options:\n      min_pages: {value}\n")
    assert (error.line, error.column) == (LINE + 4, 18)
    assert f"phải là số từ 0.1 đến 5, không phải “{value}”" in error.message


def test_f09_a_rule_that_can_never_fire_is_refused() -> None:
    assert "ít nhất 1 mục" in refusal(HEAD + "rules: {article-length: {options: {words: []}}}").message
    with pytest.raises(LinterError, match="không còn mục nào để kiểm tra"):
        policy("rules: {article-length: {enabled: false}, portal-crosspost: {enabled: false}}")


def test_f09_two_settings_of_one_rule_are_refused() -> None:
    assert "viết hai lần" in refusal(HEAD + "rules: {article-length: {}, article-length: {}}").message


def test_f10_a_run_keeps_the_copy_that_it_hashed(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_bytes((HEAD + "rules: {article-length: {options: {min_pages: 2}}}").encode())
    data = path.read_bytes()
    read = load(data, RULES)
    path.write_bytes((HEAD + "rules: {article-length: {options: {min_pages: 3}}}").encode())
    assert read.rules[0].options == Options(min_pages=2.0)
    assert read.hash == "sha256:" + hashlib.sha256(data).hexdigest()
    assert load(path.read_bytes(), RULES).hash != read.hash


def test_another_schema_is_refused() -> None:
    assert "“schema” phải là 1, không phải “2”" in refusal(HEAD.replace("schema: 1", "schema: 2")).message


def test_a_policy_without_a_dispatch_or_a_clause_is_refused() -> None:
    assert "ít nhất 1" in refusal("schema: 1\nname: x\ndispatches: []\n").message
    assert "“clauses”" in refusal(HEAD[: HEAD.index("      1.2.b")] + "      {}\n").message


# --- what a policy answers ------------------------------------------------------------------------------


def test_a_clause_is_found_word_for_word_with_its_dispatch() -> None:
    clause = policy().clause("cv99/1.2.b")
    assert clause.ref == "cv99/1.2.b"
    assert clause.text == "Mỗi trường đăng bài lên cổng của Phòng;"
    assert clause.dispatch.number == "99/PGDĐT"
    assert clause.dispatch.issued == date(2021, 2, 1)


def test_an_unknown_clause_is_answered_with_the_nearest() -> None:
    with pytest.raises(LinterError, match=r"ý bạn là “cv99/1\.2\.b”"):
        policy().clause("cv99/1.2b")


WAIVERS = """\
waivers:
  - {rule: article-length, school: th-kenh-tram, reason: "Trường đang sửa trang", until: 2026-05-31}
  - {rule: portal-crosspost, url: "http://th.edu.example/bai-1", reason: "Đã đăng bản giấy"}
"""


def test_a_waiver_holds_up_to_its_last_day() -> None:
    read = policy(WAIVERS)
    assert [w.rule for w in read.waivers_on(date(2026, 5, 31))] == ["article-length", "portal-crosspost"]
    assert [w.rule for w in read.waivers_on(date(2026, 6, 1))] == ["portal-crosspost"]


def test_the_engine_takes_the_waivers_of_the_day() -> None:
    read = policy(WAIVERS)
    school = School("th-kenh-tram", "Trường Tiểu học Kênh Tràm", "TH", "http://th.edu.example/")
    context = Context(as_of=date(2026, 5, 1), since=read.applies_from, school=school)
    article = Article("x", "Bài", (), published_at=datetime(2026, 4, 1))  # noqa: DTZ001 -- as a site prints it
    outcomes = lint(article, read.rules, context, read.waivers_on(context.as_of))
    assert [outcome.waived for outcome in outcomes] == ["Trường đang sửa trang", None]


def test_rules_are_chosen_and_left_out_by_name() -> None:
    read = policy()
    assert [c.rule.id for c in read.select(only=["portal-crosspost"]).rules] == ["portal-crosspost"]
    assert [c.rule.id for c in read.select(ignore=["portal-crosspost"]).rules] == ["article-length"]
    assert read.select() == read
    assert read.select(only=["portal-crosspost"]).hash == read.hash


@pytest.mark.parametrize("which", ["only", "ignore"])
def test_an_unknown_name_is_answered_with_the_nearest(which: str) -> None:
    with pytest.raises(LinterError, match="“article_lengt”; ý bạn là “article-length”"):
        policy().select(**{which: ["article_lengt"]})


def test_choosing_a_rule_that_is_off_or_leaving_out_all_is_told() -> None:
    read = policy("rules: {article-length: {enabled: false}}")
    with pytest.raises(LinterError, match="“article-length” đang tắt"):
        read.select(only=["article-length", "portal-crosspost"])
    assert read.select(ignore=["article-length"]).rules == read.rules
    with pytest.raises(LinterError, match="không còn mục nào"):
        read.select(ignore=["portal-crosspost"])

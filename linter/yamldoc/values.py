"""The single values that `decode` reads, and how a wrong one is told."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from linter.errors import ConfigError
from linter.yamldoc.nearest import nearest
from linter.yamldoc.node import Node, ScalarNode, SequenceNode

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DMY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_GROUPED = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:[_.,][0-9]{3})+")
_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")
_TRUTH = {"yes": "true", "on": "true", "có": "true", "bật": "true", "1": "true",
          "no": "false", "off": "false", "không": "false", "tắt": "false", "0": "false"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """What the dataclass says of a value."""

    name: str
    key: str
    annotation: Any
    required: bool
    metadata: Mapping[str, Any]


def is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.kind == "null"


def shown(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return "trống" if is_empty(node) else f"“{_short(node.text)}”"
    return "danh sách" if isinstance(node, SequenceNode) else "nhóm khóa"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def wrong(node: Node, field: Field, wanted: str, advice: str = "") -> ConfigError:
    if is_empty(node):
        return node.error(f"“{field.key}” chưa có giá trị; cần {wanted}")
    return node.error(f"“{field.key}” phải là {wanted}, không phải {shown(node)}{advice}")


def _scalar(node: Node, field: Field, wanted: str) -> ScalarNode:
    if not isinstance(node, ScalarNode):
        raise wrong(node, field, wanted)
    return node


def read_str(_annotation: Any, node: Node, field: Field) -> str:
    """Text; an unquoted number is taken as it is written, so 0123 and 1.10 keep their noughts."""
    value = _scalar(node, field, "chữ")
    if value.kind in {"null", "bool"}:
        raise wrong(node, field, "chữ", f'; nếu đúng là chữ thì đặt trong nháy: “"{value.text}"”')
    if field.required and not value.text.strip():
        raise node.error(f"“{field.key}” đang để trống")
    return value.text


def read_bool(_annotation: Any, node: Node, field: Field) -> bool:
    value = _scalar(node, field, "true hoặc false")
    if value.kind != "bool":
        meant = _TRUTH.get(value.text.lower())
        raise wrong(node, field, "true hoặc false", f"; ý bạn là “{meant}”?" if meant else "")
    return value.text.lower() == "true"


def read_int(_annotation: Any, node: Node, field: Field) -> int:
    wanted = f"số nguyên{_range(field)}"
    value = _scalar(node, field, wanted)
    number = _int(value)
    if number is None or not within(number, field):
        raise wrong(node, field, wanted, _number_advice(value, _GROUPED, ""))
    return number


def read_float(_annotation: Any, node: Node, field: Field) -> float:
    wanted = f"số{_range(field)}"
    value = _scalar(node, field, wanted)
    number = _float(value)
    if number is None or not math.isfinite(number) or not within(number, field):
        raise wrong(node, field, wanted, _number_advice(value, _COMMA, "."))
    return float(number)


def _int(value: ScalarNode) -> int | None:
    if value.kind != "int":
        return None
    return int(value.text, 0 if value.text[:2] in {"0o", "0x"} else 10)


def _float(value: ScalarNode) -> float | None:
    if value.kind == "float":
        return float(value.text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return _int(value)


def _number_advice(value: ScalarNode, form: re.Pattern[str], point: str) -> str:
    """What a number with separators was meant to be; that a number in quotes is none."""
    if form.fullmatch(value.text):
        return f"; ý bạn là “{re.sub(r'[_.,]', point, value.text)}”?"
    quoted = value.quoted and dataclasses.replace(value, quoted=False).kind in {"int", "float"}
    return "; hãy bỏ dấu nháy" if quoted else ""


def read_date(_annotation: Any, node: Node, field: Field) -> date:
    wanted = "ngày viết dạng năm-tháng-ngày như 2020-09-07"
    value = _scalar(node, field, wanted)
    try:
        if _ISO.fullmatch(value.text):
            return date.fromisoformat(value.text)
        if found := _DMY.fullmatch(value.text):
            meant = date(int(found[3]), int(found[2]), int(found[1]))
            raise wrong(node, field, wanted, f"; ý bạn là “{meant.isoformat()}”?")
    except ValueError:
        raise node.error(f"“{field.key}”: lịch không có ngày “{value.text}”") from None
    raise wrong(node, field, wanted)


def read_choice(annotation: Any, node: Node, field: Field) -> Any:
    """A word of a Literal or a StrEnum."""
    members = get_args(annotation) or tuple(annotation)
    choices = {str(member): member for member in members}
    wanted = f"một trong: {', '.join(choices)}" if len(choices) > 1 else "".join(choices)
    value = _scalar(node, field, wanted)
    member = choices.get(value.text)
    if member is None or not (isinstance(member, str) or value.kind == "int"):
        means: Mapping[str, str] = field.metadata.get("means", {})
        close = nearest(value.text, [*choices, *means])
        raise wrong(node, field, wanted, f"; ý bạn là “{means.get(close, close)}”?" if close else "")
    return member


def within(number: float, field: Field) -> bool:
    low, high = field.metadata.get("min"), field.metadata.get("max")
    return (low is None or number >= low) and (high is None or number <= high)


def _range(field: Field) -> str:
    low, high = field.metadata.get("min"), field.metadata.get("max")
    if low is not None and high is not None:
        return f" từ {low} đến {high}"
    if low is not None:
        return f" từ {low} trở lên"
    return f" không quá {high}" if high is not None else ""

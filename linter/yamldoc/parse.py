"""YAML 1.2 → nodes, from the parser's events: nothing here recurses and no value is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from linter.errors import ConfigError
from linter.yamldoc.node import MappingNode, Node, Place, ScalarNode, SequenceNode
from linter.yamldoc.source import CONTROL, place_at, read_text

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32  # rules.yaml needs 6
MAX_ALIASES = 100
MAX_REPEATED = 10_000  # nodes that aliases stand for: 81 aliases can stand for 9**9 nodes

_TAB = re.compile(r"^ *\t", re.MULTILINE)
_HUGE = re.compile(r"[-+]?[0-9]{19,}|0[ox][0-9a-fA-F]{16,}")  # beyond 64 bits

_SYNTAX = (
    ("mapping values are not allowed", "dấu hai chấm thừa, hoặc dòng trên thiếu dấu hai chấm; "
     "giá trị có dấu hai chấm thì đặt trong nháy kép"),
    ("could not find expected ':'", "thiếu dấu hai chấm sau tên khóa"),
    ("expected <block end>", "dòng này không thẳng lề với các dòng cùng mục ở trên"),
    ("expected the node content", "thiếu giá trị hoặc thiếu ngoặc đóng"),
    ("that cannot start any token", "giá trị bắt đầu bằng ký tự đặc biệt; hãy đặt giá trị trong nháy kép"),
    ("unexpected end of stream", "mở nháy ở đây mà không đóng"),
    ("expected ',' or ']'", "thiếu dấu phẩy hoặc ngoặc đóng “]”"),
    ("expected ',' or '}'", "thiếu dấu phẩy hoặc ngoặc đóng “}”"),
    ("unknown escape character", "dấu “\\” trong nháy kép phải viết là “\\\\”"),
    ("sequence entries are not allowed", "dấu gạch đầu dòng phải xuống dòng mới"),
)  # fmt: skip


def parse(data: bytes, *, file: str) -> Node:
    """The tree of one YAML file; `file` is the name that messages show.

    Raises ConfigError, always with a place: no UTF-8, more than 1 MiB, not YAML, tabs as indent, a key
    twice, tags, depth over 32, more than 100 aliases, a number beyond 64 bits, a second document.
    """
    text = read_text(data, file=file, limit=MAX_BYTES)
    if found := _TAB.search(text):
        raise place_at(text, found.end() - 1, file).error("thụt dòng bằng phím Tab; hãy dùng dấu cách")
    tree = _Tree(file)
    for event in _events(text, file):
        tree.take(event)
    if tree.root is None:
        raise Place(file, 1, 1).error("tệp trống")
    return tree.root


def _events(text: str, file: str) -> Iterator[Any]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        raise _syntax_error(error, file) from None
    except (YAMLError, ValueError, OverflowError, IndexError, AttributeError) as error:
        # what ruamel.yaml lets through on damaged directives and escapes
        raise ConfigError("không đúng cú pháp YAML", file=file, line=1, column=1) from error


def _syntax_error(error: MarkedYAMLError, file: str) -> ConfigError:
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    if "end of stream" in problem:  # an open quote is noticed at the end of the file; name where it opens
        mark = error.context_mark or mark
    words = next((said for sign, said in _SYNTAX if sign in problem), "không đúng cú pháp YAML")
    return (Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)).error(words)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet. `size` counts nodes, aliases written out."""

    place: Place
    anchor: str | None
    mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    key: str | None = None
    size: int = 1

    def close(self) -> Node:
        if self.mapping:
            return MappingNode(self.place, self.entries, self.keys)
        return SequenceNode(self.place, tuple(self.items))

    def add(self, node: Node, size: int) -> None:
        self.size += size
        if not self.mapping:
            self.items.append(node)
        elif self.key is None:
            self._open_key(node)
        else:
            self.entries[self.key], self.key = node, None

    def _open_key(self, node: Node) -> None:
        if not isinstance(node, ScalarNode):
            raise node.error("tên khóa phải là một từ, không phải danh sách hay nhóm khóa")
        if node.text in self.keys:
            first = self.keys[node.text].line
            raise node.error(f"khóa “{node.text}” viết hai lần, ở dòng {first} và dòng {node.place.line}; chỉ giữ một")
        self.key, self.keys[node.text] = node.text, node.place


class _Tree:
    """Takes events one by one; `root` is the finished tree."""

    def __init__(self, file: str) -> None:
        self.root: Node | None = None
        self._file = file
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._aliases = self._repeated = self._documents = 0
        self._takers: dict[str, Callable[[Any, Place], None]] = {
            "DocumentStartEvent": self._document,
            "ScalarEvent": self._scalar,
            "AliasEvent": self._alias,
            "SequenceStartEvent": self._start,
            "MappingStartEvent": self._start,
            "SequenceEndEvent": self._end,
            "MappingEndEvent": self._end,
        }

    def take(self, event: Any) -> None:
        name = type(event).__name__
        if taker := self._takers.get(name):
            place = Place(self._file, event.start_mark.line + 1, event.start_mark.column + 1)
            if getattr(event, "tag", None):
                tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
                raise place.error(f"không dùng thẻ “{tag}” trong tệp này; hãy xóa thẻ")
            taker(event, place)

    def _document(self, _event: Any, place: Place) -> None:
        self._documents += 1
        if self._documents > 1:
            raise place.error("tệp chỉ được có một phần; hãy xóa dòng “---” này")

    def _scalar(self, event: Any, place: Place) -> None:
        quoted = bool(event.style)
        if not quoted and _HUGE.fullmatch(event.value):
            raise place.error("số quá dài; nếu là mã thì đặt trong nháy kép")
        if CONTROL.search(event.value):
            raise place.error("trong nháy có ký tự điều khiển; hãy xóa phần viết bằng “\\”")
        self._add(ScalarNode(place, event.value, quoted), 1, event.anchor)

    def _alias(self, event: Any, place: Place) -> None:
        if event.anchor not in self._anchors:
            raise place.error(f"“*{event.anchor}” chưa có “&{event.anchor}” nào ở phía trên")
        node, size = self._anchors[event.anchor]
        self._aliases, self._repeated = self._aliases + 1, self._repeated + size
        if self._aliases > MAX_ALIASES or self._repeated > MAX_REPEATED:
            raise place.error("tệp dùng lại (“*”) quá nhiều; hãy viết thẳng nội dung")
        self._add(node, size, None)

    def _start(self, event: Any, place: Place) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise place.error(f"lồng nhau quá {MAX_DEPTH} tầng")
        self._open.append(_Open(place, event.anchor, mapping=type(event).__name__ == "MappingStartEvent"))

    def _end(self, _event: Any, _place: Place) -> None:
        closed = self._open.pop()
        self._add(closed.close(), closed.size, closed.anchor)

    def _add(self, node: Node, size: int, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = (node, size)
        if self._open:
            self._open[-1].add(node, size)
        else:
            self.root = node

"""A node → a frozen dataclass, read by the dataclass's own annotations.

Read are: str, int, float (an int will do), bool, date (2020-09-07), Literal, StrEnum, X | None,
tuple[X, ...], Mapping[str, X], dataclasses, and Node for what the caller decodes later. A field's metadata
may say `key` (the word in the file, where Python reserves it), `min` and `max` (of a number, or of each
number in a list or mapping; both allowed themselves), `min_items` (of a list or mapping), `unique` (the key
whose value no two items of a list share) and `means` (the right word for each wrong one that people write, to
be proposed).
A ValueError from `__post_init__` becomes a ConfigError at the mapping's place.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal, TypeGuard, TypeVar, Union, get_args, get_origin, get_type_hints

from linter.yamldoc.nearest import hint
from linter.yamldoc.node import MappingNode, Node, ScalarNode, SequenceNode
from linter.yamldoc.values import (
    Field,
    is_empty,
    read_bool,
    read_choice,
    read_date,
    read_float,
    read_int,
    read_str,
    shown,
    wrong,
)

T = TypeVar("T")


def decode(cls: type[T], node: Node) -> T:
    """`node` as a `cls`. Raises ConfigError for an unknown or missing key and a wrong kind, word or range."""
    if not isinstance(node, MappingNode):
        raise node.error(f"ở đây cần các dòng “khóa: giá trị”, không phải {shown(node)}")
    fields = _fields(cls)  # type: ignore[arg-type]  # a class is hashable
    known = [field.key for field in fields]
    for key, place in node.keys.items():
        if key not in known:
            raise place.error(f"không có khóa “{key}”{hint(key, known)}")
    values: dict[str, Any] = {}
    for field in fields:
        below = node.entries.get(field.key)
        if _is_written(below, field):
            values[field.name] = _read(field.annotation, below, field)
        elif field.required:
            raise node.error(f"thiếu khóa “{field.key}”")
    try:
        return cls(**values)
    except ValueError as error:
        raise node.error(str(error)) from None


@lru_cache(maxsize=256)
def _fields(cls: type[Any]) -> tuple[Field, ...]:
    hints = get_type_hints(cls)
    return tuple(
        Field(
            name=field.name,
            key=field.metadata.get("key", field.name),
            annotation=hints[field.name],
            required=field.default is MISSING and field.default_factory is MISSING,
            metadata=field.metadata,
        )
        for field in dataclasses.fields(cls)
        if field.init
    )


def _is_written(node: Node | None, field: Field) -> TypeGuard[Node]:
    """A group whose every line was taken out (`waivers:` with nothing under it) is a group not written."""
    if node is None:
        return False
    if field.required or not is_empty(node):
        return True
    return get_origin(field.annotation) not in {tuple, Mapping} and not dataclasses.is_dataclass(field.annotation)


def _read(annotation: Any, node: Node, field: Field) -> Any:
    reader = _READERS.get(annotation) or _READERS.get(get_origin(annotation))
    if reader is not None:
        return reader(annotation, node, field)
    if isinstance(annotation, type):
        if issubclass(annotation, Node):
            return node
        if issubclass(annotation, StrEnum):
            return read_choice(annotation, node, field)
        if dataclasses.is_dataclass(annotation):
            return decode(annotation, node)
    raise TypeError(f"decode cannot read {annotation!r} of field {field.name}")


# --- groups ---------------------------------------------------------------------------------------------


def _read_optional(annotation: Any, node: Node, field: Field) -> Any:
    kinds = [kind for kind in get_args(annotation) if kind is not types.NoneType]
    if len(kinds) != 1:
        raise TypeError(f"decode cannot read {annotation!r} of field {field.name}")
    return None if is_empty(node) else _read(kinds[0], node, dataclasses.replace(field, required=True))


def _read_tuple(annotation: Any, node: Node, field: Field) -> tuple[Any, ...]:
    if not isinstance(node, SequenceNode):
        raise wrong(node, field, "danh sách")
    _check_count(len(node.items), node, field)
    if key := field.metadata.get("unique"):
        _check_unique(key, node)
    inner = _inner(field, field.key)
    return tuple(_read(get_args(annotation)[0], item, inner) for item in node.items)


def _read_mapping(annotation: Any, node: Node, field: Field) -> dict[str, Any]:
    if not isinstance(node, MappingNode):
        raise wrong(node, field, "các dòng “khóa: giá trị”")
    _check_count(len(node.entries), node, field)
    below = get_args(annotation)[1]
    return {key: _read(below, item, _inner(field, key)) for key, item in node.entries.items()}


def _check_unique(key: str, node: SequenceNode) -> None:
    first: dict[str, int] = {}
    for item in node.items:
        value = item.child(key)
        if not isinstance(value, ScalarNode):
            continue
        line = value.place.line
        if value.text in first:
            raise value.error(f"{key} “{value.text}” viết hai lần, ở dòng {first[value.text]} và dòng {line}")
        first[value.text] = line


def _inner(field: Field, key: str) -> Field:
    """What holds for each item of a group: no item may be blank (a blank name would be found everywhere)."""
    return dataclasses.replace(
        field, key=key, required=True, metadata={**field.metadata, "min_items": 0, "unique": None}
    )


def _check_count(count: int, node: Node, field: Field) -> None:
    least = field.metadata.get("min_items", 0)
    if count < least:
        raise node.error(f"“{field.key}” cần ít nhất {least} mục, mới có {count}")


_READERS: dict[Any, Callable[[Any, Node, Field], Any]] = {
    str: read_str,
    bool: read_bool,
    int: read_int,
    float: read_float,
    date: read_date,
    tuple: _read_tuple,
    Mapping: _read_mapping,
    Literal: read_choice,
    Union: _read_optional,
    types.UnionType: _read_optional,
}

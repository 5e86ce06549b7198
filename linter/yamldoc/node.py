"""The tree of a file, each node with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from linter.errors import ConfigError

Kind = Literal["null", "bool", "int", "float", "str"]

# YAML 1.2.2 §10.3.2, the core schema: `no`, 12:30, 1_000 and 2020-09-18 are text, 0777 is 777.
_CORE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("null", re.compile(r"(?:null|Null|NULL|~|)")),
    ("bool", re.compile(r"true|True|TRUE|false|False|FALSE")),
    ("int", re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")),
    (
        "float",
        re.compile(
            r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; line and column count from 1, 0 means the whole file or the whole line."""

    file: str
    line: int = 0
    column: int = 0

    def error(self, message: str) -> ConfigError:
        return ConfigError(message, file=self.file, line=self.line, column=self.column)


@dataclass(frozen=True, slots=True)
class Node:
    """A value as it stands in the file."""

    place: Place

    def error(self, message: str) -> ConfigError:
        """A mistake at this node, to be raised."""
        return self.place.error(message)

    def at(self, *path: str | int) -> Node:
        """The node under these keys and indexes, or the deepest one on the way that is there."""
        node: Node = self
        for step in path:
            below = node.child(step)
            if below is None:
                break
            node = below
        return node

    def key(self, name: str) -> Place:  # noqa: ARG002 -- only a mapping has keys
        """Where the key of this name stands; this node's place when there is none."""
        return self.place

    def child(self, step: str | int) -> Node | None:  # noqa: ARG002 -- a scalar has none
        return None


@dataclass(frozen=True, slots=True)
class ScalarNode(Node):
    """A single value: its text, and whether it stood in quotes or as a block of text."""

    text: str
    quoted: bool = False

    @property
    def kind(self) -> Kind:
        """What the core schema takes the value for."""
        if not self.quoted:
            for kind, form in _CORE:
                if form.fullmatch(self.text):
                    return kind
        return "str"


@dataclass(frozen=True, slots=True)
class SequenceNode(Node):
    """A list."""

    items: tuple[Node, ...] = ()

    def child(self, step: str | int) -> Node | None:
        return self.items[step] if isinstance(step, int) and 0 <= step < len(self.items) else None


@dataclass(frozen=True, slots=True)
class MappingNode(Node):
    """Keys with their values, in the file's order. `keys` holds where each key stands."""

    entries: Mapping[str, Node]
    keys: Mapping[str, Place]

    def key(self, name: str) -> Place:
        return self.keys.get(name, self.place)

    def child(self, step: str | int) -> Node | None:
        return self.entries.get(step) if isinstance(step, str) else None

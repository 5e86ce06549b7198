"""YAML 1.2 with places, and its strict reading into frozen dataclasses.

`parse` makes a tree of nodes of which each knows its line; `decode` reads a node as a dataclass by the
dataclass's own annotations. Every mistake is a ConfigError: one sentence with file, line, what is wrong
and the nearest right word.
"""

from linter.yamldoc.decode import decode
from linter.yamldoc.nearest import hint, nearest
from linter.yamldoc.node import MappingNode, Node, Place, ScalarNode, SequenceNode
from linter.yamldoc.parse import parse
from linter.yamldoc.source import read_text

__all__ = [
    "MappingNode", "Node", "Place", "ScalarNode", "SequenceNode",
    "decode", "hint", "nearest", "parse", "read_text",
]  # fmt: skip

"""What the parts of the store share: columns of deflated JSON, clean text, rows in portions, reading."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any, TypeVar

READING = {"reading": True}  # of a transaction that does not keep others from writing
_AT_A_TIME = 500
T = TypeVar("T")


def pack(value: object) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def unpack(data: bytes) -> Any:
    """Raises zlib.error where the data is damaged."""
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))


def clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def batched(rows: Sequence[T]) -> list[Sequence[T]]:
    """The rows in portions that a database takes at once."""
    return [rows[start : start + _AT_A_TIME] for start in range(0, len(rows), _AT_A_TIME)]
